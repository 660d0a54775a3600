"""Pages of headings, paragraphs, lists and tables in each format."""

from collections.abc import Callable, Iterable

from lxml import html

from qis_tool.report.evidence.pages import PAGES, Heading, Items, Paragraph, Table
from qis_tool.report.tally import Styled
from tests.report.conftest import HOSTILE

Shown = Callable[[Iterable[Styled]], str]

BLOCKS = (
    Heading(1, "Settlement"),
    Paragraph("One sentence. " * 12),
    Table("Amounts", ("PAP", "Amount"), (("P1", "$2,500.00"), ("P-102", "$0.00")), frozenset({1})),
    Heading(2, "Reasons"),
    Items(("Twenty episodes.", "A cap.")),
)

TEXT = """\
= Settlement

One sentence. One sentence. One sentence. One sentence. One sentence. One sentence. One sentence.
One sentence. One sentence. One sentence. One sentence. One sentence.

PAP       Amount
P1     $2,500.00
P-102      $0.00

Reasons

- Twenty episodes.
- A cap.
"""

MARKDOWN = """\
# Settlement

Two.

| PAP | Amount |
| --- | ---: |
| P1 | $2,500.00 |

- Twenty episodes.
"""


def test_text_has_columns_and_lines_of_a_length(shown: Shown) -> None:
    assert shown(PAGES["text"](BLOCKS)) == TEXT


def test_markdown_has_tables_and_lists(shown: Shown) -> None:
    table = Table("Amounts", ("PAP", "Amount"), (("P1", "$2,500.00"),), frozenset({1}))
    blocks = (Heading(1, "Settlement"), Paragraph("Two."), table, Items(("Twenty episodes.",)))
    assert shown(PAGES["markdown"](blocks)).replace("<span>$</span>", "$") == MARKDOWN


def test_html_is_one_page_with_named_tables(shown: Shown) -> None:
    page = html.document_fromstring(shown(PAGES["html"](BLOCKS)))
    assert page.xpath("string(//title)") == "Settlement"
    assert page.xpath("string(//caption)") == "Amounts"
    assert page.xpath("//th[@scope='row']/text()") == ["P1", "P-102"]
    assert page.xpath("//td[@class='number']/text()") == ["$2,500.00", "$0.00"]
    assert page.xpath("//li/text()") == ["Twenty episodes.", "A cap."]
    assert not page.xpath("//@src | //@href")


def test_no_text_acts_as_markup(shown: Shown) -> None:
    hostile = (Heading(2, HOSTILE), Paragraph(HOSTILE), Items((HOSTILE,)), Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)))
    page = html.document_fromstring(shown(PAGES["html"](hostile)))
    assert not page.xpath("//b | //a")
    assert "</td>|`x`|<b>&amp;@octocat" in str(page.xpath("string(//p)"))
    assert "<b>" not in shown(PAGES["markdown"](hostile))
    assert "\a" not in shown(PAGES["text"](hostile))
