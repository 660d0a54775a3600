"""Where two sequences differ, found in bounded time."""

from collections import Counter
from collections.abc import Container, Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_PAIRS = 1_000_000


class Change(NamedTuple):
    """A stretch of the old sequence, and the stretch of the new one that stands there instead."""

    start: int
    end: int
    new_start: int
    new_end: int

    @property
    def size(self) -> int:
        """How long the longer of the two stretches is."""
        return max(self.end - self.start, self.new_end - self.new_start)


def changes(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change]:
    """The stretches that differ, in order; of two sequences with too much in common to tell apart, one for all."""
    head = alike(old, new)
    tail = min(alike(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not (old or new):
        return []
    number = Counter(new)
    if sum(number[part] for part in old) > _MOST_PAIRS:
        return [Change(head, head + len(old), head, head + len(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Change(*(head + place for place in places)) for kind, *places in codes if kind != "equal"]


def stretches(old: Sequence[Hashable], new: Sequence[Hashable], ends: Container[Hashable]) -> list[Change]:
    """As `changes`, for people: a few parts kept between longer changes count as changed, but none of `ends`."""
    found: list[Change] = []
    for change in changes(old, new):
        last = found[-1] if found else change
        kept = old[last.end : change.start]
        if kept and 2 * len(kept) <= min(last.size, change.size) and not any(part in ends for part in kept):
            found[-1] = Change(last.start, change.end, last.new_start, change.new_end)
        else:
            found.append(change)
    return found


def alike(one: Sequence[object], other: Sequence[object]) -> int:
    """How many parts two sequences begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (ours, theirs) in pairs if ours != theirs), min(len(one), len(other)))
