"""Checks of the topics a form demands without giving them a box, and of the fields a plan names for them."""

from collections.abc import Iterator

from qis_tool.checks.phrases import holds
from qis_tool.checks.plan import Plan, path_of
from qis_tool.finding import Problem, Rule


def stated_homes(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each field named as a topic's home is a field of the form and is filled."""
    for topic, homes in _homes(plan, rule).items():
        for number, home in enumerate(homes):
            path = (*path_of(rule.options["homes"]), topic, number)
            if plan.form.fields.get(home) is None:
                yield Problem(path, {"home": home, "why": "the form has no such field"})
            elif not list(plan.values(home)):
                yield Problem(path, {"home": home, "why": "that field is blank"})


def topic_not_found(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each topic has a stated home, or one of its terms is found in an answer."""
    stated = _homes(plan, rule)
    for topic, about in rule.options["topics"].items():
        if plan.answers and not stated.get(topic) and not holds(about["terms"], plan.lower):
            yield Problem((*path_of(rule.options["homes"]), topic), {"topic": about["name"], "usual": about["usual"]})


def _homes(plan: Plan, rule: Rule) -> dict[str, list[str]]:
    stated = plan.value(rule.options["homes"])
    rows = stated.items() if isinstance(stated, dict) else ()
    return {
        topic: [home for home in homes if isinstance(home, str)] for topic, homes in rows if isinstance(homes, list)
    }
