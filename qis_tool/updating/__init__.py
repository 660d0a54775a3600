"""What a Word document that came back changes in its plan: three versions of each answer compared."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from qis_tool.document.blocks import visible
from qis_tool.errors import UserError
from qis_tool.finding import Path, dotted
from qis_tool.form import Field, Form, common_rules
from qis_tool.source import Source
from qis_tool.updating.difference import TICKED, Difference, Update, Versions, at, text_at
from qis_tool.updating.tables import of_rows, regrouped

__all__ = ["Difference", "Update", "compared", "plan_changes", "refuse_another_plan", "refuse_damaged"]


def refuse_damaged(plan: Source, done: str = "changed") -> None:
    """Raises UserError for a plan that can't be read in full: nobody could say what would be left of it.

    `done` is what would have been done with it.
    """
    levels = {rule.name: rule.level for rule in common_rules()}
    if plan.data is None or any(levels[problem.rule] == "error" for problem in plan.problems):
        raise UserError(f"{plan.name}: it can't be read in full, so nothing was {done}. See: qis validate {plan.name}")


def refuse_another_plan(plan: Source, form: Form, base: dict[str, Any] | None, document: str) -> None:
    """Raises UserError where a document was rendered from so different a plan that it must have been another one."""
    if base is None:
        return
    texts = [
        tuple(f.path.split(".")) for f in form.fields.values() if f.kind == "text" and f.item and "[]" not in f.path
    ]
    answered = [(path, text_at(base, path)) for path in texts if visible(text_at(base, path))]
    others = sum(visible(text) != visible(str(plan.value(path) or "")) for path, text in answered)
    if 2 * others > len(answered):
        raise UserError(
            f"{document}: {others} of the {len(answered)} texts that it was rendered with are not in {plan.name}. "
            "Name the plan that it was rendered from, or add --ours or --theirs to go on."
        )


def compared(
    plan: Source,
    form: Form,
    base: dict[str, Any] | None,
    theirs: dict[str, Any],
    not_shown: frozenset[str] = frozenset(),
) -> list[Difference]:
    """What Word has otherwise than the plan and than the document was rendered with, in the order of the form.

    `not_shown` names the fields that the document has no place for.
    """
    versions = Versions(plan, form, base, theirs)
    fields = (f for f in form.fields.values() if f.item and "[]" not in f.path and f.path not in not_shown)
    return [found for field in fields if field.kind in _COMPARED for found in _COMPARED[field.kind](versions, field)]


def plan_changes(plan: Source, form: Form, taken: Iterable[Difference]) -> dict[Path, Any]:
    """What of Word's is taken, as the values to write into the plan."""
    changes: dict[Path, Any] = {}
    boxes: dict[Path, dict[str, bool]] = {}
    rows: dict[Path, list[Difference]] = {}
    for difference in taken:
        if difference.kind == "box":
            choice, ticked = difference.value
            boxes.setdefault(difference.path, {})[choice] = ticked
        elif difference.kind == "row":
            rows.setdefault(difference.path[:-1], []).append(difference)
        else:
            changes |= difference.value
    for path, ticks in boxes.items():
        changes[path] = _choices(plan.value(path), ticks, form.fields[dotted(path)].choices)
    for path, differences in rows.items():
        removed = {d.path[-1] for d in differences if not d.theirs}
        changes |= regrouped(plan.value(path), path, removed, [d.value for d in differences if d.theirs])
    return changes


def _of_text(versions: Versions, field: Field) -> Iterator[Difference]:
    path = tuple(field.path.split("."))
    found = versions.text(path, versions.was(path), versions.ours(path), text_at(versions.theirs, path))
    yield from [found] if found else []


def _of_boxes(versions: Versions, field: Field) -> Iterator[Difference]:
    """Each box that Word has otherwise than the plan does and than it was."""
    path = tuple(field.path.split("."))
    given, base, theirs = versions.plan.value(path), versions.base, at(versions.theirs, path) or []
    is_odd = not isinstance(given, list | None)
    for choice in field.choices:
        was = None if base is None else choice in (at(base, path) or [])
        ours, now = isinstance(given, list) and choice in given, choice in theirs
        if now not in (ours, was):
            texts = (None if was is None else TICKED[was], TICKED[ours], TICKED[now])
            found = versions.difference("box", path, texts, (choice, now))
            label = versions.form.box_name(field.path, choice)
            yield replace(found, is_conflict=found.is_conflict or is_odd, choice=label)


def _choices(given: Any, ticks: dict[str, bool], order: tuple[str, ...]) -> list[int | str]:
    """A list of choices as it is to be: those that stay by their number, and new ones where the form has them."""
    ours = given if isinstance(given, list) else []
    kept: list[int | str] = [number for number, choice in enumerate(ours) if ticks.get(str(choice), True)]
    for choice in (choice for choice in order if ticks.get(choice)):
        later = order[order.index(choice) :]
        named = [part if isinstance(part, str) else ours[part] for part in kept]
        kept.insert(next((number for number, name in enumerate(named) if name in later), len(kept)), choice)
    return kept


_COMPARED: dict[str, Callable[[Versions, Field], Iterator[Difference]]] = {
    "text": _of_text,
    "date": _of_text,
    "boxes": _of_boxes,
    "rows": of_rows,
}
