"""Waivers: findings that may stand, because the plan says who decided so, why, and until when."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qis_tool.characters import spelled
from qis_tool.checks.plan import Plan, as_date
from qis_tool.errors import UserError
from qis_tool.finding import Finding, Path, Problem, Rule, Waiver, dotted
from qis_tool.form import Form

WAIVERS = "waivers"
_PARTS = ("code", "field", "reason", "by", "until")


@dataclass(frozen=True, slots=True)
class _Given:
    """One complete waiver of a plan: where it stands, the rule by code or name, and the field as a dotted path."""

    path: Path
    code: str
    field: str
    waiver: Waiver


def waived(findings: Sequence[Finding], plan: Plan, today: datetime.date | None) -> tuple[list[Finding], list[Problem]]:
    """The findings, those marked that a waiver of the plan lets stand; and what is wrong with its waivers.

    A waiver that lacks a part has no effect; that it does is told by the form's schema. Without `today`, none has
    expired.
    """
    problems: list[Problem] = []
    left = list(findings)
    for given in _complete(plan.data.get(WAIVERS)):
        rule = _rule(plan.form, given.code)
        problem = _not_allowed(given, rule, plan.form) or _expired(given, today)
        let = [] if problem or not rule else [n for n, found in enumerate(left) if _fits(found, given, rule)]
        for number in let:
            left[number] = replace(left[number], waived=given.waiver)
        if problem or not let:
            problems.append(problem or _problem(given, "waiver-unused"))
    return left, problems


def _complete(rows: Any) -> Iterator[_Given]:
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        given = row if isinstance(row, dict) else {}
        code, field, *waiver = (" ".join(spelled(str(given.get(part, ""))).split()) for part in _PARTS)
        if code and field and all(waiver) and as_date(waiver[-1]):
            yield _Given((WAIVERS, number), code, field, Waiver(*waiver))


def _rule(form: Form, code: str) -> Rule | None:
    try:
        return form.rule(code)
    except UserError:
        return None


def _not_allowed(given: _Given, rule: Rule | None, form: Form) -> Problem | None:
    why = ""
    if rule is None:
        why = "there is no such rule"
    elif not rule.waivable:
        why = "a form with such a fault can't be filed"
    elif given.field not in form.fields:
        why = f"the form has no field {given.field}"
    return _problem(given, "waiver-not-allowed", why=why) if why else None


def _expired(given: _Given, today: datetime.date | None) -> Problem | None:
    last = as_date(given.waiver.until)
    return _problem(given, "waiver-expired", until=given.waiver.until) if today and last and last < today else None


def _problem(given: _Given, rule: str, **facts: str) -> Problem:
    return Problem(given.path, {"code": given.code, "field": given.field} | facts, rule=rule)


def _fits(found: Finding, given: _Given, rule: Rule) -> bool:
    place = dotted(found.path)
    below = (f"{given.field}.", f"{given.field}[")
    return found.rule.code == rule.code and (place == given.field or place.startswith(below))
