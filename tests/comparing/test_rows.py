"""Rows of two plans: which is which, and what became of it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.comparing import Difference, compare
from qis_tool.comparing.pairing import moved, paired
from qis_tool.source import read_bytes
from qis_tool.updating.rows import NO_ROW, Row
from tests.plan_versions import NEW, ROWS, changed

A, B, C = ROWS
D = {"milestone": "Visit each hospital with its board", "date": "2024-09-30"}


def found(old: Any, new: Any) -> list[Difference]:
    """What differs between the milestones of two plans."""
    given_ = [json.dumps(changed({"part_d.timeline.milestones": rows})).encode() for rows in (old, new)]
    return list(compare(*(read_bytes(content, "plan.yaml") for content in given_)).differences)


def other(row: dict[str, str], **cells: str) -> dict[str, str]:
    return row | cells


LATER = other(A, date="2025-01-31")
REWORDED = other(A, milestone="Train all the nurses of every hospital")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A, B, C], [A, B, C], []),
        ([A, B, C], [B, C, A], [("moved", 1, 3)]),
        ([A, B, C], [C, A, B], [("moved", 3, 1)]),
        ([A, B], [B, A], [("moved", 1, 2)]),
        ([A, B, C], [LATER, B, C], [("changed", 1, 1)]),
        ([A, B, C], [B, C, LATER], [("moved and changed", 1, 3)]),
        ([A, B, C], [B, C, REWORDED], [("moved and changed", 1, 3)]),
        ([A, B], [NEW, REWORDED, B], [("added", None, 1), ("changed", 1, 2)]),
        ([A, C], [A, B, C], [("added", None, 2)]),
        ([A, B, C], [A, C], [("removed", 2, None)]),
        ([A, B], [other(NEW, date=A["date"]), B], [("changed", 1, 1)]),
        ([A, B], [NEW, B], [("removed", 1, None), ("added", None, 1)]),
        ([A, {}, B], [A, B, None], []),
        ([A, A], [A], [("removed", 2, None)]),
        (None, [A], [("added", None, 1)]),
        ([A], [other(A, owner="Ann")], [("changed", 1, 1)]),
        (["as text"], [A], [("removed", 1, None), ("added", None, 1)]),
        ([A, "x y"], ["x y", A], [("moved", 1, 2)]),
    ],
)
def test_a_row_was_added_removed_changed_or_moved(old: Any, new: Any, expected: list[Any]) -> None:
    assert [(row.what, row.old_row, row.new_row) for row in found(old, new)] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([A], [LATER], [("Milestone date", "date", A["date"], LATER["date"])]),
        ([A], [], [("Milestone", "text", A["milestone"], ""), ("Milestone date", "date", A["date"], "")]),
        ([], [A], [("Milestone", "text", "", A["milestone"]), ("Milestone date", "date", "", A["date"])]),
        ([A], [other(A, owner="Ann")], [("owner", "text", "", "Ann")]),
        (["as text"], [], [("Milestones", "text", "as text", "")]),
    ],
)
def test_the_cells_that_differ_are_told(old: Any, new: Any, expected: list[Any]) -> None:
    [row] = found(old, new)
    assert [(cell.label, cell.kind, cell.old, cell.new) for cell in row.cells] == expected
    assert {cell.path[:4] for cell in row.cells} == {row.path}


def test_a_row_is_shown_as_a_line_and_named_after_its_table() -> None:
    [row] = found([A], [])
    assert (row.label, row.item, row.path[-1]) == ("Milestones", "10b", 0)
    assert (row.old, row.new) == (f"{A['milestone']} | {A['date']}", "")


def test_an_identical_row_is_found_before_one_that_is_much_alike() -> None:
    rows_ = found([A, B, REWORDED], [REWORDED, B, A])
    assert [(row.what, row.old_row, row.new_row) for row in rows_] == [("moved", 2, 2), ("moved", 1, 3)]


def rows(*texts: str) -> list[Row]:
    return [Row(number, (text,)) for number, text in enumerate(texts)]


def test_far_too_many_rows_are_the_same_only_if_they_say_the_same() -> None:
    old = rows(*(f"the old row number {number} of all" for number in range(60)))
    new = rows(
        *(f"quite another row {number}, which nobody had" for number in range(59)), "the old row number 7 of all"
    )
    both = [pair for pair in paired(old, new) if NO_ROW not in pair]
    assert (old[7], new[59]) in both


LINES = st.lists(st.sampled_from(["a b", "a b c", "c d", "x", ""]), max_size=6).map(lambda texts: rows(*texts))


@given(LINES, LINES)
def test_every_row_is_told_once_and_no_more_moved_than_need_be(old: list[Row], new: list[Row]) -> None:
    pairs = paired(old, new)
    assert sorted(one.number for one, _ in pairs if one is not NO_ROW) == [row.number for row in old]
    assert sorted(other.number for _, other in pairs if other is not NO_ROW) == [row.number for row in new]
    rest = sorted((one.number, other.number) for one, other in set(pairs) - moved(pairs) if NO_ROW not in (one, other))
    assert [other for _, other in rest] == sorted(other for _, other in rest)
    assert not moved(paired(old, old))
