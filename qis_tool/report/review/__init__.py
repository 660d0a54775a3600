"""Ways to show a review. A reporter goes through a Review, section by section, and yields pieces of output."""

from collections.abc import Callable, Iterator, Mapping

from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.machine import as_json
from qis_tool.report.review.markdown import markdown
from qis_tool.report.review.page import page
from qis_tool.report.review.spreadsheet import as_csv
from qis_tool.report.review.text import text
from qis_tool.report.tally import Styled

Reporter = Callable[[Review, Shown], Iterator[Styled]]

REVIEW_REPORTERS: Mapping[str, Reporter] = {
    "text": text,
    "markdown": markdown,
    "csv": as_csv,
    "json": as_json,
    "html": page,
}
TABLE_BY_TABLE = frozenset({"text", "markdown", "csv"})
