"""WordprocessingML elements, made one by one so that no text is ever read as markup."""

from lxml import etree

from qis_tool.readers.word.names import Element, w
from qis_tool.writers.word.styles import Style

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def make(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """A w: element with w: attributes and children."""
    element = etree.Element(w(name), {w(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def styled(style: Style, *children: Element) -> Element:
    """A paragraph of a style."""
    return make("p", make("pPr", make("pStyle", val=style)), *children)


def run(text: str, style: Style | None = None) -> Element:
    """A run of text; tabs and line ends become Word's own."""
    properties = [make("rPr", make("rStyle", val=style))] if style else []
    return make("r", *properties, *_pieces(text))


def _pieces(text: str) -> list[Element]:
    pieces: list[Element] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append(make("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                pieces.append(make("tab"))
            if part:
                pieces.append(_text(part))
    return pieces


def _text(part: str) -> Element:
    element = make("t")
    element.set(_SPACE, "preserve")
    element.text = part
    return element
