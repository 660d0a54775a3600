"""Findings as Markdown."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from qis_tool.finding import Finding, Level, Report
from qis_tool.report.markdown import markdown, plain
from qis_tool.report.tally import Styled, Tally, Unread
from qis_tool.report.text import text
from tests.report.conftest import HOSTILE, WAIVER

Make = Callable[..., Finding]
File = Callable[..., Report]
Results = list[Report | Unread]
Bytes = Callable[[Iterable[Styled]], bytes]
Shown = Callable[[Iterable[Styled]], str]

GOLDEN = Path(__file__).parent / "golden"
PARSED = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
COLUMNS = ["Level", "Rule", "Where", "What is wrong", "What to do"]


def page(source: str) -> etree._Element:
    """A page as a Markdown parser makes it."""
    return etree.fromstring(f"<page>{PARSED.render(source)}</page>".encode(errors="backslashreplace"))


def words(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def rows(source: str) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page(source).iter("tr")]


def test_results_of_every_kind(delivered: Bytes, every_kind: Results, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "findings.md", delivered(markdown(Tally(every_kind))).decode())


def test_a_finding_is_a_row_of_its_file(shown: Shown, report: File, finding: Make) -> None:
    told = shown(markdown(Tally([report("plans/a.yaml", finding("warning"))])))
    assert [words(heading) for heading in page(told).iter("h2", "h3")] == ["Findings of qis", "plans/a.yaml"]
    assert rows(told) == [
        COLUMNS,
        [
            "warning",
            "QIS108 too-many-words",
            "QIS Goal 1 (item 5), line 44",
            "QIS Goal 1 (item 5) has 207 words.",
            "Cut at least 7.",
        ],
    ]


@pytest.mark.parametrize("levels", [[], ["note"], ["warning", "error"]])
@pytest.mark.parametrize("fail_level", ["error", "note"])
def test_it_ends_with_the_sentence_of_the_text(
    shown: Shown, report: File, finding: Make, levels: list[Level], fail_level: Level
) -> None:
    of_house = report("a.yaml", *map(finding, levels), fail_level=fail_level)
    results: Results = [of_house, Unread("b.yaml", "b.yaml: gone.")]
    for given_results in (results, results[:1]):
        told, plainly = (shown(reporter(Tally(given_results))) for reporter in (markdown, text))
        assert told.splitlines()[-1] == plainly.splitlines()[-1]


def test_files_without_findings_are_only_counted(shown: Shown, report: File) -> None:
    told = shown(markdown(Tally([report("a.yaml"), report("b.yaml")])))
    assert told.splitlines()[:-1] == ["## Findings of qis", ""]
    assert told.splitlines()[-1].startswith("2 files, Attachment K2 plan year 2024, ")


def test_a_waived_finding_is_listed_as_waived_with_its_reason(shown: Shown, report: File, finding: Make) -> None:
    told = rows(shown(markdown(Tally([report("a.yaml", finding(waived=WAIVER))]))))[1]
    assert told[0] == "error, waived"
    assert told[4] == "Waived until 2024-06-30, by Compliance reviewer: The figure is meant."


def test_a_word_document_has_places_and_remarks(shown: Shown, report: File, finding: Make) -> None:
    document = replace(
        report("k2.docx", finding(place="QIS Goal 1 (item 5), paragraph 2")), remarks=("Not all_of_it.",)
    )
    told = shown(markdown(Tally([document, replace(document, findings=())])))
    assert rows(told)[1][2] == "QIS Goal 1 (item 5), paragraph 2"
    assert [words(paragraph) for paragraph in page(told).iter("p")][:-1] == ["Note: Not all_of_it."] * 2


def test_an_unread_file_says_why(shown: Shown) -> None:
    told = page(shown(markdown(Tally([Unread("b_c_.yaml", "b_c_.yaml: gone.")]))))
    assert [words(element) for element in told][1:3] == ["b_c_.yaml", "Can't be read: b_c_.yaml: gone."]


def test_nothing_breaks_out_of_its_cell(shown: Shown, every_kind: Results) -> None:
    told = shown(markdown(Tally(every_kind)))
    assert {len(row) for row in rows(told)} == {5}
    seen = HOSTILE.replace("\x07\ud800\u202e\r\n", "<U+0007><U+D800><U+202E><U+000D> ")
    assert [row[3] for row in rows(told)].count(seen) == 2
    assert {str(element.tag) for element in page(told).iter()} == {
        "page", "h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "p", "span",
    }  # fmt: skip


@given(st.text("ab1 \\`*_[]()<>{}#+-.!|~&;:/@$%^\"'=\n", max_size=40))
def test_any_text_reads_as_itself(said: str) -> None:
    source = f"| a |\n| --- |\n| {plain(said)} |\n\n### x{plain(said)}x\n"
    assert rows(source)[1] == [" ".join(said.split())]
    [heading] = page(source).iter("h3")
    assert words(heading) == f"x{' '.join(said.split())}x"


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("ask @octocat", ["ask ", "@", "octocat"]),
        ("see #12, GH-12 and !3", ["see ", "#", "12, GH", "-", "12 and ", "!", "3"]),
        ("https://x.example", ["https", ":", "//x.example"]),
        ("www.x.example", ["www", ".", "x.example"]),
        ("a@x.example", ["a", "@", "x.example"]),
        ("costs $5 or 5$", ["costs ", "$", "5 or 5", "$"]),
        (":tada: ~2 %3 &4", [":", "tada: ", "~", "2 ", "%", "3 ", "&", "4"]),
        ("Goal 1: 5% & more", ["Goal 1: 5% & more"]),
    ],
)
def test_services_make_no_link_of_what_stands_apart(said: str, parts: list[str]) -> None:
    """They look for mentions, links and the like in each piece of text of the finished page."""
    assert [str(part) for part in page(plain(said)).itertext() if str(part).strip()] == parts
