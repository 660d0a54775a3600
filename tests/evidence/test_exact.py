"""Exact rates and how they are shown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.evidence.exact import dollars, printed_rate, rate_of, rounded

TARGET = Fraction("23.9")


@pytest.mark.parametrize(
    ("cesareans", "births", "digits"), [(33, 138, "23.913…%"), (50, 209, "23.923…%"), (143, 598, "23.913…%")]
)
def test_rates_that_round_to_the_target_are_higher(cesareans: int, births: int, digits: str) -> None:
    rate = rate_of(cesareans, births)
    assert (str(rate), rate.digits(TARGET)) == ("23.9%", digits)
    assert rate.value > TARGET
    assert rate.may_differ(TARGET)


def test_the_target_itself_is_no_matter_of_rounding() -> None:
    rate = rate_of(239, 1000)
    assert (str(rate), rate.value, rate.digits(TARGET)) == ("23.9%", TARGET, "23.900%")
    assert not rate.may_differ(TARGET)
    assert not rate_of(238, 1000).may_differ(TARGET)
    assert not rate_of(240, 1000).may_differ(TARGET)


def test_as_many_digits_are_shown_as_tell_it_from_the_target() -> None:
    assert rate_of(2_390_001, 10_000_000).digits(TARGET) == "23.90001%"


@pytest.mark.parametrize(
    ("printed", "may_differ"),
    [("23.9", True), ("23.90", True), ("24", True), ("24.0", False), ("23.8", False), ("23", False), ("24.5", False)],
)
def test_a_printed_rate_may_have_been_on_the_other_side(printed: str, *, may_differ: bool) -> None:
    rate = printed_rate(Decimal(printed))
    assert (str(rate), rate.may_differ(TARGET)) == (f"{printed}%", may_differ)


def test_a_rate_has_fallen_only_where_rounding_can_not_have_made_it() -> None:
    assert rate_of(33, 138).improves_on(rate_of(34, 138))
    assert not rate_of(33, 138).improves_on(rate_of(33, 138))
    assert not printed_rate(Decimal(24)).improves_on(printed_rate(Decimal("24.2")))
    assert printed_rate(Decimal(24)).improves_on(printed_rate(Decimal(25)))
    assert not rate_of(1, 4).improves_on(printed_rate(Decimal("25.0")))


@pytest.mark.parametrize(("value", "shown"), [("0.05", "0.1"), ("-0.05", "-0.1"), ("2.25", "2.3"), ("2.24", "2.2")])
def test_a_half_is_rounded_away_from_zero(value: str, shown: str) -> None:
    assert str(rounded(Decimal(value), 1)) == shown


@given(st.fractions(min_value=-1000, max_value=1000))
def test_rounding_moves_no_number_by_more_than_half_a_place(value: Fraction) -> None:
    assert abs(Fraction(rounded(value, 2)) - value) <= Fraction(1, 200)


def test_amounts_are_shown_to_the_cent() -> None:
    assert (dollars(Decimal("1234.5")), dollars(Fraction(-37, 3))) == ("$1,234.50", "-$12.33")
