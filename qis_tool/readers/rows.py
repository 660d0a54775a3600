"""The rows of a table that somebody typed as paragraphs, given the cells that they would stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from qis_tool.document.blocks import Document, Table
from qis_tool.readers.dates import iso_date
from qis_tool.readers.landmarks import key
from qis_tool.readers.lines import Cell, Line, Printed, folded, script

_MARK = r"\s*(?:[\t|:\u2013\u2014]|(?<!\d)-)\s*"
_BEHIND_A_MARK, _BEHIND_ANY_GAP = re.compile(_MARK), re.compile(rf"{_MARK}|,?\s+")
_OTHER_DAY = re.compile(r"\d/\d|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s")
_TEXT, _DATE, _BOTH = "T", "D", "B"
_TEXT_FIRST, _DATE_FIRST = re.compile("T*[DB]?"), re.compile("D?T*")
_PAIRS = re.compile("(?:TD|B)+|(?:DT)+")


class _Typed(NamedTuple):
    """A line below the heads: its number, whether a number or a bullet starts it, and what it says, by kind."""

    at: int
    starts: bool
    kind: str
    text: str = ""
    date: str = ""


def with_rows(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines, with a cell for each that stands below a table's heads where these stand as paragraphs."""
    found = list(lines)
    for number, table in enumerate(block for block in document.blocks if isinstance(block, Table)):
        heads = [folded(column) for column in table.columns]
        start = _start(found, heads)
        if start is not None:
            end = _end(document, found, start + len(heads), heads)
            found[start:end] = _cells(found[start:end], heads, -1 - number)
    return found


def _start(lines: Sequence[Line], heads: list[str]) -> int | None:
    """Where all the heads stand one below the other, in no row of a table."""
    for at in range(len(lines) - len(heads) + 1):
        below = lines[at : at + len(heads)]
        in_a_row = len({line.cell and line.cell[:2] for line in below}) == 1 and below[0].cell is not None
        if [folded(line.wording) for line in below] == heads and not in_a_row:
            return at
    return None


def _end(document: Document, lines: Sequence[Line], start: int, heads: list[str]) -> int:
    """Where the next printed line stands."""
    wording = {part.text for part in script(document) if isinstance(part, Printed)}.difference(heads)
    return next((at for at in range(start, len(lines)) if folded(lines[at].wording) in wording), len(lines))


def _cells(lines: Sequence[Line], heads: list[str], table: int) -> Iterator[Line]:
    """Lines with cells; those that no row can be told for stay as they are."""
    yield from (replace(line, cell=(table, 0, at)) for at, line in enumerate(lines[: len(heads)], 1))
    rest = [line for line in lines[len(heads) :] if key(line.text) not in map(key, heads)]
    rows = {typed.at: (row, typed) for row, group in enumerate(_rows(_read(rest)), 1) for typed in group}
    for at, line in enumerate(rest):
        if at in rows:
            row, typed = rows[at]
            if typed.kind != _DATE:
                yield _in(line, typed.text, (table, row, 1))
            if typed.date:
                yield _in(line, typed.date, (table, row, len(heads)))
        else:
            yield line


def _read(lines: Sequence[Line]) -> list[_Typed]:
    """What the lines say; a date behind a mere space is one where most lines end so and none is a date."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    ended = sum(bool(_parted(text, _BEHIND_ANY_GAP)) for text in texts)
    gap = _BEHIND_ANY_GAP if 2 * ended > len(texts) and not any(map(iso_date, texts)) else _BEHIND_A_MARK
    return [_typed(at, line, gap) for at, line in enumerate(lines) if line.text.strip() or line.bullet]


def _typed(at: int, line: Line, gap: re.Pattern[str]) -> _Typed:
    text, starts = line.text.strip(), line.bullet or bool(_NUMBER.match(line.text))
    if iso_date(text):
        return _Typed(at, starts, _DATE, date=text)
    if parts := _parted(text, gap):
        return _Typed(at, starts, _BOTH, *parts)
    return _Typed(at, starts, _TEXT if text else "", text)


def _parted(text: str, gap: re.Pattern[str]) -> tuple[str, ...]:
    """A text and the date that it ends with; nothing where it may hold two."""
    ends = ((text[: found.start()], text[found.end() :]) for found in gap.finditer(text))
    said, day = next(((said, day) for said, day in ends if iso_date(day)), ("", ""))
    return (said, day) if said and not _OTHER_DAY.search(said) else ()


def _rows(lines: Sequence[_Typed]) -> list[list[_Typed]]:
    """The lines of each row, of none where dates could belong to other lines than those that they stand next to."""
    if rows := _numbered(lines):
        return rows
    filled = [line for line in lines if line.kind]
    kinds = "".join(line.kind for line in filled)
    if _DATE not in kinds:
        return [[line] for line in filled]
    ends = [found.end() for found in re.finditer("TD|B|DT", kinds)] if _PAIRS.fullmatch(kinds) else []
    return [filled[start:end] for start, end in pairwise([0, *ends])]


def _numbered(lines: Sequence[_Typed]) -> list[list[_Typed]]:
    """Rows that a number or a bullet starts, each with no more than one date and all with it on the same end."""
    starts = [at for at, line in enumerate(lines) if line.starts]
    if not starts or starts[0] or len(starts) == len(lines):
        return []
    rows = [list(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]
    shape = _DATE_FIRST if lines[0].kind == _DATE else _TEXT_FIRST
    return rows if all(shape.fullmatch("".join(line.kind for line in row)) for row in rows) else []


def _in(line: Line, text: str, cell: Cell) -> Line:
    return replace(line, text=text.strip(), wording=text.strip(), inner="", bullet=False, cell=cell)
