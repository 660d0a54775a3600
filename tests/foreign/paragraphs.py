"""The form as plain paragraphs, the way a person types it off: no content control, hardly a style."""

from functools import lru_cache

from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from qis_tool.document.blocks import Answer, Box, Document, Heading, List, Table, Text, paragraphs
from tests.foreign.pieces import add, begun, limits_after, long_date, new_row, saved, short_date

_PART_STYLE = "Abschnitt"
_BLANK, _TICKS = "\N{BALLOT BOX}", "\N{BALLOT BOX WITH X}\N{BALLOT BOX WITH CHECK}"


@lru_cache
def in_paragraphs(document: Document) -> bytes:
    """Typed numbers, typed boxes, limits on the line of their prompt, answers below it, footnotes at the end."""
    package = begun()
    _add_style(package)
    writer = _Writer(package)
    for block, limit in limits_after(document.blocks):
        writer.write(block, limit)
    for number, note in enumerate(document.footnotes, 1):
        package.add_paragraph(f"{number} {note}")
    foot = package.sections[0].footer.paragraphs[0]
    foot.text = document.footer[0]
    for line in document.footer[1:]:
        package.sections[0].footer.add_paragraph(line)
    return saved(package)


def _add_style(package: Package) -> None:
    style = package.styles.add_style(_PART_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = package.styles["Normal"]
    style.font.bold, style.font.size = True, Pt(14)


class _Writer:
    """Writes block after block; every other box and answer is typed the other way people do it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._boxes = self._answers = 0

    def write(self, block: object, limit: str) -> None:
        """One block, with the limit note that stands on its last line."""
        match block:
            case Heading():
                self._heading(block, limit)
            case Text():
                self._line(block.text, limit)
            case List(ordered=ordered, items=items):
                for number, item in enumerate(items, 1):
                    mark = f"{number}." if ordered else "\N{BULLET}"
                    self._line(f"{mark} {item}", limit if number == len(items) else "")
            case Box():
                self._box(block)
            case Answer():
                self._answer(block)
            case Table():
                self._table(block)

    def _line(self, text: str, limit: str = "") -> Paragraph:
        return self._package.add_paragraph(f"{text} {limit}".rstrip())

    def _heading(self, heading: Heading, limit: str) -> None:
        paragraph = self._package.add_paragraph(style=_PART_STYLE if heading.level == 1 else None)
        paragraph.paragraph_format.page_break_before = heading.new_page or None
        add(paragraph, heading.text, bold=True if heading.level != 1 else None)
        if heading.footnote:
            add(paragraph, str(heading.footnote)).font.superscript = True
        if limit:
            add(paragraph, f" {limit}")

    def _box(self, box: Box) -> None:
        self._boxes += 1
        odd = self._boxes % 2
        self._line(f"{_TICKS[odd] if box.ticked else _BLANK}{' ' if odd else chr(9)}{box.label}")

    def _answer(self, answer: Answer) -> None:
        if answer.prompt:
            self._line(answer.prompt, long_date(answer.text))
            return
        self._answers += 1
        parts = paragraphs(answer.text)
        typed = self._answers % 2
        for part in parts:
            paragraph = self._package.add_paragraph(style="List Bullet" if part.bullet and not typed else None)
            add(paragraph, f"\N{BULLET} {part.text}" if part.bullet and typed else part.text)
        if not parts and self._answers % 3:
            self._package.add_paragraph()

    def _table(self, table: Table) -> None:
        grid = self._package.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        for cell, column in zip(grid.rows[0].cells, table.columns, strict=True):
            add(cell.paragraphs[0], column, bold=True)
        for row in table.rows:
            for cell, answer in zip(new_row(grid), row, strict=True):
                parts = [short_date(part.text) for part in paragraphs(answer.text)]
                for number, text in enumerate(parts):
                    paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                    add(paragraph, text)
