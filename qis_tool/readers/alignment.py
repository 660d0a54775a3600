"""Which printed line is which line of a file, also where a word of it was changed."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from operator import attrgetter

HELD = "\0"
_PAIR = 1_000_000
_ALIKE, _SHARED = 0.6, 0.5  # of the characters, of the words
_FAR, _LONG = 50, 80
_at = attrgetter("at")


def paired(printed: Sequence[str], read: Sequence[str], parted: Container[int] = ()) -> dict[int, int]:
    """Numbers of printed lines with those of lines read: equal ones first, then what stands in place of the others.

    A line read that begins with `HELD` is no wording. `parted` holds the printed lines that an answer stands before.
    """
    wording = [at for at, line in enumerate(read) if not line.startswith(HELD)]
    if [read[at] for at in wording] == list(printed):
        return dict(enumerate(wording))
    equal = _equal(printed, read, parted)
    pairs = dict(equal)
    for (above, start), (below, end) in pairwise([(-1, -1), *equal, (len(printed), len(read))]):
        numbers, places = range(above + 1, below), range(start + 1, end)
        in_place = len(numbers) == len(places) and not any(n in parted for n in range(above + 1, below + 1))
        if in_place and not any(read[at].startswith(HELD) for at in places):
            pairs |= zip(numbers, places, strict=True)
        else:
            pairs |= _alike(printed, read, numbers, places)
    return pairs


def likeness(one: str, other: str) -> float:
    """How alike the beginnings of two lines are, from 0 to 1; 0 where one can't be what became of the other."""
    one, other = one[:_LONG], other[:_LONG]
    return max(_ratio(one, other, _ALIKE), _ratio(one.split(), other.split(), _SHARED))


def _ratio(one: Sequence[str], other: Sequence[str], least: float) -> float:
    """What part of two sequences they share in one order, 0 where it is less than this."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    ratio = matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0
    return ratio if ratio >= least else 0


def _equal(printed: Sequence[str], read: Sequence[str], parted: Container[int]) -> list[tuple[int, int]]:
    """The most lines that both have in one order; of several ways the one least torn apart where no answer stands."""
    places: dict[str, list[int]] = {}
    for at, line in enumerate(read):
        places.setdefault(line, []).append(at)
    chains: dict[tuple[int, int], _Chain] = {}
    best: list[_Chain] = []
    for n in reversed(range(len(printed))):
        for at in places.get(printed[n], ()):
            next_line = None if n + 1 in parted else chains.get((n + 1, at + 1))
            chains[n, at] = _Chain.before(n, at, _from(best, at + 1), next_line)
        for at in places.get(printed[n], ()):
            _enter(best, chains[n, at])
    return list(best[0]) if best else []


class _Chain:
    """Pairs of equal lines in one order; the score counts them, then how many follow on one another."""

    def __init__(self, n: int, at: int, score: int, rest: "_Chain | None") -> None:
        self.n, self.at, self.score, self.rest = n, at, score, rest

    @classmethod
    def before(cls, n: int, at: int, best: "_Chain | None", next_line: "_Chain | None") -> "_Chain":
        """The better of two chains, one of which would go on without a gap, with a pair put before it."""
        if next_line and (best is None or next_line.score + 1 >= best.score):
            return cls(n, at, next_line.score + 1 + _PAIR, next_line)
        return cls(n, at, (best.score if best else 0) + _PAIR, best)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        chain: _Chain | None = self
        while chain:
            yield chain.n, chain.at
            chain = chain.rest


def _from(best: Sequence[_Chain], at: int) -> _Chain | None:
    """The best chain that begins no higher than a line; `best` goes down the lines, and down in score."""
    place = bisect_left(best, at, key=_at)
    return best[place] if place < len(best) else None


def _enter(best: list[_Chain], chain: _Chain) -> None:
    """Enter a chain among the best unless one that begins no higher outdoes it; those it outdoes itself leave."""
    rival = _from(best, chain.at)
    if rival is None or rival.score <= chain.score:
        end = bisect_right(best, chain.at, key=_at)
        start = end
        while start and best[start - 1].score <= chain.score:
            start -= 1
        best[start:end] = [chain]


def _alike(printed: Sequence[str], read: Sequence[str], numbers: range, places: range) -> dict[int, int]:
    pairs, at = {}, places.start
    for n in numbers:
        near = range(at, min(places.stop, at + _FAR))
        alike, best = max(((likeness(printed[n], read[place]), -place) for place in near), default=(0, 0))
        if alike:
            pairs[n], at = -best, 1 - best
    return pairs
