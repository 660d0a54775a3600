"""Small counts of people are not printed, nor what gives them away."""

from hypothesis import given
from hypothesis import strategies as st

from qis_tool.evidence.small_numbers import Counts, sum_of, withheld

LEAST = 11
COUNTS = st.integers(0, 120).flatmap(lambda births: st.builds(Counts, st.just(births), st.integers(0, births)))


def test_nothing_is_withheld_where_nothing_is_small_and_where_all_may_be_shown() -> None:
    counts = {"A": Counts(138, 33), "B": Counts(0, 0)}
    assert withheld(counts, LEAST) == (frozenset(), LEAST, False)
    assert withheld({"A": Counts(12, 1)}, 0) == (frozenset(), 0, False)


def test_few_births_without_a_cesarean_are_small_too() -> None:
    assert Counts(40, 30).is_small(LEAST)


def test_another_hospital_is_withheld_so_that_the_first_is_not_what_is_missing_from_the_total() -> None:
    counts = {"A": Counts(57, 5), "B": Counts(209, 50), "C": Counts(138, 33)}
    assert withheld(counts, LEAST) == (frozenset("AC"), LEAST, False)


def test_two_small_hospitals_need_a_third_where_their_sum_is_small() -> None:
    counts = {"A": Counts(57, 5), "B": Counts(58, 6), "C": Counts(138, 33)}
    assert withheld(counts, LEAST).names == {"A", "B", "C"}


def test_a_total_of_small_counts_alone_is_withheld() -> None:
    assert withheld({"A": Counts(57, 5), "B": Counts(58, 6)}, LEAST) == (frozenset("AB"), LEAST, True)


@given(st.dictionaries(st.text("ABCDEFG", min_size=1, max_size=1), COUNTS))
def test_what_is_missing_from_a_total_can_be_divided_in_any_way(counts: dict[str, Counts]) -> None:
    hidden = withheld(counts, LEAST)
    missing = sum_of(counts[name] for name in hidden.names)
    assert {name for name, one in counts.items() if one.is_small(LEAST)} <= hidden.names
    if hidden.names and not hidden.total:
        assert len(hidden.names) > 1
        assert min(missing.cesareans, missing.births - missing.cesareans) >= 2 * LEAST
