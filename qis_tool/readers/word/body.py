"""The lines of a Word file's text."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count

from qis_tool.readers.lines import Cell, Line
from qis_tool.readers.word.names import ANSWER_BULLET, MARKUP, MATH, SYMBOL_EX, TABLE_BULLET, Element, W, w

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr")
_GONE = frozenset(map(w, ("del", "moveFrom", *_PROPERTIES)))
_KINDS = tuple(f"{{{name}}}" for name in (W, MATH, MARKUP))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CODE = re.compile(r"[0-9A-Fa-f]{1,5}")
_SYMBOL_FONTS = 0xF000
_WINGDINGS = dict(zip((0x6F, 0xA8, 0xFB, 0xFC, 0xFD, 0xFE), "□☐✗✓☒☑", strict=True))
_OBJECTS = ("altChunk", "bdo", "contentPart", "dir", "drawing", "fldSimple", "object", "pict", "subDoc")
_OF_TODAY = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")
_MARKS = {w(name): OBJECT for name in (*_OBJECTS, *_OF_TODAY)} | {
    w("tab"): "\t",
    w("ptab"): "\t",
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
            elif child.tag not in _GONE:
                if text := _mark(child) if len(child) else text_of(child):
                    yield Line(text, text, tag=tag, cell=cell)
                yield from self.lines(child, tag or tag_of(child), cell)

    def _table(self, table: Element, tag: str) -> Iterator[Line]:
        number = next(self._tables)
        for row, cells in enumerate(_members(table, w("tr"))):
            for column, content in enumerate(_members(cells, w("tc"))):
                yield from self.lines(content, tag, (number, row, column))

    def _line(self, paragraph: Element, tag: str, cell: Cell | None) -> Line:
        pieces = list(_pieces(paragraph))
        return Line(
            text="".join(text for _, text in pieces),
            wording="".join(text for control, text in pieces if control is None),
            inner="".join(text for control, text in pieces if control is not None),
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
        return style is not None and self.styles.get(style.get(w("val"), "")) in (ANSWER_BULLET, TABLE_BULLET)


def tag_of(control: Element) -> str:
    """A content control's tag, empty where it has none."""
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if tag is None else tag.get(w("val"), "")


def text_of(element: Element) -> str:
    """The characters in an element; a page break is none, and a picture, a field or a thing like them is `OBJECT`."""
    if element.tag in _GONE:
        return ""
    if element.tag in _SPECIAL:
        return _SPECIAL[str(element.tag)](element)
    return _mark(element) + "".join(map(text_of, element))


def _mark(element: Element) -> str:
    """What stands for an element itself; one of another kind may show, hide or turn around what it holds."""
    tag = str(element.tag)
    return _MARKS.get(tag, "") if tag.startswith(_KINDS) else OBJECT


def _characters(element: Element) -> str:
    """Text as Word shows it: a line end is a space, and those at the ends count only where it says so."""
    text = re.sub(r"[\r\n]", " ", "".join(map(str, element.itertext())))
    return text if element.get(_SPACE) == "preserve" else text.strip(" \t")


def _break(element: Element) -> str:
    return "" if element.get(w("type")) in ("page", "column") else "\n"


def _field(element: Element) -> str:
    return OBJECT if element.get(w("fldCharType")) == "begin" else ""


def _symbol(element: Element) -> str:
    """A character of a font by its number, which symbol fonts may count from 0xF000."""
    given = element.get(w("char")) or element.get(f"{{{SYMBOL_EX}}}char") or ""
    code = int(given, 16) if _CODE.fullmatch(given) else 0
    if (element.get(w("font")) or "").startswith("Wingdings"):
        return _WINGDINGS.get(code % _SYMBOL_FONTS, OBJECT)
    return chr(code) if code >= _SYMBOL_FONTS or chr(code).isprintable() else OBJECT


_SPECIAL: dict[str, Callable[[Element], str]] = {
    w("t"): _characters,
    f"{{{MATH}}}t": _characters,
    w("br"): _break,
    w("fldChar"): _field,
    w("sym"): _symbol,
    f"{{{SYMBOL_EX}}}symEx": _symbol,
}


def _pieces(element: Element) -> Iterator[tuple[str | None, str]]:
    """An element's text in pieces, each with the tag of its control, or None outside of any."""
    for child in element:
        if child.tag == w("sdt"):
            yield tag_of(child), text_of(child)
        elif child.tag not in _GONE and child.find(f".//{w('sdt')}") is not None:
            yield None, _mark(child)
            yield from _pieces(child)
        else:
            yield None, text_of(child)


def _members(element: Element, name: str) -> Iterator[Element]:
    """A table's rows or a row's cells, also where a control or a mark stands around them."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in _GONE and child.tag != w("tbl"):
            yield from _members(child, name)
