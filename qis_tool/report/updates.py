"""What a Word document that came back changes in its plan, for people and for programs."""

import json
from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from qis_tool import __version__
from qis_tool.finding import pointer
from qis_tool.report.tally import Styled, plural
from qis_tool.report.wording import excerpt, word_difference
from qis_tool.updating.difference import Difference, Update

_LONGEST = 60


def update_text(update: Update) -> Iterator[Styled]:
    """Each answer that changes with its words, then each conflict in its three versions, then what came of it."""
    edition = f"{update.form_name} plan year {update.plan_year}"
    yield Styled(f"{update.document}, {edition}, into {update.plan}:\n")
    for edit in update.edits:
        yield from _edit(edit)
    for conflict in update.kept:
        yield from conflict_text(conflict, "kept as it is in the plan", "warning")
    for conflict in update.conflicts:
        yield from conflict_text(conflict)
    for text in update.unplaced:
        yield Styled("  not carried over", "error")
        words = " ".join(text.split())
        yield Styled(f"  this text belongs to no answer; move it into one, in Word or in the plan: “{words}”\n")
    yield from _summary(update)


def conflict_text(conflict: Difference, what: str = "conflict", role: str = "error") -> Iterator[Styled]:
    """One conflict: what was rendered, what the plan has now, and what Word has."""
    yield Styled(f"  {what}", role)
    yield Styled(f"  {_name(conflict)}\n")
    was, ours, theirs = conflict.was, conflict.ours, conflict.theirs
    if was is None:
        yield Styled("    when rendered:  not known: the document carries no record of it\n")
        yield Styled(f"    in the plan:    {excerpt(ours, [theirs]) or 'blank'}\n")
    else:
        yield Styled(f"    when rendered:  {excerpt(was, [ours, theirs]) or 'blank'}\n")
        yield from _version("in the plan:    ", was, ours)
    yield from _version("in Word:        ", ours if was is None else was, theirs, box=conflict.kind == "box")


def update_json(update: Update) -> Iterator[Styled]:
    """One JSON value (schemas/meta/update.schema.json)."""
    value = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "plan": update.plan,
        "document": update.document,
        "form": update.form,
        "plan_year": update.plan_year,
        "recorded": update.recorded,
        "written": update.written or None,
        "changes": [_as_json(edit) for edit in update.edits],
        "kept": [_as_json(conflict) for conflict in update.kept],
        "conflicts": [_as_json(conflict) for conflict in update.conflicts],
        "unplaced": list(update.unplaced),
    }
    yield Styled(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


UPDATE_REPORTERS = {"text": update_text, "json": update_json}


def shown(text: str) -> str:
    """A text on one line, and cut where it is long."""
    return shorten(text, _LONGEST, placeholder="…")


def _edit(edit: Difference) -> Iterator[Styled]:
    """One change; a box is told by its kind alone."""
    yield Styled(f"  {_kind(edit)}", "code")
    yield Styled(f"  {_name(edit)}")
    if edit.kind != "box":
        yield Styled(": ")
        yield from word_difference(edit.ours, edit.theirs)
    yield Styled("\n")


def _kind(edit: Difference) -> str:
    if edit.kind == "box":
        return edit.theirs
    if not edit.ours:
        return "added"
    return "changed" if edit.theirs else "removed"


def _version(which: str, was: str, now: str, *, box: bool = False) -> Iterator[Styled]:
    yield Styled(f"    {which}")
    if box or was == now:
        yield Styled(now if box else "as it was")
    else:
        yield from word_difference(was, now)
    yield Styled("\n")


def _name(difference: Difference) -> str:
    name = f"{difference.label} (item {difference.item})" if difference.item else difference.label
    return f"{name}, “{shown(difference.choice)}”" if difference.choice else name


def _summary(update: Update) -> Iterator[Styled]:
    changes = plural(len(update.edits), "change")
    if update.conflicts:
        what = plural(len(update.conflicts), "conflict")
        yield Styled(f"{what}: nothing was written. {changes} would be carried over.\n", "error")
    elif update.written:
        yield Styled(f"{changes} carried over into {update.written}.\n", "passed")
    elif update.edits:
        yield Styled(f"{changes} would be carried over into {update.plan}. Nothing was written.\n", "passed")
    else:
        yield Styled(f"Nothing to carry over: {update.plan} stays as it is.\n", "passed")


def _as_json(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "path": pointer(difference.path),
        "item": difference.item or None,
        "label": difference.label,
        "choice": difference.choice or None,
        "rendered": difference.was,
        "plan": difference.ours,
        "word": difference.theirs,
    }
