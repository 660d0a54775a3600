"""The lines of a Word file's text."""

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from qis_tool.readers.lines import Cell, Line
from qis_tool.readers.word.names import ANSWER_BULLET, MARKUP, MATH, SYMBOL_EX, TABLE_BULLET, Element, W, w, within
from qis_tool.readers.word.symbols import OBJECT, check_box, field, in_font, simple_field, symbol

_PROPERTIES = ("pPr", "rPr", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr")
_GONE = frozenset(map(w, ("del", "moveFrom", *_PROPERTIES)))
_KINDS = tuple(f"{{{name}}}" for name in (W, MATH, MARKUP))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OBJECTS = ("altChunk", "bdo", "contentPart", "dir", "drawing", "object", "pict", "subDoc")
_OF_TODAY = ("dayShort", "dayLong", "monthShort", "monthLong", "yearShort", "yearLong", "pgNum")
_MARKS = {w(name): OBJECT for name in (*_OBJECTS, *_OF_TODAY)} | {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}
_STYLE, _NUMBER = within("pPr", "pStyle"), within("pPr", "numPr", "numId")


class Around(NamedTuple):
    """What stands around paragraphs: the tag of a control, its number, and a cell."""

    tag: str = ""
    control: int = 0
    cell: Cell | None = None


NOWHERE = Around()


class Body:
    """Walks a document's body; `styles` gives a style's name by its id, `lists` holds those that make lists.

    `numbers` gives each paragraph's.
    """

    def __init__(
        self,
        styles: Mapping[str, str],
        lists: Container[str] = (),
        numbers: Mapping[Element, int] | None = None,
    ) -> None:
        self.styles, self.lists, self.numbers = styles, lists, numbers or {}
        self._tables, self._controls = count(), count(1)

    def lines(self, element: Element, around: Around = NOWHERE) -> Iterator[Line]:
        """The paragraphs in an element, and what stands around it."""
        for child in element:
            if child.tag == w("p"):
                yield self._line(child, around)
            elif child.tag == w("tbl"):
                yield from self._table(child, around)
            elif child.tag not in _GONE:
                if text := _mark(child) if len(child) else text_of(child):
                    yield Line(text, text, tag=around.tag, cell=around.cell)
                yield from self.lines(child, self._within(child, around))

    def _within(self, element: Element, around: Around) -> Around:
        tag = "" if around.tag else tag_of(element)
        return around._replace(tag=tag, control=next(self._controls)) if tag else around

    def _table(self, table: Element, around: Around) -> Iterator[Line]:
        number = next(self._tables)
        for row, cells in enumerate(_members(table, w("tr"))):
            for column, content in enumerate(_members(cells, w("tc"))):
                yield from self.lines(content, around._replace(cell=(number, row, column)))

    def _line(self, paragraph: Element, around: Around) -> Line:
        pieces = list(_pieces(paragraph))
        return Line(
            text="".join(text for _, text in pieces),
            wording="".join(text for control, text in pieces if control is None),
            inner="".join(text for control, text in pieces if control is not None),
            tag=around.tag,
            tagged=tuple((control, text) for control, text in pieces if control),
            bullet=self._is_bullet(paragraph),
            cell=around.cell,
            number=self.numbers.get(paragraph, 0),
            control=around.control,
        )

    def _is_bullet(self, paragraph: Element) -> bool:
        for number in _NUMBER(paragraph)[:1]:
            return number.get(w("val")) != "0"
        names = [style.get(w("val"), "") for style in _STYLE(paragraph)[:1]]
        return any(name in self.lists or self.styles.get(name) in (ANSWER_BULLET, TABLE_BULLET) for name in names)


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
    text = "".join(map(str, element.itertext())).replace("\r", " ").replace("\n", " ")
    return in_font(element.getparent(), text if element.get(_SPACE) == "preserve" else text.strip(" \t"))


def _break(element: Element) -> str:
    return "" if element.get(w("type")) in ("page", "column") else "\n"


def _control(element: Element) -> str:
    return check_box(element, "".join(map(text_of, element)))


def _simple_field(element: Element) -> str:
    return simple_field(element) + "".join(map(text_of, element))


_SPECIAL: dict[str, Callable[[Element], str]] = {
    w("t"): _characters,
    f"{{{MATH}}}t": _characters,
    w("br"): _break,
    w("sdt"): _control,
    w("fldChar"): field,
    w("fldSimple"): _simple_field,
    w("sym"): symbol,
    f"{{{SYMBOL_EX}}}symEx": symbol,
}


def _pieces(element: Element) -> Iterator[tuple[str | None, str]]:
    """An element's text in pieces, each with the tag of its control, or None outside of any."""
    for child in element:
        if child.tag == w("sdt"):
            yield tag_of(child), text_of(child)
        elif child.tag not in _GONE and next(child.iter(w("sdt")), None) is not None:
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
