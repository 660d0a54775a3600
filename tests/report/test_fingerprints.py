"""What tells one finding from another over several runs."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qis_tool.finding import Finding, Position, Span
from qis_tool.report.fingerprints import fingerprint, fingerprint_of
from qis_tool.source import read_text
from qis_tool.validate import validate

Make = Callable[..., Finding]

OF_LIMIT = {"message": "QIS Goal 1 (item 5) has 201 words, from “late”.", "count": 201}
FREE: dict[str, Any] = {"limit": None, "count": None}


def only(file: str, finding: Finding) -> str:
    return fingerprint(file, finding, Counter())


def test_it_is_short_and_of_plain_signs(finding: Make) -> None:
    assert only("plan.yaml", finding()) == only("plan.yaml", finding())
    assert len(bytes.fromhex(only("\udcff.yaml", finding(message="\ud800")))) == 16


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ({}, {"span": Span(Position(99, 3), Position(112, 60)), "at": Position(112, 12)}),
        ({}, OF_LIMIT),
        (FREE | {"message": "It first stands on line 22."}, FREE | {"message": "It first stands on line 105."}),
        ({}, {"help": "Cut at least 1.", "cite": "", "label": "Goal 1", "mark": "word 9"}),
    ],
    ids=["lines above", "a count", "a line in the message", "how it is told"],
)
def test_a_finding_stays_the_same(finding: Make, was: dict[str, Any], now: dict[str, Any]) -> None:
    assert only("plan.yaml", finding(**was)) == only("plan.yaml", finding(**now))


@pytest.mark.parametrize("file", ["old/plan.yaml", "./plan.yaml", "/home/anyone/plans/plan.yaml"])
def test_a_file_may_move_to_another_folder(finding: Make, file: str) -> None:
    assert only(file, finding()) == only("plans/plan.yaml", finding())


def test_findings_of_another_file_rule_place_or_fact_are_others(finding: Make) -> None:
    there = finding(**FREE, message='has no choice "EPO".')
    others = [
        only("plan.yaml", there),
        only("other.yaml", there),
        only("plan.yaml", replace(there, path=("part_c", "goal_2"))),
        only("plan.yaml", replace(there, rule=replace(there.rule, code="QIS104"))),
        only("plan.yaml", replace(there, message='has no choice "POS".')),
    ]
    assert len(set(others)) == len(others)


def test_equal_findings_are_numbered_in_their_order(finding: Make) -> None:
    one, two = Counter[str](), Counter[str]()
    first = [fingerprint(file, finding(), one) for file in ("a/plan.yaml", "b/plan.yaml", "b/plan.yaml")]
    again = [fingerprint("plan.yaml", finding(), two) for _ in range(3)]
    assert (len(set(first)), first) == (3, again)


def test_facts_do_not_run_into_each_other() -> None:
    assert fingerprint_of(["a", "b1"], Counter()) != fingerprint_of(["ab", "1"], Counter())


@pytest.mark.parametrize("sample", ["QIS003-duplicate-key", "QIS108-too-many-words", "K2-206-placeholder"])
def test_lines_put_in_above_change_nothing(samples: Path, sample: str) -> None:
    plan = (samples / f"bad/{sample}.yaml").read_text("utf-8")
    before, after = (
        [(only(file, found), found.span) for found in validate(read_text(text, file)).findings]
        for text, file in [(plan, "plans/k2.yaml"), (f"# a note\n# and another\n{plan}", "k2.yaml")]
    )
    assert [identity for identity, _ in before] == [identity for identity, _ in after]
    assert before != after
