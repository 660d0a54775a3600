"""Two versions of an answer written into each other, word by word, so that either can be read off whole."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, islice
from operator import attrgetter
from typing import Literal, NamedTuple

from qis_tool.differences import Change, stretches

State = Literal["kept", "old", "new"]
_WORD = re.compile(r"(\n|[^\S\n]+|\S+)([^\S\n]*)")
_END = "\n\n"
_ENDS = ("\n", _END)


class Piece(NamedTuple):
    """Words, and the spaces about them, that both versions have (kept), or only the old or the new one."""

    state: State
    text: str


class Woven(NamedTuple):
    """A paragraph of either version, or of both, and the number of the paragraph that ends with it in each.

    None stands where none does: that version runs on into the next paragraph.
    """

    pieces: tuple[Piece, ...]
    old: int | None
    new: int | None


class _Token(NamedTuple):
    """A word, a line end or the end of a paragraph, and the spaces behind it."""

    word: str
    gap: str


def woven(old: Sequence[str], new: Sequence[str]) -> list[Woven]:
    """The paragraphs of two versions, of which each has one at least, in one; they end together."""
    lines: list[Woven] = []
    pieces: list[Piece] = []
    numbers, new_numbers = count(), count()
    for piece in (*_stream(_tokens(old), _tokens(new)), Piece("kept", _END)):
        if piece.text == _END:
            in_old = None if piece.state == "new" else next(numbers)
            in_new = None if piece.state == "old" else next(new_numbers)
            lines.append(Woven(_joined(pieces), in_old, in_new))
            pieces = []
        else:
            pieces.append(piece)
    return lines


def parted(lines: Sequence[Woven], old: Sequence[str], new: Sequence[str]) -> list[Woven]:
    """The same paragraphs, in none of which kept words lead on into one of another kind, given the kinds of each.

    Programs that accept or reject tracked changes differ in the kind that they give a paragraph that becomes one with
    the next. So words that would lead there go with the one and come with the other, and so does a paragraph of which
    the kind changes too.
    """
    lines = list(_replaced(lines, old, new))
    kinds = [_kinds(line, old, new) for line in lines]
    made: list[Woven] = []
    carried: list[Piece] = []
    for at, line in enumerate(lines):
        pieces, carried = [*carried, *line.pieces], []
        if line.new is None and kinds[at] != kinds[_next(at, (after.new for after in lines))]:
            pieces, carried = _split(pieces, "old", "new")
        elif line.old is None and kinds[at] != kinds[_next(at, (after.old for after in lines))]:
            pieces, carried = _split(pieces, "new", "old")
        made.append(line._replace(pieces=_joined(pieces)))
    return made


def _replaced(lines: Sequence[Woven], old: Sequence[str], new: Sequence[str]) -> Iterator[Woven]:
    """The paragraphs, one whose kind changes as two where that above it ends in one version only, but for the last."""
    for above, line in zip([None, *lines], lines, strict=False):
        if above and None in above and len(_kinds(line, old, new)) > 1 and line is not lines[-1]:
            gone, come = _split(line.pieces, "old", "new")
            yield line._replace(pieces=tuple(gone), new=None)
            yield line._replace(pieces=tuple(come), old=None)
        else:
            yield line


def _kinds(line: Woven, old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The kinds of the paragraphs that end with a line."""
    ends = ((line.old, old), (line.new, new))
    return {kinds[number] for number, kinds in ends if number is not None}


def _next(at: int, ends: Iterable[int | None]) -> int:
    """The number of the next line that ends a paragraph of a version."""
    return next(number for number, end in islice(enumerate(ends), at + 1, None) if end is not None)


def _split(pieces: Sequence[Piece], ends: State, goes_on: State) -> tuple[list[Piece], list[Piece]]:
    """What each version has of some pieces, where the first ends with them."""
    own = [Piece(ends, piece.text) for piece in pieces if piece.state in ("kept", ends)]
    return own, [Piece(goes_on, piece.text) for piece in pieces if piece.state in ("kept", goes_on)]


def _tokens(paragraphs: Iterable[str]) -> list[_Token]:
    """The words of paragraphs, and what ends each but the last."""
    tokens = [token for text in paragraphs for token in (*map(_Token._make, _WORD.findall(text)), _Token(_END, ""))]
    return tokens[:-1]


def _stream(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Piece]:
    found = stretches([token.word for token in old], [token.word for token in new], _ENDS)
    at = new_at = 0
    for change in [*found, Change(len(old), len(old), len(new), len(new))]:
        for one, other in zip(old[at : change.start], new[new_at : change.new_start], strict=True):
            yield Piece("kept", one.word)
            yield from _gaps(one.gap, other.gap)
        yield from _changed(old[change.start : change.end], new[change.new_start : change.new_end])
        at, new_at = change.end, change.new_end


def _changed(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[Piece]:
    """What is gone, then what has come; the spaces behind the last word of either come behind both."""
    yield from _written("old", old)
    yield from _written("new", new)
    yield from _gaps(*("".join(token.gap for token in tokens[-1:]) for tokens in (old, new)))


def _written(state: State, tokens: Sequence[_Token]) -> Iterator[Piece]:
    for number, token in enumerate(tokens, 1):
        yield Piece(state, token.word)
        yield Piece(state, token.gap if number < len(tokens) else "")


def _gaps(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece("kept", old)
    else:
        yield Piece("old", old)
        yield Piece("new", new)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces of one state that follow each other as one; none that is empty."""
    filled = (piece for piece in pieces if piece.text)
    return tuple(
        Piece(state, "".join(piece.text for piece in group)) for state, group in groupby(filled, attrgetter("state"))
    )
