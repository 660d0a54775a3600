"""Two texts beside each other, word by word, as git shows them: [-old-] {+new+}."""

import re
from collections.abc import Iterable, Iterator

from qis_tool.differences import Change, changes, stretches
from qis_tool.report.tally import Styled

_WORDS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+|\n|[^\s]+")
_PARAGRAPH, _LINE = "¶", "↵"
_AROUND = 4


def word_difference(old: str, new: str) -> Iterator[Styled]:
    """What the new text says otherwise, with a few words around each place; ¶ is a new paragraph, ↵ a new line."""
    before, after = _words(old), _words(new)
    found = stretches(before, after, (_PARAGRAPH, _LINE))
    if not found:
        yield Styled("the same words, with other spaces")
        return
    for number, piece in enumerate(_pieces(before, after, found)):
        yield from [Styled(" ")] if number else []
        yield piece


def excerpt(old: str, others: Iterable[str]) -> str:
    """What stands in a text where any of the others says it otherwise, with a few words around each place."""
    words = _words(old)
    found = sorted(change for other in others for change in changes(words, _words(other)))
    pieces: list[str] = []
    at = 0
    for change in found:
        start, end = max(change.start - _AROUND, 0), min(change.end + _AROUND, len(words))
        pieces += ["…"] if start > at else []
        pieces += words[max(start, at) : end]
        at = max(at, end)
    return " ".join([*pieces, *(["…"] if at < len(words) else [])])


def _pieces(before: list[str], after: list[str], found: list[Change]) -> Iterator[Styled]:
    """The changes and the words around them, without the spaces between."""
    at = 0
    for change in found:
        start = max(change.start - _AROUND, at)
        follow = min(change.start, at + _AROUND) if at else 0
        yield from _around(before[at:follow], before[max(start, follow) : change.start], gap=start > follow)
        yield from _marked("[-{}-]", before[change.start : change.end], "removed")
        yield from _marked("{{+{}+}}", after[change.new_start : change.new_end], "added")
        at = change.end
    yield from _around(before[at : at + _AROUND], [], gap=at + _AROUND < len(before))


def _around(behind: list[str], ahead: list[str], *, gap: bool) -> Iterator[Styled]:
    text = " ".join([*behind, *(["…"] if gap else []), *ahead])
    yield from [Styled(text)] if text else []


def _marked(marks: str, words: list[str], role: str) -> Iterator[Styled]:
    yield from [Styled(marks.format(" ".join(words)), role)] if words else []


def _words(text: str) -> list[str]:
    """The words of a text, and signs for its paragraphs and lines."""
    return [
        word if word.strip() else _PARAGRAPH if word.count("\n") > 1 else _LINE
        for word in _WORDS.findall(
            text.strip("\n").replace("\N{OBJECT REPLACEMENT CHARACTER}", "[picture, field or object]")
        )
    ]
