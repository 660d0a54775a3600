"""What an edition of a form asks of every plan, as the reviewer's tables need it."""

from functools import lru_cache

from qis_tool.finding import Rule
from qis_tool.form import Form
from qis_tool.reviewing.values import Edition, LimitedField, Topic


@lru_cache
def edition_of(form: Form) -> Edition:
    """One edition: its limited fields in form order, and the topics it demands without a box."""
    rules = topic_rules(form)
    return Edition(
        title=form.edition,
        form=form.id,
        year=form.year,
        limited=tuple(LimitedField(field.path, field.item, field.label, field.limit or 0) for field in form.limited),
        topics=tuple(
            Topic(key, about["name"], about["usual"]) for rule in rules for key, about in rule.options["topics"].items()
        ),
        demand=next((form.cited(rule, None) for rule in rules), ""),
    )


def topic_rules(form: Form) -> list[Rule]:
    """The rules that look for topics."""
    return [rule for rule in form.rules if rule.check == "topic_not_found"]
