"""Episodes of their events and sums: which are left out, for what reason, and the columns of those that are not."""

from typing import Any

import ibis

from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.engine.building.fates import COUNTS
from qis_tool.evidence.engine.building.windows import EPOCH
from qis_tool.evidence.engine.soundness import NO

KEPT = 0
NO_LINE, NO_FUNDING, OTHER_YEAR, NO_CLAIM = 1, 2, 3, 4  # a reason from FIRST on is one of the contract's
FIRST = 5
COLUMNS = ("pap", "pap_name", "line_of_business", "funding", "end_date", "allowed", "facility_allowed", "hospital")


def judged(events: Any, marks: Any | None, per_event: Any, rules: Rules) -> Any:
    """Each event with its sums, its end date, its line of the contract, and its `reason`, KEPT for an episode."""
    if marks is not None:
        events = events.left_join(marks, events["event"] == marks["marked_event"])
    joined = events.left_join(per_event, events["event"] == per_event["sums_event"])
    end = ibis.date(EPOCH) + joined["last_day"].as_interval("D")
    told = joined.mutate(end_date=end.cast("date"), line_of_business=_line(joined["line_of_business"], rules))
    return told.mutate(reason=_reason(told, rules))


def summed(sums: Any) -> Any:
    """The claims that count, by event: dollars, inpatient facility dollars, the hospital most of them went to."""
    counting = sums.filter(sums["fate"] == COUNTS)
    inpatient = counting.filter(counting["inpatient"].notnull())
    each = inpatient.group_by("event", "inpatient").agg(paid=inpatient["dollars"].sum())
    order = {"group_by": "event", "order_by": [each["paid"].desc(), each["inpatient"]]}
    ranked = each.mutate(nth=ibis.row_number().over(**order), several=each.count().over(group_by="event") > 1)
    first = ranked.filter(ranked["nth"] == 0).select("several", of="event", main_hospital="inpatient")
    facility = ibis.ifelse(counting["inpatient"].notnull(), counting["dollars"], 0)
    total = counting.group_by("event").agg(
        rows=counting["rows"].sum(), allowed=counting["dollars"].sum(), facility_allowed=facility.sum()
    )
    joined = total.left_join(first, total["event"] == first["of"])
    return joined.drop("of").rename(sums_event="event")


def episodes(events: Any, rules: Rules) -> Any:
    """The episodes that are kept, in the order of all their columns from the end date on; no id of a member in them."""
    kept = events.filter(events["reason"] == KEPT)
    factor = [rules.contract.risk_factor] if rules.contract.risk_factor else []
    money = {name: kept[name].cast("decimal(18, 2)") for name in ("allowed", "facility_allowed")}
    hospital = ibis.coalesce(kept["hospital"], kept["main_hospital"])
    chosen = kept.mutate(hospital=hospital, **money).select(*COLUMNS, *factor)
    order = ("end_date", "pap", "line_of_business", "funding", "allowed", "facility_allowed", "hospital", "pap_name")
    return chosen.order_by([chosen[name].asc(nulls_first=True) for name in (*order, *factor)])


def _line(text: Any, rules: Rules) -> Any:
    known = {name.casefold(): line.id for line in rules.contract.lines for name in (line.name, line.id)}
    return ibis.cases(*((text.lower() == name, value) for name, value in known.items()))


def _reason(events: Any, rules: Rules) -> Any:
    years = events["end_date"].year() != rules.period
    fixed = (
        (events["line_of_business"].isnull(), NO_LINE),
        (events["funding"].isnull(), NO_FUNDING),
        (years, OTHER_YEAR),
    )
    own = ((_left_out(events, n, rules), FIRST + n) for n in range(len(rules.episodes_left_out)))
    return ibis.cases(*fixed, *own, (events["rows"].isnull(), NO_CLAIM), else_=KEPT).cast("int64")


def _left_out(events: Any, number: int, rules: Rules) -> Any:
    row = rules.episodes_left_out[number]
    if not row.column:
        return ibis.coalesce(events[f"code_{number}"], NO)
    if row.answer == "blank":
        return events[row.column].isnull()
    return ibis.coalesce(events[row.column] == (row.answer == "yes"), NO)
