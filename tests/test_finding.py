"""The values that travel from a check to a report."""

from dataclasses import replace

import pytest

from qis_tool.finding import Finding, Level, Path, Position, Report, Rule, Span, Waiver, dotted, pointer

PLACE = Span(Position(1, 1), Position(1, 2))
FINDING = Finding(Rule("X-1", "x", "note", "", "", "", "", ""), "", "", (), PLACE)


@pytest.mark.parametrize(
    ("path", "as_pointer", "as_dotted"),
    [
        ((), "", ""),
        (("part_c", "goal_1"), "/part_c/goal_1", "part_c.goal_1"),
        (("rows", 0, "date"), "/rows/0/date", "rows[].date"),
        (("a/b", "~c"), "/a~1b/~0c", "a/b.~c"),
        (("", "x"), "//x", ".x"),
    ],
)
def test_a_path_is_written_in_two_ways(path: Path, as_pointer: str, as_dotted: str) -> None:
    assert (pointer(path), dotted(path)) == (as_pointer, as_dotted)


@pytest.mark.parametrize(("level", "exactly", "at_or_above"), [("error", 1, 1), ("warning", 2, 3), ("note", 1, 4)])
def test_a_report_counts_its_findings_by_level(level: Level, exactly: int, at_or_above: int) -> None:
    levels: tuple[Level, ...] = ("warning", "note", "error", "warning")
    findings = tuple(replace(FINDING, rule=replace(FINDING.rule, level=each)) for each in levels)
    report = Report("plan.yaml", "k2", "Attachment K2", 2024, findings)
    assert (report.count(level), report.at_or_above(level)) == (exactly, at_or_above)


def test_a_waived_finding_counts_at_no_level() -> None:
    waived = replace(FINDING, waived=Waiver("It is meant.", "Compliance reviewer", "2024-06-30"))
    report = Report("plan.yaml", "k2", "Attachment K2", 2024, (FINDING, waived))
    assert (report.count("note"), report.at_or_above("note"), report.waived) == (1, 1, 1)


def test_positions_are_in_the_order_of_reading() -> None:
    assert sorted([Position(2, 1), Position(1, 9), Position(1, 2)]) == [Position(1, 2), Position(1, 9), Position(2, 1)]
