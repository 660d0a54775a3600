"""Building episodes in plain Python, claim by claim, to hold the engine to."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

DAY = datetime.timedelta(days=1)


@dataclass
class Found:
    """Numbers and cents by where claims went and why; events by where they went; the episodes without their numbers."""

    claims: Counter[tuple[str, str]] = field(default_factory=Counter)
    dollars: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    events: Counter[tuple[str, str]] = field(default_factory=Counter)
    overlapping: int = 0
    episodes: list[tuple[Any, ...]] = field(default_factory=list)


def fits(claim: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    if "claim_types" in row and claim["claim_type"] not in row["claim_types"]:
        return False
    lists = [name for name in ("diagnoses", "procedures") if name in row]
    return not lists or any(_has(claim[name], row[name]) for name in lists)


def _has(codes: str, wanted: Iterable[str]) -> bool:
    held = [code.strip().upper().replace(".", "") for code in codes.split(";")]
    plain = [code.upper().replace(".", "") for code in wanted]
    return any(
        code and (code == want or (want.endswith("*") and code.startswith(want[:-1])))
        for code in held
        for want in plain
    )


def built(claims: list[dict[str, Any]], deliveries: list[dict[str, Any]], contract: Mapping[str, Any]) -> Found:
    """Episodes of sound claims and deliveries, in the simplest way."""
    found = Found()
    before, after = (contract["window"][name] * DAY for name in ("before_days", "after_days"))
    events: dict[tuple[str, datetime.date], dict[str, Any]] = {}
    for row in deliveries:
        if events.setdefault((row["member_id"], row["delivery_date"]), row) is not row:
            found.events["same_day", ""] += 1
    of_member: dict[str, list[tuple[datetime.date, Any]]] = defaultdict(list)
    for (member, day), event in events.items():
        of_member[member].append((day, event))
    all_claims: dict[str, list[dict[str, Any]]] = defaultdict(list)
    counted: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims:
        near = [
            (abs(claim["service_date"] - day), day, event)
            for day, event in of_member[claim["member_id"]]
            if day - before <= claim["service_date"] <= day + after
        ]
        found.overlapping += len(near) > 1
        all_claims[claim["member_id"]].append(claim)
        nearest = min(near, key=lambda one: one[:2])[2] if near else None
        claim["went"] = _went(claim, nearest, contract)
        if claim["went"] == ("counted", "") and nearest:
            counted[id(nearest)].append(claim)
    for (member, day), event in events.items():
        mine = counted[id(event)]
        window = [c for c in all_claims[member] if day - before <= c["service_date"] <= day + after]
        went = _episode_went(event, day + after, window, mine, contract)
        found.events[went] += 1
        for claim in mine if went[0] == "left_out" else ():
            claim["went"] = ("episode_left_out", went[1])
        if went[0] == "counted":
            found.episodes.append(_episode(event, day + after, mine))
    for claim in claims:
        found.claims[claim["went"]] += 1
        found.dollars[claim["went"]] += claim["allowed"]
    return found


def _went(claim: Mapping[str, Any], event: Any, contract: Mapping[str, Any]) -> tuple[str, str]:
    if event is None:
        return "outside", ""
    for row in contract["exclude"]:
        if "claims" in row and fits(claim, row):
            return "left_out", row["claims"]
    return ("counted", "") if any(fits(claim, row) for row in contract["include"]) else ("unrelated", "")


def _episode_went(
    event: Mapping[str, Any],
    end: datetime.date,
    window: list[dict[str, Any]],
    mine: list[dict[str, Any]],
    contract: Mapping[str, Any],
) -> tuple[str, str]:
    if event["line_of_business"] not in contract["lines_of_business"]:
        return "left_out", "its line of business is none of the contract's"
    if end.year != contract["period"]:
        return "left_out", "it ended in another year"
    for row in contract["exclude"]:
        if "column" in row and (event[row["column"]] or "blank") == row["is"]:
            return "left_out", row["episodes"]
        if "episodes" in row and "column" not in row and any(fits(claim, row) for claim in window):
            return "left_out", row["episodes"]
    return ("counted", "") if mine else ("left_out", "no claim counts in it")


def _episode(event: Mapping[str, Any], end: datetime.date, mine: list[dict[str, Any]]) -> tuple[Any, ...]:
    inpatient: dict[str, Decimal] = defaultdict(Decimal)
    for claim in mine:
        if claim["claim_type"] == "inpatient_facility":
            inpatient[claim["provider"]] += claim["allowed"]
    most = min(inpatient, key=lambda name: (-inpatient[name], name), default=None)
    return (
        event["pap"],
        None,
        event["line_of_business"],
        event["funding"],
        end,
        sum((claim["allowed"] for claim in mine), Decimal("0.00")),
        sum(inpatient.values(), Decimal("0.00")),
        event["hospital"] or most,
    )
