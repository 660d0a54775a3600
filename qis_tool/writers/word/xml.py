"""WordprocessingML elements, made one by one so that no text is ever read as markup."""

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = etree._Element


def w(name: str) -> str:
    """The qualified name of a w: element or attribute."""
    return f"{{{W}}}{name}"


def w14(name: str) -> str:
    """The qualified name of a w14: element or attribute."""
    return f"{{{W14}}}{name}"


def make(name: str, *children: Element, **attributes: str | int) -> Element:
    """A w: element with w: attributes and children."""
    element = etree.Element(w(name), {w(key): str(value) for key, value in attributes.items()})
    element.extend(children)
    return element


def styled(style: str, *children: Element) -> Element:
    """A paragraph of a style."""
    return make("p", make("pPr", make("pStyle", val=style)), *children)


def run(text: str, style: str = "") -> Element:
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
