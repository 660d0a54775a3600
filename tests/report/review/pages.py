"""A page taken apart as a browser does, and read out line by line."""

from collections.abc import Iterator

from lxml import etree, html

from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.page import page

Element = etree._Element
_LINES = {"a", "p", "li", "dt", "dd", "summary", "caption"}


def written(review: Review) -> str:
    """The page of a review."""
    return "".join(piece.text for piece in page(review, Shown()))


def opened(review: Review) -> Element:
    """The root element of the page of a review."""
    return parsed(written(review))


def parsed(page: str) -> Element:
    """The root element of a page."""
    return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))


def found(page: Element, path: str) -> list[Element]:
    """The elements at an XPath."""
    return list(page.xpath(path))  # type: ignore[arg-type]


def values(page: Element, path: str) -> list[str]:
    """The attributes or texts at an XPath."""
    return [str(value) for value in page.xpath(path)]  # type: ignore[union-attr]


def said(element: Element) -> str:
    """What an element says, blanks and line ends as one blank."""
    return " ".join("".join(map(str, element.itertext())).split())


def read(page: Element) -> str:
    """What the body of a page shows without its script: a line for each heading, paragraph and row."""
    [body] = found(page, "//body")
    return "".join(f"{line}\n" for line in _lines(body))


def _lines(element: Element) -> Iterator[str]:
    for child in element.iterchildren(etree.Element):
        inner = [*child.iterchildren("p", "ul", "dl", "div", "a")]
        if child.tag in {"h1", "h2", "h3"}:
            yield f"\n{'#' * int(str(child.tag)[1])} {said(child)}"
        elif child.tag == "tr":
            yield f"| {' | '.join(map(_cell, child))} |"
        elif child.tag in _LINES and not inner:
            yield said(child)
        elif child.get("class") == "answer":
            yield f"“{child.text}”"
        elif "hidden" not in child.attrib:
            yield from _lines(child)


def _cell(cell: Element) -> str:
    """A cell's text; of a picture each text in it."""
    return "; ".join(map(said, cell.iter("title", "desc", "text"))) or said(cell)
