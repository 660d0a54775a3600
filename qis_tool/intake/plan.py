"""What a Word file answers, as a plan whose lines are the file's paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from qis_tool.characters import FORBIDDEN, HIDDEN, names
from qis_tool.document.blocks import Box, Document, joined, paragraphs, visible
from qis_tool.finding import Path, Problem
from qis_tool.form import Form
from qis_tool.intake.boxes import beside_boxes
from qis_tool.intake.landmarks import apart, leads, wording_changes
from qis_tool.intake.pages import Pages
from qis_tool.readers.dates import iso_date
from qis_tool.readers.landmarks import key
from qis_tool.readers.lines import Line, Printed, printed_lines, script
from qis_tool.readers.placing import Change, Placed
from qis_tool.readers.values import path_of, plan_values
from qis_tool.readers.word import WordFile
from qis_tool.readers.word.symbols import OBJECT
from qis_tool.source import Source

_LONG = 60  # from here on a plan has a text below its key
_ROW = re.compile(r"([^\[]+)\[(\d+)\]")
_TYPED_BULLET = re.compile(r"^[ \t]*[•·▪◦‣][ \t]?", re.MULTILINE)
_BLANK_START = re.compile(r"\A(?:[^\S\n]*\n)+")
_SUSPECT = {"forbidden-character": FORBIDDEN, "hidden-character": HIDDEN}


@dataclass(frozen=True, slots=True)
class WordPlan:
    """A plan read from a Word file, and what `Returned` tells beside it."""

    source: Source
    unplaced: tuple[str, ...]
    paragraphs: Mapping[Path, tuple[int, int]]
    wording: tuple[Change, ...]


def as_plan(file: WordFile, document: Document, found: Placed, form: Form) -> WordPlan:
    """The plan that a Word file holds; its source has no name yet."""
    recorded = file.recorded.answers if file.recorded else {}
    read = {path: _text(text, recorded.get(path, ""), form, path) for path, text in found.answers.items()}
    rows = _rows_in_use(read)
    written = {_renumbered(path, rows): text for path, text in read.items() if text.strip()}
    answers = {path: text.replace(OBJECT, "") for path, text in written.items()}
    pages, where = Pages(file.lines), _where(document, found, rows)
    wording = tuple(wording_changes(document, found, file.texts))
    stray = [*_stray(document, file, found)]
    source = Source(
        name="",
        text=pages.text,
        data={"form": form.id, "plan_year": form.year} | plan_values(answers, _ticked(found)),
        places={path: pages.place(lines) for path, lines in where.items()},
        problems=(
            *_wording(wording, document, found, pages),
            *(Problem((), {"text": t}, None, pages.position(line), "text-without-place") for t, line in stray),
            *_doubtful_marks(document, found, pages),
            *(Problem(path_of(p), {}, t.index(OBJECT), None, "not-text") for p, t in written.items() if OBJECT in t),
            *(problem for path, text in answers.items() for problem in _characters(path_of(path), text)),
        ),
        of_paragraphs=True,
        not_shown=not_shown(form, document),
    )
    paragraphs = {path: (lines[0].number, lines[-1].number) for path, lines in where.items()}
    return WordPlan(source, tuple(text for text, _ in stray), paragraphs, wording)


def _stray(document: Document, file: WordFile, found: Placed) -> Iterator[tuple[str, Line | None]]:
    """The texts that belong to no answer, each with its first line; that of a footnote is not known."""
    yield from ((_joined(block), block[0]) for block in _added(document, found))
    yield from ((note, None) for note in _added_notes(document, file, found))
    yield from ((other.text, other.line) for other in beside_boxes(document, found).values() if other.text)


def _doubtful_marks(document: Document, found: Placed, pages: Pages) -> Iterator[Problem]:
    for box, other in beside_boxes(document, found).items():
        if other.sign:
            facts = {"mark": other.sign, "choice": box.label}
            yield Problem(path_of(box.path), facts, None, pages.position(other.line), "mark-not-understood")


def not_shown(form: Form, document: Document) -> frozenset[str]:
    """The fields that a form never prints, and the groups that hold no other."""
    printed = {re.sub(r"\[\d+\]", "[]", answer.path) for answer in document.answers}
    printed |= {box.path for box in document.boxes} | {"form", "plan_year"}
    above = {path[: match.start()] for path in printed for match in re.finditer(r"\[\]|\.", path)}
    return frozenset(form.fields.keys() - printed - above)


def _text(text: str, recorded: str, form: Form, path: str) -> str:
    """An answer as a plan has it: as it was recorded, where a reader sees no difference."""
    field = form.field_at(path_of(path))
    if field and field.kind == "date" and (day := iso_date(text)):
        return recorded if iso_date(recorded) == day else day
    bulleted = with_bullets(text)
    if visible(with_bullets(recorded)) == visible(bulleted):
        return recorded
    text = _BLANK_START.sub("", bulleted).rstrip()
    return f"{text}\n" if "\n" in text or len(text) > _LONG else text


def with_bullets(text: str) -> str:
    """A text whose typed bullets are those of a plan."""
    return joined(paragraphs(_TYPED_BULLET.sub("- ", text)))


def _rows_in_use(answers: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """New numbers, without a gap, for the rows that hold anything, by table and old number."""
    rows: dict[tuple[str, str], int] = {}
    met: dict[str, int] = {}
    for path, text in answers.items():
        if (row := _ROW.match(path)) and text.strip() and row.groups() not in rows:
            rows[row[1], row[2]] = met.get(row[1], 0)
            met[row[1]] = rows[row[1], row[2]] + 1
    return rows


def _renumbered(path: str, rows: Mapping[tuple[str, str], int]) -> str:
    row = _ROW.match(path)
    return f"{row[1]}[{rows.get((row[1], row[2]), 0)}]{path[row.end() :]}" if row else path


def _ticked(found: Placed) -> list[tuple[str, str]]:
    return [box for box, is_ticked in found.ticks.items() if is_ticked]


def _added(document: Document, found: Placed) -> list[list[Line]]:
    """The lines that belong to nothing, those below each other together; a printed line once more is none of them."""
    known = {key(line) for line in printed_lines(document)}
    blocks: list[list[Line]] = []
    for line in (line for line in found.added if key(line.text) not in known):
        if blocks and line.number - blocks[-1][-1].number == 1:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _added_notes(document: Document, file: WordFile, found: Placed) -> list[str]:
    """The footnotes that the form does not print."""
    added = {change.now for change in found.changes if not change.was}
    known = {key(line) for line in printed_lines(document)}
    return [note for note in file.margins.notes if note in added and key(note) not in known]


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _where(document: Document, found: Placed, rows: Mapping[tuple[str, str], int]) -> dict[Path, list[Line]]:
    """The lines of every answer, list of boxes, tick, row and group; for a blank one, the line that leads to it."""
    where: dict[Path, list[Line]] = {}
    ticks: Counter[str] = Counter()
    for lead in leads(document, found):
        path = path_of(lead.path)
        lines = found.where.get(lead.tag) or [mark.line for mark in lead.landmarks if mark.line][-1:]
        where.setdefault(path, []).extend(lines)
        if isinstance(lead.holds, Box) and found.ticks[lead.holds.path, lead.holds.choice]:
            where[*path, ticks[lead.path]] = lines
            ticks[lead.path] += 1
    for dotted, lines in found.where.items():
        if (row := _ROW.match(dotted)) and row.groups() in rows:
            of_cell = path_of(_renumbered(dotted, rows))
            for depth in range(len(path_of(row[1])), len(of_cell) + 1):
                where.setdefault(of_cell[:depth], []).extend(lines)
    for path, lines in list(where.items()):
        for depth in range(1, len(path)):
            if isinstance(path[depth], str) and path[:depth] not in where:
                where[path[:depth]] = lines
    return {path: sorted(lines, key=attrgetter("number")) for path, lines in where.items() if lines}


def _wording(changes: Sequence[Change], document: Document, found: Placed, pages: Pages) -> Iterator[Problem]:
    """What differs in the form's own wording, but for the labels of boxes; missing lines are told together."""
    stands = {part.text: line for part, line in zip(_printed(document), found.landmarks, strict=True) if line}
    labels = {box.label for box in document.boxes}
    for change in changes:
        if change.now and not (change.was in labels and key(change.was) in key(change.now)):
            was, now = apart(change.was, change.now)
            position = pages.position(stands[change.was]) if change.was in stands else None
            yield Problem((), {"was": was, "now": now}, None, position, "wording-changed")
    missing = [change.was for change in changes if not change.now]
    if missing:
        lines = "1 line" if len(missing) == 1 else f"{len(missing)} lines"
        yield Problem((), {"lines": lines, "first": missing[0]}, rule="wording-missing")


def _printed(document: Document) -> list[Printed]:
    return [part for part in script(document) if isinstance(part, Printed)]


def _characters(path: Path, text: str) -> Iterator[Problem]:
    for rule, pattern in _SUSPECT.items():
        if found := list(pattern.finditer(text)):
            yield Problem(path, {"characters": names(found), "times": len(found)}, found[0].start(), None, rule)
