"""The hospitals of a network beside the target: how each stands in one period, and what speaks for it.

They stay in the order of the table. None is ranked, and none is judged by its rate alone.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.exact import Rate, printed_rate
from qis_tool.evidence.figures import Figured, Figures, shown
from qis_tool.evidence.measure import Measure
from qis_tool.evidence.periods import Period
from qis_tool.evidence.small_numbers import Withheld

ROSTER = "roster"
State = Literal["meets", "working", "above", "unknown"]
STATES: Mapping[State, str] = {
    "meets": "meets",
    "working": "above, working",
    "above": "above, no evidence",
    "unknown": "unknown",
}
"""What each state is called; one that is above and working has evidence of it."""

Hidden = Mapping[Period, Withheld]


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital in the period looked at, with its figures of the last earlier period of the same length.

    `evidence` says in words what speaks for one that is above the target: coaching, an improvement plan, a rate that
    fell. What is yes or no is None where the table does not say. `remarks` are sentences; `row` is the table's.
    """

    name: str
    products: tuple[str, ...]
    figures: Figures | None
    before: Figures | None
    state: State
    evidence: tuple[str, ...]
    data_center: bool | None
    coaching: bool | None
    improvement_plan: bool | None
    closed: datetime.date | None
    remarks: tuple[str, ...]
    row: int


def hospital_of(rows: Sequence[Figured], period: Period, hidden: Hidden, by: Measure) -> Hospital:
    """One hospital of all its rows; where it has none for the period, its latest says the rest."""
    now = next((row for row in rows if row.period == period), None)
    earlier = [row for row in rows if row.period < period and row.period.months == period.months]
    before = max(earlier, key=lambda row: row.period, default=None)
    latest = (now or max(rows, key=lambda row: row.period)).row
    figures = shown(now, hidden, by) if now else None
    past = shown(before, hidden, by) if before else None
    rate = now.rate if now else None
    evidence = tuple(_evidence(latest.values, rate, before, past))
    return Hospital(
        name=latest["hospital"],
        products=product_labels(latest["products"] or ()),
        figures=figures,
        before=past,
        state=_state(rate, by, evidence),
        evidence=evidence,
        data_center=latest["data_center"],
        coaching=latest["coaching"],
        improvement_plan=latest["improvement_plan"],
        closed=latest["closed"],
        remarks=tuple(_remarks(now, figures, period, by)),
        row=latest.number,
    )


def product_labels(products: Sequence[str]) -> tuple[str, ...]:
    """How people write these products, in the order in which the table's data lists them."""
    return tuple(label for value, label in shape_of(ROSTER).column("products").choices.items() if value in products)


def _state(rate: Rate | None, by: Measure, evidence: Sequence[str]) -> State:
    if rate is None:
        return "unknown"
    if rate.value <= by.target:
        return "meets"
    return "working" if evidence else "above"


def _evidence(
    values: Mapping[str, object], rate: Rate | None, before: Figured | None, past: Figures | None
) -> Iterator[str]:
    if values["coaching"]:
        yield "takes coaching"
    if values["improvement_plan"]:
        yield "has an improvement plan"
    if rate and before and before.rate and past and rate.improves_on(before.rate):
        yield f"has a lower rate than in {before.period}{f' ({past.rate})' if past.rate else ''}"


def _remarks(now: Figured | None, figures: Figures | None, period: Period, by: Measure) -> Iterator[str]:
    if now is None or figures is None:
        yield f"The table has no figures of it for {period}."
        return
    if now.rate is None:
        yield f"For {period} {_missing(now)}, so its rate is not known."
    elif figures.rate:
        yield from _rate_remarks(now, figures.rate, by)
    if figures.few:
        yield f"Fewer than {by.small_denominator} births: one or two of them move the rate by several points."


def _missing(now: Figured) -> str:
    births, cesareans = now.row["births"], now.row["cesareans"]
    if births == 0:
        return "it had no NTSV births"
    if births is None and cesareans is None:
        return "neither counts nor a rate are given"
    return "births are given without cesareans" if cesareans is None else "cesareans are given without births"


def _rate_remarks(now: Figured, rate: Rate, by: Measure) -> Iterator[str]:
    if now.counts:
        if rate.may_differ(by.target):
            exact = f"{now.counts.cesareans} of {now.counts.births} is {rate.digits(by.target)}"
            yield f"{exact}, which is higher than {by.shown}, though with one decimal both read the same."
        yield from _disagreement(now, rate)
        return
    yield "Its rate is taken as it was printed; without counts it is no part of the network's rate."
    if rate.may_differ(by.target):
        low, high = (f"{float(rate.value + off):g}" for off in (-rate.off, rate.off))
        yield f"{rate} was rounded from something between {low}% and {high}%: only counts would tell the side it is on."


def _disagreement(now: Figured, rate: Rate) -> Iterator[str]:
    """A remark where a printed rate is not that of the counts beside it."""
    if now.row["rate"] is None:
        return
    printed = printed_rate(now.row["rate"])
    if not printed.value - printed.off <= rate.value <= printed.value + printed.off:
        yield f"Its counts make {rate}, not {printed} as its rate column says; the counts were taken."
