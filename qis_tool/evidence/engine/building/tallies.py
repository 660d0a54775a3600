"""Where all claims and events went, from the sums of the one pass over the claims."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import ibis

from qis_tool.evidence.building.rules import Rules
from qis_tool.evidence.building.values import ZERO, Share, Went
from qis_tool.evidence.engine.building import episodes as judging
from qis_tool.evidence.engine.building.fates import BAD_ROW, COUNTS, OUTSIDE, UNRELATED

_WENT: Mapping[int, Went] = {UNRELATED: "unrelated", OUTSIDE: "outside", BAD_ROW: "unreadable"}
_REASONS = {
    judging.NO_LINE: "its line of business is none of the contract's",
    judging.NO_FUNDING: "it isn't known how it is funded",
    judging.OTHER_YEAR: "it ended in another year",
    judging.NO_CLAIM: "no claim counts in it",
}


def claims_tally(sums: Any, judged: Any, rules: Rules, unread: int) -> list[Share]:
    """Each way that claims went, in the order in which it is decided; `unread` are lines that are no rows."""
    reasons = judged.select("reason", judged_event=judged["event"])
    joined = sums.left_join(reasons, sums["event"] == reasons["judged_event"])
    found = {
        (row["fate"], row["reason"]): (row["rows"], row["dollars"])
        for row in _rows(
            joined.mutate(reason=ibis.cases((joined["fate"] == COUNTS, joined["reason"]))), "fate", "reason"
        )
    }
    shares = [Share("counted", "", *found.pop((COUNTS, judging.KEPT), (0, ZERO)))]
    left_out = enumerate((codes.name for codes in rules.claims_left_out), 1)
    shares += [Share("left_out", name, *found.pop((fate, None), (0, ZERO))) for fate, name in left_out]
    shares.append(Share("unrelated", "", *found.pop((UNRELATED, None), (0, ZERO))))
    shares += [
        Share("episode_left_out", reason, *found.pop((COUNTS, number)))
        for number, reason in _reasons(rules)
        if (COUNTS, number) in found
    ]
    shares.append(Share("outside", "", *found.pop((OUTSIDE, None), (0, ZERO))))
    count, dollars = found.pop((BAD_ROW, None), (0, ZERO))
    return [*shares, Share("unreadable", "", count + unread, dollars)]


def events_tally(judged: Any, rules: Rules) -> list[Share]:
    """Each way that sound events went, with the dollars of the claims that would count in them."""
    counted = judged.mutate(rows=1, dollars=judged["allowed"].fill_null(0))
    found = {row["reason"]: (row["rows"], row["dollars"]) for row in _rows(counted, "reason")}
    shares = [Share("counted", "", *found.get(judging.KEPT, (0, ZERO)))]
    named = [(number, name) for number, name in _reasons(rules) if number in found or number >= judging.FIRST]
    return [*shares, *(Share("left_out", name, *found.get(number, (0, ZERO))) for number, name in named)]


def overlapping(sums: Any) -> Share:
    """The claims on days that lie in two windows of one member."""
    both = sums.filter(sums["in_two"])
    [row] = both.agg(rows=both["rows"].sum(), dollars=both["dollars"].sum()).to_pyarrow().to_pylist()
    return Share("counted", "", row["rows"] or 0, row["dollars"] or ZERO)


def _reasons(rules: Rules) -> Iterator[tuple[int, str]]:
    """The reasons that leave episodes out with their numbers, in the order in which they are looked at."""
    own = [(judging.FIRST + number, row.reason) for number, row in enumerate(rules.episodes_left_out)]
    fixed = list(_REASONS.items())
    return iter([*fixed[:-1], *own, fixed[-1]])


def _rows(table: Any, *keys: str) -> Iterable[dict[str, Any]]:
    summed = table.group_by(list(keys)).agg(
        rows=table["rows"].sum(), dollars=table["dollars"].sum().cast("decimal(38, 2)")
    )
    found: list[dict[str, Any]] = summed.to_pyarrow().to_pylist()
    return found
