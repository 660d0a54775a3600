"""A review as an Excel workbook, a sheet a table, written row by row; the same review makes the same bytes.

Every text is written as text, so that none is taken for a formula, a link or a number.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, count, islice
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]  # it has types but does not say so
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from qis_tool import __version__
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.matrix import topic_matrix, word_counts
from qis_tool.report.review.tables import TABLES, Cell, Column, Kind, Row, Table
from qis_tool.report.spreadsheet import writable
from qis_tool.reviewing.values import Edition

MOST_ROWS = 1_048_575  # of a sheet, besides its heads
MOST_TEXT = 16_000  # characters of a cell; Excel holds twice as many units of UTF-16
_FIRST_YEAR = 1901  # Excel takes 1900 for a leap year
_LONGEST_NAME = 28  # characters of a sheet's name, with room for a number
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}
_HEAD = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7E6E6"}
_OVER = {"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"}
_NUMBERS: Mapping[Kind, str] = {"text": "General", "number": "#,##0", "share": "0%", "date": "yyyy-mm-dd"}
_BAR = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": "#9DC3E6"}
_BAR |= {"min_type": "num", "min_value": 0, "max_type": "num"}

_MATRICES: Mapping[str, Callable[[Edition], Table]] = {"words": word_counts, "topics": topic_matrix}

Book = Any  # xlsxwriter's own classes tell nothing to a type checker
Sheet = Any
Look = Any


class _Target:
    """The file to write to; once that has failed, the library's own clean-up writes to nowhere and fails no more."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: bytes) -> int:
        try:
            return self._file.write(content)
        except OSError:
            self._file = BytesIO()
            raise


def write_workbook(review: Review, file: BinaryIO) -> None:
    """Write all tables to a binary file. Parts that are not done lie in a folder of their own, which is gone after."""
    with TemporaryDirectory(prefix="qis-", ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(_Target(file), {**_OPTIONS, "tmpdir": folder})
        book.set_properties(_properties(review))
        for table in _tables(review):
            _write(book, table, review)
        try:
            book.close()
        except FileCreateError as fault:
            raise fault.args[0] from None


def _properties(review: Review) -> dict[str, Any]:
    created = datetime.datetime.combine(review.as_of, datetime.time(), datetime.UTC)
    return {"title": "Review of work plans", "subject": wording.heading(review), "created": created}


def _tables(review: Review) -> Iterator[Table]:
    yield Table("about", "About", (Column("What", width=20), Column("Text", width=110)), _about)
    for table in TABLES.values():
        if make := _MATRICES.get(table.name):
            yield from (matrix for matrix in map(make, review.editions.values()) if matrix.columns[1:])
        yield table


def _about(review: Review) -> Iterator[Row]:
    yield "Reviewed", wording.heading(review)
    yield "Outcome", wording.outcome(review)
    yield "Ready", wording.meaning(review)
    yield from (("Topics", demand) for demand in wording.demands(review))
    yield "Long answers", f"A text of more than {MOST_TEXT:,} characters goes on in the rows below it."
    yield "Made by", f"qis {__version__}"


def _write(book: Book, table: Table, review: Review) -> None:
    rows = (part for row in table.rows(review) for part in _parts(row))
    for some in _in_sheets(rows):
        sheet = book.add_worksheet(_name(book, table.title))
        looks = [_begin(book, sheet, *column) for column in enumerate(table.columns)]
        last = 0
        for last, row in enumerate(some, 1):
            for at, (cell, look) in enumerate(zip(row, looks, strict=True)):
                _cell(sheet, last, at, cell, look)
        _finish(book, sheet, table.columns, last)


def _in_sheets(rows: Iterator[Row]) -> Iterator[Iterator[Row]]:
    """The rows of each sheet: one sheet where there are none, and more than one where they are too many."""
    yield islice(rows, MOST_ROWS)
    for row in rows:
        yield chain([row], islice(rows, MOST_ROWS - 1))


def _parts(row: Row) -> Iterator[Row]:
    """A row; under it, beside what the row is about, the rest of texts that are too long for a cell."""
    yield tuple(cell[:MOST_TEXT] if isinstance(cell, str) else cell for cell in row)
    longest = max(len(cell) for cell in row if isinstance(cell, str))
    for at in range(MOST_TEXT, longest, MOST_TEXT):
        rest = (cell[at : at + MOST_TEXT] if isinstance(cell, str) else "" for cell in row[1:])
        yield str(row[0])[:MOST_TEXT], *rest


def _name(book: Book, title: str) -> str:
    """A sheet's name that is not taken yet: that of its table, numbered from the second on."""
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    names = (title[:_LONGEST_NAME] + (f" {number}" if number > 1 else "") for number in count(1))
    return next(name for name in names if name.lower() not in taken)


def _begin(book: Book, sheet: Sheet, at: int, column: Column) -> Look:
    """Write a column's head and set how it looks; the look of its cells."""
    wraps = column.kind == "text" and column.wraps
    look = book.add_format({"valign": "top", "text_wrap": wraps, "num_format": _NUMBERS[column.kind]})
    sheet.set_column(at, at, column.width, look)
    sheet.write_string(0, at, column.head, book.add_format(_HEAD))
    return look


def _cell(sheet: Sheet, row: int, at: int, cell: Cell, look: Look) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, at, writable(cell), look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, at, cell, look)
    elif cell.year < _FIRST_YEAR:
        sheet.write_string(row, at, cell.isoformat(), look)
    else:
        sheet.write_datetime(row, at, cell, look)


def _finish(book: Book, sheet: Sheet, columns: Sequence[Column], last: int) -> None:
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(columns):
        if column.most and last:
            over = {"type": "cell", "criteria": ">", "value": column.most, "format": book.add_format(_OVER)}
            sheet.conditional_format(1, at, last, at, {**_BAR, "max_value": column.most})
            sheet.conditional_format(1, at, last, at, over)
