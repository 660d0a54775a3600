"""The lines of a Word file's text: what is tracked as deleted is gone, what is tracked as inserted is there."""

from collections.abc import Iterator, Mapping
from itertools import count

from qis_tool.readers.lines import Cell, Line
from qis_tool.readers.word.names import BULLET_STYLE, Element, w

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset([w("del"), w("moveFrom"), w("pPr"), w("rPr"), _FALLBACK])
_MARKS = {
    w("tab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}


class Body:
    """Walks a document's body; `styles` gives a style's name by its id."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self.styles = styles
        self._tables = count()

    def lines(self, element: Element, tag: str = "", cell: Cell | None = None) -> Iterator[Line]:
        """The paragraphs in an element, which stands in the control of this tag and in this cell of a table."""
        for child in element:
            if child.tag == w("p"):
                yield self._line(child, tag, cell)
            elif child.tag == w("tbl"):
                yield from self._table(child, tag)
            elif child.tag == w("sdt"):
                yield from self._control(child, tag, cell)
            elif child.tag not in _GONE:
                yield from self.lines(child, tag, cell)

    def _table(self, table: Element, tag: str) -> Iterator[Line]:
        number = next(self._tables)
        for row, cells in enumerate(_members(table, w("tr"))):
            for column, content in enumerate(_members(cells, w("tc"))):
                yield from self.lines(content, tag, (number, row, column))

    def _control(self, control: Element, tag: str, cell: Cell | None) -> Iterator[Line]:
        own = tag or tag_of(control)
        content = control.find(w("sdtContent"))
        if content is None or _stands_in(control):
            yield Line("", "", tag=own, cell=cell)
        else:
            yield from self.lines(content, own, cell)

    def _line(self, paragraph: Element, tag: str, cell: Cell | None) -> Line:
        pieces = list(_pieces(paragraph))
        return Line(
            text="".join(text for _, text in pieces),
            wording="".join(text for control, text in pieces if control is None),
            inner="".join(text for control, text in pieces if control == ""),
            tag=tag,
            tagged=tuple((control, text) for control, text in pieces if control),
            bullet=self._is_bullet(paragraph),
            cell=cell,
        )

    def _is_bullet(self, paragraph: Element) -> bool:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        number = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if number is not None:
            return number.get(w("val")) != "0"
        return style is not None and self.styles.get(style.get(w("val"), "")) == BULLET_STYLE


def tag_of(control: Element) -> str:
    """A content control's tag, empty where it has none."""
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if tag is None else tag.get(w("val"), "")


def text_of(element: Element) -> str:
    """The characters in an element; a page break is none."""
    if element.tag in _GONE:
        return ""
    if element.tag == w("t"):
        return element.text or ""
    if element.tag == w("br"):
        return "" if element.get(w("type")) in ("page", "column") else "\n"
    return _MARKS.get(str(element.tag), "") or "".join(map(text_of, element))


def _pieces(paragraph: Element) -> Iterator[tuple[str | None, str]]:
    """The paragraph's text in pieces, each with the tag of its control, or None outside of any."""
    for child in paragraph:
        if child.tag == w("sdt"):
            yield tag_of(child), "" if _stands_in(child) else text_of(child)
        else:
            yield None, text_of(child)


def _stands_in(control: Element) -> bool:
    """True where the control shows what only invites an answer."""
    mark = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
    return mark is not None and mark.get(w("val"), "1") not in ("0", "false", "off")


def _members(element: Element, name: str) -> Iterator[Element]:
    """A table's rows or a row's cells, also where a control or a mark stands around them."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _GONE and child.tag != w("tbl"):
            yield from _members(child, name)
