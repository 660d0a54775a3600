"""Episodes to sums for settlement: risk-adjusted and outlier-treated costs, with and without hospitals' excess."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import ibis

from qis_tool.evidence.contract import Contract, Outliers
from qis_tool.evidence.engine.soundness import FACTOR, MONEY, NO
from qis_tool.evidence.program import Funding
from qis_tool.evidence.settling.values import Sums

_KEYS = ("pap", "line_of_business", "funding", "hospital")


def sums(episodes: Any, contract: Contract, taken_out: Collection[Funding]) -> list[Sums]:
    """The sums of sound episodes that ended in the contract's period, in order."""
    table = summed(episodes, contract, taken_out).to_pyarrow()
    return sorted(Sums(**row) for row in table.to_pylist())


def summed(episodes: Any, contract: Contract, taken_out: Collection[Funding]) -> Any:
    """The same as an expression, with the fields of Sums."""
    counted = priced(episodes, contract, taken_out)
    groups = counted.group_by(
        pap=counted.pap, line=counted.line_of_business, funding=counted.funding, hospital=counted.hospital.fill_null("")
    )
    return groups.aggregate(
        pap_name=counted.pap_name.min().fill_null(""),
        episodes=(~counted.left_out).sum(),
        outliers=counted.left_out.sum(),
        cost=counted.cost.sum(),
        without=counted.without.sum(),
    )


def priced(episodes: Any, contract: Contract, taken_out: Collection[Funding]) -> Any:
    """The episodes of the period with cost, the same without hospital excess, and left_out: those that cost nothing."""
    inside = episodes.filter(lambda row: row.end_date.year() == contract.period)
    inside = inside.mutate(excess=_excess(inside, contract, taken_out))
    factor = inside[contract.risk_factor].cast(FACTOR) if contract.risk_factor else _dollars(Decimal(1))
    cost, without = (inside.allowed * factor, (inside.allowed - inside.excess) * factor)
    return _treated(inside.mutate(cost=cost.cast(MONEY), without=without.cast(MONEY)), contract.outliers)


def _treated(episodes: Any, outliers: Outliers | None) -> Any:
    if outliers is None:
        return episodes.mutate(left_out=NO)
    above = ibis.literal(outliers.above, type=MONEY)
    is_outlier = episodes.cost > above
    if outliers.treatment == "cap":
        capped = {"cost": ibis.least(episodes.cost, above), "without": ibis.least(episodes.without, above)}
        return episodes.mutate(left_out=NO, **capped)
    nothing = ibis.literal(Decimal(0), type=MONEY)
    left = {name: ibis.cases((is_outlier, nothing), else_=episodes[name]) for name in ("cost", "without")}
    return episodes.mutate(left_out=is_outlier, **left)


def _excess(episodes: Any, contract: Contract, taken_out: Collection[Funding]) -> Any:
    """What of an episode's facility cost is above the threshold of its line, where it may be taken out."""
    none = _dollars(Decimal(0))
    above = [
        (episodes.line_of_business == line.id, episodes.facility_allowed - _dollars(line.facility_threshold))
        for line in contract.lines
        if line.facility_threshold is not None
    ]
    if not above or not taken_out:
        return none
    excess = ibis.greatest(ibis.cases(*above, else_=none), none).fill_null(none)
    own = episodes.hospital.fill_null("") == episodes.pap
    return ibis.cases((episodes.funding.isin(list(taken_out)) & ~own, excess), else_=none)


def _dollars(amount: Decimal) -> Any:
    return ibis.literal(amount, type=MONEY)
