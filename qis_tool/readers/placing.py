"""Where each answer of a document stands in the lines of a file: by its control's tag, else by the wording around it.

A word processor may drop tags when it saves; the form's own wording still tells where an answer begins and ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from qis_tool.document.blocks import Answer, Box, Document, Paragraph, Table, joined
from qis_tool.readers.lines import Cell, Line, Printed, folded, margin_lines, script

TICKED, BLANK = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
_TICKS = frozenset(f"{TICKED}\N{BALLOT BOX WITH CHECK}\N{CHECK MARK}\N{HEAVY CHECK MARK}xX")
_ALIKE = 0.6


class Change(NamedTuple):
    """A printed line that reads otherwise; `was` is empty for an added line, `now` for one that is missing."""

    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What a file says now: each answer by path, each tick by path and choice, and what of the wording differs."""

    answers: dict[str, str]
    ticks: dict[tuple[str, str], bool]
    changes: list[Change]


def box_tag(path: str, choice: str) -> str:
    """The tag of a check box."""
    return f"{path}={choice}"


def placed(document: Document, lines: Sequence[Line], margins: Sequence[str]) -> Placed:
    """The document's answers and ticks as they stand in `lines`; `margins` are the lines of notes and page feet."""
    parts = script(document)
    printed = [part for part in parts if isinstance(part, Printed)]
    texts = _tagged(lines)
    cells = {cell: answer for cell, answer in _cells(document) if answer.path not in texts}
    texts |= _in_cells(lines, cells)
    prompts = [part.text for part in printed if isinstance(part.holds, Answer)]
    free = [_apart(line, prompts) for line in lines if not line.tag and line.cell not in cells]
    free = [line for line in free if line.wording]
    pairs = _pairs([part.text for part in printed], [folded(line.wording) for line in free])
    beside = {_tag(held): free[at].inner for n, at in pairs.items() if (held := printed[n].holds)}
    between = _between(parts, pairs, len(free))
    below, taken = _below(free, {path: at for path, at in between.items() if path not in texts}, set(pairs.values()))
    texts = beside | below | texts
    added = [Change("", folded(line.wording)) for at, line in enumerate(free) if at not in taken]
    return Placed(
        {answer.path: _filled(texts.get(answer.path, "")) for answer in document.answers},
        {(box.path, box.choice): texts.get(_tag(box), "").strip() in _TICKS for box in document.boxes},
        [*_wording(printed, free, pairs), *added, *_in_margins(margin_lines(document), margins)],
    )


def _tag(held: Answer | Box) -> str:
    return held.path if isinstance(held, Answer) else box_tag(held.path, held.choice)


def _filled(text: str) -> str:
    return text if text.strip() else ""


def _text(lines: Sequence[Line]) -> str:
    return joined([Paragraph(line.text, line.bullet) for line in lines if line.text])


def _tagged(lines: Sequence[Line]) -> dict[str, str]:
    """What stands in tagged controls, around paragraphs and within them."""
    around = sorted((line for line in lines if line.tag), key=lambda line: line.tag)
    whole = {tag: _text(list(group)) for tag, group in groupby(around, key=lambda line: line.tag)}
    return {tag: text for line in lines for tag, text in line.tagged} | whole


def _cells(document: Document) -> Iterator[tuple[Cell, Answer]]:
    """Every answer of a table by the cell it is written in: below the heads, right of the row's number."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    for table, block in enumerate(tables):
        for row, answers in enumerate(block.rows, 1):
            yield from (((table, row, column), answer) for column, answer in enumerate(answers, 1))


def _in_cells(lines: Sequence[Line], cells: Mapping[Cell, Answer]) -> dict[str, str]:
    return {answer.path: _text([line for line in lines if line.cell == cell]) for cell, answer in cells.items()}


def _apart(line: Line, prompts: Sequence[str]) -> Line:
    """A line's wording parted from what is filled in on it, also where no control parts them any more."""
    if not line.wording.strip():
        return replace(line, wording=line.inner.strip(), inner="")
    text = folded(line.wording)
    if text[0] in _TICKS | {BLANK} and not line.inner:
        return replace(line, wording=text[1:], inner=text[0])
    prompt = next((prompt for prompt in prompts if text.startswith(f"{prompt} ")), "")
    return replace(line, wording=prompt, inner=text.removeprefix(prompt).strip()) if prompt else line


def _pairs(printed: Sequence[str], read: Sequence[str]) -> dict[int, int]:
    """Which printed line is which line of the file: equal ones first, then those most alike between them."""
    blocks = SequenceMatcher(None, printed, read, autojunk=False).get_matching_blocks()
    equal = [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
    pairs = dict(equal)
    for (above, start), (below, end) in pairwise([(-1, -1), *equal, (len(printed), len(read))]):
        at = start + 1
        for number in range(above + 1, below):
            best = max(range(at, end), key=lambda n: _likeness(printed[number], read[n]), default=None)
            if best is not None and _likeness(printed[number], read[best]) >= _ALIKE:
                pairs[number], at = best, best + 1
    return pairs


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0


def _between(parts: Sequence[Printed | Answer], pairs: Mapping[int, int], end: int) -> dict[str, range]:
    """For each answer in a box of its own, the lines between the printed one before it and the one after it."""
    found, number = {}, 0
    for part in parts:
        if isinstance(part, Printed):
            number += 1
        else:
            low = max((at for n, at in pairs.items() if n < number), default=-1)
            high = min((at for n, at in pairs.items() if n >= number), default=end)
            found[part.path] = range(low + 1, high)
    return found


def _below(free: Sequence[Line], gaps: Mapping[str, range], taken: set[int]) -> tuple[dict[str, str], set[int]]:
    """The texts of answers that stand in gaps between printed lines, and all lines that are accounted for then."""
    texts = {}
    for path, gap in gaps.items():
        own = [at for at in gap if at not in taken]
        texts[path] = _text([free[at] for at in own])
        taken |= set(own)
    return texts, taken


def _wording(printed: Sequence[Printed], free: Sequence[Line], pairs: Mapping[int, int]) -> Iterator[Change]:
    for number, part in enumerate(printed):
        now = folded(free[pairs[number]].wording) if number in pairs else ""
        if now != part.text:
            yield Change(part.text, now)


def _in_margins(printed: Sequence[str], read: Sequence[str]) -> Iterator[Change]:
    """Printed lines of the margins that are not among those read; what an issuer's own base adds there is its own."""
    others = [line for line in read if line not in printed]
    for line in printed:
        if line not in read:
            alike = max(others, key=lambda other: _likeness(line, other), default="")
            yield Change(line, alike if _likeness(line, alike) >= _ALIKE else "")
