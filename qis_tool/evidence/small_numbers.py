"""Small counts of people: which figures are not printed, so that none of them can be worked out from the others.

A count under the least that is printed is withheld, and with it whatever gives it away: births beside a rate give
cesareans, and a total less all other hospitals gives the one that is missing. So a hospital whose cesareans, or births
without one, are too few has all three figures withheld; and so have, the smallest first, as many others as it takes
that what is missing from the total could be divided among them in any way.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Counts(NamedTuple):
    """NTSV births, and those of them that were cesareans."""

    births: int
    cesareans: int

    def is_small(self, least: int) -> bool:
        """True where one of the counts may not be printed; no births at all tell of nobody."""
        return bool(self.births) and min(self.cesareans, self.births - self.cesareans) < least


class Withheld(NamedTuple):
    """The hospitals that are withheld, the least that is printed, and whether their sum would tell of one still."""

    names: frozenset[str]
    least: int
    total: bool = False


def sum_of(counts: Iterable[Counts]) -> Counts:
    """All births and all cesareans."""
    every = tuple(counts)
    return Counts(sum(one.births for one in every), sum(one.cesareans for one in every))


def withheld(counts: Mapping[str, Counts], least: int) -> Withheld:
    """What is not printed of hospitals whose total is; `least` 0 withholds nothing."""
    hidden = [name for name, one in counts.items() if one.is_small(least)]
    others = sorted((counts[name], name) for name in counts if name not in hidden and counts[name].births)
    while hidden and not _is_safe([counts[name] for name in hidden], least):
        if not others:
            return Withheld(frozenset(hidden), least, total=True)
        hidden.append(others.pop(0)[1])
    return Withheld(frozenset(hidden), least)


def _is_safe(hidden: list[Counts], least: int) -> bool:
    """Whether any of the hidden counts may be anything it could be, even for who knows their sum."""
    return len(hidden) > 1 and not sum_of(hidden).is_small(2 * least)
