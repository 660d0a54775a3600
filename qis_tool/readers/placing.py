"""Where each answer of a document stands in the lines of a file: between the printed lines before it and after it.

Tags of controls only tell answers from wording and from each other. A word processor may drop them when it saves, and
an answer that was moved below another heading does not say what it said.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import NamedTuple

from qis_tool.document.blocks import Answer, Box, Document, Paragraph, joined
from qis_tool.readers.alignment import HELD, likeness, paired
from qis_tool.readers.lines import (
    BLANKS,
    TICKS,
    Line,
    Margins,
    Printed,
    folded,
    mark_state,
    printed_margins,
    script,
)
from qis_tool.readers.tables import in_tables

_TYPED = frozenset("xX")
_GLYPHS = TICKS | BLANKS


class Change(NamedTuple):
    """A printed line that reads otherwise; `was` is empty for an added line, `now` for one that is missing."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What a file says now: each answer by path, each tick by path and choice, and what of the wording differs.

    `where` holds the lines of each answer by path, and of each box by its tag; `added` those that belong to nothing.
    `landmarks` holds the line of each printed one in the document's order, None for one that is missing.
    """

    answers: dict[str, str]
    ticks: dict[tuple[str, str], bool]
    changes: list[Change]
    where: dict[str, list[Line]]
    added: list[Line]
    landmarks: list[Line | None]


def box_tag(path: str, choice: str) -> str:
    """The tag of a check box."""
    return f"{path}={choice}"


def placed(document: Document, lines: Sequence[Line], margins: Margins) -> Placed:
    """The document's answers and ticks as they stand in `lines`, and what of its wording differs there."""
    parts = script(document)
    printed = [part for part in parts if isinstance(part, Printed)]
    parting, cells = _parting(document), in_tables(document, lines)
    apart = (parting.apart(line) for at, line in enumerate(lines) if at not in cells)
    boxed = {part.path for part in parts if isinstance(part, Answer)}
    free = [line for line in apart if line.wording or line.bullet or line.tag in boxed]
    pairs, below = _places(parts, free, boxed)
    for n, at in pairs.items():
        free[at] = _after_prompt(printed[n], free[at])
    below |= _below_prompts(printed, free, pairs, below)
    boxed_in = _where(cells, lines) | _where(below, free)
    texts = _beside(printed, free, pairs) | {path: _joined(found) for path, found in boxed_in.items()}
    known = {*pairs.values(), *below}
    return Placed(
        {answer.path: texts.get(answer.path, "") for answer in document.answers},
        {(box.path, box.choice): mark_state(texts[_tag(box)]) is True for box in document.boxes},
        [*_changes(printed, free, pairs, known), *_in_margins(printed_margins(document), margins)],
        {_tag(holds): [free[at]] for n, at in pairs.items() if (holds := printed[n].holds)} | boxed_in,
        [line for at, line in enumerate(free) if at not in known and line.text.strip()],
        [free[pairs[n]] if n in pairs else None for n in range(len(printed))],
    )


@lru_cache(maxsize=16)
def _parting(document: Document) -> "_Parting":
    return _Parting([part for part in script(document) if isinstance(part, Printed)])


class _Parting:
    """Knows the printed lines, and so where on a line the wording ends and what is filled in begins."""

    def __init__(self, printed: Sequence[Printed]) -> None:
        self._lines = {part.text for part in printed}
        self._labels = {part.text for part in printed if isinstance(part.holds, Box)}
        prompts = sorted((part.text for part in printed if isinstance(part.holds, Answer)), key=len, reverse=True)
        self._prompts = [(prompt, _with_rest(prompt)) for prompt in prompts]

    def apart(self, line: Line) -> Line:
        """The line with its wording and what is filled in parted, also where no control parts them any more."""
        wording = folded(line.wording)
        if not wording:
            return replace(line, wording=folded(line.text), inner="", tag=line.owner)
        if wording in self._lines:
            return line
        if not line.inner.strip() and self._begins_with_box(wording):
            return replace(line, wording=wording[1:], inner=wording[0])
        for prompt, with_rest in self._prompts:
            if found := with_rest.fullmatch(line.wording):
                return replace(line, wording=prompt, inner=" ".join(filter(str.strip, (line.inner, found[1] or ""))))
        return line

    def _begins_with_box(self, wording: str) -> bool:
        label = wording[1:].strip()
        return label in self._labels if wording[0] in _TYPED else wording[0] in _GLYPHS and bool(label)


def _with_rest(prompt: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, prompt.split()))
    return re.compile(rf"\s*{words}(?:\s(.*))?", re.DOTALL)


def _after_prompt(part: Printed, line: Line) -> Line:
    """A line whose prompt reads otherwise parted behind the prompt's last word, where no control parts it."""
    if not isinstance(part.holds, Answer) or line.inner or folded(line.wording) == part.text:
        return line
    prompt, mark, rest = line.wording.partition(part.text.split(" ")[-1])
    return replace(line, wording=prompt + mark, inner=rest.strip())


def _places(
    parts: Sequence[Printed | Answer], free: Sequence[Line], boxed: Container[str]
) -> tuple[dict[int, int], dict[int, str]]:
    """Which printed line is which line, by number, and to which answer in a box of its own a line belongs."""
    owners = [line.tag if line.tag in boxed else "" for line in free]
    keys = [HELD if owner else folded(line.wording) or HELD for owner, line in zip(owners, free, strict=True)]
    pairs = paired([part.text for part in parts if isinstance(part, Printed)], keys, _parted(parts))
    gaps = _gaps(parts, pairs, len(free))
    below: dict[int, str] = {}
    for path, gap in gaps.items():
        own = (at for at in gap if owners[at] in ("", path) or at not in gaps[owners[at]])
        below = dict.fromkeys(own, path) | below
    return pairs, below


def _parted(parts: Sequence[Printed | Answer]) -> set[int]:
    """The numbers of the printed lines that an answer stands before, in a box of its own or below its prompt."""
    printed = accumulate(isinstance(part, Printed) for part in parts)
    answers = (part if isinstance(part, Answer) else part.holds for part in parts)
    return {number for number, answer in zip(printed, answers, strict=True) if isinstance(answer, Answer)}


def _gaps(parts: Sequence[Printed | Answer], pairs: Mapping[int, int], end: int) -> dict[str, range]:
    """For each answer in a box of its own, the lines between the printed one before it and the one after it."""
    printed = range(sum(isinstance(part, Printed) for part in parts))
    above = list(accumulate((pairs.get(n, -1) for n in printed), max, initial=-1))
    below = list(accumulate((pairs.get(n, end) for n in reversed(printed)), min, initial=end))[::-1]
    found, number = {}, 0
    for part in parts:
        if isinstance(part, Printed):
            number += 1
        else:
            found[part.path] = range(above[number] + 1, below[number])
    return found


def _where(places: Mapping[int, str], lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines of each answer that lines belong to, by number."""
    found: dict[str, list[Line]] = {}
    for at, path in sorted(places.items()):
        found.setdefault(path, []).append(lines[at])
    return found


def _joined(lines: Sequence[Line]) -> str:
    return _filled(joined([Paragraph(line.text, line.bullet) for line in lines if line.text or line.bullet]))


def _beside(printed: Sequence[Printed], free: Sequence[Line], pairs: Mapping[int, int]) -> dict[str, str]:
    """What is filled in on printed lines; where a line is not there any more, what stands in a control of that tag."""
    elsewhere = {tag: text for line in free for tag, text in line.tagged}
    held = ((n, part.holds) for n, part in enumerate(printed) if part.holds)
    return {
        _tag(holds): _filled(free[pairs[n]].inner if n in pairs else elsewhere.get(_tag(holds), ""))
        for n, holds in held
    }


def _tag(held: Answer | Box) -> str:
    return held.path if isinstance(held, Answer) else box_tag(held.path, held.choice)


def _below_prompts(
    printed: Sequence[Printed], free: Sequence[Line], pairs: Mapping[int, int], below: Mapping[int, str]
) -> dict[int, str]:
    """The lines below a prompt that nothing stands behind, which are its answer, up to the next line that is known."""
    known = {*pairs.values(), *below}
    found: dict[int, str] = {}
    for n, at in pairs.items():
        holds = printed[n].holds
        if isinstance(holds, Answer) and not free[at].inner.strip():
            others = takewhile(lambda place: place not in known, range(at + 1, len(free)))
            found |= dict.fromkeys(others, holds.path)
    return found


def _filled(text: str) -> str:
    return text if text.strip() else ""


def _changes(
    printed: Sequence[Printed], free: Sequence[Line], pairs: Mapping[int, int], known: set[int]
) -> Iterator[Change]:
    """The printed lines that read otherwise or are missing, then the lines that belong to nothing known."""
    for n, part in enumerate(printed):
        now = _reads(part, free[pairs[n]]) if n in pairs else ""
        if now != part.text:
            yield Change(part.text, now)
    yield from (Change("", folded(line.text)) for at, line in enumerate(free) if at not in known and line.text.strip())


def _reads(part: Printed, line: Line) -> str:
    """What a line has in place of a printed one: all of it, apart from an answer or a check mark that belongs there."""
    belongs = part.holds and (isinstance(part.holds, Answer) or mark_state(line.inner) is not None)
    return folded(line.wording if belongs else line.text)


def _in_margins(printed: Margins, read: Margins) -> Iterator[Change]:
    """What differs in the notes, and what a page's foot lacks; what else an issuer's base has there is its own."""
    pairs = paired(printed.notes, read.notes)
    notes = [Change(note, read.notes[pairs[n]] if n in pairs else "") for n, note in enumerate(printed.notes)]
    yield from (change for change in notes if change.was != change.now)
    yield from (Change("", note) for at, note in enumerate(read.notes) if at not in pairs.values())
    others = [line for line in read.feet if line not in printed.feet]
    for line in printed.feet:
        if line not in read.feet:
            alike = max(others, key=lambda other: likeness(line, other), default="")
            yield Change(line, alike if likeness(line, alike) else "")
