"""Events and the days around them: which days of a member belong to which event."""

from typing import Any

import ibis

from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.engine.building.codes import fits
from qis_tool.evidence.engine.engines import ROW
from qis_tool.evidence.engine.soundness import NO, PROBLEM, YES

EPOCH = "1970-01-01"


def day_number(date: Any) -> Any:
    """A date as the number of days since 1970, to count with."""
    return date.delta(ibis.date(EPOCH), unit="day").cast("int64")


def delivered(deliveries: Any, rules: Rules) -> Any:
    """The events of a sound table of deliveries."""
    sound = deliveries.filter(deliveries[PROBLEM].isnull())
    columns = {row.column: sound[row.column] for row in rules.episodes_left_out if row.column}
    columns |= {rules.contract.risk_factor: sound[rules.contract.risk_factor]} if rules.contract.risk_factor else {}
    return sound.select(
        ROW,
        *(name for name in ("member_id", "pap", "pap_name", "hospital", "line_of_business", "funding")),
        day=day_number(sound["delivery_date"]),
        **columns,
    )


def triggering(claims: Any, rules: Rules) -> Any:
    """The claims that begin an event, each with whether it is the first of its event (`begins`).

    Of the claims of one day the one with the most dollars is the first.
    """
    found = claims.filter(claims[PROBLEM].isnull() & fits(claims, rules.trigger))
    found = found.mutate(day=day_number(found["service_date"]))
    order = [found["day"], found["allowed"].desc(), found["provider"], found[ROW]]
    before = found["day"].lag().over(group_by="member_id", order_by=order)
    begins = ibis.coalesce(found["day"] - before >= max(rules.apart_days, 1), YES)
    return found.mutate(begins=begins)


def begun(triggers: Any) -> Any:
    """The events that claims begin: their provider is the accountable one."""
    first = triggers.filter(triggers["begins"])
    names = ("member_id", "line_of_business", "funding", "day")
    hospital = ibis.null("string")
    return first.select(ROW, *names, pap=first["provider"], pap_name=first["provider_name"], hospital=hospital)


def parted(events: Any) -> tuple[Any, Any]:
    """Events that are the first of their member and day, and how many are not, as an expression."""
    order = events.mutate(nth=ibis.row_number().over(group_by=["member_id", "day"], order_by=ROW))
    return order.filter(order["nth"] == 0).drop("nth"), order.filter(order["nth"] > 0).count()


def with_zones(events: Any, rules: Rules) -> Any:
    """Events with a number, their window's first and last day, and the days that are theirs alone (`zone_…`).

    Where windows of one member overlap, a day belongs to the event that is nearer to it, and to the earlier one of two
    that are equally near. `overlap_until` and `overlap_from` bound the days that lie in a neighbor's window too.
    """
    around = {"group_by": "member_id", "order_by": "day"}
    numbered = events.mutate(
        event=ibis.row_number().over(order_by=["member_id", "day"]).cast("int64"),
        first_day=events["day"] - rules.before_days,
        last_day=events["day"] + rules.after_days,
        overlap_until=events["day"].lag().over(**around) + rules.after_days,
        overlap_from=events["day"].lead().over(**around) - rules.before_days,
    )
    next_day = numbered["overlap_from"] + rules.before_days
    middle = numbered["day"] + (next_day - numbered["day"]) // 2
    shared = ibis.greatest(ibis.least(numbered["last_day"], middle), numbered["overlap_from"] - 1)
    overlaps = ibis.coalesce(numbered["overlap_from"] <= numbered["last_day"], NO)
    ended = numbered.mutate(zone_end=ibis.ifelse(overlaps, shared, numbered["last_day"]).cast("int64"))
    before = ibis.coalesce(ended["zone_end"].lag().over(**around) + 1, ended["first_day"])
    return ended.mutate(zone_start=ibis.greatest(ended["first_day"], before))
