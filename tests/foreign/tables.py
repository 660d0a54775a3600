"""The form as tables: prompt beside answer or above it, boxes in a grid, numbers that Word counts, legacy fields."""

from functools import lru_cache

from docx.document import Document as Package
from docx.shared import Pt
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from qis_tool.document.blocks import Answer, Box, Document, Heading, List, Table, Text, paragraphs
from tests.foreign.fields import form_box, form_text, symbol_box, wingdings_box
from tests.foreign.parts import ITEMS, POINTS, ROWS, add_notes, add_numbering, again, number_by, refer_to
from tests.foreign.pieces import (
    Group,
    add,
    begun,
    groups,
    level_of,
    long_date,
    made,
    new_row,
    saved,
    short_date,
    unnumbered,
)

_ROWS, _ON_FIRST_PAGE = 15, 8


@lru_cache
def in_tables(document: Document) -> bytes:
    """Every item a table, fifteen rows for milestones with their heads typed again, footnotes as endnotes."""
    package = begun()
    add_numbering(package)
    add_notes(package, "endnote", document.footnotes)
    writer = _Writer(package)
    for group in groups(document):
        writer.write(group)
    foot = package.sections[0].footer.paragraphs[0]
    add(foot, "\n".join(document.footer))
    return saved(package)


def _next_line(holder: Package | _Cell) -> Paragraph:
    """A new paragraph; in a cell that holds nothing yet, the one that is there."""
    if isinstance(holder, _Cell) and len(holder.paragraphs) == 1 and not len(holder.paragraphs[0]._p):
        first: Paragraph = holder.paragraphs[0]
        return first
    return holder.add_paragraph()


def _fill(cell: _Cell, text: str) -> None:
    for part in paragraphs(text):
        paragraph = _next_line(cell)
        if part.bullet:
            paragraph.style = "List Bullet"
        add(paragraph, part.text)


class _Writer:
    """Writes group after group; each list of boxes has another kind of box, every other answer stands elsewhere.

    Of the answers that stand below their prompts, some have no row of their own where nothing is said.
    """

    def __init__(self, package: Package) -> None:
        self._package = package
        self._lists = self._answers = self._fields = 0
        self._kinds: list[str] = []

    def write(self, group: Group) -> None:
        """One group, in a table of its own; what stands before the first part, as paragraphs."""
        if not group.boxes and not group.end and not any(isinstance(b, Heading) and b.level for b in group.wording):
            self._wording(self._package, group)
            return
        match group.end:
            case Table():
                self._wording(self._grid(1, 1).cell(0, 0), group)
                self._table(self._grid(1, 1 + len(group.end.columns)), group.end)
            case Answer() if not group.boxes:
                self._asked(group, group.end)
            case _:
                self._boxed(group)
        self._package.add_paragraph().paragraph_format.space_after = Pt(0)

    def _grid(self, rows: int, columns: int) -> Grid:
        grid: Grid = self._package.add_table(rows, columns, style="Table Grid")
        return grid

    def _wording(self, holder: Package | _Cell, group: Group) -> None:
        for block in group.wording:
            match block:
                case Heading():
                    paragraph = self._numbered(holder, block.text)
                    paragraph.runs[0].bold = True
                    if block.footnote:
                        refer_to(paragraph, "endnote", block.footnote)
                case Text():
                    add(_next_line(holder), block.text)
                case List():
                    self._list(holder, block)

    def _numbered(self, holder: Package | _Cell, text: str) -> Paragraph:
        """A line whose number, where it has one, Word counts."""
        paragraph = _next_line(holder)
        add(paragraph, unnumbered(text))
        if (level := level_of(text)) is not None:
            number_by(paragraph, ITEMS, level)
        return paragraph

    def _list(self, holder: Package | _Cell, block: List) -> None:
        self._lists += 1
        number = again(self._package, POINTS, self._lists)
        for item in block.items:
            paragraph = _next_line(holder)
            if block.ordered:
                number_by(paragraph, number)
            else:
                paragraph.style = "List Bullet"
            add(paragraph, item)

    def _asked(self, group: Group, answer: Answer) -> None:
        """Prompts and an answer: side by side, or one below the other."""
        self._answers += 1
        if not answer.prompt and self._answers % 2:
            grid = self._grid(1, 1)
            self._wording(grid.cell(0, 0), group)
            if answer.text or self._answers % 3:
                _fill(_whole_row(grid), answer.text)
        elif answer.prompt:
            grid = self._grid(0, 2)
            if group.wording:
                self._wording(_whole_row(grid), group)
            left, right = new_row(grid)
            self._short(left, right, answer)
        else:
            grid = self._grid(1, 2)
            self._wording(grid.cell(0, 0), group)
            _fill(grid.cell(0, 1), answer.text)

    def _short(self, left: _Cell, right: _Cell, answer: Answer) -> None:
        self._fields += 1
        self._numbered(left, answer.prompt)
        form_text(_next_line(right), short_date(answer.text), self._fields)

    def _boxed(self, group: Group) -> None:
        """A grid of marks and labels, two pairs in a row, below the wording and above an answer."""
        pairs = min(2, len(group.boxes))
        grid = self._grid(0, max(1, 2 * pairs))
        if group.wording:
            self._wording(_whole_row(grid), group)
        for at in range(0, len(group.boxes), 2):
            cells = new_row(grid)
            for place, box in enumerate(group.boxes[at : at + 2]):
                self._mark(cells[2 * place].paragraphs[0], box)
                add(cells[2 * place + 1].paragraphs[0], box.label)
        if isinstance(group.end, Answer) and group.end.prompt:
            cells = new_row(grid)
            self._short(cells[0].merge(cells[1]), cells[2].merge(cells[3]), group.end)
        elif isinstance(group.end, Answer):
            _fill(_whole_row(grid), group.end.text)

    def _mark(self, paragraph: Paragraph, box: Box) -> None:
        if box.path not in self._kinds:
            self._kinds.append(box.path)
        kind = self._kinds.index(box.path) % 3
        self._fields += 1
        if kind == 1:
            form_box(paragraph, ticked=box.ticked, number=self._fields)
        else:
            (symbol_box if kind == 0 else wingdings_box)(paragraph, ticked=box.ticked)

    def _table(self, grid: Grid, table: Table) -> None:
        self._heads(grid.rows[0].cells, table)
        blank = tuple(Answer("", "", "") for _ in table.columns)
        for number, answers in enumerate([*table.rows, *[blank] * (_ROWS - len(table.rows))]):
            if number == _ON_FIRST_PAGE:
                cells = new_row(grid)
                self._heads(cells, table)
                cells[0].paragraphs[0].paragraph_format.page_break_before = True
            cells = new_row(grid)
            number_by(cells[0].paragraphs[0], ROWS)
            for cell, answer in zip(cells[1:], answers, strict=True):
                _fill(cell, long_date(answer.text))

    def _heads(self, cells: tuple[_Cell, ...], table: Table) -> None:
        for cell, column in zip(cells[1:], table.columns, strict=True):
            shade = made("w:shd", val="clear", color="auto", fill="D9E2F3")
            cell._tc.get_or_add_tcPr().append(shade)
            add(cell.paragraphs[0], column, bold=True)


def _whole_row(grid: Grid) -> _Cell:
    first, *others = new_row(grid)
    return first.merge(others[-1]) if others else first
