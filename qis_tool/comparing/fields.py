"""What differs between two plans in one field."""

from collections.abc import Iterator
from typing import Any

from qis_tool.comparing.difference import TICKED, Difference
from qis_tool.comparing.plans import Plans, is_same, kind_of, said
from qis_tool.finding import Path, dotted
from qis_tool.form import Field


def of_value(plans: Plans, path: Path, field: Field | None) -> Iterator[Difference]:
    """The difference in one value; what should be one and is none is compared as it is written."""
    kind = kind_of(field)
    old, new = (said(plan, path, kind) for plan in plans.both)
    if not is_same(old, new):
        yield plans.difference(kind, path, field, (old, new))


def of_list(plans: Plans, path: Path, field: Field) -> Iterator[Difference]:
    """Each box and each entry that only one of the plans has; their order does not count."""
    old, new = (plan.value(path) or [] for plan in plans.both)
    if not (isinstance(old, list) and isinstance(new, list)):
        yield from of_value(plans, path, field)
        return
    before, after, boxes = _entries(old), _entries(new), plans.editions.boxes(field.path)
    for choice, label in boxes.items():
        if (choice in before) is not (choice in after):
            texts = TICKED[choice in before], TICKED[choice in after]
            yield plans.difference("box", path, field, texts, choice=label)
    for entry in {**before, **after}:
        if (entry in before) is not (entry in after) and entry not in boxes:
            texts = (entry, "") if entry in before else ("", entry)
            yield plans.difference("entry", path, field, texts, choice=_called(plans, entry))


def of_group(plans: Plans, path: Path, field: Field | None) -> Iterator[Difference]:
    """What differs where a plan has something else than a group, and in names in the group that no form has."""
    values = [plan.value(path) for plan in plans.both]
    old, new = (
        "" if isinstance(value, dict) else said(plan, path, "group")
        for plan, value in zip(plans.both, values, strict=True)
    )
    if not is_same(old, new):
        yield plans.difference("text", path, field, (old, new))
    names = {name: None for value in values if isinstance(value, dict) for name in value}
    for name in (name for name in names if dotted((*path, name)) not in plans.editions.fields):
        yield from of_value(plans, (*path, name), None)


def _entries(values: list[Any]) -> dict[str, None]:
    return dict.fromkeys(str(value) for value in values if value not in ({}, ""))


def _called(plans: Plans, entry: str) -> str:
    """What a reader calls an entry: the field that it names, or itself."""
    form = plans.editions.having(entry)
    return form.place(tuple(entry.split("."))) if entry in form.fields else entry
