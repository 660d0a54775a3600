"""A worksheet on paper as a Word document in the look of a base document, with narrow margins and small tables."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from itertools import chain, count
from pathlib import Path

from docx.opc.part import Part
from docx.shared import Twips

from qis_tool.document.blocks import Document, Heading, List, Text
from qis_tool.document.paper import Grid, Paper, Plot
from qis_tool.readers.word.names import Element, w
from qis_tool.writers.word import filled
from qis_tool.writers.word.base import Base, opened_base, width_of
from qis_tool.writers.word.body import Body
from qis_tool.writers.word.chart import chart
from qis_tool.writers.word.styles import Style
from qis_tool.writers.word.xml import make, run, styled

_LETTERS = 15  # half points, as are sizes
_SIZES = (28, 18)
_GAP, _CELL_GAP, _LINE = 30, 8, 240
_SIDES = ("top", "left", "bottom", "right")
_MARGINS = {
    "top_margin": 620,
    "bottom_margin": 620,
    "left_margin": 800,
    "right_margin": 800,
    "header_distance": 300,
    "footer_distance": 300,
}
_CHART_HEIGHT = 3200
_BETWEEN = " \N{MIDDLE DOT} "
_PAD = 36
_LETTER_WIDTH = 71  # twips of a letter in a table


def write_paper_word(paper: Paper, base: Path) -> bytes:
    """A DOCX of the worksheet on the base document, the same bytes each time. Raises UserError for an unfit base."""
    ground = opened_base(base)
    width = _narrowed(ground)
    body = _Body(Body(width, ground.last_list, ground.kind), ground.word.part)
    elements = chain.from_iterable(map(body.elements, paper.parts))
    document = Document(paper.title, paper.subject, (), paper.language, (), (), paper.footer)
    return filled(ground, document, elements)


class _Body:
    """Turns the parts of a worksheet into elements; charts become parts beside the main one."""

    def __init__(self, blocks: Body, main: Part) -> None:
        self.blocks, self.main, self._names = blocks, main, count(1)

    @singledispatchmethod
    def elements(self, part: Heading | Text) -> Iterator[Element]:
        """The elements of one part, smaller than in a form and with less room around them."""
        size = _SIZES[part.level] if isinstance(part, Heading) else _LETTERS
        return (_small(element, size) for element in self.blocks.elements(part))

    @elements.register
    def _(self, part: List) -> Iterator[Element]:
        """A list set as one paragraph, for room."""
        yield _small(styled(Style.TEXT, run(_BETWEEN.join(part.items))))

    @elements.register
    def _(self, part: Plot) -> Iterator[Element]:
        yield from self._headed(part.title)
        yield _tight(styled(Style.PROMPT, chart(part, self.main, self.blocks.width, _CHART_HEIGHT)))
        yield _small(styled(Style.LIMIT, run(part.description)))

    @elements.register
    def _(self, part: Grid) -> Iterator[Element]:
        if part.named_by is not None:
            yield from self._headed(part.caption)
        widths = _widths(part, self.blocks.width)
        rows = (_row(part, row, widths) for row in part.rows)
        yield make("tbl", *_frame(part, widths), _row(part, part.heads, widths, heading=True), *rows)

    def _headed(self, text: str) -> Iterator[Element]:
        name = f"part_{next(self._names)}"
        return self.elements(Heading(1, text, name=name))


def _narrowed(ground: Base) -> int:
    """Give the pages their narrow margins; the width between them in twips."""
    section = ground.word.sections[0]
    for side, room in _MARGINS.items():
        setattr(section, side, Twips(room))
    return width_of(ground.word)


def _frame(grid: Grid, widths: Sequence[int]) -> Iterator[Element]:
    pads = (make(side, w=_PAD if side in {"left", "right"} else 0, type="dxa") for side in _SIDES)
    yield make(
        "tblPr",
        make("tblStyle", val=Style.TABLE),
        make("tblW", w=sum(widths), type="dxa"),
        make("tblLayout", type="fixed"),
        make("tblCellMar", *pads),
        make("tblLook", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        make("tblCaption", val=grid.caption),
        make("tblDescription", val=grid.description),
    )
    yield make("tblGrid", *(make("gridCol", w=width) for width in widths))


def _row(grid: Grid, cells: Sequence[str], widths: Sequence[int], *, heading: bool = False) -> Element:
    style = Style.TABLE_HEADING if heading else Style.TABLE_TEXT
    made = (
        make("tc", make("tcPr", make("tcW", w=width, type="dxa")), _cell(text, style, right=figure))
        for text, width, figure in zip(cells, widths, grid.numbers, strict=True)
    )
    return make("tr", make("trPr", make("cantSplit"), *([make("tblHeader")] if heading else [])), *made)


def _cell(text: str, style: Style, *, right: bool) -> Element:
    cell = _small(styled(style, run(text)), gap=_CELL_GAP)
    if right:
        cell[0].append(make("jc", val="right"))
    cell[0].append(
        make("rPr", make("sz", val=_LETTERS), make("szCs", val=_LETTERS))
    )  # a blank cell is as low as others
    return cell


def _small(paragraph: Element, size: int = _LETTERS, gap: int = _GAP) -> Element:
    """A paragraph in small letters, closely set."""
    for each in paragraph.iter(w("r")):
        each.insert(0, make("rPr", make("sz", val=size), make("szCs", val=size)))
    return _tight(paragraph, gap)


def _tight(paragraph: Element, gap: int = _GAP) -> Element:
    paragraph[0].append(make("spacing", before=gap, after=gap, line=_LINE, lineRule="auto"))
    return paragraph


def _widths(grid: Grid, page: int) -> list[int]:
    """Column widths in twips: as their longest texts ask for, but for the longest columns if the page is too narrow."""
    columns = list(zip(grid.heads, *grid.rows, strict=True))
    least = [max(_letters(head, bold=True), *map(_letters, cells)) for head, *cells in columns]
    whole = [max(need, *map(_letters_in_line, column[1:])) for column, need in zip(columns, least, strict=True)]
    room = (page - 2 * _PAD * len(columns)) // _LETTER_WIDTH
    wide = max(whole)
    while wide > 1 and sum(_capped(whole, least, wide)) > room:
        wide -= 1
    needed = [letters * _LETTER_WIDTH + 2 * _PAD for letters in _capped(whole, least, wide)]
    return [page * one // sum(needed) for one in needed]


def _capped(whole: Sequence[int], least: Sequence[int], wide: int) -> list[int]:
    return [max(need, min(wish, wide)) + 1 for wish, need in zip(whole, least, strict=True)]


def _letters(text: str, *, bold: bool = False) -> int:
    """How many letters wide the longest word of a text is."""
    return max(map(_letters_in_line, text.split()), default=0) + bold


def _letters_in_line(text: str) -> int:
    """How many letters wide a text is, capitals being wider."""
    return len(text) + sum(letter.isupper() for letter in text) // 3
