"""One table of a review as CSV, for a spreadsheet; no answer is taken for a formula there."""

from collections.abc import Iterator

from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.tables import TABLES, Cell
from qis_tool.report.tally import Styled
from qis_tool.report.words import csv_line

_USUAL = "findings"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(review: Review, shown: Shown) -> Iterator[Styled]:
    """One table, that of the findings where none is named: a line of names, then one line a row.

    A text that a spreadsheet would take for a formula begins with '.
    """
    table = TABLES[shown.table or _USUAL]
    yield Styled(csv_line(column.head.lower().replace(" ", "_") for column in table.columns))
    for row in table.rows(review):
        yield Styled(csv_line(map(_harmless, row)))


def _harmless(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return round(cell, 4)
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
