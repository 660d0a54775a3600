"""A spreadsheet's file as rows of texts: CSV by Python's own reader, an Excel workbook by workbooks.py."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from qis_tool.errors import UserError

MAX_ROWS = 20_000
MAX_COLUMNS = 200
_ZIP = b"PK\x03\x04"
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old or protected Excel file. Save it as Excel Workbook (.xlsx), without a password.",
    ),
    (b"%PDF", "it is a PDF. Use the spreadsheet it was made from."),
    (b"{\\rtf", "it is rich text (RTF). Save the table as CSV."),
    (b"PAR1", "it is a Parquet file. Save this table as CSV or as an Excel workbook."),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save it in Excel as “CSV UTF-8”."
_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """A row's number as a spreadsheet shows it, and the texts of its cells without outer spaces.

    `unknown` says at which cells, from 0, a formula stands whose value is not in the file.
    """

    number: int
    cells: tuple[str, ...]
    unknown: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a sheet, blank ones too, and what else there is to say of the file."""

    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()


def grid_of(content: bytes, file: str) -> Grid:
    """A CSV file's rows, or those of a workbook's first sheet. Raises UserError for another kind of file."""
    for start, told in _OTHERS:
        if content.startswith(start):
            raise UserError(f"{file}: {told}")
    if content.startswith(_ZIP):
        from qis_tool.evidence.workbooks import first_sheet

        lines, remarks = first_sheet(content, file, MAX_ROWS + 1, MAX_COLUMNS + 1)
        return Grid(_bounded((Line(number, *line) for number, line in enumerate(lines, 1)), file), remarks)
    return Grid(_bounded(_csv_lines(_text(content, file), file), file))


def separator_of(text: str) -> str:
    """What parts the cells of a CSV file, by its first line: a comma, a semicolon or a tab."""
    heads = text.lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=heads.count)  # the first of equals, the comma


def _bounded(lines: Iterable[Line], file: str) -> tuple[Line, ...]:
    some = tuple(islice(lines, MAX_ROWS + 1))
    if len(some) > MAX_ROWS:
        raise UserError(f"{file}: it has more than {MAX_ROWS:,} rows, far more than such a table has.")
    if any(len(line.cells) > MAX_COLUMNS for line in some):
        raise UserError(f"{file}: it has more than {MAX_COLUMNS} columns, far more than such a table has.")
    return some


def _text(content: bytes, file: str) -> str:
    if content.startswith(_UTF16):
        raise UserError(f"{file}: its text is UTF-16, not UTF-8. {_SAVE}")
    if b"\0" in content:
        raise UserError(f"{file}: it is a binary file, not a table. Save the table as CSV or as an Excel workbook.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise UserError(
            f"{file}: line {line} is not in UTF-8 (byte {fault.start}): it looks like Windows-1252 (ANSI). {_SAVE}"
        ) from None


def _csv_lines(text: str, file: str) -> Iterator[Line]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    try:
        for number, cells in enumerate(rows, 1):
            yield Line(number, tuple(cell.strip() for cell in cells))
    except csv.Error:
        told = "a quotation mark is not closed, or stands inside a text. Save it again from Excel."
        raise UserError(f"{file}: it is not sound CSV near line {rows.line_num}: {told}") from None
