"""The first sheet of an Excel workbook as texts, as they would stand in a CSV file; values, never formulas."""

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from qis_tool.errors import UserError
from qis_tool.evidence.extra import library

MAX_PARTS = 500
MAX_UNPACKED = 50_000_000
MAX_TAGS = 800_000  # of the sheets and their texts, which are read as they come: 150,000 cells and more
MAX_OTHER_TAGS = 100_000  # of all else, which is kept in memory
_DAMAGED = "it is damaged and can't be read. Open it in Excel and save it, or save the table as CSV."
_OTHER_ZIP = "it is a zip file, but not an Excel workbook (.xlsx). Save the table as CSV or as an Excel workbook."
_TOO_LARGE = "unpacked it is far too large for such a table. Save the table as CSV."
_READ_BY_AND_BY = ("xl/worksheets/", "xl/sharedStrings")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,  # what XML parsers raise
    TypeError,
    ValueError,
)
_DECIMALS = re.compile(r"0\.(0+)")

Texts = tuple[tuple[str, ...], tuple[int, ...]]


def first_sheet(content: bytes, file: str, rows: int, columns: int) -> tuple[list[Texts], tuple[str, ...]]:
    """The cells of each row of the first sheet that is shown, and at which a formula has no value; remarks.

    No more than so many rows and columns. Raises UserError where it is no sound workbook, or openpyxl is missing.
    """
    _refuse_unsound(content, file)
    excel = library("openpyxl", f"{file} is an Excel workbook")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl passes over: pictures, lists to choose from
            values, formulas = (
                excel.load_workbook(io.BytesIO(content), read_only=True, data_only=only, keep_links=False)
                for only in (True, False)
            )
            titles = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
            sheets = [_cells(book[titles[0]], rows, columns) for book in (values, formulas)]
            return [_texts(*both) for both in zip(*sheets, strict=True)], _remarks(titles)
    except _BROKEN:
        raise UserError(f"{file}: {_DAMAGED}") from None


def _refuse_unsound(content: bytes, file: str) -> None:
    """Raises UserError for a file that is no workbook, is damaged, or would unpack to more than a table holds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
        if "xl/workbook.xml" not in archive.namelist():
            raise UserError(f"{file}: {_OTHER_ZIP}")
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise UserError(f"{file}: {_TOO_LARGE}")
        _refuse_parts(archive, entries, file)
    except _BROKEN:
        raise UserError(f"{file}: {_DAMAGED}") from None


def _refuse_parts(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], file: str) -> None:
    """Raises UserError where a part declares a document type, or where all parts have more tags than a table needs."""
    left = {True: MAX_TAGS, False: MAX_OTHER_TAGS}
    for entry in entries:
        content = archive.read(entry).replace(b"\0", b"")  # as UTF-16 says the same
        if b"<!DOCTYPE" in content:
            raise UserError(f"{file}: no spreadsheet program saves a file like this. Save the table as CSV.")
        read_by_and_by = entry.filename.startswith(_READ_BY_AND_BY)
        left[read_by_and_by] -= content.count(b"<")
        if left[read_by_and_by] < 0:
            raise UserError(f"{file}: {_TOO_LARGE}")


def _remarks(titles: list[str]) -> tuple[str, ...]:
    return (f"Only its first sheet was read, “{titles[0]}”, of {len(titles)}.",) if len(titles) > 1 else ()


def _cells(sheet: Any, rows: int, columns: int) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # a file may claim any
    found: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_row=rows, max_col=columns)
    return found


def _texts(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> Texts:
    texts = [_text(cell) for cell in values]
    unknown = tuple(at for at, cell in enumerate(formulas) if cell.data_type == "f" and not texts[at])
    while texts and not texts[-1]:  # to as many columns as were asked for
        texts.pop()
    return tuple(texts), unknown


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return str(value).strip()


def _number(value: float, look: str) -> str:
    """A number as it is shown, with all its decimals: Excel keeps 15 digits, and 23.9 % as 0.239."""
    exact = Decimal(format(value, ".15g")) * (100 if "%" in look else 1)
    shown = _DECIMALS.search(look)
    decimals = max(-int(exact.normalize().as_tuple().exponent), len(shown[1]) if shown else 0, 0)
    return f"{exact:.{decimals}f}{'%' if '%' in look else ''}"
