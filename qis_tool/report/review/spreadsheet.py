"""One table of a review as CSV, for a spreadsheet."""

from collections.abc import Iterator

from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.tables import TABLES
from qis_tool.report.spreadsheet import csv_line
from qis_tool.report.tally import Styled

_USUAL = "findings"
_DIGITS = 4


def as_csv(review: Review, shown: Shown) -> Iterator[Styled]:
    """One table, that of the findings where none is named: a line of names, then one line a row."""
    table = TABLES[shown.table or _USUAL]
    yield Styled(csv_line(*(column.head.lower().replace(" ", "_") for column in table.columns)))
    for row in table.rows(review):
        yield Styled(csv_line(*(round(cell, _DIGITS) if isinstance(cell, float) else cell for cell in row)))
