"""What differs between two plans, for people and for programs."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.comparing import Comparison
from qis_tool.report.comparison import COMPARISON_REPORTERS, comparison_json, comparison_text
from qis_tool.report.tally import Styled
from tests.comparisons import CASES, DATE, DIFFERENCES, NONE

Shown = Callable[[Iterable[Styled]], str]
Golden = Callable[[Path, str], None]

GOLDEN = Path(__file__).parent / "golden"
HELD_TO = Draft202012Validator(json.loads((Path(__file__).parents[2] / "schemas/meta/diff.schema.json").read_bytes()))


@pytest.fixture
def told(shown: Shown) -> Callable[[Comparison], Any]:
    """The JSON output on a comparison, held to its schema."""

    def tell(comparison: Comparison) -> Any:
        output = json.loads(shown(comparison_json(comparison)))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


@pytest.mark.parametrize("name", CASES)
def test_a_person_can_read_what_differs(name: str, shown: Shown, golden: Golden) -> None:
    golden(GOLDEN / f"comparison-{name}.txt", shown(comparison_text(CASES[name])))


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_cut_for_programs(name: str, told: Callable[[Comparison], Any]) -> None:
    output, comparison = told(CASES[name]), CASES[name]
    assert [(d["what"], d["old"], d["new"]) for d in output["differences"]] == [
        (d.what, d.old, d.new) for d in comparison.differences
    ]
    assert (output["same"], output["remarks"]) == (not comparison.differences, list(comparison.remarks))


def test_a_comparison_as_json(told: Callable[[Comparison], Any]) -> None:
    row = next(difference for difference in DIFFERENCES if difference.what == "moved and changed")
    assert told(replace(NONE, differences=(row,))) == {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "old": {"file": "2023.yaml", "form": "k2", "plan_year": 2024},
        "new": {"file": "2024.yaml", "form": "k2", "plan_year": 2024},
        "remarks": [],
        "differences": [
            {
                "what": "moved and changed",
                "kind": "row",
                "path": "/part_d/milestones/0",
                "part": "Part D",
                "item": "10b",
                "label": "Milestones",
                "choice": None,
                "old": "Train all | 2024-01-31",
                "new": "Train all | 2024-02-29",
                "old_row": 3,
                "new_row": 1,
                "cells": [
                    {
                        "kind": "date",
                        "path": "/part_d/milestones/0/date",
                        "label": "Milestone date",
                        "old": "2024-01-31",
                        "new": "2024-02-29",
                    }
                ],
                "only": None,
            }
        ],
        "same": False,
    }


def test_the_schema_takes_no_box_for_a_text(told: Callable[[Comparison], Any]) -> None:
    output = told(replace(NONE, differences=(DATE,)))
    output["differences"][0]["kind"] = "box"
    assert list(HELD_TO.iter_errors(output))


def test_there_is_a_reporter_for_people_and_one_for_programs() -> None:
    assert {"text": comparison_text, "json": comparison_json} == COMPARISON_REPORTERS


def test_color_only_adds_to_what_the_words_say() -> None:
    roles = {piece.role for piece in comparison_text(CASES["all"]) if piece.role}
    assert roles == {"code", "removed", "added"}
    assert [piece.role for piece in comparison_text(NONE) if piece.role] == ["passed"]


def test_every_difference_stands_on_a_line_of_its_own(shown: Shown) -> None:
    """Nothing a plan holds can pass for a line of ours."""
    forged = "x\nThe same: no difference in anything that was compared."
    differences = tuple(replace(d, label=forged, old=forged, new="", choice=d.choice and forged) for d in DIFFERENCES)
    lines = shown(comparison_text(replace(NONE, differences=differences))).splitlines()
    assert len(lines) == len(differences) + 2
