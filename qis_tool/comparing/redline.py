"""Two plans as two documents on one form, for the one to be tracked against the other."""

from collections.abc import Iterator
from typing import NamedTuple

from qis_tool.comparing.editions import editions_of
from qis_tool.comparing.pairing import moved, paired
from qis_tool.document.assemble import assemble, unplaced
from qis_tool.document.blocks import Document, Table, visible
from qis_tool.form import Form
from qis_tool.source import Source
from qis_tool.updating.rows import NO_ROW, Row


class Versions(NamedTuple):
    """Both plans in the form of the new one, marked as drafts and without a record.

    `lost` names the answers of either that the form has no place for.
    """

    form: Form
    old: Document
    new: Document
    lost: tuple[str, ...]


def versions(old: Source, new: Source) -> Versions:
    """The documents of two plans that can be read in full. Raises UserError for plans of different forms."""
    form = editions_of(old, new).new
    was, now = (assemble(plan, form, draft=True, record=False) for plan in (old, new))
    lost = [*unplaced(old, form, was), *unplaced(new, form, now)]
    return Versions(form, was, now, tuple(dict.fromkeys(lost)))


def row_pairs(old: Table, new: Table) -> Iterator[tuple[int, int]]:
    """Which rows of two tables are the same, by number, in an order that holds for both; -1 where one lacks it.

    A row that was moved is gone in one place and new in another. Between two that are the same, rows stand for each
    other as they come, so that a blank one is filled before another is put in.
    """
    pairs = paired(_rows(old), _rows(new))
    same = sorted((one.number, other.number) for one, other in set(pairs) - moved(pairs) if NO_ROW not in (one, other))
    at = new_at = 0
    for one, other in [*same, (len(old.rows), len(new.rows))]:
        both = min(one - at, other - new_at)
        yield from zip(range(at, at + both), range(new_at, new_at + both), strict=True)
        yield from ((number, NO_ROW.number) for number in range(at + both, one))
        yield from ((NO_ROW.number, number) for number in range(new_at + both, other))
        if one < len(old.rows):
            yield one, other
        at, new_at = one + 1, other + 1


def _rows(table: Table) -> list[Row]:
    """The rows that say something."""
    rows = (Row(number, tuple(cell.text for cell in row)) for number, row in enumerate(table.rows))
    return [row for row in rows if any(map(visible, row.cells))]
