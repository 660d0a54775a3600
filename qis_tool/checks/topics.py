"""Checks of the topics a form demands without giving them a box, and of the fields a plan names for them."""

from collections.abc import Iterator
from typing import Any

from qis_tool.checks.phrases import holds
from qis_tool.checks.plan import Plan, path_of
from qis_tool.finding import Problem, Rule

_ANSWERS = ("text", "boxes", "rows")


def stated_homes(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each field named as a topic's home is a field of the form and is filled."""
    for topic, homes in _homes(plan, rule).items():
        for number, home in enumerate(homes):
            if not isinstance(home, str):
                continue
            path = (*path_of(rule.options["homes"]), topic, number)
            field = plan.form.fields.get(home)
            if field is None or field.kind not in _ANSWERS or not field.item:
                yield Problem(path, {"home": home, "why": "that is no answer on the form"})
            elif not list(plan.values(home)):
                yield Problem(path, {"home": home, "why": "that field is blank"})


def topic_not_found(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each topic has a stated home, a field of its own that is filled, or one of its terms in an answer."""
    stated = _homes(plan, rule)
    for topic, about in rule.options["topics"].items():
        filled = any(plan.text(field) for field in about.get("filled", ()))
        if plan.answers and not (stated.get(topic) or filled or holds(about["terms"], plan.lower)):
            yield Problem((*path_of(rule.options["homes"]), topic), {"topic": about["name"], "usual": about["usual"]})


def _homes(plan: Plan, rule: Rule) -> dict[str, list[Any]]:
    stated = plan.value(rule.options["homes"])
    rows = stated.items() if isinstance(stated, dict) else ()
    return {topic: homes for topic, homes in rows if isinstance(homes, list)}
