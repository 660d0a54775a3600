"""The rows of a table in three versions: which were put in, taken out or changed, and where."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qis_tool.document.blocks import visible
from qis_tool.finding import Path
from qis_tool.form import Field
from qis_tool.updating.difference import Difference, Versions, at, text_at
from qis_tool.updating.rows import NO_ROW, Row, aligned, is_regrouped

_BETWEEN_CELLS = " | "
_Added = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's rows in each version, the blank ones left out; `names` are those of its cells."""

    versions: Versions
    path: Path
    names: tuple[str, ...]
    base: list[Row] | None
    ours: list[Row]
    theirs: list[Row]


def of_rows(versions: Versions, field: Field) -> Iterator[Difference]:
    """The differences in a table, unless Word has it as the plan does or as it was.

    One conflict stands for all of it where both sides put rows in or took them out, or where a row that one side took
    out was changed on the other.
    """
    table = _table(versions, field)
    base = None if table.base is None else _shown(table.base)
    if _shown(table.theirs) in (_shown(table.ours), base):
        return
    given = versions.plan.value(table.path)
    found = list(_unknown(table) if table.base is None else _known(table, table.base))
    is_odd = not isinstance(given, list | None)
    yield from [_whole(table)] if is_odd or None in found else [difference for difference in found if difference]


def regrouped(given: Any, path: Path, removed: Collection[Any], added: Sequence[_Added]) -> dict[Path, Any]:
    """A list with rows taken out, and others put in before those of these numbers; a blank row is filled first."""
    rows = given if isinstance(given, list) else []
    changes: dict[Path, Any] = {}
    new: dict[int, list[dict[str, str]]] = {}
    filled: set[int] = set()
    for before, cells in added:
        if before < len(rows) and before not in filled and _is_blank(rows[before]):
            filled.add(before)
            changes |= {(*path, before, name): text for name, text in cells.items()}
        else:
            new.setdefault(before + (before in filled), []).append(cells)
    if new or removed:
        marks: list[Any] = []
        for number in range(len(rows) + 1):
            marks += [*new.get(number, ()), *([number] if number < len(rows) and number not in removed else [])]
        changes[path] = marks
    return changes


def _table(versions: Versions, field: Field) -> _Table:
    path = tuple(field.path.split("."))
    cells = (name for name in versions.form.fields if name.startswith(f"{field.path}[]."))
    names = tuple(name.rpartition(".")[2] for name in cells)
    given = versions.plan.value(path)
    number = len(given) if isinstance(given, list) else 0
    return _Table(
        versions=versions,
        path=path,
        names=names,
        base=None if versions.base is None else _rows(at(versions.base, path), names),
        ours=_filled([tuple(versions.ours((*path, row, name)) for name in names) for row in range(number)]),
        theirs=_rows(at(versions.theirs, path), names),
    )


def _rows(given: Any, names: tuple[str, ...]) -> list[Row]:
    return _filled([tuple(text_at(row, (name,)) for name in names) for row in given or ()])


def _filled(rows: Sequence[tuple[str, ...]]) -> list[Row]:
    return [Row(number, cells) for number, cells in enumerate(rows) if any(map(visible, cells))]


def _shown(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return [row.shown for row in rows]


def _unknown(table: _Table) -> Iterator[Difference | None]:
    """Each cell that differs, where nobody knows who changed it; None where the rows are others."""
    for ours, theirs in aligned(table.ours, table.theirs):
        if NO_ROW in (ours, theirs):
            yield None
        else:
            yield from _cells(table, None, ours, theirs)


def _known(table: _Table, base: list[Row]) -> Iterator[Difference | None]:
    """Each cell and row that Word changed; None where the plan has others in its place."""
    mine, pairs = aligned(base, table.ours), aligned(base, table.theirs)
    if is_regrouped(mine) and is_regrouped(pairs):
        yield None
        return
    own, before = {was.number: row for was, row in mine}, 0
    for was, now in pairs:
        row = own.get(was.number, NO_ROW)
        if was is NO_ROW:
            yield _added(table, before, now)
        elif row is NO_ROW:
            yield from [] if was.shown == now.shown else [None]
        elif now is NO_ROW:
            yield _removed(table, row) if was.shown == row.shown else None
        else:
            yield from _cells(table, was, row, now)
        before = row.number + 1 if row is not NO_ROW else before


def _cells(table: _Table, was: Row | None, ours: Row, theirs: Row) -> Iterator[Difference]:
    """Each cell of one row that differs."""
    for column, name in enumerate(table.names):
        old = was.cells[column] if was else None
        path = (*table.path, ours.number, name)
        found = table.versions.text(path, old, ours.cells[column], theirs.cells[column])
        yield from [found] if found else []


def _added(table: _Table, before: int, row: Row) -> Difference:
    value = before, _named(table, row)
    path = (*table.path, row.number)
    return table.versions.difference("row", path, ("", "", _line(row)), value)


def _removed(table: _Table, row: Row) -> Difference:
    texts = _line(row), _line(row), ""
    return table.versions.difference("row", (*table.path, row.number), texts, None)


def _whole(table: _Table) -> Difference:
    """The table as one conflict; taking Word's makes its rows the plan's; of the plan's own those stay that it has."""
    removed: set[int] = set()
    added: list[_Added] = []
    value: dict[Path, Any] = {}
    before = 0
    for ours, theirs in aligned(table.ours, table.theirs):
        if ours is NO_ROW:
            added.append((before, _named(table, theirs)))
        elif theirs is NO_ROW:
            removed.add(ours.number)
        else:
            for cell in _cells(table, None, ours, theirs):
                value |= cell.value
        before = ours.number + 1 if ours is not NO_ROW else before
    value |= regrouped(table.versions.plan.value(table.path), table.path, removed, added)
    texts = (None if table.base is None else _lines(table.base), _lines(table.ours), _lines(table.theirs))
    return replace(table.versions.difference("table", table.path, texts, value), is_conflict=True)


def _named(table: _Table, row: Row) -> dict[str, str]:
    return {name: text for name, text in zip(table.names, row.cells, strict=True) if visible(text)}


def _lines(rows: Sequence[Row]) -> str:
    return "\n\n".join(map(_line, rows))


def _line(row: Row) -> str:
    return _BETWEEN_CELLS.join(filter(None, row.shown))


def _is_blank(row: Any) -> bool:
    parts = row.values() if isinstance(row, dict) else [row]
    return not any(visible(part) if isinstance(part, str) else part for part in parts)
