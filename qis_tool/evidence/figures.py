"""A hospital's figures for one period: first exactly, then as they may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qis_tool.evidence.cells import folded
from qis_tool.evidence.exact import Rate, printed_rate, rate_of
from qis_tool.evidence.measure import Measure
from qis_tool.evidence.periods import Period
from qis_tool.evidence.small_numbers import Counts, Withheld, withheld
from qis_tool.evidence.tables import Row


@dataclass(frozen=True, slots=True)
class Figured:
    """A row with its counts and its rate, before anything is withheld: not for showing."""

    row: Row
    counts: Counts | None
    rate: Rate | None

    @property
    def key(self) -> str:
        """The hospital, however its name is spelled."""
        return folded(self.row["hospital"])

    @property
    def period(self) -> Period:
        """What the figures are about."""
        found: Period = self.row["period"]
        return found

    @property
    def guessed(self) -> Counts | None:
        """Counts where they are known, or as a printed rate gives them away: what must not be told if it is small."""
        births: int | None = self.row["births"]
        if self.counts or births is None or self.rate is None:
            return self.counts
        return Counts(births, round(self.rate.value * births / 100))


@dataclass(frozen=True, slots=True)
class Figures:
    """A hospital's figures for one period, as they may be shown.

    Births and cesareans are None where they are not known, and all three where they are `withheld`; `small` says that
    this is because the cesareans are under the least count that is printed. `few` says that the births are too few
    for a steady rate, None where they are not known.
    """

    period: Period
    births: int | None
    cesareans: int | None
    rate: Rate | None
    few: bool | None = None
    withheld: bool = False
    small: bool = False


def figured(row: Row) -> Figured:
    """A row's counts and rate: that of the counts, else the one that was printed."""
    births, cesareans, printed = row["births"], row["cesareans"], row["rate"]
    counts = None if births is None or cesareans is None else Counts(births, cesareans)
    if counts and counts.births:
        return Figured(row, counts, rate_of(counts.cesareans, counts.births))
    return Figured(row, counts, None if printed is None or births == 0 else printed_rate(printed))


def withheld_by_period(rows: Iterable[Figured], least: int) -> dict[Period, Withheld]:
    """What is not shown of each period."""
    rows = tuple(rows)
    return {
        period: withheld({row.key: row.counts for row in rows if row.counts and row.period == period}, least)
        for period in {row.period for row in rows}
    }


def shown(row: Figured, hidden: Mapping[Period, Withheld], by: Measure) -> Figures:
    """A row's figures as they may be shown. `hidden` has what is withheld by period."""
    births, cesareans, least = row.row["births"], row.row["cesareans"], hidden[row.period].least
    few = None if births is None else births < by.small_denominator
    if row.key not in hidden[row.period].names and not _is_small_alone(row, least):
        return Figures(row.period, births, cesareans, row.rate, few)
    known = row.guessed.cesareans if row.guessed else cesareans
    return Figures(row.period, None, None, None, few, withheld=True, small=known is not None and known < least)


def _is_small_alone(row: Figured, least: int) -> bool:
    """Whether a row that is in no total, as it lacks a count, has one that is too small, or gives it away."""
    if row.counts:
        return False
    alone = (row.row["births"], row.row["cesareans"])
    return any(0 < count < least for count in alone if count) or bool(row.guessed and row.guessed.is_small(least))
