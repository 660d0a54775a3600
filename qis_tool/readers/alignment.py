"""Which printed line is which line of a file, also where a word of it was changed."""

from collections.abc import Container, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

HELD = "\0"
_PAIR = 1_000_000
_ALIKE = 0.6
_FAR, _LONG = 100, 200


def paired(printed: Sequence[str], read: Sequence[str], parted: Container[int] = ()) -> dict[int, int]:
    """Numbers of printed lines with those of lines read: equal ones first, then what stands in place of the others.

    A line read that begins with `HELD` is no wording. `parted` holds the printed lines that an answer stands before.
    """
    wording = [at for at, line in enumerate(read) if not line.startswith(HELD)]
    if [read[at] for at in wording] == list(printed):
        return dict(enumerate(wording))
    equal = _equal(printed, read)
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
    """How alike the beginnings of two lines are, from 0 to 1; 0 where they are not the same line any more."""
    matcher = SequenceMatcher(None, one[:_LONG], other[:_LONG], autojunk=False)
    ratio = matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0
    return ratio if ratio >= _ALIKE else 0


def _equal(printed: Sequence[str], read: Sequence[str]) -> list[tuple[int, int]]:
    """The most lines that both have in one order; of several ways to pair them the one least torn apart."""
    best = [[0] * (len(read) + 1) for _ in range(len(printed) + 1)]
    runs: dict[tuple[int, int], int] = {}
    for n in reversed(range(len(printed))):
        for at in reversed(range(len(read))):
            best[n][at] = max(best[n + 1][at], best[n][at + 1])
            if printed[n] == read[at]:
                runs[n, at] = _PAIR + max(best[n + 1][at + 1], runs.get((n + 1, at + 1), -1) + 1)
                best[n][at] = max(best[n][at], runs[n, at])
    return _walked(best, runs)


def _walked(best: Sequence[Sequence[int]], runs: dict[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The pairs that make the best sum, found from the top."""
    pairs: list[tuple[int, int]] = []
    n = at = after = 0
    while best[n][at]:
        if runs.get((n, at), -1) + after >= best[n][at]:
            pairs.append((n, at))
            n, at, after = n + 1, at + 1, 1
        elif best[n + 1][at] == best[n][at]:
            n, after = n + 1, 0
        else:
            at, after = at + 1, 0
    return pairs


def _alike(printed: Sequence[str], read: Sequence[str], numbers: range, places: range) -> dict[int, int]:
    pairs, at = {}, places.start
    for n in numbers:
        near = range(at, min(places.stop, at + _FAR))
        alike, best = max(((likeness(printed[n], read[place]), -place) for place in near), default=(0, 0))
        if alike:
            pairs[n], at = -best, 1 - best
    return pairs
