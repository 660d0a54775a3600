"""Findings as a GitLab Code Quality report."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool.finding import Finding, Level, Position, Report
from qis_tool.report.code_quality import code_quality
from qis_tool.report.tally import Styled, Tally, Unread
from tests.report.conftest import WAIVER

Make = Callable[..., Finding]
File = Callable[..., Report]
Results = list[Report | Unread]
Bytes = Callable[[Iterable[Styled]], bytes]

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/meta/code-quality.schema.json").read_bytes())
HELD_TO = Draft202012Validator(SCHEMA)


@pytest.fixture
def told(delivered: Bytes) -> Callable[..., Any]:
    """The report on these results, held to its schema."""

    def tell(*results: Report | Unread) -> Any:
        output = json.loads(delivered(code_quality(Tally(results))))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


def test_results_of_every_kind(
    delivered: Bytes, told: Callable[..., Any], every_kind: Results, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / "findings-gitlab.json", delivered(code_quality(Tally(every_kind))).decode())
    fingerprints = [entry["fingerprint"] for entry in told(*every_kind)]
    assert len(set(fingerprints)) == len(fingerprints) == 10


@pytest.mark.parametrize("results", [[], [Report("good.yaml", "k2", "Attachment K2", 2024, ())]])
def test_without_findings_it_is_an_empty_list(delivered: Bytes, results: Results) -> None:
    assert delivered(code_quality(Tally(results))) == b"[]\n"


@pytest.mark.parametrize(("level", "severity"), [("error", "major"), ("warning", "minor"), ("note", "info")])
def test_a_finding_is_an_entry(
    told: Callable[..., Any], report: File, finding: Make, level: Level, severity: str
) -> None:
    [entry] = told(report("./plans/k2.yaml", finding(level)))
    assert len(entry.pop("fingerprint")) == 32
    assert entry == {
        "description": "QIS108 too-many-words: QIS Goal 1 (item 5) has 207 words. Cut at least 7.",
        "check_name": "QIS108",
        "severity": severity,
        "location": {"path": "plans/k2.yaml", "lines": {"begin": 44}},
    }


def test_it_stands_at_its_line_or_that_of_its_answer(told: Callable[..., Any], report: File, finding: Make) -> None:
    entries = told(report("plan.yaml", finding(at=Position(40, 1)), finding(at=None), finding(place="Title")))
    assert [entry["location"]["lines"]["begin"] for entry in entries] == [40, 31, 1]
    assert entries[2]["description"].endswith("Cut at least 7. Place: Title.")


def test_a_waived_finding_is_the_same_one_of_no_weight(told: Callable[..., Any], report: File, finding: Make) -> None:
    [before], [after] = told(report("plan.yaml", finding())), told(report("plan.yaml", finding(waived=WAIVER)))
    waiver = "Waived until 2024-06-30, by Compliance reviewer: The figure is meant."
    assert after == before | {"severity": "info", "description": f"{waiver} {before['description']}"}


def test_an_unread_file_weighs_most(told: Callable[..., Any]) -> None:
    one, two = told(Unread("a/b.yaml", "a/b.yaml: gone."), Unread("c/b.yaml", "c/b.yaml: gone."))
    assert one["fingerprint"] != two["fingerprint"]
    assert (one["description"], one["check_name"], one["severity"]) == ("a/b.yaml: gone.", "unread", "blocker")
    assert one["location"] == {"path": "a/b.yaml", "lines": {"begin": 1}}
