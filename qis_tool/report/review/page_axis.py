"""The time axis over which the page shows dates: quarters, the plan year, and the day of the review."""

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qis_tool.report.review.page_markup import Markup, element
from qis_tool.reviewing.values import Edition

_REACH = 2  # years before and after the plan year: a year that is mistyped leaves the picture as it is
_MOST_MONTHS = 10  # quarters of a picture that has room for the names of months
_MONTHS = ("Jan", "Apr", "Jul", "Oct")
_YEARS, _LINE = 30, 16  # pixels: where the line of years stands, and how far its neighbours are from it


class Axis(NamedTuple):
    """The days that a picture shows: from the first day of one quarter up to that of another.

    Quarters count from year 0 on: the first of 2024 is 4 * 2024.
    """

    edition: Edition
    as_of: datetime.date
    first: int
    end: int

    @property
    def name(self) -> str:
        """The id of what all pictures over this axis have in common."""
        return f"axis-{self.edition.form}-{self.edition.year}"

    def at(self, day: datetime.date) -> str:
        """Where a day stands, in percent as SVG takes it."""
        return self.share((day - _start(self.first)).days)

    def share(self, days: int) -> str:
        """How much of the picture a number of days takes, in percent."""
        return f"{100 * days / (_start(self.end) - _start(self.first)).days:.2f}%"

    def side(self, day: datetime.date) -> int:
        """0 for a day that is in the picture, -1 for one before it and 1 for one after it."""
        quarter = _quarter(day)
        return (quarter >= self.end) - (quarter < self.first)


def axis_over(edition: Edition, as_of: datetime.date, days: Iterable[datetime.date]) -> Axis:
    """An axis long enough for the plan year and for all days within reach of it."""
    year = range(4 * edition.year, 4 * (edition.year + 1))
    reach = range(year.start - 4 * _REACH, year.stop + 4 * _REACH)
    quarters = {*year}.union(quarter for quarter in map(_quarter, days) if quarter in reach)
    return Axis(edition, as_of, min(quarters), max(quarters) + 1)


def axis_head(axis: Axis) -> Markup:
    """The head of the pictures' column: the axis with its labels, from which they take its lines."""
    year, last = axis.edition.year, _start(axis.end) - datetime.timedelta(days=1)
    place = {-1: "is before this picture", 0: "is the dashed line", 1: "is after this picture"}[axis.side(axis.as_of)]
    told = f"The plan year, {year}-01-01 to {year}-12-31, is shaded. The day of the review, {axis.as_of}, {place}."
    shown = (
        element("title", f"Time axis from {_start(axis.first)} to {last}"),
        element("desc", told),
        element("defs", element("g", *_lines(axis), id=axis.name)),
        element("use", href=f"#{axis.name}"),
        *_labels(axis),
    )
    return element("th", element("svg", *shown, role="img", class_="axis"), scope="col", class_="picture")


def edge_label(text: str, side: int, y: int) -> Markup:
    """A text at the start (-1) or at the end (1) of a picture, with an arrow that points out of it."""
    if side < 0:
        return _label(f"\N{LEFTWARDS ARROW} {text}", "0%", y)
    return _label(f"{text} \N{RIGHTWARDS ARROW}", "100%", y, before=True)


def _lines(axis: Axis) -> Iterator[Markup]:
    start, end = (_start(4 * year) for year in (axis.edition.year, axis.edition.year + 1))
    yield element("rect", x=axis.at(start), width=axis.share((end - start).days), height="100%", class_="year")
    for quarter in range(axis.first, axis.end):
        yield _line(axis.at(_start(quarter)), "quarter" if quarter % 4 else "new-year")
    if not axis.side(axis.as_of):
        yield _line(axis.at(axis.as_of), "as-of")


def _line(where: str, kind: str) -> Markup:
    return element("line", x1=where, x2=where, y2="100%", class_=kind)


def _labels(axis: Axis) -> Iterator[Markup]:
    yield _as_of(axis)
    for quarter in range(axis.first, axis.end):
        where, year = axis.at(_start(quarter)), quarter // 4
        if quarter % 4 == 0 or quarter == axis.first:
            yield _label(f"plan year {year}" if year == axis.edition.year else str(year), where, _YEARS)
        if axis.end - axis.first <= _MOST_MONTHS:
            yield _label(_MONTHS[quarter % 4], where, _YEARS + _LINE)


def _as_of(axis: Axis) -> Markup:
    text, y = f"as of {axis.as_of}", _YEARS - _LINE
    if side := axis.side(axis.as_of):
        return edge_label(text, side, y)
    in_the_second_half = 2 * _quarter(axis.as_of) >= axis.first + axis.end
    return _label(text, axis.at(axis.as_of), y, before=in_the_second_half)


def _label(text: str, where: str, y: int, *, before: bool = False) -> Markup:
    """A text that begins at its place, or ends before it."""
    sides = {"text_anchor": "end", "dx": "-4"} if before else {"dx": "4"}
    return element("text", text, x=where, y=y, **sides)


def _quarter(day: datetime.date) -> int:
    return 4 * day.year + (day.month - 1) // 3


def _start(quarter: int) -> datetime.date:
    return datetime.date(quarter // 4, quarter % 4 * 3 + 1, 1)
