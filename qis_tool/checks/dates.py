"""Checks of the timeline. Dates that are no dates are left to the shape check."""

from collections.abc import Iterator
from itertools import pairwise

from qis_tool.checks.plan import Plan, as_date, path_of
from qis_tool.errors import DataFault
from qis_tool.finding import Problem, Rule


def before_start(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No date lies before the start date."""
    starts = plan.dates(rule.options["start"])
    for path, day in plan.dates(rule.fields[0]):
        if starts and day < starts[0][1]:
            yield Problem(path, {"date": day, "start": starts[0][1]})


def out_of_order(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each date is the same as or later than the one before it."""
    for (_, earlier), (path, day) in pairwise(plan.dates(rule.fields[0])):
        if day < earlier:
            yield Problem(path, {"date": day, "earlier": earlier})


def after_day(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No date lies after the day in `day`."""
    last = as_date(rule.options["day"])
    if last is None:
        raise DataFault(f"{rule.code}: options.day is not a date.")
    for path, day in plan.dates(rule.fields[0]):
        if day > last:
            yield Problem(path, {"date": day, "day": last})


def none_by_day(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """At least one date is on or before the day in `day`."""
    dates = plan.dates(rule.fields[0])
    if dates and all(day.isoformat() > rule.options["day"] for _, day in dates):
        yield Problem(path_of(rule.fields[0].split("[]")[0]), {"day": rule.options["day"]})
