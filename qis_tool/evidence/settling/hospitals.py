"""What hospitals' costs change: the excess that is taken out on each side, and each hospital's part."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from qis_tool.evidence.amounts import apportioned, money
from qis_tool.evidence.program import Side
from qis_tool.evidence.settling.values import UNNAMED_HOSPITAL, Books, HospitalPart, Sums


class Change(NamedTuple):
    """By how many dollars taking out the excess on one side changed what is settled there, in words too."""

    side: Side
    dollars: Decimal
    said: str


def excess(sums: Sums, side: Side, books: Books) -> Decimal:
    """What of the cost is taken out on a side: all of the excess, or nothing."""
    rule = books.hospital_costs.get(sums.funding)
    return sums.cost - sums.without if rule and side in rule.sides else Decimal(0)


def parts(line: Sequence[Sums], changes: Sequence[Change], books: Books) -> Iterator[HospitalPart]:
    """Each hospital's part in what changed for one provider in one line of business, by way of funding."""
    for change in changes:
        if not change.dollars:
            continue
        weights = [excess(sums, change.side, books) for sums in line]
        for sums, weight, dollars in zip(line, weights, apportioned(change.dollars, weights), strict=True):
            if weight:
                yield _part(sums, weight, dollars, change, answers=books.hospital_costs[sums.funding].hospital_answers)


def _part(sums: Sums, weight: Decimal, dollars: Decimal, change: Change, *, answers: bool) -> HospitalPart:
    hospital = sums.hospital or UNNAMED_HOSPITAL
    pays = f"{hospital} answers for it" if answers else "nobody else pays it"
    reason = (
        f"Without hospitals' excess, {change.said} by {money(change.dollars)}; {money(dollars)} of that comes from "
        f"{money(weight)} of excess at {hospital} ({sums.funding.replace('_', '-')}): {pays}."
    )
    return HospitalPart(hospital, sums.funding, change.side, sums.pap, sums.line, weight, dollars, answers, reason)
