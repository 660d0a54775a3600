"""What becomes of each claim: exactly one fate, summed by event in one pass over the claims."""

from collections.abc import Callable
from typing import Any

import ibis

from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.engine.building.codes import fits, fits_any
from qis_tool.evidence.engine.building.windows import day_number
from qis_tool.evidence.engine.soundness import MONEY, NO, PROBLEM

BAD_ROW, OUTSIDE, UNRELATED, COUNTS = -3, -2, -1, 0  # a fate above 0 is the number of a list that leaves claims out
_INPATIENT = "inpatient_facility"


def sums(claims: Any, events: Any, rules: Rules) -> Any:
    """Rows and dollars by event, fate, whether the day lies in two windows, and the hospital of inpatient dollars.

    The event is null for claims outside every window; a hospital is named only for claims that count.
    """
    zones = events.select("event", "zone_start", "zone_end", "overlap_until", "overlap_from", whose=events["member_id"])
    known = claims.mutate(day=day_number(claims["service_date"]))
    days = (
        known["member_id"] == zones["whose"],
        known["day"] >= zones["zone_start"],
        known["day"] <= zones["zone_end"],
    )
    joined = known.left_join(zones, [known[PROBLEM].isnull(), *days])
    told = joined.mutate(
        fate=_fate(joined, rules), in_two=_in_two(joined), paid=ibis.coalesce(joined["allowed"], _zero())
    )
    inpatient = (told["fate"] == COUNTS) & (told["claim_type"] == _INPATIENT)
    hospital = ibis.coalesce(told["provider_name"], told["provider"])
    named = told.mutate(inpatient=ibis.ifelse(inpatient, hospital, ibis.null()))
    return named.group_by("event", "fate", "in_two", "inpatient").agg(
        rows=named.count(), dollars=named["paid"].sum().cast("decimal(38, 2)")
    )


def marked(claims: Any, events: Any, rules: Rules, keep: Callable[[Any], Any]) -> Any | None:
    """Events with a claim in their window by which they are left out: `code_0` … for each such rule; None without one.

    The claims are found by their codes first, and only those few checked.
    """
    lists = {f"code_{n}": row.codes for n, row in enumerate(rules.episodes_left_out) if row.codes.named}
    if not lists:
        return None
    found = claims.filter(fits_any(claims, lists.values()))
    flags = {name: fits(found, codes) for name, codes in lists.items()}
    kept = keep(found.select("member_id", PROBLEM, day=day_number(found["service_date"]), **flags))
    flagged = kept.filter(kept[PROBLEM].isnull())
    windows = events.select("event", "first_day", "last_day", whose=events["member_id"])
    met = flagged.join(
        windows,
        [
            flagged["member_id"] == windows["whose"],
            flagged["day"] >= windows["first_day"],
            flagged["day"] <= windows["last_day"],
        ],
    )
    return met.group_by("event").agg(**{name: met[name].any() for name in lists}).rename(marked_event="event")


def _fate(claims: Any, rules: Rules) -> Any:
    excluded = ((fits(claims, codes), number) for number, codes in enumerate(rules.claims_left_out, 1))
    unfit = ((claims[PROBLEM].notnull(), BAD_ROW), (claims["event"].isnull(), OUTSIDE))
    return ibis.cases(*unfit, *excluded, (~fits_any(claims, rules.include), UNRELATED), else_=COUNTS).cast("int64")


def _in_two(claims: Any) -> Any:
    until = claims["day"] <= claims["overlap_until"]
    since = claims["day"] >= claims["overlap_from"]
    return ibis.coalesce(until, NO) | ibis.coalesce(since, NO)


def _zero() -> Any:
    return ibis.literal(0).cast(MONEY)
