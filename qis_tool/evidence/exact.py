"""Exact numbers, and how they are shown: rounded once, at the end, half away from zero, as a person rounds."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count

_HALF = Fraction(1, 2)
_SHOWN = 1  # decimals of a rate


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate in percent: `value` exactly, from counts; or as somebody printed it, then it may be `off` by so much.

    `off` is half of the last printed place: 24% may be anything from 23.5 up to, but not including, 24.5.
    """

    value: Fraction
    off: Fraction = Fraction(0)
    printed: str = ""

    def __str__(self) -> str:
        """With one decimal; a printed rate as it was printed."""
        return f"{self.printed or rounded(self.value, _SHOWN)}%"

    def may_differ(self, target: Fraction) -> bool:
        """True where the shown figure, or the exact one behind a printed rate, falls on the target's other side."""
        if self.off:
            return self.value - self.off <= target < self.value + self.off
        return (Fraction(rounded(self.value, _SHOWN)) > target) != (self.value > target)

    def improves_on(self, before: "Rate") -> bool:
        """True where it is lower, whatever printed rates were rounded from."""
        return self.value < before.value and self.value + self.off <= before.value - before.off

    def digits(self, target: Fraction) -> str:
        """So many decimals, not rounded, that the difference from the target shows: 23.913…%."""
        places = next(places for places in count(3) if _cut(self.value, places) != target or self.value == target)
        cut = _cut(self.value, places)
        return f"{rounded(cut, places)}{'' if cut == self.value else '…'}%"


def rate_of(part: int, whole: int) -> Rate:
    """The exact rate of two counts; `whole` is not 0."""
    return Rate(Fraction(100 * part, whole))


def printed_rate(percent: Decimal) -> Rate:
    """A rate of which only the printed figure is known, at the precision it was printed with."""
    exponent = int(percent.as_tuple().exponent)
    return Rate(Fraction(percent), Fraction(10) ** exponent / 2, f"{percent:f}")


def rounded(value: Fraction | Decimal, places: int) -> Decimal:
    """A number with so many decimals, a half away from zero."""
    size = int(abs(Fraction(value)) * 10**places + _HALF)
    return (Decimal(size) if value >= 0 else -Decimal(size)).scaleb(-places)


def dollars(value: Fraction | Decimal) -> str:
    """An amount to the cent: $1,234.50, -$12.00."""
    cents = rounded(value, 2)
    return f"{'-' if cents < 0 else ''}${abs(cents):,.2f}"


def _cut(value: Fraction, places: int) -> Fraction:
    return Fraction(int(value * 10**places), 10**places)
