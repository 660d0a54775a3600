"""A worksheet as an Excel workbook, a sheet a table; the same worksheet makes the same bytes.

Every text is written as text, so that none is taken for a formula, a link or a number.
"""

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]  # it has types but does not say so

from qis_tool.characters import spelled
from qis_tool.report.evidence.sheets import Cell, Sheet, Worksheet, facts_sheet, with_notes
from qis_tool.report.spreadsheet import writable

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7E6E6"}
_CREATED = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
_WIDEST, _NARROWEST = 60, 9
_MOST_TEXT = 16_000  # characters of a cell; Excel holds twice as many units of UTF-16


def workbook(worksheet: Worksheet) -> bytes:
    """The file's bytes: the sheets, the facts, and the sentences that close the worksheet."""
    about = Sheet("About", ("About",), tuple((line,) for line in (worksheet.heading, *worksheet.closing)))
    file = BytesIO()
    book = xlsxwriter.Workbook(file, _OPTIONS)
    book.set_properties({"title": worksheet.heading, "created": _CREATED})
    looks = book.add_format(_HEAD), book.add_format({"valign": "top", "text_wrap": True})
    for sheet in (*map(with_notes, worksheet.sheets), facts_sheet(worksheet.facts), about):
        _write(book.add_worksheet(sheet.title), sheet, *looks)
    book.close()
    return file.getvalue()


def _write(page: Any, sheet: Sheet, head: Any, body: Any) -> None:
    for at, column in enumerate(zip(sheet.heads, *sheet.rows, strict=True)):
        page.set_column(at, at, _width(column), body)
        page.write_string(0, at, column[0], head)
        for row, cell in enumerate(column[1:], 1):
            _cell(page, row, at, cell)
    page.freeze_panes(1, 1)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _width(column: Sequence[Cell]) -> int:
    return min(max(_NARROWEST, *(len(str(cell)) + 1 for cell in column)), _WIDEST)


def _cell(page: Any, row: int, at: int, cell: Cell) -> None:
    if isinstance(cell, str):
        page.write_string(row, at, writable(spelled(cell)[:_MOST_TEXT]))
    else:
        page.write_number(row, at, cell)
