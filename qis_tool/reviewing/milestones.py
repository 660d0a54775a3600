"""A plan's milestones: the rows of its form that pair a text with a date, and the dates that stand alone."""

from collections.abc import Iterator
from typing import Any

from qis_tool.checks.plan import Plan, as_date, path_of
from qis_tool.finding import Path
from qis_tool.form import Field, Form
from qis_tool.reviewing.values import Milestone


def milestones(plan: Plan) -> Iterator[Milestone]:
    """Each milestone in form order, the plan's rows in their own order; one without any date too."""
    for field in plan.form.fields.values():
        if field.kind == "date" and field.item and "[]" not in field.path:
            path = path_of(field.path)
            yield _milestone(plan.form, path, path, "", plan.value(field.path))
        elif field.kind == "rows" and (cells := _cells(plan.form, field)):
            yield from _of_rows(plan, field, *cells)


def _cells(form: Form, rows: Field) -> tuple[str, str] | None:
    """The names of a row's first text and first date on the form, None where it lacks one."""
    start = f"{rows.path}[]."
    cells = [field for field in form.fields.values() if field.path.startswith(start) and field.item]
    text, day = (next((c.path.removeprefix(start) for c in cells if c.kind == kind), "") for kind in ("text", "date"))
    return (text, day) if text and day else None


def _of_rows(plan: Plan, field: Field, text: str, day: str) -> Iterator[Milestone]:
    for path, row in plan.values(f"{field.path}[]"):
        if isinstance(row, dict) and (text in row or day in row):
            yield _milestone(plan.form, path, (*path, text), str(row.get(text, "")), row.get(day))


def _milestone(form: Form, path: Path, labelled: Path, text: str, date: Any) -> Milestone:
    field = form.field_at(labelled)
    written = "" if date is None else str(date)
    return Milestone(path, field.item if field else "", form.label(labelled), text, written, as_date(date))
