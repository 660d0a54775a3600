"""Checks of the topics a form demands without giving them a box, and of the fields a plan names for them."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from qis_tool.checks.phrases import holds
from qis_tool.checks.plan import Plan, path_of
from qis_tool.finding import Problem, Rule

HomeState = Literal["filled", "blank", "no answer"]
_ANSWERS = ("text", "boxes", "rows")
_WHY: Mapping[HomeState, str] = {"no answer": "that is no answer on the form", "blank": "that field is blank"}


def stated_homes(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each field named as a topic's home is a field of the form and is filled."""
    for topic, homes in homes_of(plan, rule).items():
        for number, home in enumerate(homes):
            if isinstance(home, str) and (why := _WHY.get(home_state(plan, home))):
                yield Problem((*path_of(rule.options["homes"]), topic, number), {"home": home, "why": why})


def home_state(plan: Plan, home: str) -> HomeState:
    """Whether a dotted path names an answer of the form, and whether the plan gives that answer."""
    field = plan.form.fields.get(home)
    if field is None or field.kind not in _ANSWERS or not field.item:
        return "no answer"
    return "filled" if list(plan.values(home)) else "blank"


def topic_not_found(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each topic has a stated home, a field of its own that is filled, or one of its terms in an answer."""
    stated = homes_of(plan, rule)
    for topic, about in rule.options["topics"].items():
        filled = any(plan.text(field) for field in about.get("filled", ()))
        if plan.answers and not (stated.get(topic) or filled or holds(about["terms"], plan.lower)):
            yield Problem((*path_of(rule.options["homes"]), topic), {"topic": about["name"], "usual": about["usual"]})


def homes_of(plan: Plan, rule: Rule) -> dict[str, list[Any]]:
    """The fields that a plan names for topics, as it writes them."""
    stated = plan.value(rule.options["homes"])
    rows = stated.items() if isinstance(stated, dict) else ()
    return {topic: homes for topic, homes in rows if isinstance(homes, list)}
