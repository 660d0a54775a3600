"""Findings for people."""

from collections.abc import Callable, Iterable

import pytest

from qis_tool.finding import ExcerptLine, Finding, Level, Report, Waiver
from qis_tool.report import REPORTERS
from qis_tool.report.tally import METHOD, Styled, Tally, Unread, plural
from qis_tool.report.text import concise, text

Make = Callable[..., Finding]
File = Callable[..., Report]
Shown = Callable[[Iterable[Styled]], str]

IN_FULL = """\
plan.yaml:31:3  error  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.
    31 |   goal_1: |
     …
    44 |     … of each hospital
       |            ^ word 201
       Form: “(200 words)” (item 5, QIS Goal 1)
       Do: Cut at least 7.  More: qis explain QIS108

1 file, Attachment K2 plan year 2024, words counted as Microsoft Word counts: 1 error, 0 warnings, 0 notes. Not ready.
"""

CONCISE = """\
a.yaml:31:3  warning  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.
b.yaml:31:3  note  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.
b.yaml:31:3  note  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.
"""


def test_a_finding_in_full(report: File, finding: Make, shown: Shown) -> None:
    assert shown(text(Tally([report("plan.yaml", finding())]))) == IN_FULL


def test_a_finding_without_item_cite_or_lines(report: File, finding: Make, shown: Shown) -> None:
    bare = finding(item="", label="", cite="", excerpt=(), at=None, mark="")
    assert shown(text(Tally([report("plan.yaml", bare)]))).splitlines()[:3] == [
        "plan.yaml:31:3  error  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.",
        "       Do: Cut at least 7.  More: qis explain QIS108",
        "",
    ]


@pytest.mark.parametrize(
    ("excerpt", "lines"),
    [
        (
            (ExcerptLine(1, "a: x"), ExcerptLine(2, "  y", 2)),
            ["     1 | a: x", "     2 |   y", "       |   ^ word 201"],
        ),
        ((ExcerptLine(9, "a: x  ", 3),), ["     9 | a: x", "       |    ^ word 201"]),
        ((ExcerptLine(1_000_000, "a: x"),), ["1000000 | a: x"]),
    ],
    ids=["lines in a row", "one line", "a long number"],
)
def test_the_lines_of_a_plan(
    report: File, finding: Make, shown: Shown, excerpt: tuple[ExcerptLine, ...], lines: list[str]
) -> None:
    told = shown(text(Tally([report("plan.yaml", finding(excerpt=excerpt))]))).splitlines()
    assert told[1 : 1 + len(lines)] == lines


def test_one_line_a_finding(report: File, finding: Make, shown: Shown) -> None:
    files = [report("a.yaml", finding("warning")), report("b.yaml", finding("note"), finding("note")), report("c.yaml")]
    assert shown(concise(Tally(files))).startswith(CONCISE)


@pytest.mark.parametrize("reporter", ["text", "concise"])
@pytest.mark.parametrize(
    ("levels", "fail_level", "counts", "verdict"),
    [
        ([[]], "error", "0 errors, 0 warnings, 0 notes", "Passed."),
        ([["error"]], "error", "1 error, 0 warnings, 0 notes", "Not ready."),
        ([["warning"], ["note"]], "error", "0 errors, 1 warning, 1 note", "Passed; read the 1 warning before filing."),
        ([["warning"] * 2], "error", "0 errors, 2 warnings, 0 notes", "Passed; read the 2 warnings before filing."),
        ([["warning"]], "warning", "0 errors, 1 warning, 0 notes", "Not ready."),
        ([["note"]], "warning", "0 errors, 0 warnings, 1 note", "Passed."),
        ([["note"]], "note", "0 errors, 0 warnings, 1 note", "Not ready."),
        ([[]] * 1200, "error", "0 errors, 0 warnings, 0 notes", "Passed."),
    ],
)
def test_one_sentence_sums_up(
    report: File,
    finding: Make,
    shown: Shown,
    reporter: str,
    levels: list[list[Level]],
    fail_level: Level,
    counts: str,
    verdict: str,
) -> None:
    files = [report("plan.yaml", *map(finding, file), fail_level=fail_level) for file in levels]
    told = shown(REPORTERS[reporter](Tally(files))).splitlines()[-1]
    assert told == f"{plural(len(files), 'file')}, Attachment K2 plan year 2024, {METHOD}: {counts}. {verdict}"


@pytest.mark.parametrize("reporter", ["text", "concise"])
@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (["a", "b"], "2 files could not be read. Not ready."),
        (["a", ""], f"1 file, {METHOD}: 0 errors, 0 warnings, 0 notes. 1 file could not be read. Not ready."),
        (["", ""], f"2 files, {METHOD}: 0 errors, 0 warnings, 0 notes. Passed."),
    ],
    ids=["all", "some", "none"],
)
def test_unread_files_are_summed_up_too(shown: Shown, reporter: str, files: list[str], sentence: str) -> None:
    results = [Unread(f"{file}.yaml", "gone") if file else Report("b.yaml", "", "", None, ()) for file in files]
    assert shown(REPORTERS[reporter](Tally(results))) == f"{sentence}\n"


def test_several_editions_are_all_named(shown: Shown) -> None:
    files = [Report("p.yaml", "k2", "Attachment K2", year, ()) for year in (2024, 2025, 2024)]
    told = shown(concise(Tally(files)))
    assert told.startswith("3 files, Attachment K2 plan year 2024, Attachment K2 plan year 2025, words counted")


def test_a_level_is_said_in_words_and_coloured_by_its_role(report: File, finding: Make) -> None:
    pieces = list(concise(Tally([report("plan.yaml", finding("warning"))])))
    assert Styled("warning", "warning") in pieces


@pytest.mark.parametrize(("number", "words"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (10_000, "10,000 files")])
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert plural(number, "file") == words


WAIVED = """\
plan.yaml:31:3  waived  QIS108 too-many-words  QIS Goal 1 (item 5) has 207 words.
       Form: “(200 words)” (item 5, QIS Goal 1)
       Waived: until 2024-06-30, by Compliance reviewer: It is meant.

1 file, Attachment K2 plan year 2024, words counted as Microsoft Word counts: 0 errors, 0 warnings, 0 notes, 1 waived. Passed.
"""  # noqa: E501 - as it is printed


def test_a_waived_finding_is_shown_as_such_with_who_decided_it(report: File, finding: Make, shown: Shown) -> None:
    waived = finding(waived=Waiver("It is meant.", "Compliance reviewer", "2024-06-30"), excerpt=())
    assert shown(text(Tally([report("plan.yaml", waived)]))) == WAIVED
    assert shown(concise(Tally([report("plan.yaml", waived)]))).splitlines() == [*WAIVED.splitlines()[::4]]
