"""What the building of episodes came to, for people and programs; the episodes themselves are a table of their own."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qis_tool import __version__
from qis_tool.evidence.amounts import money
from qis_tool.evidence.building.values import Built, Share, count, dollars
from qis_tool.report.evidence.pages import Block, Heading, Items, Paragraph, Table, as_text
from qis_tool.report.tally import Styled, plural

_CLAIMS = {
    "counted": "in an episode",
    "left_out": "left out: {reason}",
    "unrelated": "in a window, on no list of what belongs to an episode",
    "episode_left_out": "in an episode that is left out: {reason}",
    "outside": "outside every window",
    "unreadable": "in rows that could not be used (dollars as far as they could be read)",
}
_EVENTS = {
    "counted": "episodes",
    "left_out": "left out: {reason}",
    "same_day": "another event of the same member on the same day; the one further up counts",
    "same_event": "claims of an event that an earlier claim began",
    "unreadable": "in rows that could not be used",
}
_TRIGGERS = ("claim with a trigger code", "claims with a trigger code")
_NUMBERS = frozenset({1, 2})


def text(built: Built) -> Iterator[Styled]:
    """In tables, with what was assumed."""
    return as_text(_blocks(built))


def as_json(built: Built) -> Iterator[Styled]:
    """All of it (schemas/meta/building.schema.json); amounts are texts of dollars and cents."""
    rules = built.rules
    data = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "episode_type": rules.contract.episode_type,
        "period": rules.period,
        "contract": {"name": rules.contract.name, "file": rules.contract.file},
        "window": {"before_days": rules.before_days, "after_days": rules.after_days},
        "claims": _table(built.claims_file, built.claims_read, built.claims),
        "events": _table(built.deliveries_file or built.claims_file, built.events_read, built.events),
        "events_from": "deliveries" if built.deliveries_file else "claims",
        "episodes": built.episodes,
        "overlapping": {"claims": built.overlapping.number, "dollars": str(built.overlapping.dollars)},
        "several_hospitals": built.several_hospitals,
        "bad_rows": built.bad_rows,
        "problems": [row._asdict() for row in built.unfit],
        "remarks": list(built.remarks),
        "assumptions": list(_assumptions(built)),
    }
    yield Styled(f"{json.dumps(data, ensure_ascii=False, indent=1)}\n")


def _table(file: str, read: int, shares: tuple[Share, ...]) -> dict[str, Any]:
    went = [{**share._asdict(), "dollars": str(share.dollars)} for share in shares]
    return {"file": file, "read": read, "dollars": str(dollars(shares)), "went": went}


def _blocks(built: Built) -> Iterator[Block]:
    contract, rules = built.rules.contract, built.rules
    yield Heading(1, f"{plural(built.episodes, 'episode')} of {rules.period}: {contract.episode_type}")
    yield Paragraph(
        f"By {contract.name}. The window is {plural(rules.before_days, 'day')} before the event to "
        f"{plural(rules.after_days, 'day')} after it, its first and its last day in it. Rows that could not be used: "
        f"{built.bad_rows:,}."
    )
    yield Heading(2, "Claims")
    yield _tallied(f"Where the claims of {built.claims_file} went", _CLAIMS, built.claims)
    yield Paragraph(
        f"Read were {plural(built.claims_read, 'claim')}; the lines above add up to {count(built.claims):,}."
    )
    yield Heading(2, "Events")
    yield _tallied(f"Where the events of {built.deliveries_file or built.claims_file} went", _EVENTS, built.events)
    what = ("delivery", "deliveries") if built.deliveries_file else _TRIGGERS
    yield Paragraph(f"Read were {plural(built.events_read, *what)}; the lines above add up to {count(built.events):,}.")
    yield Heading(2, "What this rests on")
    yield Items(tuple(_assumptions(built)))
    yield from _bad_rows(built)


def _tallied(caption: str, said: Mapping[str, str], shares: tuple[Share, ...]) -> Table:
    rows = [
        (said[share.went].format(reason=share.reason), f"{share.number:,}", money(share.dollars)) for share in shares
    ]
    total = ("together", f"{count(shares):,}", money(dollars(shares)))
    return Table(caption, ("Where", "Number", "Dollars allowed"), (*rows, total), _NUMBERS)


def _bad_rows(built: Built) -> Iterator[Block]:
    if not built.unfit and not built.remarks:
        return
    yield Heading(2, "Rows and columns that were not used")
    rest = built.bad_rows - len(built.unfit)
    more = (f"… and {rest:,} more: --bad-rows writes the list of all.",) if rest > 0 else ()
    yield Items((*map(str, built.unfit), *more, *built.remarks))


def _assumptions(built: Built) -> Iterator[str]:
    shared = built.overlapping
    yield (
        "A day that lies in two windows of one member belongs to the event that is nearer, to the earlier one where "
        f"both are as near: {plural(shared.number, 'claim')} with {money(shared.dollars)}."
    )
    yield (
        "Of a claim it is asked in this order: can its row be used, does it lie in a window, is it left out by a list, "
        "is it on a list of what belongs to an episode, is its episode left out? The first list that it fits counts."
    )
    yield "An episode is left out for a code in its window whether or not that claim counts, in it or in another one."
    yield "Dollars may be less than nothing, where an earlier claim was taken back."
    yield (
        "The hospital is the one named with the delivery, else the one with the most inpatient facility dollars. "
        f"Episodes with such dollars of more than one: {built.several_hospitals:,}."
    )
    yield "Episodes are numbered by end date, provider, line of business, funding and dollars; the number names nobody."
    if not built.deliveries_file:
        apart = plural(built.rules.apart_days, "day")
        yield (
            "The provider of an event's first claim is the accountable one; of claims on one day, that with the most "
            f"dollars is the first. A claim less than {apart} after the one before belongs to the same event."
        )


BUILDING_REPORTERS: Mapping[str, Callable[[Built], Iterator[Styled]]] = {"text": text, "json": as_json}
