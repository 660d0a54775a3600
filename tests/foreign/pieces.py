"""What the builders of foreign forms share: their view of a document, and elements that python-docx has no call for."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import docx
from docx.document import Document as Package
from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, List, Table, Text

Element = etree._Element
_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"(\d+)([ab]?)\. ")
_TABLES = ("Normal Table", "Table Grid", "Light Shading Accent 2", "Colorful Grid Accent 6")


@dataclass
class Group:
    """What stands together on a form: wording, the boxes below it, and the answer or table that ends it."""

    wording: list[Heading | Text | List] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    end: Answer | Table | None = None


def groups(document: Document) -> Iterator[Group]:
    """A document's blocks, group by group: a part, an item, and wording below boxes begin a new one."""
    group = Group()
    for block in document.blocks:
        if _begins(block, group) and (group.wording or group.boxes):
            yield group
            group = Group()
        match block:
            case Box():
                group.boxes.append(block)
            case Answer() | Table():
                group.end = block
                yield group
                group = Group()
            case _:
                group.wording.append(block)
    if group.wording or group.boxes:
        yield group


def _begins(block: Block, group: Group) -> bool:
    if isinstance(block, Heading):
        last = group.wording[-1] if group.wording else None
        return block.level <= 2 or bool(group.boxes) or not isinstance(last, Heading)
    return bool(group.boxes) and isinstance(block, Text | List)


def begun() -> Package:
    """An empty document, as python-docx begins one; of its hundred styles for tables, those that are used."""
    return docx.Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    package = docx.Document()
    for style in package.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.find(qn("w:name")).get(qn("w:val")) not in _TABLES:
            package.styles.element.remove(style)
    again = next(key for key, link in package.part.rels.items() if link.reltype.endswith("/stylesWithEffects"))
    del package.part.rels[again]
    return saved(package)


def saved(package: Package) -> bytes:
    """The bytes of a Word document."""
    stream = io.BytesIO()
    package.save(stream)
    return stream.getvalue()


def made(name: str, /, *within: Element, text: str = "", **values: str) -> Element:
    """An element with elements or text in it; its attributes are of its own namespace."""
    prefix, local = name.split(":")
    element: Element = oxml_parser.makeelement(f"{{{_SPACES[prefix]}}}{local}", nsmap={prefix: _SPACES[prefix]})
    for key, value in values.items():
        element.set(f"{{{_SPACES[prefix]}}}{key}", value)
    if text:
        element.text = text
        element.set(f"{{{_SPACES['xml']}}}space", "preserve")
    element.extend(within)
    return element


def new_row(grid: Any) -> tuple[_Cell, ...]:
    """The cells of a row added to a table."""
    return tuple(grid.add_row().cells)


def add(paragraph: Paragraph, text: str, *, bold: bool | None = None) -> Run:
    """A run with a text at a paragraph's end."""
    run = paragraph.add_run(text)
    run.bold = bold
    return run


def long_date(text: str) -> str:
    """A day as people type it out, March 31, 2024; any other text as it is."""
    return f"{(day := date.fromisoformat(text)):%B} {day.day}, {day.year}" if _DAY.fullmatch(text) else text


def short_date(text: str) -> str:
    """A day as people type it in a table, 3/31/2024; any other text as it is."""
    return f"{(day := date.fromisoformat(text)).month}/{day.day}/{day.year}" if _DAY.fullmatch(text) else text


def level_of(text: str) -> int | None:
    """How deep a typed number goes: 0 for "7.", 1 for "8a.", None where there is none."""
    found = _NUMBER.match(text)
    return None if found is None else len(found[2])


def unnumbered(text: str) -> str:
    """A heading without the number typed before it."""
    return _NUMBER.sub("", text, count=1) if level_of(text) is not None else text


def limits_after(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the limit note that stands below it, which is then none of its own."""
    before: Block | None = None
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if not (_is_limit(block) and isinstance(before, Heading | Text | List)):
            takes = isinstance(block, Heading | Text | List)
            yield block, after.text if takes and isinstance(after, Text) and _is_limit(after) else ""
        before = block


def _is_limit(block: Block | None) -> bool:
    return isinstance(block, Text) and block.kind == "limit"
