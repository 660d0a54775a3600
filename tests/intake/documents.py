"""Documents with other paragraphs in them."""

from lxml import etree

from qis_tool.readers.word.names import Element, w
from tests.readers.files import NAMES


def filled_with(paragraph: Element, content: str) -> None:
    """Let a paragraph hold this content and nothing else."""
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    paragraph.extend(list(etree.fromstring(f"<new {NAMES}>{content}</new>")))


def paragraph_with(root: Element, text: str) -> Element:
    """The first paragraph that says this among other things."""
    return next(p for p in root.iter(w("p")) if text in "".join(map(str, p.itertext())))
