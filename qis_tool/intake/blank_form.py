"""The exchange's own blank form as a Word file: whether it is that, and where in it answers go."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qis_tool.document.blocks import Answer, Box, Document, Table, visible
from qis_tool.errors import UserError
from qis_tool.form import Form
from qis_tool.intake.editions import form_of_file, laid_out
from qis_tool.intake.landmarks import Lead, apart, leads, refuse_missing, table_path, wording_changes
from qis_tool.intake.plan import as_plan, with_bullets
from qis_tool.readers.landmarks import key
from qis_tool.readers.lines import Line, Printed, folded, printed_lines, script
from qis_tool.readers.places import Beside, Places, Room, Rows, Span, Tick
from qis_tool.readers.placing import Placed, box_tag, placed
from qis_tool.readers.values import path_of
from qis_tool.readers.word import WordFile, read_word

_QUOTED, _NAMED = 70, 5
_ORIGINAL = "Name the exchange's own form, as it was handed out."


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A blank form as read; `differences` says in words what of its wording is not as the form has it."""

    name: str
    content: bytes
    form: Form
    file: WordFile
    document: Document
    found: Placed
    differences: tuple[str, ...]


def read_blank(content: bytes, name: str, form: Form, *, accept_form_changes: bool = False) -> BlankForm:
    """Read the blank form that answers are to go into.

    Raises UserError for anything else: another edition, one that is filled in, other wording. With
    `accept_form_changes`, other wording is refused only where no line is left that an answer is found by.
    """
    file = read_word(content, name)
    _refuse_other(file, name, form)
    document, lines = laid_out(file, form, name)
    found = placed(document, lines, file.margins)
    differences = tuple(_differences(document, found, file))
    if differences and not accept_form_changes:
        places = "1 place" if len(differences) == 1 else f"{len(differences)} places"
        told = "".join(f"\n  {difference}" for difference in differences)
        raise UserError(
            f"{name}: it does not read as {form.edition} does, in {places}:{told}\n"
            "Name the form as it was handed out, or fill this one all the same with --accept-form-changes."
        )
    refuse_missing(document, found, name, form, accept=True)
    if filled := list(_filled_in(document, found, form)):
        others = f" and {len(filled) - _NAMED} others" if len(filled) > _NAMED else ""
        raise UserError(f"{name}: it is not blank. Filled in: {', '.join(filled[:_NAMED])}{others}. {_ORIGINAL}")
    return BlankForm(name, content, form, file, document, found, differences)


def _refuse_other(file: WordFile, name: str, form: Form) -> None:
    if file.recorded:
        raise UserError(f"{name}: qis made it, as it carries the record of a plan. {_ORIGINAL}")
    if file.changes:
        raise UserError(f"{name}: it has tracked changes. Accept or reject them in Word first.")
    is_edition = form_of_file(file, name)
    if (is_edition.id, is_edition.year) != (form.id, form.year):
        raise UserError(f"{name}: it is {is_edition.edition}, and the plan is for {form.edition}.")


def _differences(document: Document, found: Placed, file: WordFile) -> Iterator[str]:
    """What is missing, reads otherwise, stands elsewhere or was added, a line each."""
    everything, known = key(" ".join(file.texts)), {key(line) for line in printed_lines(document)}
    printed = [part.text for part in script(document) if isinstance(part, Printed)]
    added = [change.now for change in found.changes if not change.was]
    for text, line in zip(printed, found.landmarks, strict=True):
        if line is None or key(line.wording) != key(text):
            is_elsewhere = key(text) in everything
            yield (
                f"not in its place: “{_shortened(text)}”"
                if is_elsewhere
                else _other(text, line.wording if line else "")
            )
            added += [line.text] if line and is_elsewhere else []
    margins = (change for change in wording_changes(document, found, file.texts) if change.was not in printed)
    yield from (_other(*change) for change in margins)
    yield from (f"added: “{_shortened(text)}”" for text in added if key(text) not in known)


def _other(was: str, now: str) -> str:
    was, now = apart(was, folded(now))
    return f"reads otherwise: “{_shortened(was)}” is “{_shortened(now)}”" if now else f"missing: “{_shortened(was)}”"


def _filled_in(document: Document, found: Placed, form: Form) -> Iterator[str]:
    """What is filled in, by name; a rule to write on is not."""
    for path, text in found.answers.items():
        if text.replace("_", "").strip():
            yield form.place(path_of(path))
    yield from (f"the box “{_shortened(box.label)}”" for box in document.boxes if found.ticks[box.path, box.choice])


def places(blank: BlankForm, document: Document) -> Places:
    """Where in a blank form the answers and ticks of a document go.

    Raises UserError for a box that is not found beside its label.
    """
    known, at = list(leads(blank.document, blank.found)), 0
    answers = {answer.path: answer.text for answer in document.answers}
    tables = {table_path(block): block for block in document.blocks if isinstance(block, Table)}
    filled: list[Room | Beside | Rows] = []
    for lead in known:
        at += len(lead.landmarks)
        span = _span(blank.found.landmarks, at)
        if isinstance(lead.holds, Table):
            filled.append(_rows(lead, lead.holds, tables[lead.path], blank.found, span))
        elif isinstance(lead.holds, Answer) and answers[lead.path].strip():
            filled.append(_answer(lead.holds, answers[lead.path], blank.found, span))
    boxes = [lead.holds for lead in known if isinstance(lead.holds, Box)]
    empty = {line.number for line in blank.file.lines} - {n for n, text in _texts(blank.file) if text}
    return Places(tuple(filled), tuple(_ticks(blank, boxes, document)), frozenset(empty))


def _texts(file: WordFile) -> Iterator[tuple[int, str]]:
    return ((line.number, line.text.replace("_", "").strip()) for line in file.lines)


def _span(landmarks: Sequence[Line | None], at: int) -> Span:
    """The paragraphs of the printed lines before and after a place among them, each with its check mark."""
    above = next((_numbers(line) for line in reversed(landmarks[:at]) if line), (-1,))
    below = next((_numbers(line) for line in landmarks[at:] if line), None)
    return Span(max(above), min(below) if below else None)


def _numbers(line: Line) -> tuple[int, ...]:
    return (line.number,) if line.mark is None else (line.number, line.mark)


def _answer(answer: Answer, text: str, found: Placed, span: Span) -> Room | Beside:
    if not answer.prompt:
        return Room(answer.path, text, span)
    line = found.where[answer.path][0]
    return Beside(answer.path, text, span._replace(after=line.number), line.text.rstrip("_ \t\n"))


def _rows(lead: Lead, blank: Table, table: Table, found: Placed, span: Span) -> Rows:
    """The rows of a document's table that say anything, and the cells that there are for them."""
    texts = [tuple(cell.text for cell in row) for row in table.rows]
    while texts and not any(text.strip() for text in texts[-1]):
        texts.pop()
    cells = [tuple(found.where[cell.path][0].number for cell in row if cell.path in found.where) for row in blank.rows]
    heads = [mark.line for mark in lead.landmarks[-len(table.columns) :]]
    is_table = all(line and line.cell and line.cell[0] >= 0 for line in heads)
    whole = [row for row in cells if len(row) == len(table.columns)]
    above = tuple(line.number for line in heads if line) if is_table else ()
    return Rows(lead.path, tuple(texts), above, tuple(whole) if is_table else (), span)


def _ticks(blank: BlankForm, boxes: Sequence[Box], document: Document) -> Iterator[Tick]:
    """The boxes that a document ticks; where others of a list have a mark, each must have one."""
    ticked = {(box.path, box.choice) for box in document.boxes if box.ticked}
    met: Counter[int] = Counter()
    lines = {(box.path, box.choice): blank.found.where[box_tag(box.path, box.choice)][0] for box in boxes}
    marked = {path for (path, _), line in lines.items() if line.inner.strip()}
    for box, line in lines.items():
        number = line.number if line.mark is None else line.mark
        has_mark = bool(line.inner.strip())
        if box in ticked and not has_mark and box[0] in marked:
            raise UserError(f"{blank.name}: the box to tick for “{_shortened(line.text)}” is not found beside it.")
        if box in ticked:
            yield Tick("=".join(box), number, line.text, met[number] if has_mark else None)
        met[number] += has_mark


def prove(blank: BlankForm, file: WordFile, document: Document) -> None:
    """Compare every answer and tick read back from a filled form with the document's.

    Raises UserError where one is not as it was given: a line of it may read like one of the form's own.
    """
    shown, lines = laid_out(file, blank.form, blank.name)
    found = placed(shown, lines, file.margins)
    source = as_plan(file, shown, found, blank.form).source
    wrong = [a.path for a in document.answers if _said(source.value(path_of(a.path))) != _said(a.text)]
    wrong += [b.path for b in document.boxes if found.ticks[b.path, b.choice] is not b.ticked]
    wrong += [
        "" for old, new in zip(blank.found.landmarks, found.landmarks, strict=True) if (old is None) != (new is None)
    ]
    if wrong:
        named = ", ".join(dict.fromkeys(blank.form.place(path_of(path)) or "the form's wording" for path in wrong))
        raise UserError(
            f"{blank.name}: read back from it, {named} would not be as the plan has it, perhaps because a line there "
            "reads like one of the form's own. Change that line, or render without --onto. Nothing was written."
        )


def _said(text: object) -> str:
    said = visible(with_bullets(text if isinstance(text, str) else "")).strip()
    return said if said.replace("_", "").strip() else ""


def _shortened(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
