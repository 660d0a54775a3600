"""Which row of a table is which of another version of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qis_tool.differences import changes
from qis_tool.document.blocks import visible
from qis_tool.readers.alignment import likeness

Pair = tuple["Row", "Row"]
_Shown = Sequence[tuple[str, ...]]
_MOST_PAIRS, _NONE = 2500, -1


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says something: its number in its list, from 0, and the text of each cell."""

    number: int
    cells: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        """Its cells as a page shows them."""
        return tuple(map(visible, self.cells))


NO_ROW = Row(-1, ())


def aligned(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The rows of two tables side by side, in order; NO_ROW stands where one lacks what the other has."""
    pairs: list[tuple[int, int]] = []
    at = new_at = 0
    before, after = [row.shown for row in old], [row.shown for row in new]
    for start, end, new_start, new_end in [*changes(before, after), (len(old), len(old), len(new), len(new))]:
        pairs += zip(range(at, start), range(new_at, new_start), strict=True)
        pairs += _in_a_gap(before, after, range(start, end), range(new_start, new_end))
        at, new_at = end, new_end
    return [(old[one] if one >= 0 else NO_ROW, new[other] if other >= 0 else NO_ROW) for one, other in pairs]


def is_regrouped(pairs: Sequence[Pair]) -> bool:
    """True where a row was taken out or put in."""
    return any(NO_ROW in pair for pair in pairs)


def _in_a_gap(old: _Shown, new: _Shown, left: range, right: range) -> list[tuple[int, int]]:
    """Rows between two that are equal: the most alike are the same, and as many in between stand for each other."""
    pairs: list[tuple[int, int]] = []
    at, new_at = left.start, right.start
    for one, other in [*_most_alike(old, new, left, right), (left.stop, right.stop)]:
        gone, come = range(at, one), range(new_at, other)
        if len(gone) == len(come):
            pairs += zip(gone, come, strict=True)
        else:
            pairs += [*((number, _NONE) for number in gone), *((_NONE, number) for number in come)]
        pairs += [(one, other)] if one < left.stop else []
        at, new_at = one + 1, other + 1
    return pairs


def _most_alike(old: _Shown, new: _Shown, left: range, right: range) -> list[tuple[int, int]]:
    """Pairs in one order that are most alike in all; none where there are far too many to compare."""
    if len(left) * len(right) > _MOST_PAIRS:
        return []
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    nothing: tuple[float, list[tuple[int, int]]] = (0.0, [])
    for one in reversed(left):
        for other in reversed(right):
            alike = _likeness(old[one], new[other])
            score, rest = best.get((one + 1, other + 1), nothing)
            together = (score + alike, [(one, other), *rest]) if alike else nothing
            others = best.get((one + 1, other), nothing), best.get((one, other + 1), nothing)
            best[one, other] = max(together, *others, key=lambda chain: chain[0])
    return best.get((left.start, right.start), nothing)[1]


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two rows are: each cell that is the same counts, and each whose words are much the same."""
    return sum(_same(ours, theirs) for ours, theirs in zip(one, other, strict=True) if ours)


def _same(ours: str, theirs: str) -> float:
    if ours == theirs:
        return 1.0
    return likeness(ours, theirs) if " " in ours and " " in theirs else 0.0
