"""Checks across the plans given together: what an issuer sells against what its plans cover."""

from collections.abc import Iterator

from qis_tool.checks.plan import Covered, Plan, path_of
from qis_tool.finding import Problem, Rule
from qis_tool.form import Form


def gather(plan: Plan) -> Covered:
    """What this plan covers, for the plans of the same issuer and edition given along with it."""
    rules = rules_of(plan.form)
    return {key: set(plan.ticked(rule.options["covered"])) for rule in rules if (key := _key(plan, rule))}


def covering_fields(form: Form) -> set[str]:
    """The top-level fields that `gather` looks at."""
    fields = (field for rule in rules_of(form) for field in (rule.options["covered"], *rule.options["issuer"]))
    return {field.split(".")[0] for field in fields}


def covered_together(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Several plans: everything the issuer sells is covered by one of them."""
    if plan.together > 1:
        yield from _uncovered(plan, rule)


def covered_alone(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """One plan: it covers everything the issuer sells, or another file does."""
    if plan.together == 1:
        yield from _uncovered(plan, rule)


def rules_of(form: Form) -> list[Rule]:
    """The rules on what an issuer's plans cover together."""
    return [rule for rule in form.rules if rule.check == "covered_together"]


def _uncovered(plan: Plan, rule: Rule) -> Iterator[Problem]:
    here = set(plan.ticked(rule.options["covered"]))
    covered = here | plan.others.get(_key(plan, rule), set())
    for product in plan.ticked(rule.options["sold"]):
        if product not in covered:
            yield Problem(path_of(rule.options["sold"]), {"product": product})


def _key(plan: Plan, rule: Rule) -> tuple[str, ...]:
    """Edition, rule and issuer; empty where the plan does not name its issuer, which then stands for itself."""
    issuer = issuer_of(plan, rule)
    return (plan.form.edition, rule.code, issuer) if issuer else ()


def issuer_of(plan: Plan, rule: Rule) -> str:
    """What tells the plan's issuer from others, empty where it names none."""
    names = (plan.text(field).strip().casefold() for field in rule.options["issuer"])
    return next(filter(None, names), "")
