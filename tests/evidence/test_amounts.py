"""Amounts of money."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qis_tool.evidence.amounts import apportioned, half_up, money, percent, rounded_down

CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))


def test_half_a_cent_goes_up() -> None:
    assert [half_up(Fraction(text)) for text in ("0.004", "0.005", "1.015", "2")] == [
        Decimal("0.00"),
        Decimal("0.01"),
        Decimal("1.02"),
        Decimal("2.00"),
    ]


def test_a_cap_never_goes_up() -> None:
    assert rounded_down(Decimal("2500.009")) == Decimal("2500.00")


def test_amounts_and_shares_are_shown_as_people_write_them() -> None:
    assert (money(Decimal(4206)), money(Decimal("1234567.5"))) == ("$4,206.00", "$1,234,567.50")
    assert (percent(Fraction(1, 2)), percent(Fraction("0.335"))) == ("50%", "33.5%")


def test_cents_left_over_go_to_the_largest_remainders() -> None:
    assert apportioned(Decimal("1.00"), [Decimal(1)] * 3) == [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")]
    assert apportioned(Decimal("0.05"), [Decimal(1), Decimal(3), Decimal(3)]) == [
        Decimal("0.01"),
        Decimal("0.02"),
        Decimal("0.02"),
    ]


@given(CENTS, st.lists(CENTS, min_size=1, max_size=8).filter(any))
def test_nothing_is_lost_and_no_part_is_a_cent_off(amount: Decimal, weights: list[Decimal]) -> None:
    parts = apportioned(amount, weights)
    assert sum(parts) == amount
    exact = [Fraction(amount) * Fraction(weight) / Fraction(sum(weights)) for weight in weights]
    assert all(abs(Fraction(part) - wanted) < Fraction(1, 100) for part, wanted in zip(parts, exact, strict=True))
