"""Two plans compared, of one plan year or of several: all that differs, field by field as the form has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from qis_tool.checks.plan import without_blanks
from qis_tool.comparing.difference import Cell, Comparison, Difference, Side
from qis_tool.comparing.editions import editions_of
from qis_tool.comparing.fields import of_group, of_list, of_value
from qis_tool.comparing.plans import Plans
from qis_tool.comparing.rows import of_rows
from qis_tool.finding import Path
from qis_tool.form import Field, Form, common_rules
from qis_tool.source import Source
from qis_tool.updating import refuse_damaged
from qis_tool.validate import not_shown

__all__ = ["Cell", "Comparison", "Difference", "Side", "compare"]

_OF_EDITION = ("form", "plan_year")
_COMPARED: Mapping[str, Callable[[Plans, Path, Field], Iterator[Difference]]] = {
    "text": of_value,
    "date": of_value,
    "flag": of_value,
    "boxes": of_list,
    "list": of_list,
    "rows": of_rows,
    "group": of_group,
}


def compare(old: Source, new: Source) -> Comparison:
    """All that differs between two plans of one form, in the order of the form; what no page shows does not count.

    Fields are compared that either edition has, but for those that one of the files can't show. Raises UserError for
    plans of different forms, of editions neither of which is known, and for one that can't be read in full.
    """
    for plan in (old, new):
        refuse_damaged(plan, "compared")
    editions = editions_of(old, new)
    plans = Plans(_without_blanks(old), _without_blanks(new), editions)
    return Comparison(
        old=_side(old, editions.old),
        new=_side(new, editions.new),
        differences=tuple(_differences(plans)),
        remarks=tuple(_remarks(plans)),
    )


def _differences(plans: Plans) -> Iterator[Difference]:
    hidden = plans.old.not_shown | plans.new.not_shown
    for name, field in plans.editions.fields.items():
        if "[]" not in name and name not in hidden and name not in _OF_EDITION:
            yield from _COMPARED[field.kind](plans, tuple(name.split(".")), field)
    yield from of_group(plans, (), None)


def _remarks(plans: Plans) -> Iterator[str]:
    editions = plans.editions
    yield from [editions.remark] if editions.remark else []
    for plan, form in zip(plans.both, (editions.old, editions.new), strict=True):
        yield from (f"{plan.name}: {remark}" for remark in plan.remarks)
        if warnings := _warnings(plan):
            many = "There is a warning" if warnings == 1 else f"There are {warnings} warnings"
            yield f"{many} about reading {plan.name}. See: qis validate {plan.name}"
        if plan.not_shown:
            yield f"{plan.name} does not show these, so they were not compared: {not_shown(plan, form)}."
    for form, other in ((editions.old, editions.new), (editions.new, editions.old)):
        if lone := {path: field.label for path, field in form.fields.items() if path not in other.fields}:
            labels = [label for path, label in lone.items() if path.rpartition(".")[0].removesuffix("[]") not in lone]
            yield f"Only the form of plan year {form.year} has these fields: {', '.join(labels)}."


def _warnings(plan: Source) -> int:
    """How many problems in reading a plan are warnings."""
    levels = {rule.name: rule.level for rule in common_rules()}
    return sum(levels[problem.rule] == "warning" for problem in plan.problems)


def _without_blanks(plan: Source) -> Source:
    return replace(plan, data=without_blanks(plan.data))


def _side(plan: Source, form: Form) -> Side:
    return Side(plan.name, form.id, form.name, form.year)
