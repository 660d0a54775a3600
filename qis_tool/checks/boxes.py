"""Checks of boxes against the texts that belong to them."""

from collections.abc import Iterator
from itertools import islice

from qis_tool.checks.phrases import matches, matches_in, quoted
from qis_tool.checks.plan import Plan, path_of
from qis_tool.finding import Problem, Rule


def text_without_box(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """A text that goes with a box is filled though its box is not ticked; `texts` maps field to box."""
    for boxes, texts in rule.options["boxes"].items():
        ticked = plan.ticked(boxes)
        for field, box in texts.items():
            if plan.text(field) and box not in ticked:
                yield Problem(path_of(field), {"box": plan.form.box_name(boxes, box)})


def unnamed_boxes(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """The text names every ticked box; `terms` says by which words each is known."""
    yield from _boxes_and_text(plan, rule, ticked=True, named=False)


def named_unticked(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """The text names no box that is not ticked."""
    yield from _boxes_and_text(plan, rule, ticked=False, named=True)


def _boxes_and_text(plan: Plan, rule: Rule, *, ticked: bool, named: bool) -> Iterator[Problem]:
    boxes = rule.options["boxes"]
    for answer in plan.answers_in(rule.fields):
        for box, terms in rule.options["terms"].items():
            match = next(matches_in(terms, answer.lower), None)
            if (box in plan.ticked(boxes)) is ticked and bool(match) is named:
                offset = match.start() if match else None
                yield Problem(answer.path, {"box": plan.form.box_name(boxes, box)}, offset)


def only_ticked(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Nothing but the `only` boxes is ticked, while these fields are about something they don't cover."""
    ticked = set(plan.ticked(rule.options["boxes"]))
    if ticked and ticked <= set(rule.options["only"]) and any(plan.answers_in(rule.fields)):
        yield Problem(path_of(rule.options["boxes"]))


def source_not_ticked(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """An answer relies on data although none of the boxes for such data is ticked."""
    if not set(plan.ticked(rule.options["boxes"])) & set(rule.options["any_of"]):
        for answer, match in islice(matches(plan, rule.fields, rule.options["phrases"]), 1):
            yield Problem(answer.path, {"phrase": quoted(answer, match)}, match.start())


def confirmed(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each of these yes-or-no fields says true, once the plan holds an answer at all."""
    for field in rule.fields:
        if plan.answers and plan.value(field) in (None, False):
            yield Problem(path_of(field))


def given(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each of these fields is filled, although the form itself does not print them."""
    for field in rule.fields:
        if plan.value(field) is None:
            yield Problem(path_of(field))
