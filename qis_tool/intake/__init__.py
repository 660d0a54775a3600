"""A filled form that comes back as a Word file, read into a plan: each answer with its place in the document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from qis_tool.document.assemble import draft_mark
from qis_tool.document.blocks import Document
from qis_tool.errors import UserError
from qis_tool.finding import Path
from qis_tool.form import Form
from qis_tool.intake.boxes import without_doubtful_ticks
from qis_tool.intake.editions import form_of_file, laid_out
from qis_tool.intake.landmarks import refuse_missing
from qis_tool.intake.plan import as_plan
from qis_tool.readers.lines import Line
from qis_tool.readers.placing import Change, Placed, box_tag, placed
from qis_tool.readers.values import path_of, plan_values
from qis_tool.readers.word import WordFile, read_word
from qis_tool.readers.word.tracked import Tracked
from qis_tool.source import Source

_QUOTED = 60
__all__ = ["Returned", "Tracked", "read_document"]


@dataclass(frozen=True, slots=True)
class Returned:
    """A filled form as a plan, and what else the document told.

    `recorded` holds the plan's values as they were rendered, None where the document carries no record; `unplaced`
    texts that belong to no answer. `paragraphs` gives the first and last paragraph of each answer, box list and row,
    counted from 0 among all of the file's main part; `title` is that of the first heading. `lines` are all its lines,
    and `wording` what of the form's own differs in them.
    """

    source: Source
    form: Form
    document: Document
    found: Placed
    recorded: dict[str, Any] | None
    unplaced: tuple[str, ...]
    remarks: tuple[str, ...]
    paragraphs: Mapping[Path, tuple[int, int]]
    title: int
    lines: Sequence[Line]
    wording: tuple[Change, ...]


def read_document(
    content: bytes, name: str, *, tracked: str = Tracked.accepted, accept_form_changes: bool = False
) -> Returned:
    """Read a filled form from a Word file, whoever laid it out.

    Raises UserError for anything else, and where a printed line is missing that an answer is found by; with
    `accept_form_changes` only where no other line tells where the answer stands.
    """
    file = read_word(content, name, Tracked(tracked))
    form = form_of_file(file, name)
    document, lines = laid_out(file, form, name)
    found = placed(document, lines, file.margins)
    refuse_missing(document, found, name, form, accept=accept_form_changes)
    _refuse_twice_tagged(file, found, name, form)
    found = without_doubtful_ticks(document, found)
    plan = as_plan(file, document, found, form)
    remarks = (
        *_tracked(file, Tracked(tracked)),
        *_struck(file),
        *_drafted(file, form),
        *_unmarked(found, form),
        *_brought(file.brought),
    )
    return Returned(
        source=replace(plan.source, name=name, content=content, remarks=remarks),
        form=form,
        document=document,
        found=found,
        recorded=_recorded(file, form, name),
        unplaced=plan.unplaced,
        remarks=remarks,
        paragraphs=plan.paragraphs,
        title=next((line.number for line in found.landmarks if line), 0),
        lines=file.lines,
        wording=plan.wording,
    )


def _recorded(file: WordFile, form: Form, name: str) -> dict[str, Any] | None:
    if file.recorded is None:
        return None
    try:
        values = plan_values(file.recorded.answers, file.recorded.ticks)
    except ValueError:
        raise UserError(f"{name}: the record in it is damaged. Save it from Word under another name first.") from None
    return {"form": form.id, "plan_year": form.year} | values


def _refuse_twice_tagged(file: WordFile, found: Placed, name: str, form: Form) -> None:
    """Raises UserError for two boxes of one name that both hold text: nobody can say which is the answer."""
    texts: dict[str, dict[int, list[str]]] = {}
    for line in file.lines:
        if line.tag in found.answers and line.text.strip():
            texts.setdefault(line.tag, {}).setdefault(line.control, []).append(line.text.strip())
    for path, controls in texts.items():
        if len(controls) > 1:
            one, other = (shorten(" ".join(lines), _QUOTED, placeholder="…") for lines in [*controls.values()][:2])
            raise UserError(
                f"{name}: two boxes are both marked as {form.place(path_of(path))}, one with “{one}”, one with "
                f"“{other}”. Delete one; if both are meant, type one of them into an empty box or row."
            )


def _tracked(file: WordFile, tracked: Tracked) -> Iterator[str]:
    if file.changes:
        many = "1 tracked change was" if file.changes == 1 else f"{file.changes} tracked changes were"
        taken = "taken as accepted" if tracked is Tracked.accepted else "taken back, as if none had been made"
        yield f"{many} {taken} (see --tracked)."


def _struck(file: WordFile) -> Iterator[str]:
    if file.struck:
        places = "1 place" if file.struck == 1 else f"{file.struck} places"
        yield f"Text is struck through in {places}; it was left out, as if deleted."


def _drafted(file: WordFile, form: Form) -> Iterator[str]:
    if draft_mark(form) in file.heads:
        yield "Its pages are marked as a draft, not for submission."


def _unmarked(found: Placed, form: Form) -> Iterator[str]:
    """The lists of boxes in which no line has a check mark of any kind, ticked or not."""
    marked = {path: False for path, _ in found.ticks}
    for path, choice in found.ticks:
        marked[path] |= any(line.inner.strip() for line in found.where[box_tag(path, choice)])
    for path in (path for path, is_marked in marked.items() if not is_marked):
        yield f"No check box was found beside any choice of {form.place(path_of(path))}, so none counts as ticked."


def _brought(things: Sequence[str]) -> Iterator[str]:
    if things:
        yield f"The document holds {', '.join(things)}, which {'was' if len(things) == 1 else 'were'} not followed."
