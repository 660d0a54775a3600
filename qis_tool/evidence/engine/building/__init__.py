"""Episodes of claims and deliveries: one set of expressions, from the files to where each claim went."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from qis_tool.errors import NotAsWritten, UserError
from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.building.values import ZERO, Built, Episodes, Share, count
from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.engine.building import episodes as judging
from qis_tool.evidence.engine.building.fates import marked, sums
from qis_tool.evidence.engine.building.tallies import (
    claims_tally,
    events_tally,
    overlapping,
)
from qis_tool.evidence.engine.building.windows import begun, delivered, parted, triggering, with_zones
from qis_tool.evidence.engine.engines import Engine
from qis_tool.evidence.engine.sources import Read, given, number, read, unfit_rows

STEPS = 5
SHOWN = 20  # bad rows of each file


class Files(NamedTuple):
    """The files of one run; `deliveries` is empty where events come from the claims."""

    claims: str
    deliveries: str = ""


Result = tuple[Built, Episodes, list[Read]]


class Events(NamedTuple):
    """Events in their windows; how many rows or claims they come from; what of these is no event of its own."""

    zones: Any
    read: int
    others: tuple[Share, ...]


def build(files: Files, rules: Rules, engine: Engine, step: Callable[[], object]) -> Result:
    """Build the episodes; `step` is called after each of STEPS steps. Raises UserError for what can't be read."""
    claims = read(given(files.claims, _claims_shape(files), engine), engine)
    step()
    tables = [claims, *([_deliveries(files, rules, engine)] if files.deliveries else [])]
    events = _events(tables, rules, engine)
    step()
    marks = marked(claims.table, events.zones, rules, engine.keep)
    found = engine.keep(sums(claims.table, events.zones, rules))
    step()
    judged = engine.keep(judging.judged(events.zones, marks, judging.summed(found), rules))
    step()
    rows = judging.episodes(judged, rules).to_pyarrow()
    built = _built(tables, rules, events, found, judged)
    step()
    return built, Episodes(("episode_id", *rows.column_names), rows), tables


def _claims_shape(files: Files) -> Shape:
    """The columns of claims; what deliveries say of an event is not checked here."""
    shape = shape_of("claims")
    said = {"line_of_business", "funding"} if files.deliveries else set()
    return replace(shape, columns=tuple(replace(c, kind="text") if c.name in said else c for c in shape.columns))


def _deliveries(files: Files, rules: Rules, engine: Engine) -> Read:
    """The table of deliveries with the columns that the contract names, which have to be there."""
    shape = shape_of("deliveries")
    factor = rules.contract.risk_factor
    named = {row.column: Column(row.column, row.column, "", "yes_no") for row in rules.episodes_left_out if row.column}
    named |= {factor: Column(factor, factor, "", "rate", required=True)} if factor else {}
    own = {column.name: column for column in shape.columns}
    if wrong := [name for name in named if name in own and own[name].kind != named[name].kind]:
        raise UserError(
            f"{rules.contract.file}: the column {wrong[0]} of the deliveries doesn't hold what it is used for."
        )
    added = tuple(column for name, column in named.items() if name not in own)
    found = given(files.deliveries, replace(shape, columns=(*shape.columns, *added)), engine)
    if missing := [name for name in named if name not in found.there]:
        raise UserError(f"{found.file}: it has no column {missing[0]}, which the contract names.")
    return read(found, engine)


def _events(tables: list[Read], rules: Rules, engine: Engine) -> Events:
    if len(tables) > 1:
        first, doubles = parted(delivered(tables[1].table, rules))
        others = (Share("same_day", "", number(doubles), ZERO), Share("unreadable", "", tables[1].bad_rows, ZERO))
        return Events(engine.keep(with_zones(first, rules)), tables[1].rows, others)
    triggers = engine.keep(triggering(tables[0].table, rules))
    further = number(triggers.filter(~triggers["begins"]).count())
    zones = engine.keep(with_zones(begun(triggers), rules))
    return Events(zones, number(triggers.count()), (Share("same_event", "", further, ZERO),))


def _built(tables: list[Read], rules: Rules, events: Events, found: Any, judged: Any) -> Built:
    """What the building came to. Raises NotAsWritten where a claim or an event is lost or counted twice."""
    claims = tables[0]
    built = Built(
        rules=rules,
        claims_file=claims.given.file,
        deliveries_file=tables[1].given.file if len(tables) > 1 else "",
        claims=tuple(claims_tally(found, judged, rules, len(claims.given.unread))),
        claims_read=claims.rows,
        events=(*events_tally(judged, rules), *events.others),
        events_read=events.read,
        overlapping=overlapping(found),
        several_hospitals=number(judged.filter((judged["reason"] == judging.KEPT) & judged["several"]).count()),
        unfit=(),
        remarks=tuple(f"{one.given.file}: {remark}" for one in tables for remark in one.given.remarks),
    )
    if (count(built.claims), count(built.events)) != (built.claims_read, built.events_read):
        raise NotAsWritten("The claims and events that were counted are not those that were read.")
    unfit = tuple(row for one in tables for row in unfit_rows(one, SHOWN)) if built.bad_rows else ()
    return replace(built, unfit=unfit)
