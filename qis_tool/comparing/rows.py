"""What differs between two plans in a table, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qis_tool.comparing.difference import Cell, Difference
from qis_tool.comparing.fields import of_value
from qis_tool.comparing.pairing import moved, paired
from qis_tool.comparing.plans import Plans, is_same, kind_of, said
from qis_tool.document.blocks import visible
from qis_tool.finding import Path, dotted
from qis_tool.form import Field
from qis_tool.source import Source
from qis_tool.updating.rows import NO_ROW, Pair, Row

_BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of two plans; `cells` are the fields of its rows by name, None for what is no field of any form.

    What stands in the place of a row and is none is a cell without a name.
    """

    plans: Plans
    path: Path
    field: Field
    cells: Mapping[str, Field | None]


def of_rows(plans: Plans, path: Path, field: Field) -> Iterator[Difference]:
    """Each row that was added, removed, moved or changed."""
    if any(not isinstance(plan.value(path), list | None) for plan in plans.both):
        yield from of_value(plans, path, field)
        return
    table = _Table(plans, path, field, _cells(plans, path))
    pairs = paired(*(_rows(table, plan) for plan in plans.both))
    out_of_order = moved(pairs)
    for pair in pairs:
        yield from _of_pair(table, pair, is_moved=pair in out_of_order)


def _cells(plans: Plans, path: Path) -> dict[str, Field | None]:
    above = f"{dotted(path)}[]."
    fields = {
        name.removeprefix(above): field for name, field in plans.editions.fields.items() if name.startswith(above)
    }
    known = {name: field for name, field in fields.items() if "." not in name and "[]" not in name}
    rows = [row for plan in plans.both for row in plan.value(path) or ()]
    names = dict.fromkeys(name for row in rows for name in (row if isinstance(row, dict) else [""]))
    return known | {name: None for name in names if name not in known}


def _rows(table: _Table, plan: Source) -> list[Row]:
    """The rows of a plan that say something."""
    rows = enumerate(plan.value(table.path) or ())
    texts = (Row(number, tuple(_cell(table, plan, number, row, name) for name in table.cells)) for number, row in rows)
    return [row for row in texts if any(map(visible, row.cells))]


def _cell(table: _Table, plan: Source, number: int, row: object, name: str) -> str:
    if isinstance(row, dict) is (name == ""):
        return ""
    path = (*table.path, number, name) if name else (*table.path, number)
    return said(plan, path, kind_of(table.cells[name]))


def _of_pair(table: _Table, pair: Pair, *, is_moved: bool) -> Iterator[Difference]:
    old, new = pair
    cells = tuple(_changed(table, old, new))
    if cells or is_moved:
        yield table.plans.difference(
            "row",
            (*table.path, (old if new is NO_ROW else new).number),
            table.field,
            (_line(old), _line(new)),
            old_row=_counted(old),
            new_row=_counted(new),
            moved=is_moved,
            cells=cells,
        )


def _changed(table: _Table, old: Row, new: Row) -> Iterator[Cell]:
    """Each cell that differs; of a row that only one plan has, each that says something."""
    number = (old if new is NO_ROW else new).number
    nothing = ("",) * len(table.cells)
    for (name, field), was, now in zip(table.cells.items(), old.cells or nothing, new.cells or nothing, strict=True):
        if not is_same(was, now):
            path = (*table.path, number, *([name] if name else []))
            yield Cell(path, field.label if field else name or table.field.label, kind_of(field), was, now)


def _line(row: Row) -> str:
    return _BETWEEN_CELLS.join(filter(None, row.shown))


def _counted(row: Row) -> int | None:
    return None if row is NO_ROW else row.number + 1
