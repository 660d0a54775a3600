"""Edits planted one by one and all together in a plan that was carried over: just those are told."""

from copy import deepcopy
from typing import Any

import pytest

from qis_tool.comparing import compare
from qis_tool.report.comparison import comparison_text
from qis_tool.source import Source
from tests.planted import CARRIED, CONFIRMED_ANEW, FIELDS, OLD, ROWS, with_all


def told(plan: Any) -> list[str]:
    """The lines that tell what differs, without those of what is to be confirmed anew."""
    comparison = compare(OLD, Source("new.yaml", "", plan))
    _, *lines, _ = "".join(piece.text for piece in comparison_text(comparison)).splitlines()
    kept = [line.removeprefix("  ") for line in lines]
    return [line for line in kept if line not in CONFIRMED_ANEW.values()]


def check(lines: list[str], expected: tuple[str, ...]) -> None:
    """Whether each line begins as expected, or is just that."""
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == list(expected)


def test_what_is_carried_over_differs_in_nothing_but_what_is_to_be_confirmed_anew() -> None:
    comparison = compare(OLD, CARRIED)
    assert [".".join(map(str, found.path)) for found in comparison.differences] == list(CONFIRMED_ANEW)


@pytest.mark.parametrize("name", [*FIELDS, *ROWS])
def test_an_edit_is_told_and_nothing_else(name: str) -> None:
    plan = deepcopy(CARRIED.data)
    planted = {**FIELDS, **ROWS}[name]
    planted.edit(plan)
    check(told(plan), planted.told)


def test_all_edits_together_are_told_and_nothing_else() -> None:
    lines = told(with_all())
    at = next(number for number, line in enumerate(lines) if "Milestones" in line)
    check(
        lines[at : at + 6],
        (
            "moved and changed  Milestones (item 10b), row 1, was row 5: Milestone … network maternity hospital and",
            "changed  Milestones (item 10b), row 2, was row 1: Milestone date from 2023-02-28 to 2024-02-29",
            "removed  Milestones (item 10b), row 3: [-All 24 network",
            "changed  Milestones (item 10b), row 3, was row 2: Milestone NTSV C-section rate, improvement [-traj",
            "added  Milestones (item 10b), row 5: {+A new milestone",
            "moved  Milestones (item 10b), row 7, was row 4: “Each hospital",
        ),
    )
    check(lines[:at] + lines[at + 6 :], tuple(line for planted in FIELDS.values() for line in planted.told))
