"""The facts of a network: what a plan may say of its hospitals, each by a name."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from qis_tool.evidence.exact import rounded
from qis_tool.evidence.facts import Fact, number_of
from qis_tool.evidence.hospitals import Hospital
from qis_tool.evidence.network import Network
from qis_tool.evidence.totals import ALL, Total


class _Counted(NamedTuple):
    """Which hospitals a fact counts, and what it says of them."""

    counts: Callable[[Hospital], bool]
    says: str


def _is_above(hospital: Hospital) -> bool:
    return hospital.state in {"working", "above"}


_COUNTED: Mapping[str, _Counted] = {
    "in_data_center": _Counted(lambda one: one.data_center is True, "in the Maternal Data Center"),
    "not_in_data_center": _Counted(lambda one: one.data_center is False, "not in the Maternal Data Center"),
    "data_center_unknown": _Counted(lambda one: one.data_center is None, "of unknown standing with the Data Center"),
    "meet_target": _Counted(lambda one: one.state == "meets", "with a rate of {target} or less in {period}"),
    "above_target": _Counted(_is_above, "with a rate higher than {target} in {period}"),
    "above_and_working": _Counted(
        lambda one: one.state == "working", "higher than {target} with evidence of work on it"
    ),
    "above_without_evidence": _Counted(lambda one: one.state == "above", "higher than {target} without such evidence"),
    "rate_unknown": _Counted(lambda one: one.state == "unknown", "with no known rate for {period}"),
    "coached": _Counted(lambda one: one.coaching is True, "in coaching"),
    "above_target_coached": _Counted(
        lambda one: _is_above(one) and one.coaching is True, "in coaching with a rate higher than {target}"
    ),
    "above_target_with_plan": _Counted(
        lambda one: _is_above(one) and one.improvement_plan is True,
        "with an improvement plan and a rate higher than {target}",
    ),
    "few_births": _Counted(
        lambda one: bool(one.figures and one.figures.few), "with fewer than {few} NTSV births in {period}"
    ),
}


def facts_of(network: Network) -> Iterator[Fact]:
    """The facts of the open hospitals in the period, and of the network's rates in all periods."""
    period, number, closed = network.period, len(network.hospitals), len(network.closed)
    place = f"{network.table.file}, {period}"
    names = {"target": network.measure.shown, "period": period, "few": network.measure.small_denominator}
    yield Fact("hospitals.total", number, f"{number_of(number, 'maternity hospital')} in the network.", place)
    yield Fact("hospitals.closed", closed, f"{number_of(closed, 'hospital')} with a unit that closed.", place)
    for key, (counts, says) in _COUNTED.items():
        found = sum(map(counts, network.hospitals))
        words = f"{found} of {number_of(number, 'hospital')} {says.format(**names)}."
        yield Fact(f"hospitals.{key}", found, words, place)
    for total in network.totals:
        yield from _of_total(total, network.table.file, latest=total.period == period)


def _of_total(total: Total, file: str, *, latest: bool) -> Iterator[Fact]:
    if total.births is None or total.cesareans is None or total.rate is None:
        return
    product = f".{total.product.lower()}" if total.product != ALL else ""
    key = f"network{'' if latest else f'.{total.period}'.replace(' ', '_')}{product}"
    whose = f"of {total.product} hospitals" if product else "of the network"
    place = f"{file}, {total.period}"
    counts = f"{total.cesareans:,} cesareans in {total.births:,} NTSV births"
    words = f"{total.rate} is the rate {whose} in {total.period}: {counts}."
    yield Fact(f"{key}.rate", rounded(total.rate.value, 1), words, place)
    yield Fact(f"{key}.births", total.births, f"{total.births:,} NTSV births {whose} in {total.period}.", place)
    said = f"{total.cesareans:,} NTSV cesareans {whose} in {total.period}."
    yield Fact(f"{key}.cesareans", total.cesareans, said, place)
