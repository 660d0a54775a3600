"""The page's milestones: as marks over one time axis, a lane a plan, and as a table that says the same in words."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.page_axis import Axis, axis_head, axis_over, edge_label
from qis_tool.report.review.page_markup import Markup, element
from qis_tool.report.review.page_tables import head, named, number_cell, numbered, numbers, row, table
from qis_tool.report.tally import plural
from qis_tool.reviewing.values import Edition, Milestone, PlanReview

_OUTSIDE = {-1: "earlier", 1: "later"}

Dated = tuple[datetime.date, Milestone]
_MIDDLE = "50%"  # of a lane, where its marks are
_EDGE = 12  # pixels from the top of a lane to what is said of dates outside
_ABOVE = "-8"  # pixels: where a text stands that is written above them


def pictures(review: Review, edition: Edition) -> Iterator[Markup]:
    """The dates of each plan of an edition as marks in a lane."""
    axis = axis_over(edition, review.as_of, (day for _, plan in numbered(review, edition) for day, _ in _dated(plan)))
    rows = (_lane(axis, number, plan) for number, plan in numbered(review, edition))
    heads = ("Plan", *numbers("Past", "Upcoming", "No date"), "Next", axis_head(axis))
    yield from table(f"Timeline, {edition.title}", heads, rows, class_="timeline")


def milestones(review: Review) -> Iterator[Markup]:
    """A row for each milestone of each plan."""
    heads = ("Plan", "Item", "Milestone", "Date", "State", "Words", "Text")
    plans = enumerate(review.plans(), 1)
    rows = (cells for number, plan in plans for cells in _milestones(review, number, plan))
    yield from table("Milestones", heads, rows, id="milestone-table")


def _milestones(review: Review, number: int, plan: PlanReview) -> Iterator[Markup]:
    words = {answer.path[:-1]: answer for answer in plan.words}
    for milestone in plan.milestones:
        counted = words.get(milestone.path)
        shown = (milestone.item, milestone.label, str(wording.day(milestone)), milestone.state(review.as_of))
        counts = wording.of_limit(counted) if counted else ""
        cells = (element("td", text) for text in (*shown, counts, milestone.text))
        yield row(number, element("th", named(plan), scope="row"), *cells)


def _dated(plan: PlanReview) -> list[Dated]:
    """The milestones with a day, the earliest first."""
    dated = ((milestone.day, milestone) for milestone in plan.milestones if milestone.day)
    return sorted(dated, key=itemgetter(0))


def _lane(axis: Axis, number: int, plan: PlanReview) -> Markup:
    dated = _dated(plan)
    states = Counter(milestone.state(axis.as_of) for milestone in plan.milestones)
    counts = (states["past"], states["upcoming"], states["no date"] + states["no real date"])
    following = next((str(day) for day, _ in dated if day >= axis.as_of), "none")
    return row(
        number,
        head(number, plan),
        *map(number_cell, counts),
        element("td", following, class_="" if dated else "none"),
        element("td", _marks(axis, plan, dated), class_="picture"),
    )


def _marks(axis: Axis, plan: PlanReview, dated: Sequence[Dated]) -> Markup:
    """The picture of one plan: a mark for each day in it, and at its edges how many dates lie outside."""
    told = f"{plural(len(dated), 'date')} from {dated[0][0]} to {dated[-1][0]}" if dated else "no dates"
    inside = (found for found in dated if not axis.side(found[0]))
    marks = [mark for day, same in groupby(inside, itemgetter(0)) for mark in _mark(axis, day, [m for _, m in same])]
    sides = Counter(axis.side(day) for day, _ in dated)
    marks += [edge_label(f"{sides[side]} {word}", side, _EDGE) for side, word in _OUTSIDE.items() if sides[side]]
    title = element("title", f"{plan.file}: {told}")
    return element("svg", title, element("use", href=f"#{axis.name}"), *marks, role="img")


def _mark(axis: Axis, day: datetime.date, same: Sequence[Milestone]) -> Iterator[Markup]:
    """A dot, or a square for a single date such as the start; above it how many fall on that day."""
    state, where = same[0].state(axis.as_of), axis.at(day)
    title = element("title", f"{day}, {state}: {', '.join(milestone.label for milestone in same)}")
    if any(isinstance(milestone.path[-1], int) for milestone in same):
        yield element("circle", title, cx=where, cy=_MIDDLE, r=5, class_=state)
    else:
        yield element("rect", title, x=where, y=_MIDDLE, width=10, height=10, class_=state)
    if same[1:]:
        yield element("text", str(len(same)), x=where, y=_MIDDLE, dy=_ABOVE, text_anchor="middle")
