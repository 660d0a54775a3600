"""Printed lines and the lines of a file, paired."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.readers.alignment import HELD, likeness, paired

words = st.lists(st.sampled_from("abcdef"), max_size=12)


@pytest.mark.parametrize(
    ("printed", "read", "pairs"),
    [
        ("abc", "abc", {0: 0, 1: 1, 2: 2}),
        ("abc", "a1b2c", {0: 0, 1: 2, 2: 4}),
        ("abc", "", {}),
        ("", "abc", {}),
        ("abc", "ac", {0: 0, 2: 1}),
        ("abc", "axc", {0: 0, 1: 1, 2: 2}),
        ("abab", "ab", {0: 0, 1: 1}),
        ("abxab", "a1b2x3ab", {0: 0, 1: 2, 2: 4, 3: 6, 4: 7}),
        ("ab", "aab", {0: 1, 1: 2}),
        ("ab", "abb", {0: 0, 1: 1}),
    ],
)
def test_equal_lines_are_paired_in_their_order_and_side_by_side_if_they_can_be(
    printed: str, read: str, pairs: dict[int, int]
) -> None:
    assert paired(list(printed), list(read)) == pairs


def test_a_line_changed_is_paired_by_its_place_or_by_its_likeness() -> None:
    assert paired(["one", "Registries", "two"], ["one", "Zebra", "two"]) == {0: 0, 1: 1, 2: 2}
    assert paired(["one", "QIS Goal 1:", "two"], ["one", "text", "QIS Goal 9:", "two"]) == {0: 0, 1: 2, 2: 3}
    assert paired(["one", "Registries", "two"], ["one", "text", "Zebra", "two"]) == {0: 0, 2: 3}


def test_where_an_answer_may_stand_a_line_is_paired_by_its_likeness_only() -> None:
    printed, read = ["one", "Registries"], ["one", "An answer."]
    assert paired(printed, read) == {0: 0, 1: 1}
    assert paired(printed, read, {1}) == {0: 0}
    assert paired(printed, read, {2}) == {0: 0}
    assert paired(printed, ["one", f"{HELD}goal"]) == {0: 0}


def test_where_an_answer_may_stand_lines_need_not_follow_on_one_another() -> None:
    """The answer says what the next line prints: a, [b], b, c."""
    assert paired(list("abc"), list("abbc"), {1}) == {0: 0, 1: 2, 2: 3}
    assert paired(list("abc"), list("abbc"), {2}) == {0: 0, 1: 1, 2: 3}


def test_lines_that_are_no_wording_are_passed_over() -> None:
    assert paired(["a", "b"], ["a", f"{HELD}goal", f"{HELD}goal", "b"]) == {0: 0, 1: 3}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("abcdef", "abcdef", True),
        ("abcdef", "abcdeX", True),
        ("(200 words)", "(200 otherwise", True),
        ("abcdef", "a", False),
        ("abcdef", "uvwxyz", False),
        ("We will engage all hospitals.", "You may not pay for any visit.", False),
    ],
)
def test_lines_are_alike_when_most_of_their_characters_are(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert (likeness(one, other) > 0) is alike


@given(words, words)
def test_pairs_never_cross_and_join_as_many_equal_lines_as_there_can_be(printed: list[str], read: list[str]) -> None:
    pairs = sorted(paired(printed, read).items())
    assert [at for _, at in pairs] == sorted({at for _, at in pairs})
    assert sum(printed[n] == read[at] for n, at in pairs) == longest_common(printed, read)


@given(words, st.lists(st.integers(0, 12), max_size=12))
def test_whatever_is_put_between_printed_lines_they_are_all_found(printed: list[str], places: list[int]) -> None:
    read = list(printed)
    for place in places:
        read.insert(place, "An answer.")
    assert len(paired(printed, read)) == len(printed)


@pytest.mark.usefixtures("untraced")
def test_a_file_made_to_keep_us_busy_does_not() -> None:
    begun = time.process_time()
    paired([f"{'ab' * 300}{number}" for number in range(10)], [f"{'ba' * 300}{number}" for number in range(5000)])
    paired(["(200 words)"] * 10, ["(200 words)", "x"] * 2500)
    assert time.process_time() - begun < 10


def longest_common(one: list[str], other: list[str]) -> int:
    row = [0] * (len(other) + 1)
    for line in one:
        before = row
        row = [0]
        for at, text in enumerate(other):
            row.append(before[at] + 1 if text == line else max(row[-1], before[at + 1]))
    return row[-1]
