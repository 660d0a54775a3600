"""The main sheet of a worksheet as CSV."""

from collections.abc import Iterator

from qis_tool.report.evidence.sheets import Worksheet, with_notes
from qis_tool.report.spreadsheet import csv_line
from qis_tool.report.tally import Styled


def as_csv(worksheet: Worksheet) -> Iterator[Styled]:
    """A line of heads, and one for each row; blank is what is not known."""
    sheet = with_notes(worksheet.sheets[0])
    yield Styled(csv_line(*sheet.heads))
    yield from (Styled(csv_line(*row)) for row in sheet.rows)
