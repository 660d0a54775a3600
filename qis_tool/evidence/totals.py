"""Network rates: all cesareans over all births, never a mean of rates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qis_tool.evidence.exact import Rate, rate_of
from qis_tool.evidence.figures import Figured
from qis_tool.evidence.hospitals import Hidden, product_labels
from qis_tool.evidence.periods import Period
from qis_tool.evidence.small_numbers import Withheld, sum_of

ALL = ""


@dataclass(frozen=True, slots=True)
class Total:
    """The hospitals whose counts are known, in a period, that are contracted for a product or, "", in the network.

    Births, cesareans and rate are None where there are none, and where they are `withheld`, as they would tell of a
    hospital that is.
    """

    period: Period
    product: str
    hospitals: int
    births: int | None
    cesareans: int | None
    rate: Rate | None
    withheld: bool = False


def totals_of(rows: Sequence[Figured], hidden: Hidden) -> tuple[Total, ...]:
    """The latest period first; in each the whole network, then each product."""
    periods = sorted({row.period for row in rows}, reverse=True)
    return tuple(total for period in periods for total in _totals(_of(rows, period), period, hidden[period]))


def _of(rows: Sequence[Figured], period: Period) -> list[Figured]:
    return [row for row in rows if row.period == period and row.counts]


def _totals(rows: list[Figured], period: Period, hidden: Withheld) -> Iterator[Total]:
    yield _total(rows, period, ALL, hidden)
    products = {product for row in rows for product in row.row["products"] or ()}
    for label in product_labels(tuple(products)):
        some = [row for row in rows if label in product_labels(row.row["products"] or ())]
        yield _total(some, period, label, hidden)


def _total(rows: list[Figured], period: Period, product: str, hidden: Withheld) -> Total:
    """Shown where none of its hospitals is withheld, or all that are: else two totals together would tell more."""
    among = hidden.names.intersection(row.key for row in rows)
    withheld = bool(among) and (hidden.total or among != hidden.names)
    births, cesareans = sum_of(row.counts for row in rows if row.counts)
    if withheld or not births:
        return Total(period, product, len(rows), None, None, None, withheld=withheld)
    return Total(period, product, len(rows), births, cesareans, rate_of(cesareans, births))
