"""A Word document, read without trusting it."""

from dataclasses import dataclass

from qis_tool.errors import UserError
from qis_tool.readers.lines import Line, folded
from qis_tool.readers.word.body import Body, text_of
from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.package import Package, opened
from qis_tool.readers.word.record import Recorded, read_record

_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file's text: the lines of its body, those of its notes and page feet, of its page heads, its record."""

    lines: list[Line]
    margins: list[str]
    heads: list[str]
    recorded: Recorded | None


def read_word(content: bytes, name: str) -> WordFile:
    """Read a Word file from memory. Raises UserError for anything else, and for one that can't be this form."""
    package = opened(content, name)
    defined = (style for part in package.related("styles") for style in package.root(part))
    styles = {style.get(w("styleId"), ""): _name(style) for style in defined}
    lines = list(Body(styles).lines(package.root(package.main)))
    if len(lines) > _MOST_LINES:
        raise UserError(f"{name}: it has {len(lines):,} paragraphs, far more than this form.")
    margins = [*_lines(package, "footnotes"), *_lines(package, "footer")]
    return WordFile(lines, margins, _lines(package, "header"), read_record(package))


def _name(style: Element) -> str:
    name = style.find(w("name"))
    return "" if name is None else name.get(w("val"), "")


def _lines(package: Package, kind: str) -> list[str]:
    return [folded(text_of(line)) for part in package.related(kind) for line in package.root(part).iter(w("p"))]
