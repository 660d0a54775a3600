"""Findings for programs."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.finding import Finding, Level, Report, Waiver
from qis_tool.report import REPORTERS
from qis_tool.report.machine import as_json, github
from qis_tool.report.tally import Styled, Tally, Unread
from qis_tool.source import Source, read_bytes
from qis_tool.validate import validate

Make = Callable[..., Finding]
File = Callable[..., Report]
Shown = Callable[[Iterable[Styled]], str]

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/meta/report.schema.json").read_bytes())
HELD_TO = Draft202012Validator(SCHEMA)


@pytest.fixture
def told(shown: Shown) -> Callable[..., Any]:
    """The JSON output on these results, held to its schema."""

    def tell(*results: Report | Unread) -> Any:
        output = json.loads(shown(as_json(Tally(results))))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


def test_a_report_as_json(told: Callable[..., Any], report: File, finding: Make) -> None:
    assert told(report("plan.yaml", finding())) == {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "files": [
            {
                "file": "plan.yaml",
                "form": "k2",
                "plan_year": 2024,
                "passed": False,
                "findings": [
                    {
                        "code": "QIS108",
                        "name": "too-many-words",
                        "level": "error",
                        "message": "QIS Goal 1 (item 5) has 207 words.",
                        "help": "Cut at least 7.",
                        "path": "/part_c/goal_1",
                        "item": "5",
                        "label": "QIS Goal 1",
                        "cite": "(200 words)",
                        "start": {"line": 31, "column": 3},
                        "end": {"line": 44, "column": 60},
                        "at": {"line": 44, "column": 12},
                        "limit": 200,
                        "count": 207,
                        "over": 7,
                    }
                ],
            }
        ],
        "unread": [],
        "summary": {"files": 1, "unread": 0, "errors": 1, "warnings": 0, "notes": 0, "waived": 0, "passed": False},
    }


def test_what_a_finding_lacks_is_null_or_left_out(told: Callable[..., Any], report: File, finding: Make) -> None:
    bare = finding(item="", label="", cite="", path=(), at=None, limit=None, count=3)
    (found,) = told(report("plan.yaml", bare))["files"][0]["findings"]
    assert (found["item"], found["label"], found["cite"], found["path"]) == (None, None, None, "")
    assert found.keys().isdisjoint({"at", "limit", "count", "over"})


def test_a_count_within_its_limit_is_not_over(told: Callable[..., Any], report: File, finding: Make) -> None:
    (found,) = told(report("plan.yaml", finding("note", count=199)))["files"][0]["findings"]
    assert (found["count"], found["over"]) == (199, 0)


@pytest.mark.parametrize(
    ("level", "fail_level", "passed"),
    [("error", "error", False), ("warning", "error", True), ("warning", "warning", False), ("note", "note", False)],
)
def test_passing_depends_on_the_fail_level(
    told: Callable[..., Any], report: File, finding: Make, level: Level, fail_level: Level, *, passed: bool
) -> None:
    output = told(report("plan.yaml", finding(level), fail_level=fail_level))
    assert (output["files"][0]["passed"], output["summary"]["passed"]) == (passed, passed)


def test_several_files_and_one_that_could_not_be_read(told: Callable[..., Any], report: File, finding: Make) -> None:
    output = told(
        report("a.yaml"), Unread("b.yaml", "b.yaml: gone."), report("c.yaml", finding("note"), finding("note"))
    )
    assert [file["file"] for file in output["files"]] == ["a.yaml", "c.yaml"]
    assert output["unread"] == [{"file": "b.yaml", "message": "b.yaml: gone."}]
    assert output["summary"] == {
        "files": 2,
        "unread": 1,
        "errors": 0,
        "warnings": 0,
        "notes": 2,
        "waived": 0,
        "passed": False,
    }


def test_nothing_at_all_has_not_passed(told: Callable[..., Any]) -> None:
    output = told()
    assert (output["files"], output["summary"]["passed"]) == ([], False)


@pytest.mark.parametrize("content", [b"", b"a: b: c", b"\xff\xfe", b"form: k2\n", b'form: k2\nx~/: {y: "\\0"}\n1: 2'])
def test_every_kind_of_report_keeps_to_the_schema(told: Callable[..., Any], content: bytes) -> None:
    assert told(validate(read_bytes(content, "plan.yaml")))["summary"]["passed"] is False


def test_a_real_report_keeps_to_the_schema(
    told: Callable[..., Any], changed: Callable[[dict[str, Any]], Source]
) -> None:
    plan = {"part_c.goal_1": "tbd " * 201, "part_a": None, "part_d.timeline.milestones.0.date": "soon", "issuer": 5}
    assert told(validate(changed(plan)))["summary"]["errors"] > 3


def test_output_comes_file_by_file(report: File, finding: Make) -> None:
    taken: list[str] = []

    def results() -> Iterator[Report]:
        for name in ("a.yaml", "b.yaml"):
            taken.append(name)
            yield report(name, finding())

    for reporter in REPORTERS.values():
        taken.clear()
        pieces = iter(reporter(Tally(results())))
        told = ""
        while "a.yaml" not in told:
            told += next(pieces).text
        assert taken == ["a.yaml"]


@pytest.mark.parametrize(
    ("file", "message", "place", "says"),
    [
        ("plan.yaml", "Plain.", "plan.yaml", "Plain."),
        ("a,b:c%.yaml", "100%: yes, no", "a%2Cb%3Ac%25.yaml", "100%25: yes, no"),
        ("a\nb.yaml", "one\r\ntwo", "a%0Ab.yaml", "one%0D%0Atwo"),
        ("plan.yaml", "::stop::", "plan.yaml", "::stop::"),
    ],
)
def test_a_github_command_is_one_line_whatever_it_holds(
    report: File, finding: Make, shown: Shown, file: str, message: str, place: str, says: str
) -> None:
    told = shown(github(Tally([report(file, finding(message=message))])))
    assert told == f"::error file={place},line=31,col=3,title=QIS108 too-many-words::{says} Cut at least 7.\n"


def test_github_knows_notes_as_notices_and_nothing_of_unread_files(report: File, finding: Make, shown: Shown) -> None:
    told = shown(github(Tally([report("a.yaml", finding("warning"), finding("note")), Unread("b.yaml", "gone")])))
    assert [line.split()[0] for line in told.splitlines()] == ["::warning", "::notice"]


def test_a_waived_finding_is_told_with_its_waiver_and_counts_at_no_level(
    told: Callable[..., Any], report: File, finding: Make, shown: Shown
) -> None:
    waived = report("plan.yaml", finding(waived=Waiver("It is meant.", "Compliance reviewer", "2024-06-30")))
    output = told(waived)
    assert output["files"][0]["findings"][0]["waived"] == {
        "reason": "It is meant.",
        "by": "Compliance reviewer",
        "until": "2024-06-30",
    }
    assert (output["summary"]["errors"], output["summary"]["waived"], output["summary"]["passed"]) == (0, 1, True)
    assert shown(github(Tally([waived]))) == (
        "::notice file=plan.yaml,line=31,col=3,title=QIS108 too-many-words::QIS Goal 1 (item 5) has 207 words. "
        "Waived until 2024-06-30, by Compliance reviewer: It is meant.\n"
    )
