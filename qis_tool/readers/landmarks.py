"""A form that somebody else laid out, brought into the lines that its printed wording makes.

There, several printed lines may stand in one paragraph, a check mark in a cell of its own or behind its label, quotes
and numbers may be others. Text that is no printed line stays as it is, and so does every line's own text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import chain, pairwise, takewhile
from typing import NamedTuple

from qis_tool.document.blocks import Answer, Box, Document
from qis_tool.readers.lines import TICKED, Line, Printed, folded, printed_margins, script
from qis_tool.readers.marks import LONE_X, MARK, sign_of, unmarked
from qis_tool.readers.tables import below_heads

_NUMBER = r"(?:(?:\d{1,2}[a-z]?[.)]|[•·▪◦‣])\s*)?"
_NOTE_MARK = r"(?:(?<=[a-z.)])\d{1,2}(?!\d))?"
_LEAD = re.compile(r"^[\s\d*†‡.)\]\[•·\u2013-]+")
_NOTE_MARK_AT_END = re.compile(r"(?<=[a-z.)])\d{1,2}$")
_NUMBERED = re.compile(rf"^{_NUMBER}(?=\S)")
_QUOTES, _HYPHENS = r"\u2018\u2019\u02bc`\u00b4", r"\u2010-\u2014"
_ALIKE = ((f"[{_QUOTES}]", "'"), ("[“”„]", '"'), (f"[{_HYPHENS}]", "-"), (r"-\s+", "-"), ("\u00ad", ""))
_SAME_SIGN = {"'": f"['{_QUOTES}]", '"': '["“”„]', "-": rf"[-{_HYPHENS}]\s*"}


@lru_cache(maxsize=1000)
def key(text: str) -> str:
    """What two spellings of one printed line have in common."""
    text = folded(text)
    for signs, sign in _ALIKE:
        text = re.sub(signs, sign, text)
    return _NOTE_MARK_AT_END.sub("", _NUMBERED.sub("", text.casefold())).rstrip(" :.")


class _Piece(NamedTuple):
    """A part of a line: a check mark, a printed line, or text, which is neither."""

    line: Line
    text: str
    printed: Printed | None = None
    mark: str = ""


def in_own_lines(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines with the wording of each printed one as the form has it, and its check mark before it."""
    return list(_landmarks(document).lines(lines))


@lru_cache(maxsize=16)
def _landmarks(document: Document) -> "_Landmarks":
    return _Landmarks(document)


class _Landmarks:
    """Knows a document's printed lines by what any spelling of them has in common."""

    def __init__(self, document: Document) -> None:
        self._document, parts = document, script(document)
        printed = [part for part in parts if isinstance(part, Printed)]
        self.printed = {key(part.text): part for part in reversed(printed)}
        self._exactly = {part.text: part for part in printed}
        self._times = Counter(key(part.text) for part in printed)
        self._answered = {answer.path for answer in document.answers}
        margins = printed_margins(document)
        self._margins = {key(_LEAD.sub("", line, count=1)) for line in (*margins.notes, *margins.feet)}

    def lines(self, lines: Sequence[Line]) -> Iterator[Line]:
        """See `in_own_lines`."""
        above = len(list(takewhile(self._is_margin, lines)))
        below = len(list(takewhile(self._is_margin, reversed(lines[above:]))))
        inside = range(above, len(lines) - below)
        lines = [line for at, line in enumerate(lines) if at in inside or not line.text.strip()]
        whole = Counter(self._whole(unmarked(line.text)) for line in lines)
        lacking = {known for known, times in self._times.items() if whole[known] < times}
        in_rows = below_heads(self._document, lines, self._is_wording)
        pieces = (
            [_Piece(line, line.text)] if at in in_rows else self._pieces(line, lacking) for at, line in enumerate(lines)
        )
        return self._joined(list(chain.from_iterable(pieces)))

    def _is_wording(self, text: str) -> bool:
        """Whether a text is a printed line other than a box's label, which an answer may well repeat."""
        known = self.printed.get(key(text))
        return known is not None and not isinstance(known.holds, Box)

    def _is_margin(self, line: Line) -> bool:
        """Whether a line is blank, or a note of the form or its pages' foot that was typed above or below all else."""
        return not line.text.strip() or (not line.tag and key(_LEAD.sub("", line.text, count=1)) in self._margins)

    def _whole(self, text: str) -> str:
        """What a line says, of a prompt that an answer follows on only the prompt."""
        found = self._any_line.match(text)
        known = self.printed.get(key(found[1])) if found else None
        return key(known.text if known and isinstance(known.holds, Answer) else text)

    def _pieces(self, line: Line, lacking: set[str]) -> Iterator[_Piece]:
        if line.tag in self._answered or line.tagged:
            yield _Piece(line, line.text)
            return
        if found := self._exactly.get(folded(line.text)) or self.printed.get(key(line.text)):
            yield _Piece(line, line.text, found)
            return
        parted = list(self._parted(line, lacking))
        yield from parted if any(piece.printed or piece.mark for piece in parted) else [_Piece(line, line.text)]

    def _parted(self, line: Line, lacking: set[str]) -> Iterator[_Piece]:
        text, at = line.text, 0
        while at < len(text):
            mark, found = MARK.match(text, at), None
            after = mark.end() if mark else at
            found = self._any_line.match(text, after)
            known = self.printed.get(key(found[1])) if found else None
            beside = (text[at : found.start(1)], text[found.end() :]) if found else ("", "")
            if known and found and (key(known.text) in lacking or _is_all(known, *beside)):
                if mark:
                    yield _Piece(line, mark[0], mark=sign_of(mark[1]))
                yield _Piece(line, found[0], known)
                at = found.end()
            elif mark and after == len(text):
                yield _Piece(line, mark[0], mark=sign_of(mark[1]))
                return
            else:
                end = self._next(text, at, lacking)
                yield _Piece(line, text[at:end], mark=TICKED if LONE_X.fullmatch(text, at, end) else "")
                at = end

    def _next(self, text: str, at: int, lacking: set[str]) -> int:
        """Where the next printed line begins that stands behind a tab or a line end."""
        for gap in re.finditer(r"[\n\t]\s*", text[at:]):
            start = at + gap.end()
            mark = MARK.match(text, start)
            found = self._any_line.match(text, mark.end() if mark else start)
            if found and key(found[1]) in lacking:
                return start
        return len(text)

    @cached_property
    def _any_line(self) -> re.Pattern[str]:
        """Any printed line, the longest that fits; whatever follows begins a word of its own."""
        longest_first = sorted(self.printed, key=len, reverse=True)
        return re.compile(
            rf"\s*({_NUMBER}(?:{'|'.join(map(_spelled, longest_first))})[:.]*{_NOTE_MARK})(?=$|[\s\W])", re.IGNORECASE
        )

    def _joined(self, pieces: Sequence[_Piece]) -> Iterator[Line]:
        at = 0
        while at < len(pieces):
            end = at
            while end < len(pieces) and _of_boxes(pieces[end]):
                end += 1
            if end > at:
                yield from _boxes(pieces[at:end])
                at = end
            else:
                taken, line = _line(pieces[at : at + 2])
                yield line
                at += taken


def _is_all(printed: Printed, before: str, behind: str) -> bool:
    """Whether nothing stands beside a printed line, or beside a box's label a check mark."""
    if isinstance(printed.holds, Box) and "\n" not in before.lstrip() + behind.rstrip():
        before, behind = "", unmarked(behind)
    return not (before + behind).strip()


@lru_cache(maxsize=1000)
def _spelled(known: str) -> str:
    """A pattern for all spellings of a printed line."""
    words = ("".join(_SAME_SIGN.get(sign) or re.escape(sign) for sign in word) for word in known.split())
    return r"\s+".join(words)


def _of_boxes(piece: _Piece) -> bool:
    """Whether a piece belongs to a row of check marks and labels; a blank line between them does too."""
    if piece.printed:
        return isinstance(piece.printed.holds, Box)
    return bool(piece.mark) or not piece.text.strip()


def _boxes(pieces: Sequence[_Piece]) -> Iterator[Line]:
    """Each label with its mark, which stands before it, or behind it where the last label has one there."""
    row = [piece for piece in pieces if piece.printed or piece.mark]
    marks = _beside(row) or _next_to(row)
    used = set(map(id, marks.values()))
    for piece in pieces:
        if piece.printed:
            yield _box(piece, marks.get(id(piece)))
        elif id(piece) not in used:
            yield _line([piece])[1]


def _beside(row: Sequence[_Piece]) -> dict[int, _Piece]:
    """Each label's mark where every mark stands on one line, or in one row of a table, with one label."""
    lines: dict[object, list[_Piece]] = {}
    for piece in row:
        cell = piece.line.cell
        lines.setdefault(cell[:2] if cell else piece.line.number, []).append(piece)
    marked = [sorted(line, key=_is_label) for line in lines.values() if not all(map(_is_label, line))]
    one_of_each = all(list(map(_is_label, line)) == [False, True] for line in marked)
    return {id(label): mark for mark, label in marked} if one_of_each else {}


def _next_to(row: Sequence[_Piece]) -> dict[int, _Piece]:
    """Each label's mark: the one before it, or behind it where the first label has none before and the last one has."""
    is_behind = bool(row) and _is_label(row[0]) and not _is_label(row[-1])
    neighbors = pairwise(row if is_behind else reversed(row))
    return {id(label): mark for label, mark in neighbors if _is_label(label) and not _is_label(mark)}


def _is_label(piece: _Piece) -> bool:
    return piece.printed is not None


def _box(label: _Piece, mark: _Piece | None) -> Line:
    shown, wording = mark.mark if mark else "", label.printed.text if label.printed else ""
    beside = mark.line.number if mark else label.line.number
    text = f"{shown} {label.text.strip()}" if shown else _own(label)
    return replace(label.line, text=text, wording=wording, inner=shown, mark=beside)


def _line(pieces: Sequence[_Piece]) -> tuple[int, Line]:
    """A piece as a line, and with a printed line that an answer follows on, that answer."""
    piece, *rest = pieces
    if piece.printed is None:
        text = _own(piece)
        return 1, piece.line if text == piece.line.text else replace(piece.line, text=text, wording=text, inner="")
    if isinstance(piece.printed.holds, Answer) and rest and rest[0].line is piece.line and not rest[0].printed:
        text = f"{piece.printed.text} {rest[0].text.strip()}"
        return 2, replace(piece.line, text=text, wording=text, inner="")
    return 1, replace(piece.line, text=_own(piece), wording=piece.printed.text, inner="")


def _own(piece: _Piece) -> str:
    """A piece's text, without what parts it from others on its line."""
    return piece.text if piece.text == piece.line.text else piece.text.strip()
