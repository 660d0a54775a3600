"""Where two sequences differ."""

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from qis_tool.differences import alike, changes, stretches

PARTS = st.lists(st.sampled_from("abc"))


@given(PARTS, PARTS)
def test_the_stretches_that_differ_make_one_sequence_into_the_other(old: list[str], new: list[str]) -> None:
    made: list[Any] = list(old)
    for change in reversed(changes(old, new)):
        made[change.start : change.end] = new[change.new_start : change.new_end]
        assert old[change.start : change.end] != new[change.new_start : change.new_end]
    assert made == new


def test_what_is_the_same_does_not_differ() -> None:
    assert changes("abc", "abc") == []
    assert changes("abc", "abd") == [(2, 3, 2, 3)]
    assert alike("abc", "abd") == 2


def test_two_sequences_with_far_too_much_in_common_differ_as_a_whole() -> None:
    started = time.perf_counter()
    assert changes(["x", *["a"] * 2000], [*["a"] * 1999, "y"]) == [(0, 2001, 0, 2000)]
    assert time.perf_counter() - started < 5


@given(PARTS, PARTS)
def test_what_is_shown_as_changed_makes_the_other_sequence_too(old: list[str], new: list[str]) -> None:
    made: list[Any] = list(old)
    for change in reversed(stretches(old, new, ())):
        made[change.start : change.end] = new[change.new_start : change.new_end]
    assert made == new


def test_a_few_parts_between_longer_changes_change_along() -> None:
    assert stretches("abxcd", "12x34", "") == [(0, 5, 0, 5)]
    assert stretches("abxcd", "12x34", "x") == [(0, 2, 0, 2), (3, 5, 3, 5)]
    assert stretches("abxyzcd", "12xyz34", "") == [(0, 2, 0, 2), (5, 7, 5, 7)]
    assert stretches("axb", "1x2", "") == [(0, 1, 0, 1), (2, 3, 2, 3)]
    assert stretches("abxcdyef", "12x34y56", "") == [(0, 8, 0, 8)]
