"""The picture of a network: each hospital whose figures are shown, by its births and its rate, beside the target.

What is withheld is not in it, and neither are axes that would tell of it: they span what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from qis_tool.document.paper import Axis, Dot, Plot, Series, Shape, Side
from qis_tool.evidence.exact import rounded
from qis_tool.evidence.figures import Figures
from qis_tool.evidence.hospitals import STATES, Hospital, State
from qis_tool.evidence.network import Network

_SHAPES: Mapping[State, Shape] = {"meets": "circle", "working": "triangle", "above": "diamond"}
_STEPS = (1, 2, 5)
_MOST_MARKS = 8
_WIDTH, _HEIGHT = 410, 174  # the least room that labels are laid out for, in pixels
_MOST_PLACED = 200  # dots among which sides for labels are looked for; among more none is free
_LABEL = (14, 11)
_SIDES: Mapping[Side, tuple[int, int]] = {"right": (11, 0), "above": (0, -11), "below": (0, 11), "left": (-11, 0)}


class _Known(NamedTuple):
    """A hospital that the picture shows: its number in the table, and where it lies."""

    number: int
    state: State
    x: Fraction
    y: Fraction


class _Place(NamedTuple):
    """The middle of a dot or a label: parts of the picture across and down, and pixels from there."""

    x: float
    y: float
    right: int = 0
    down: int = 0


def plot_of(network: Network) -> Plot | None:
    """The picture; None where no hospital's births and rate are both shown."""
    every = (*network.hospitals, *network.closed)
    known = [one for number, hospital in enumerate(every, 1) for one in _known(number, hospital, hospital.figures)]
    if not known:
        return None
    target = network.measure.target
    x = Axis("NTSV births", _marks(Fraction(0), max(one.x for one in known)))
    rates = (target, *(one.y for one in known))
    y = Axis("NTSV cesarean rate", _marks(min(rates), max(rates), ends_at=Fraction(100)), "%")
    dots = dict(zip(known, _dots(known, x, y), strict=True))
    series = (
        Series(STATES[state], shape, tuple(dot for one, dot in dots.items() if one.state == state))
        for state, shape in _SHAPES.items()
    )
    shown = tuple(one for one in series if one.dots)
    title = f"NTSV births and rates of {network.period} beside the target"
    level = f"Target: {network.measure.shown} or less"
    return Plot(title, _described(shown, every, known), x, y, rounded(target, 1), level, shown)


def _known(number: int, hospital: Hospital, figures: Figures | None) -> Iterator[_Known]:
    if figures and figures.births and figures.rate:
        yield _Known(number, hospital.state, Fraction(figures.births), figures.rate.value)


def _described(series: Iterable[Series], every: Sequence[Hospital], known: Sequence[_Known]) -> str:
    """What is in the picture, and which hospitals, by their numbers, are not."""
    parts = [f"{one.shape} for {one.name} ({', '.join(dot.label for dot in one.dots)})" for one in series]
    shown = {one.number for one in known}
    absent = [str(number) for number in range(1, len(every) + 1) if number not in shown]
    lacking = f" Not in it, as births or rate are not shown: {', '.join(absent)}." if absent else ""
    return f"Numbers are those of the table, which has the same figures. A {'; a '.join(parts)}.{lacking}"


def _marks(low: Fraction, high: Fraction, ends_at: Fraction | None = None) -> tuple[int, ...]:
    """Round numbers at even distances around two values, with some room beyond them."""
    step = next(step for step in _steps() if (high - low) / step <= _MOST_MARKS - 2)
    first, last = int(low // step) * step, (int(high // step) + 1) * step
    return tuple(range(first, (last if ends_at is None else min(last, int(ends_at))) + 1, step))


def _steps() -> Iterator[int]:
    size = 1
    while True:
        yield from (size * step for step in _STEPS)
        size *= 10


def _dots(known: Sequence[_Known], x: Axis, y: Axis) -> Iterator[Dot]:
    """Dots with their labels on the side on which they cover the least of dots and of labels so far."""
    places = [_Place(float(x.part(one.x)), float(1 - y.part(one.y))) for one in known]
    taken = list(places)
    for one, place in zip(known, places, strict=True):
        side: Side = "above" if len(known) > _MOST_PLACED else _freest(place, taken)
        taken.append(_beside(place, side))
        yield Dot(str(one.number), side, one.x, one.y)


def _freest(place: _Place, taken: Sequence[_Place]) -> Side:
    return min(_SIDES, key=lambda side: sum(_overlap(_beside(place, side), other) for other in taken))


def _beside(place: _Place, side: Side) -> _Place:
    right, down = _SIDES[side]
    return place._replace(right=right, down=down)


def _overlap(one: _Place, other: _Place) -> float:
    """The area that two labels share."""
    wide, high = _LABEL
    down = max(0, high - abs((one.y - other.y) * _HEIGHT + one.down - other.down))
    return down * max(0, wide - abs((one.x - other.x) * _WIDTH + one.right - other.right))
