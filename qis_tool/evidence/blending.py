"""The arithmetic of a blended case rate: what keeps a budget as it is, and what a cesarean still pays beyond that."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from qis_tool.evidence.exact import Rate, printed_rate, rate_of
from qis_tool.evidence.small_numbers import Counts
from qis_tool.evidence.tables import Row


@dataclass(frozen=True, slots=True)
class Blend:
    """A contract's prices in dollars, and what follows from them.

    `neutral` is the rate that would cost as much as before: cesarean share times cesarean price plus the rest times
    vaginal price. `before` and `remains` are what a cesarean pays beyond a vaginal birth before and after the change;
    zero is the aim. What is not known is None, and so are the share and `neutral` where they would tell a small count.
    """

    contract: str
    provider: str
    blended: bool | None
    share: Rate | None
    cesarean: Decimal
    vaginal: Decimal
    neutral: Fraction | None
    before: Decimal
    after: tuple[Decimal, Decimal] | None
    remains: Decimal | None
    withheld: bool
    row: int

    @property
    def beyond_neutral(self) -> Fraction | None:
        """What one rate for both pays beyond the neutral one; None where there are two rates or one is not known."""
        if self.neutral is None or self.after is None or self.remains:
            return None
        return Fraction(self.after[0]) - self.neutral


def blend_of(row: Row, least: int) -> Blend | None:
    """The arithmetic of a contract; None where its prices before the change are not given."""
    cesarean, vaginal = row["cesarean_price"], row["vaginal_price"]
    if cesarean is None or vaginal is None:
        return None
    share = _share(row)
    withheld = share is not None and _is_small(row, share, least)
    known = None if withheld or share is None else share
    after = (row["cesarean_after"], row["vaginal_after"])
    return Blend(
        contract=row["contract"],
        provider=row["provider"],
        blended=row["blended"],
        share=known,
        cesarean=cesarean,
        vaginal=vaginal,
        neutral=neutral_rate(known.value / 100, cesarean, vaginal) if known else None,
        before=cesarean - vaginal,
        after=None if None in after else after,
        remains=None if None in after else after[0] - after[1],
        withheld=withheld,
        row=row.number,
    )


def neutral_rate(share: Fraction, cesarean: Decimal, vaginal: Decimal) -> Fraction:
    """B = pC + (1 - p)V, exactly; p is a share of 1."""
    return share * Fraction(cesarean) + (1 - share) * Fraction(vaginal)


def _share(row: Row) -> Rate | None:
    if row["births"] and row["cesareans"] is not None:
        return rate_of(row["cesareans"], row["births"])
    return None if row["cesarean_share"] is None else printed_rate(row["cesarean_share"])


def _is_small(row: Row, share: Rate, least: int) -> bool:
    """Whether the counts behind a share are known and one is too small to print; the rate and prices would tell it."""
    births = row["births"]
    return births is not None and Counts(births, round(share.value * births / 100)).is_small(least)
