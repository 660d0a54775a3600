"""What became of a rendered document: its printed wording and each answer, against its record and against a plan."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from qis_tool.document.assemble import assemble, draft_mark, kept_fingerprint
from qis_tool.document.blocks import Document, Record, joined, paragraphs, visible
from qis_tool.errors import DataFault, UserError
from qis_tool.finding import Path
from qis_tool.form import Form, form_of, load_form
from qis_tool.intake import read_document
from qis_tool.readers.lines import printed_lines
from qis_tool.readers.placing import Change, Placed, placed
from qis_tool.readers.values import path_of, plan_values
from qis_tool.readers.word import WordFile, read_word
from qis_tool.source import Source

_TICKED = {True: "ticked", False: "not ticked"}


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not what it was: its path, the reader's name for it, and both texts, empty for a blank.

    For a check box `choice` is its printed label, and the texts say whether it is ticked.
    """

    path: Path
    item: str
    label: str
    was: str
    now: str
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a document says of itself and how far it still holds.

    `record` is None for a document without one. `plan` names the plan it was compared with, or is empty, and
    `same_plan` is None where there is no plan or no record. `changed` is since the document was rendered, `unlike` is
    against the plan, and both are empty where there was nothing to compare with. `lines` and `answers` count what was
    looked at.
    """

    file: str
    form: str
    form_name: str
    plan_year: int
    draft: bool
    record: Record | None
    plan: str
    same_plan: bool | None
    lines: int
    wording: tuple[Change, ...]
    answers: int
    changed: tuple[Difference, ...]
    unlike: tuple[Difference, ...]

    @property
    def intact(self) -> bool:
        """True where the wording is the form's and every answer is what it is compared with."""
        return not (self.wording or self.changed or self.unlike)


def verify(content: bytes, name: str, plan: Source | None = None) -> Verification:
    """Compare a Word file with the record in it and with a plan.

    Raises UserError for a file that is no Word document, that has no record while no plan is given, whose form is
    unknown, or that lacks most of that form.
    """
    file = read_word(content, name)
    form = _form(file, name, plan)
    record = file.recorded.record if file.recorded else None
    same = sha256(plan.content).hexdigest() == record.plan_sha256 if plan and record else None
    planned = assemble(plan, form) if plan else None
    rendered = planned if same else _rendered(file, form, name, plan)
    documents = [document for document in (rendered, planned) if document]
    largest = max(documents, key=lambda d: len(list(d.answers)))
    is_ours = bool(file.recorded) or any(line.owner for line in file.lines)
    found = placed(largest, file.lines, file.margins) if is_ours else _as_filled(content, name, largest)
    lines, draft = len(printed_lines(documents[0])), draft_mark(form) in file.heads
    unmarked = (Change(draft_mark(form), ""),) if record and record.draft and not draft else ()
    _refuse_another_form(found, lines, name, form)
    return Verification(
        file=name,
        form=form.id,
        form_name=form.name,
        plan_year=form.year,
        draft=draft,
        record=record,
        plan=plan.name if plan else "",
        same_plan=same,
        lines=lines,
        wording=_wording(found, documents[0], form) + unmarked,
        answers=len(found.answers) + len(found.ticks),
        changed=tuple(_differences(rendered, found, form)) if rendered else (),
        unlike=tuple(_differences(planned, found, form)) if planned and not same else (),
    )


def _form(file: WordFile, name: str, plan: Source | None) -> Form:
    if plan is not None and plan.data is None:
        raise UserError(f"{plan.name}: it can't be read in full, so nothing was compared. See: qis validate")
    if file.recorded:
        return load_form(file.recorded.record.form, file.recorded.record.plan_year)
    if plan:
        return form_of(plan)
    raise UserError(f"{name}: it carries no record of how it was rendered. Name its plan with --plan to compare them.")


def _refuse_another_form(found: Placed, lines: int, name: str, form: Form) -> None:
    lacking = sum(not change.now for change in found.changes)
    if 2 * lacking > lines:
        raise UserError(f"{name}: it lacks {lacking} of the {lines} printed lines of {form.edition}: not that form.")


def _as_filled(content: bytes, name: str, document: Document) -> Placed:
    """What a document that somebody else laid out says, its dates and lists written as a plan has them."""
    returned = read_document(content, name, accept_form_changes=True)
    answers = {answer.path: returned.source.value(path_of(answer.path)) or "" for answer in document.answers}
    further = [text for path, text in returned.found.answers.items() if path not in answers and text]
    added = [Change("", text) for text in (*returned.unplaced, *further)]
    return replace(returned.found, answers=answers, changes=[*returned.wording, *added])


def _rendered(file: WordFile, form: Form, name: str, plan: Source | None) -> Document | None:
    """The document that a file's record tells of; the plan itself is better, where it is there."""
    if file.recorded is None:
        return None
    try:
        return assemble(Source(name, "", plan_values(file.recorded.answers, file.recorded.ticks)), form)
    except ValueError:
        advice = f", and {plan.name} is not the plan it names" if plan else ". Compare it with its plan: --plan"
        raise UserError(f"{name}: the record in it is damaged{advice}.") from None


def _wording(found: Placed, document: Document, form: Form) -> tuple[Change, ...]:
    """The printed lines that differ; the form's own are first held to their fingerprint."""
    kept, now = kept_fingerprint(form), fingerprint(printed_lines(document))
    if kept and kept != now:
        raise DataFault(f"The wording of {form.edition} is not the one its layout vouches for: it has {now}.")
    return tuple(found.changes)


def fingerprint(lines: list[str]) -> str:
    """The SHA-256 of a form's printed lines, in hexadecimal digits."""
    return sha256("\n".join(lines).encode()).hexdigest()


def _differences(document: Document, found: Placed, form: Form) -> Iterator[Difference]:
    """Each answer and tick of a document that reads otherwise in the file."""
    for answer in document.answers:
        was, now = joined(paragraphs(answer.text)), found.answers.get(answer.path, "")
        if visible(was) != visible(now):
            yield _difference(answer.path, form, was, now)
    for box in document.boxes:
        ticked = found.ticks[box.path, box.choice]
        if box.ticked is not ticked:
            yield replace(_difference(box.path, form, _TICKED[box.ticked], _TICKED[ticked]), choice=box.label)


def _difference(dotted: str, form: Form, was: str, now: str) -> Difference:
    path = path_of(dotted)
    field = form.field_at(path)
    return Difference(path, field.item if field else "", form.label(path), was, now)
