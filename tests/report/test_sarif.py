"""Findings as SARIF."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qis_tool import __version__
from qis_tool.finding import Finding, Level, Position, Report, Span
from qis_tool.report.sarif import FINGERPRINT, LINE_HASH, sarif
from qis_tool.report.tally import Styled, Tally, Unread
from tests.report.conftest import WAIVER

Make = Callable[..., Finding]
File = Callable[..., Report]
Results = list[Report | Unread]

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def run(delivered: Callable[[Iterable[Styled]], bytes]) -> Callable[..., Any]:
    """The one run of the log on these results."""

    def only(*results: Report | Unread) -> Any:
        log = json.loads(delivered(sarif(Tally(results))))
        assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
        return log["runs"][0]

    return only


@pytest.fixture
def place(run: Callable[..., Any], report: File) -> Callable[..., Any]:
    """The physical location of a finding in a file."""

    def only(finding: Finding, file: str = "plan.yaml") -> Any:
        return run(report(file, finding))["results"][0]["locations"][0]["physicalLocation"]

    return only


def test_results_of_every_kind(
    delivered: Callable[[Iterable[Styled]], bytes], every_kind: Results, golden: Callable[[Path, str], None]
) -> None:
    told = delivered(sarif(Tally(every_kind))).decode()
    golden(GOLDEN / "findings.sarif", told.replace(f'"version": "{__version__}"', '"version": "0.0.0"'))


@pytest.mark.parametrize("results", [[], [Report("good.yaml", "k2", "Attachment K2", 2024, ())]])
def test_without_findings_there_is_a_run_all_the_same(run: Callable[..., Any], results: Results) -> None:
    told = run(*results)
    assert told["results"] == told["tool"]["driver"]["rules"] == []
    assert told["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_a_rule_stands_once_and_results_point_to_it(run: Callable[..., Any], report: File, finding: Make) -> None:
    other = replace(finding("note").rule, code="K2-201", name="other")
    told = run(report("a.yaml", finding(), finding(rule=other)), report("b.yaml", finding(), finding(rule=other)))
    assert [rule["id"] for rule in told["tool"]["driver"]["rules"]] == ["QIS108", "K2-201"]
    assert [(result["ruleId"], result["ruleIndex"]) for result in told["results"]] == [
        ("QIS108", 0),
        ("K2-201", 1),
    ] * 2


def test_a_rule_says_what_it_is_and_why(run: Callable[..., Any], report: File, finding: Make) -> None:
    [rule] = run(report("a.yaml", finding("warning")))["tool"]["driver"]["rules"]
    why = "A limit is inclusive: 200 words pass. 201 do not."
    assert rule == {
        "id": "QIS108",
        "name": "too-many-words",
        "shortDescription": {"text": "A limit is inclusive: 200 words pass."},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\nGood:\ngoal_1: short\n\nBad:\ngoal_1: |\n  long",
            "markdown": f"{why}\n\nGood:\n\n```yaml\ngoal_1: short\n```\n\nBad:\n\n```yaml\ngoal_1: |\n  long\n```\n",
        },
        "defaultConfiguration": {"level": "warning"},
    }


@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_a_result_has_its_level(run: Callable[..., Any], report: File, finding: Make, level: Level) -> None:
    assert run(report("a.yaml", finding(level)))["results"][0]["level"] == level


def test_a_finding_stands_from_its_place_to_the_end_of_the_answer(place: Callable[..., Any], finding: Make) -> None:
    answer = {"startLine": 31, "startColumn": 3, "endLine": 44, "endColumn": 60}
    assert place(finding()) == {
        "artifactLocation": {"uri": "plan.yaml", "uriBaseId": "%SRCROOT%"},
        "region": answer | {"startLine": 44, "startColumn": 12},
        "contextRegion": answer,
    }
    assert place(finding(at=Position(40, 5)))["region"] == {"startLine": 40, "startColumn": 5}


@pytest.mark.parametrize("at", [None, Position(31, 3)])
def test_without_a_place_inside_it_stands_on_the_whole_answer(
    place: Callable[..., Any], finding: Make, at: Position | None
) -> None:
    told = place(finding(at=at))
    assert told["region"] == {"startLine": 31, "startColumn": 3, "endLine": 44, "endColumn": 60}
    assert "contextRegion" not in told


@pytest.mark.parametrize("at", [Position(2, 1), Position(44, 60), Position(50, 1)])
def test_a_place_outside_the_answer_stands_alone(place: Callable[..., Any], finding: Make, at: Position) -> None:
    told = place(finding(at=at))
    assert told["region"] == {"startLine": at.line, "startColumn": at.column}
    assert "contextRegion" not in told


def test_a_point_reaches_to_the_end_of_its_line(place: Callable[..., Any], finding: Make) -> None:
    point = Span(Position(24, 3), Position(24, 3))
    assert place(finding(at=None, span=point))["region"] == {"startLine": 24, "startColumn": 3}


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./plans/a b%#?.yaml", "plans/a%20b%25%23%3F.yaml"),
        ("c:d.yaml", "c%3Ad.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("plän\udcff.yaml", "pl%C3%A4n%FF.yaml"),
    ],
)
def test_a_file_is_named_from_the_folder_of_the_run(
    place: Callable[..., Any], finding: Make, file: str, uri: str
) -> None:
    assert place(finding(), file)["artifactLocation"] == {"uri": uri, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("file", "uri"), [("/srv/a b.yaml", "file:///srv/a%20b.yaml"), ("../plans/k2.yaml", "../plans/k2.yaml")]
)
def test_a_file_elsewhere_is_not_said_to_lie_below_it(
    place: Callable[..., Any], finding: Make, file: str, uri: str
) -> None:
    assert place(finding(), file)["artifactLocation"] == {"uri": uri}


def test_the_field_is_named(run: Callable[..., Any], report: File, finding: Make) -> None:
    named, of_file = (
        result["locations"][0] for result in run(report("a.yaml", finding(), finding(path=())))["results"]
    )
    field = {"name": "QIS Goal 1 (item 5)", "fullyQualifiedName": "/part_c/goal_1", "kind": "property"}
    assert named["logicalLocations"] == [field]
    assert "logicalLocations" not in of_file


def test_a_word_document_has_no_lines(run: Callable[..., Any], report: File, finding: Make) -> None:
    where = "QIS Goal 1 (item 5), paragraph 2"
    [result] = run(report("k2.docx", finding(place=where)))["results"]
    [location] = result["locations"]
    assert location["physicalLocation"].keys() == {"artifactLocation"}
    assert location["message"] == {"text": where}
    assert result["message"]["text"].endswith(f"Cut at least 7. Place: {where}.")


def test_github_can_follow_a_finding_without_a_line(run: Callable[..., Any], report: File, finding: Make) -> None:
    """Of one with a line it makes its own hash, and warns of another."""
    with_line, without = (
        run(report("k2.docx", finding(place=place)))["results"][0]["partialFingerprints"] for place in ("", "Title")
    )
    assert with_line.keys() == {FINGERPRINT}
    assert without == {FINGERPRINT: with_line[FINGERPRINT], LINE_HASH: with_line[FINGERPRINT]}


def test_a_waived_finding_is_suppressed_with_its_reason(run: Callable[..., Any], report: File, finding: Make) -> None:
    """Where any result has suppressions, the others are to say that they have none."""
    waived, other = run(report("a.yaml", finding(waived=WAIVER), finding()))["results"]
    reason = "Waived until 2024-06-30, by Compliance reviewer: The figure is meant."
    assert waived["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": reason}]
    assert other["suppressions"] == []


def test_an_unread_file_makes_the_run_no_success(run: Callable[..., Any], report: File) -> None:
    document = replace(report("k2.docx"), remarks=("Issuer was not checked.",))
    [invocation] = run(document, Unread("b.yaml", "b.yaml: gone."))["invocations"]
    assert not invocation["executionSuccessful"]
    assert [
        (told["level"], told["message"]["text"], told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for told in invocation["toolExecutionNotifications"]
    ] == [("note", "Issuer was not checked.", "k2.docx"), ("error", "b.yaml: gone.", "b.yaml")]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ("Look [here](https://x.example) and [there](1).", "Look \\[here](https://x.example) and \\[there](1)."),
        ("Holds “[insert number]” (item 5).", "Holds “[insert number]” (item 5)."),
    ],
)
def test_no_answer_becomes_a_link(
    run: Callable[..., Any], report: File, finding: Make, message: str, says: str
) -> None:
    told = run(report("a.yaml", finding(message=message)))["results"][0]["message"]["text"]
    assert told == f"{says} Cut at least 7."
