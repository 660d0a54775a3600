"""A picture of dots as SVG that keeps the size of its letters at any width: across in percent, down in pixels."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from qis_tool.document.paper import Axis, Dot, Plot, Series, Shape, Side
from qis_tool.writers.html import Element, make

_LEFT, _RIGHT = 11, 97  # percent
_TOP, _BOTTOM, _HEIGHT = 12, 186, 222  # pixels
_ABOUT = "Dots, each with a number, and a line across. The words below and the table say the same."
_OUTLINES: Mapping[Shape, str] = {
    "circle": "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
    "triangle": "M0,-5.5L5.5,4.5L-5.5,4.5z",
    "diamond": "M0,-6L6,0L0,6L-6,0z",
    "square": "M-4,-4H4V4H-4z",
}
_LABELS: Mapping[Side, tuple[int, int, str]] = {
    "right": (7, 4, "start"),
    "above": (0, -7, "middle"),
    "below": (0, 15, "middle"),
    "left": (-7, 4, "end"),
}


def drawn(plot: Plot) -> Element:
    """The picture, named by its title; what it shows stands in words below it, so that nobody hears it twice."""
    named = {"role": "img", "aria_labelledby": "plot-title", "aria_describedby": "plot-about"}
    title, about = make("title", plot.title, id="plot-title"), make("desc", _ABOUT, id="plot-about")
    parts = (*_grid(plot), *_level(plot), *_dots(plot))
    return make("svg", title, about, *parts, width="100%", height=str(_HEIGHT), **named)


def legend(plot: Plot) -> Element:
    """What each shape stands for, and the line."""
    level = make("line", x1="-10", x2="10", y1="0", y2="0", class_="level")
    signs = [(_sign(one.shape, "50%", "50%"), one.name) for one in plot.series]
    signs.append((make("svg", level, x="50%", y="50%", overflow="visible"), plot.level_label))
    shown = (make("svg", sign, width="22", height="14", aria_hidden="true") for sign, _ in signs)
    items = (make("li", sign, f" {name}") for sign, (_, name) in zip(shown, signs, strict=True))
    return make("ul", *items, class_="legend")


def _grid(plot: Plot) -> Iterator[Element]:
    for mark in plot.x.marks:
        x = _across(plot.x, Fraction(mark))
        yield make("line", x1=x, x2=x, y1=str(_BOTTOM), y2=str(_BOTTOM + 4), class_="axis")
        yield make("text", f"{mark:,}", x=x, y=str(_BOTTOM + 17), text_anchor="middle")
    for mark in plot.y.marks:
        y = _down(plot.y, Fraction(mark))
        yield _line(y, "axis" if mark == plot.y.marks[0] else "rule")
        yield _text(f"{mark}{plot.y.unit}", f"{_LEFT}%", y, (-6, 4, "end"))
    yield make("text", plot.x.label, x=f"{_RIGHT}%", y=str(_BOTTOM + 34), text_anchor="end", class_="label")


def _level(plot: Plot) -> Iterator[Element]:
    yield _line(_down(plot.y, Fraction(plot.level)), "level")


def _dots(plot: Plot) -> Iterator[Element]:
    for series in plot.series:
        for dot in series.dots:
            yield from _dot(plot, series, dot)


def _dot(plot: Plot, series: Series, dot: Dot) -> Iterator[Element]:
    x, y = _across(plot.x, dot.x), _down(plot.y, dot.y)
    yield _sign(series.shape, x, y)
    yield _text(dot.label, x, y, _LABELS[dot.side])


def _sign(shape: Shape, x: str, y: str) -> Element:
    return make("svg", make("path", d=_OUTLINES[shape], class_=shape), x=x, y=y, overflow="visible")


def _text(text: str, x: str, y: str, place: tuple[int, int, str]) -> Element:
    right, down, anchor = place
    return make("text", text, x=x, y=y, dx=str(right), dy=str(down), text_anchor=anchor)


def _line(y: str, kind: str) -> Element:
    return make("line", x1=f"{_LEFT}%", x2=f"{_RIGHT}%", y1=y, y2=y, class_=kind)


def _across(axis: Axis, value: Fraction) -> str:
    return f"{float(_LEFT + axis.part(value) * (_RIGHT - _LEFT)):.2f}%"


def _down(axis: Axis, value: Fraction) -> str:
    return f"{float(_BOTTOM - axis.part(value) * (_BOTTOM - _TOP)):.1f}"
