"""A document's blocks to the elements of Word's body."""

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from itertools import count

from qis_tool.document.blocks import Answer, Block, Box, Heading, List, Table, Text
from qis_tool.readers.word.names import Element, w
from qis_tool.writers.word.controls import answer_box, answer_cell, answer_line, check_box
from qis_tool.writers.word.styles import Style
from qis_tool.writers.word.xml import make, run, styled

_HEADINGS = (Style.TITLE, Style.PART, Style.ITEM, Style.SUBITEM)
_TEXTS = {"text": Style.TEXT, "prompt": Style.PROMPT, "limit": Style.LIMIT}
_NUMBER_WIDTH = 540
_DATE_WIDTH = 1800


class Body:
    """Turns blocks into elements on a page of this width in twips.

    Each numbered list counts from one: a w:num of this kind of list is added behind `last_list` for it.
    """

    def __init__(self, width: int, last_list: Element, kind: str) -> None:
        self.width, self.last_list, self.kind = width, last_list, kind
        self._bookmarks = count(1)
        self._above: Block | None = None

    def body(self, blocks: Iterable[Block]) -> Iterator[Element]:
        """The elements of all blocks."""
        for block in blocks:
            yield from self.elements(block)
            self._above = block

    @singledispatchmethod
    def elements(self, block: Block) -> Iterator[Element]:
        """The elements of one block."""
        raise TypeError(type(block).__name__)

    @elements.register
    def _(self, block: Heading) -> Iterator[Element]:
        number = next(self._bookmarks)
        start, end = make("bookmarkStart", id=number, name=block.name), make("bookmarkEnd", id=number)
        heading = styled(_HEADINGS[block.level], start, run(block.text), end)
        if block.new_page:
            heading[0].append(make("pageBreakBefore"))
        if block.footnote:
            style = make("rPr", make("rStyle", val=Style.FOOTNOTE_MARK))
            heading.append(make("r", style, make("footnoteReference", id=block.footnote)))
        yield heading

    @elements.register
    def _(self, block: Text) -> Iterator[Element]:
        yield styled(_TEXTS[block.kind], run(block.text))

    @elements.register
    def _(self, block: List) -> Iterator[Element]:
        number = self._restarted() if block.ordered else 0
        for item in block.items:
            paragraph = styled(Style.NUMBERED if block.ordered else Style.BULLETS, run(item))
            if number:
                paragraph[0].append(make("numPr", make("ilvl", val=0), make("numId", val=number)))
            yield paragraph

    @elements.register
    def _(self, block: Box) -> Iterator[Element]:
        yield styled(Style.BOX, check_box(block), run(f"\t{block.label}"))

    @elements.register
    def _(self, block: Answer) -> Iterator[Element]:
        if block.prompt:
            of_box = isinstance(self._above, Box)  # its line begins where the box's label does
            style = Style.BOX_LINE if of_box else Style.ANSWER_LINE
            yield styled(style, run(f"{block.prompt} "), answer_line(block))
        else:
            yield answer_box(block)

    @elements.register
    def _(self, block: Table) -> Iterator[Element]:
        widths = _widths(len(block.columns), self.width)
        look = make("tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        properties = make(
            "tblPr",
            make("tblStyle", val=Style.TABLE),
            make("tblW", w=sum(widths), type="dxa"),
            make("tblLayout", type="fixed"),
            look,
            make("tblCaption", val=block.caption),
            make("tblDescription", val=block.description),
        )
        grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
        head = [styled(Style.TABLE_HEADING), *(styled(Style.TABLE_HEADING, run(text)) for text in block.columns)]
        rows = [_answers(row, widths) for row in block.rows]
        *inner, _last = rows
        for row in dict.fromkeys((*inner[:1], *inner[-2:])):
            _keep_with_next(row)
        yield make("tbl", properties, grid, _row(head, widths, heading=True), *rows)

    def _restarted(self) -> int:
        number = int(self.last_list.get(w("numId"), "0")) + 1
        restart = make("lvlOverride", make("startOverride", val=1), ilvl=0)
        added = make("num", make("abstractNumId", val=self.kind), restart, numId=number)
        self.last_list.addnext(added)
        self.last_list = added
        return number


def _answers(row: tuple[Answer, ...], widths: list[int]) -> Element:
    cells = [answer_cell(answer) for answer in row]
    return _row([styled(Style.TABLE_NUMBER), *cells], widths)


def _keep_with_next(row: Element) -> None:
    """No page begins or ends with a single row: LibreOffice may lose the rows after one that ends a page."""
    for paragraph in row.iter(w("p")):
        paragraph[0].append(make("keepNext"))


def _row(cells: list[Element], widths: list[int], *, heading: bool = False) -> Element:
    properties = make("trPr", make("cantSplit"), *([make("tblHeader")] if heading else []))
    made = (
        make("tc", make("tcPr", make("tcW", w=width, type="dxa")), cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return make("tr", properties, *made)


def _widths(columns: int, page: int) -> list[int]:
    """Column widths in twips: a narrow one for the number, wide ones for text, the last one narrow for a date."""
    room = page - _NUMBER_WIDTH
    last = _DATE_WIDTH if columns > 1 else room
    others = (room - last) // max(columns - 1, 1)
    return [_NUMBER_WIDTH, *[others] * (columns - 1), room - others * (columns - 1)]
