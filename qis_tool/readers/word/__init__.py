"""A Word document, read without trusting it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qis_tool.errors import UserError
from qis_tool.readers.lines import Line, Margins, folded
from qis_tool.readers.word.body import Body, text_of
from qis_tool.readers.word.names import LINKS, Element, w
from qis_tool.readers.word.outside import outside
from qis_tool.readers.word.package import MAX_CHARACTERS, Package, opened
from qis_tool.readers.word.record import Recorded, read_record
from qis_tool.readers.word.shown import Shown
from qis_tool.readers.word.symbols import OBJECT
from qis_tool.readers.word.tracked import Tracked

_MOST_LINES = 5000
_NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file's text: the lines of its body, its notes and page feet, the lines of its page heads, its record.

    `changes` counts tracked changes, `struck` runs of text that are struck through, and `brought`
    names what comes along with the file or from elsewhere.
    """

    lines: list[Line]
    margins: Margins
    heads: list[str]
    recorded: Recorded | None
    changes: int = 0
    brought: Sequence[str] = ()
    struck: int = 0

    @property
    def texts(self) -> list[str]:
        """All that stands in its body, its notes and its page feet."""
        return [*(line.text for line in self.lines), *self.margins.notes, *self.margins.feet]


def read_word(content: bytes, name: str, tracked: Tracked = Tracked.accepted) -> WordFile:
    """Read a Word file from memory. Raises UserError for anything else, and for one that can't be this form."""
    package = opened(content, name)
    shown = Shown((style for part in package.related("styles") for style in package.root(part)), tracked)
    root = package.root(package.main)
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(w("p")))}
    brought = outside(package, root)
    body = shown.part(root)
    lines = list(Body(shown.names, shown.lists, numbers).lines(body))
    notes = [note for kind, mark in _NOTES.items() for note in _notes(package, shown, kind, body.iter(w(mark)))]
    heads, feet = (list(_pages(package, shown, kind, body)) for kind in ("header", "footer"))
    if (number := len(lines) + len(notes) + len(heads) + len(feet)) > _MOST_LINES:
        raise UserError(f"{name}: it has {number:,} paragraphs, far more than this form.")
    if sum(map(len, notes)) > MAX_CHARACTERS:  # each reference shows all of its note again
        raise package.too_much()
    return WordFile(lines, Margins(notes, feet), heads, read_record(package), shown.changes, brought, shown.struck)


def _notes(package: Package, shown: Shown, kind: str, marks: Iterator[Element]) -> Iterator[str]:
    """The notes of a kind that the body refers to, in its order, and words that stand in the lines above notes."""
    roots = [shown.part(package.root(part)) for part in package.related(kind)]
    notes = {note.get(w("id")): (_joined(note), note.get(w("type"))) for root in roots for note in root}
    yield from (notes.get(mark.get(w("id")), ("", None))[0] or OBJECT for mark in marks)
    yield from (text for text, above in notes.values() if above and text)


def _joined(note: Element) -> str:
    return folded("\n".join(map(text_of, _paragraphs(note))))


def _paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs in an element, but for those in others, whose text is theirs."""
    return (line for line in element.iter(w("p")) if next(line.iterancestors(w("p")), None) is None)


def _pages(package: Package, shown: Shown, kind: str, body: Element) -> Iterator[str]:
    """The lines of page heads or feet that the body refers to."""
    used = {mark.get(f"{{{LINKS}}}id") for mark in body.iter(w(f"{kind}Reference"))}
    for part in package.related(kind, used):
        yield from (folded(text_of(line)) for line in _paragraphs(shown.part(package.root(part))))
