"""A document's answers and ticks, read back from its content controls."""

import io
import zipfile

from lxml import etree

from qis_tool.document.blocks import Paragraph, joined
from qis_tool.writers.word.controls import BULLET_STYLE, TICKED, tagged
from qis_tool.writers.word.xml import Element, w

_MARKS = {w("tab"): "\t", w("br"): "\n"}


def read_answers(package: bytes) -> dict[str, str]:
    """Every tagged content control's text by its tag; a check box reads as its glyph."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = archive.read("word/document.xml")
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    return {tag: "" if content is None else _text(content) for tag, content in tagged(root)}


def is_ticked(glyph: str) -> bool:
    """True for the glyph of a ticked box."""
    return glyph == TICKED


def _text(content: Element) -> str:
    inside = content.findall(w("p"))
    if not inside:
        return _characters(content)
    return joined([Paragraph(_characters(paragraph), _is_bullet(paragraph)) for paragraph in inside])


def _characters(element: Element) -> str:
    pieces = element.iter(w("t"), *_MARKS)
    return "".join(_MARKS.get(str(piece.tag), piece.text or "") for piece in pieces)


def _is_bullet(paragraph: Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and style.get(w("val")) == BULLET_STYLE
