"""Episodes of claims and deliveries: one set of expressions, from the files to where each claim went."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from qis_tool.errors import NotAsWritten, UserError
from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.building.values import ZERO, Built, Episodes, Share, Unfit, count
from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.engine.building import episodes as judging
from qis_tool.evidence.engine.building.engines import ENGINES, Engine
from qis_tool.evidence.engine.building.fates import marked, sums
from qis_tool.evidence.engine.building.soundness import PROBLEM, ROW, keyed, problems, typed
from qis_tool.evidence.engine.building.sources import Given, given
from qis_tool.evidence.engine.building.tallies import (
    claims_tally,
    events_tally,
    overlapping,
)
from qis_tool.evidence.engine.building.windows import begun, delivered, parted, triggering, with_zones

__all__ = ["ENGINES", "STEPS", "Engine", "Files", "Read", "build", "unfit_rows"]

STEPS = 5
SHOWN = 20  # bad rows of each file
_NO_CELLS = "it has too few or too many cells, a quotation mark out of place, or is not in UTF-8."


class Files(NamedTuple):
    """The files of one run; `deliveries` is empty where events come from the claims."""

    claims: str
    deliveries: str = ""


class Read(NamedTuple):
    """A file's rows with exact values, and how many there are of them."""

    given: Given
    table: Any
    rows: int

    @property
    def bad_rows(self) -> int:
        """How many of the rows have a problem."""
        return _number(self.table[PROBLEM].count())


Result = tuple[Built, Episodes, list[Read]]


class Events(NamedTuple):
    """Events in their windows; how many rows or claims they come from; what of these is no event of its own."""

    zones: Any
    read: int
    others: tuple[Share, ...]


def build(files: Files, rules: Rules, engine: Engine, step: Callable[[], object]) -> Result:
    """Build the episodes; `step` is called after each of STEPS steps. Raises UserError for what can't be read."""
    claims = _read(given(files.claims, _claims_shape(files), engine), engine)
    step()
    read = [claims, *([_deliveries(files, rules, engine)] if files.deliveries else [])]
    events = _events(read, rules, engine)
    step()
    marks = marked(claims.table, events.zones, rules, engine.keep)
    found = engine.keep(sums(claims.table, events.zones, rules))
    step()
    judged = engine.keep(judging.judged(events.zones, marks, judging.summed(found), rules))
    step()
    rows = judging.episodes(judged, rules).to_pyarrow()
    built = _built(read, rules, events, found, judged)
    step()
    return built, Episodes(("episode_id", *rows.column_names), rows), read


def unfit_rows(read: list[Read], most: int | None = None) -> Iterator[Unfit]:
    """What is wrong in the rows that could not be used: `most` of each file, or all; lines that are no rows first."""
    for one in read:
        file, said = one.given.file, problems(one.given.table, one.given.shape)
        yield from (Unfit(file, line, "", _NO_CELLS) for line in one.given.unread[:most])
        bad = one.table.filter(one.table[PROBLEM].notnull()).select(ROW, PROBLEM).order_by(ROW)
        for batch in bad.limit(most).to_pyarrow().to_batches(max_chunksize=10_000):
            yield from (Unfit(file, row[ROW], *said[row[PROBLEM]]) for row in batch.to_pylist())


def _read(one: Given, engine: Engine) -> Read:
    names = [name for name in one.shape.unique if name in one.there]
    table = typed(keyed(one.table, names, engine.keep), one.shape)
    return Read(one, table, _number(one.table.count()) + len(one.unread))


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
    return _read(found, engine)


def _events(read: list[Read], rules: Rules, engine: Engine) -> Events:
    if len(read) > 1:
        first, doubles = parted(delivered(read[1].table, rules))
        bad = read[1].bad_rows + len(read[1].given.unread)
        others = (Share("same_day", "", _number(doubles), ZERO), Share("unreadable", "", bad, ZERO))
        return Events(engine.keep(with_zones(first, rules)), read[1].rows, others)
    triggers = engine.keep(triggering(read[0].table, rules))
    further = _number(triggers.filter(~triggers["begins"]).count())
    zones = engine.keep(with_zones(begun(triggers), rules))
    return Events(zones, _number(triggers.count()), (Share("same_event", "", further, ZERO),))


def _number(expression: Any) -> int:
    return int(expression.to_pyarrow().as_py())


def _built(read: list[Read], rules: Rules, events: Events, found: Any, judged: Any) -> Built:
    """What the building came to. Raises NotAsWritten where a claim or an event is lost or counted twice."""
    claims = read[0]
    built = Built(
        rules=rules,
        claims_file=claims.given.file,
        deliveries_file=read[1].given.file if len(read) > 1 else "",
        claims=tuple(claims_tally(found, judged, rules, len(claims.given.unread))),
        claims_read=claims.rows,
        events=(*events_tally(judged, rules), *events.others),
        events_read=events.read,
        overlapping=overlapping(found),
        several_hospitals=_number(judged.filter((judged["reason"] == judging.KEPT) & judged["several"]).count()),
        unfit=(),
        remarks=tuple(f"{one.given.file}: {remark}" for one in read for remark in one.given.remarks),
    )
    if (count(built.claims), count(built.events)) != (built.claims_read, built.events_read):
        raise NotAsWritten("The claims and events that were counted are not those that were read.")
    return replace(built, unfit=tuple(unfit_rows(read, SHOWN))) if built.bad_rows else built
