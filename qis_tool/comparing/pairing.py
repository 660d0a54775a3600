"""Which row of the old plan is which of the new one, wherever it stands there now."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from qis_tool.readers.alignment import likeness
from qis_tool.updating.rows import NO_ROW, Pair, Row, aligned

_Chain = tuple[Pair, "_Chain | None"]
_MOST_PAIRS = 2500


def paired(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The rows of two tables side by side, in the order of the new one; NO_ROW where one lacks what the other has.

    Two rows are the same if they say the same, or much the same in sentences; failing that, if they stand in the same
    place and share a cell.
    """
    in_order = [pair for pair in aligned(old, new) if NO_ROW not in pair]
    pairs = [pair for pair in in_order if _alike(*pair)]
    pairs += _equal(*_left(old, new, pairs))
    pairs += _most_alike(*_left(old, new, pairs))
    gone, come = map(set, _left(old, new, pairs))
    pairs += [(one, other) for one, other in in_order if one in gone and other in come and _share(one, other)]
    gone, come = map(set, _left(old, new, pairs))
    pairs += [*((row, NO_ROW) for row in gone), *((NO_ROW, row) for row in come)]
    return sorted(pairs, key=_place)


def moved(pairs: Iterable[Pair]) -> set[Pair]:
    """The pairs that are out of order: as few as can be, so that all others are in it."""
    both = sorted((pair for pair in pairs if NO_ROW not in pair), key=lambda pair: pair[0].number)
    return set(both).difference(_longest_in_order(both))


def _left(old: Iterable[Row], new: Iterable[Row], pairs: Collection[Pair]) -> tuple[list[Row], list[Row]]:
    """The rows of either table that are in no pair."""
    taken, others = {one for one, _ in pairs}, {other for _, other in pairs}
    return [row for row in old if row not in taken], [row for row in new if row not in others]


def _equal(old: Iterable[Row], new: Iterable[Row]) -> list[Pair]:
    """The rows that say the same, as often as both tables have them."""
    places: dict[tuple[str, ...], list[Row]] = {}
    for row in new:
        places.setdefault(row.shown, []).append(row)
    return [(row, places[row.shown].pop(0)) for row in old if places.get(row.shown)]


def _most_alike(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The rows that say much the same, the most alike first, then the nearest; none where there are far too many."""
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    scores = {(one, other): _alike(one, other) for one in old for other in new}
    best = sorted(scores, key=lambda pair: (-scores[pair], abs(pair[0].number - pair[1].number)))
    pairs: list[Pair] = []
    for one, other in best:
        if scores[one, other] and all(one != pair[0] and other != pair[1] for pair in pairs):
            pairs.append((one, other))
    return pairs


def _alike(one: Row, other: Row) -> float:
    """How alike two rows are in their sentences; the same rows are, whatever they say."""
    if one.shown == other.shown:
        return len(one.cells) + 1
    cells = zip(one.shown, other.shown, strict=True)
    return sum(likeness(old, new) for old, new in cells if " " in old and " " in new)


def _share(one: Row, other: Row) -> bool:
    return any(old == new != "" for old, new in zip(one.shown, other.shown, strict=True))


def _place(pair: Pair) -> tuple[int, bool]:
    """A row's place in the new table; one that is gone comes before the row that has its number now."""
    old, new = pair
    return (old.number, False) if new is NO_ROW else (new.number, True)


def _longest_in_order(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """As many as possible of the pairs whose new rows stand in order; the pairs come in the order of the old ones."""
    ends: list[int] = []
    chains: list[_Chain] = []
    for pair in pairs:
        at = bisect_left(ends, pair[1].number)
        ends[at : at + 1] = [pair[1].number]
        chains[at : at + 1] = [(pair, chains[at - 1] if at else None)]
    chain = chains[-1] if chains else None
    while chain:
        yield chain[0]
        chain = chain[1]
