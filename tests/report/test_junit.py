"""Findings as JUnit XML."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qis_tool.finding import Finding, Level, Report
from qis_tool.report.junit import junit
from qis_tool.report.tally import METHOD, Styled, Tally, Unread
from tests.report.conftest import FINDING, WAIVER

Make = Callable[..., Finding]
File = Callable[..., Report]
Results = list[Report | Unread]
Bytes = Callable[[Iterable[Styled]], bytes]
Suites = Callable[..., list[etree._Element]]

GOLDEN = Path(__file__).parent / "golden"
TOLD = """\
plan.yaml:44:12
{level} QIS108 too-many-words: QIS Goal 1 (item 5) has 207 words.
Form: “(200 words)”
Do: Cut at least 7."""
NAME = "QIS108 too-many-words: QIS Goal 1 (item 5)"


@pytest.fixture
def suites(delivered: Bytes) -> Suites:
    """The test suites of these results."""

    def read(*results: Report | Unread) -> list[etree._Element]:
        root = etree.fromstring(delivered(junit(Tally(results))))
        assert root.tag == "testsuites"
        return list(root)

    return read


def counts(suite: etree._Element) -> tuple[str | None, ...]:
    return tuple(suite.get(name) for name in ("tests", "failures", "errors", "skipped"))


def outcomes(suite: etree._Element) -> list[tuple[str | None, list[str]]]:
    """Each case's name, and the elements that say how it ended."""
    return [(case.get("name"), [str(child.tag) for child in case]) for case in suite.iter("testcase")]


def test_results_of_every_kind(delivered: Bytes, every_kind: Results, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "findings-junit.xml", delivered(junit(Tally(every_kind))).decode())


def test_a_file_without_findings_is_a_test_that_passed(suites: Suites, report: File) -> None:
    [suite] = suites(report("plan.yaml"))
    assert (suite.get("name"), counts(suite)) == ("plan.yaml", ("1", "0", "0", "0"))
    assert outcomes(suite) == [("no findings", [])]


@pytest.mark.parametrize(
    ("fail_level", "failures"), [("error", 1), ("warning", 2), ("note", 3)], ids=["error", "warning", "note"]
)
def test_what_is_at_the_fail_level_has_failed_and_the_rest_is_told(
    suites: Suites, report: File, finding: Make, fail_level: Level, failures: int
) -> None:
    levels: list[Level] = ["error", "warning", "note"]
    [suite] = suites(report("plan.yaml", *map(finding, levels), fail_level=fail_level))
    assert counts(suite) == ("3", str(failures), "0", "0")
    assert outcomes(suite) == [
        (f"{level} {NAME}", ["failure" if number < failures else "system-out"]) for number, level in enumerate(levels)
    ]
    assert [case[0].text for case in suite.iter("testcase")] == [TOLD.format(level=level) for level in levels]


def test_a_failure_has_its_message_for_readers_that_show_no_text(suites: Suites, report: File, finding: Make) -> None:
    [suite] = suites(report("plan.yaml", finding()))
    [failure] = suite.iter("failure")
    assert failure.items() == [("message", "QIS Goal 1 (item 5) has 207 words."), ("type", "QIS108")]


def test_a_waived_finding_is_skipped_with_its_reason(suites: Suites, report: File, finding: Make) -> None:
    [suite] = suites(report("plan.yaml", finding(waived=WAIVER)))
    assert counts(suite) == ("1", "0", "0", "1")
    [skipped] = suite.iter("skipped")
    reason = "Waived until 2024-06-30, by Compliance reviewer: The figure is meant."
    assert skipped.text == f"{reason}\n{TOLD.format(level='error')}"


def test_an_unread_file_is_an_error(suites: Suites) -> None:
    [suite] = suites(Unread("b.yaml", "b.yaml: gone."))
    assert (suite.get("name"), counts(suite)) == ("b.yaml", ("1", "0", "1", "0"))
    [error] = suite.iter("error")
    assert (error.text, error.get("message")) == ("b.yaml: gone.", "b.yaml: gone.")


def test_a_suite_says_what_a_pass_rests_on(suites: Suites, report: File) -> None:
    set_by = {"levels": {"K2-204": "off"}, "sources": {"K2-204": "qis.toml"}}
    of_house = report("k2.docx", fail_level="note", **set_by)
    known, unknown = suites(replace(of_house, remarks=("One.", "Two.")), Report("a.yaml", "", "", None, ()))
    said = {"counting": METHOD, "fail level": "note", "settings": "1 rule off by qis.toml"}
    properties = [{one.get("name"): one.get("value") for one in suite.iter("property")} for suite in (known, unknown)]
    assert properties == [
        {"form": "Attachment K2 plan year 2024"} | said,
        {"counting": METHOD, "fail level": "error"},
    ]
    assert [suite.findtext("system-out") for suite in (known, unknown)] == ["One.\nTwo.", None]


def test_names_hold_no_line_and_no_count_and_differ(suites: Suites, report: File, finding: Make) -> None:
    """Readers follow a case by its name; of two equal ones some show the last only."""
    [suite] = suites(report("plan.yaml", finding(), finding(count=300, at=None), finding(message="Other.")))
    assert [name for name, _ in outcomes(suite)] == [
        f"error {NAME}",
        f"error {NAME}, no. 2",
        f"error {NAME}, no. 3",
    ]


def test_in_a_word_document_a_finding_stands_in_a_paragraph(suites: Suites, report: File, finding: Make) -> None:
    [suite] = suites(report("k2.docx", finding(place="QIS Goal 1 (item 5), paragraph 2", cite="")))
    assert str(next(suite.iter("failure")).text).splitlines()[::2] == [
        "k2.docx: QIS Goal 1 (item 5), paragraph 2",
        "Do: Cut at least 7.",
    ]


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_it_is_xml_whatever_the_plan_holds(text: str) -> None:
    finding = replace(FINDING, message=text, label=text)
    waived = replace(finding, waived=replace(WAIVER, reason=text))
    results: Results = [Report(text, "k2", text, 2024, (finding, waived), (text,)), Unread(text, text)]
    told = "".join(piece.text for piece in junit(Tally(results)))
    root = etree.fromstring(told.encode())
    assert [child.tag for child in root] == ["testsuite"] * 2


def test_what_xml_can_not_hold_is_spelled_out(suites: Suites, report: File, finding: Make) -> None:
    [suite] = suites(report("\x00.yaml", finding(message="a\x07 \ud800\ufffe ]]> <b>&amp;")))
    assert suite.get("name") == "<U+0000>.yaml"
    assert next(suite.iter("failure")).get("message") == "a<U+0007> <U+D800><U+FFFE> ]]> <b>&amp;"
