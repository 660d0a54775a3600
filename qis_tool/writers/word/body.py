"""A document's blocks to the elements of Word's body."""

from collections.abc import Iterator
from functools import singledispatchmethod

from qis_tool.document.blocks import Answer, Block, Box, Heading, List, Table, Text
from qis_tool.writers.word.controls import Controls
from qis_tool.writers.word.xml import Element, make, run, styled

_HEADINGS = ("Title", "Heading1", "Heading2", "Heading3")
_TEXTS = {"text": "BodyText", "prompt": "Prompt", "limit": "LimitNote"}
_NUMBER_LIST = 0
_FIRST_FREE_LIST = 5
_PAGE_WIDTH = 9360
_NUMBER_WIDTH = 540


class Body:
    """Turns blocks into elements; `lists` are the restarted numbered lists that numbering.xml must define."""

    def __init__(self) -> None:
        self.controls = Controls()
        self.lists: list[Element] = []

    @singledispatchmethod
    def elements(self, block: Block) -> Iterator[Element]:
        """The elements of one block."""
        raise TypeError(type(block).__name__)

    @elements.register
    def _(self, block: Heading) -> Iterator[Element]:
        heading = styled(_HEADINGS[block.level], run(block.text))
        if block.new_page:
            heading[0].append(make("pageBreakBefore"))
        if block.footnote:
            style = make("rPr", make("rStyle", val="FootnoteReference"))
            heading.append(make("r", style, make("footnoteReference", id=block.footnote)))
        yield heading

    @elements.register
    def _(self, block: Text) -> Iterator[Element]:
        yield styled(_TEXTS[block.kind], run(block.text))

    @elements.register
    def _(self, block: List) -> Iterator[Element]:
        number = self._restarted() if block.ordered else 0
        for item in block.items:
            paragraph = styled("ListNumber" if block.ordered else "ListBullet", run(item))
            if number:
                paragraph[0].append(make("numPr", make("ilvl", val=0), make("numId", val=number)))
            yield paragraph

    @elements.register
    def _(self, block: Box) -> Iterator[Element]:
        yield styled("CheckBox", self.controls.box(block), run(f"\t{block.label}"))

    @elements.register
    def _(self, block: Answer) -> Iterator[Element]:
        if block.prompt:
            yield styled("AnswerLine", run(f"{block.prompt} "), self.controls.line(block))
        else:
            yield self.controls.answer(block)

    @elements.register
    def _(self, block: Table) -> Iterator[Element]:
        widths = [_NUMBER_WIDTH, *_widths(len(block.columns))]
        look = make("tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        properties = make(
            "tblPr",
            make("tblStyle", val="MilestoneTable"),
            make("tblW", w=sum(widths), type="dxa"),
            make("tblLayout", type="fixed"),
            look,
            make("tblCaption", val=block.caption),
            make("tblDescription", val=block.description),
        )
        grid = make("tblGrid", *(make("gridCol", w=width) for width in widths))
        head = [styled("TableHeading"), *(styled("TableHeading", run(text)) for text in block.columns)]
        rows = [_row(head, widths, heading=True), *(self._answers(row, widths) for row in block.rows)]
        yield make("tbl", properties, grid, *rows)

    def _answers(self, row: tuple[Answer, ...], widths: list[int]) -> Element:
        cells = [self.controls.answer(answer, "TableText", "TableText") for answer in row]
        return _row([styled("TableNumber"), *cells], widths)

    def _restarted(self) -> int:
        number = _FIRST_FREE_LIST + len(self.lists)
        restart = make("lvlOverride", make("startOverride", val=1), ilvl=0)
        self.lists.append(make("num", make("abstractNumId", val=_NUMBER_LIST), restart, numId=number))
        return number


def _row(cells: list[Element], widths: list[int], *, heading: bool = False) -> Element:
    properties = make("trPr", make("cantSplit"), *([make("tblHeader")] if heading else []))
    made = (
        make("tc", make("tcPr", make("tcW", w=width, type="dxa")), cell)
        for cell, width in zip(cells, widths, strict=True)
    )
    return make("tr", properties, *made)


def _widths(columns: int) -> list[int]:
    """Column widths in twips: wide columns for text, the last one narrow for a date."""
    room = _PAGE_WIDTH - _NUMBER_WIDTH
    last = 1800 if columns > 1 else room
    others = (room - last) // max(columns - 1, 1)
    return [others] * (columns - 1) + [last]
