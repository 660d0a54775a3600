"""Amounts of money: dollars as Decimal in whole cents, rounded where a fraction becomes one, and shown."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

CENT = Decimal("0.01")


def half_up(dollars: Fraction | Decimal) -> Decimal:
    """An amount of at least nothing in whole cents, half a cent up."""
    return _dollars(floor(Fraction(dollars) * 100 + Fraction(1, 2)))


def rounded_down(dollars: Fraction | Decimal) -> Decimal:
    """An amount in whole cents, part of a cent left out."""
    return _dollars(floor(Fraction(dollars) * 100))


def apportioned(amount: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """An amount in whole cents divided in proportion, the cents left over to the largest remainders, first come first.

    At least one weight must be above nothing.
    """
    total = sum(map(Fraction, weights))
    exact = [Fraction(amount) * 100 * Fraction(weight) / total for weight in weights]
    cents = [floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: cents[at] - exact[at])
    for at in by_remainder[: int(amount * 100) - sum(cents)]:
        cents[at] += 1
    return [_dollars(part) for part in cents]


def money(dollars: Decimal) -> str:
    """An amount as people write it: $4,206.00."""
    return f"${dollars:,.2f}"


def percent(share: Fraction) -> str:
    """A share of one in percent: 50%, 33.5%."""
    value = share * 100
    return f"{Decimal(value.numerator) / Decimal(value.denominator):f}%"


def _dollars(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
