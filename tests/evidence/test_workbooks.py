"""Tables in Excel workbooks."""

import datetime
import io
import re
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from qis_tool.errors import UserError
from qis_tool.evidence import workbooks
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.tables import Table, table_of

HEADS = ["Hospital", "Period", "NTSV births", "NTSV rate", "In Data Center", "Unit closed on"]
Sheet = Any


def workbook(*rows: list[Any], more: Callable[[Sheet], object] = id) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in [HEADS, *rows]:
        sheet.append(row)
    more(sheet)
    book.save(file := io.BytesIO())
    return file.getvalue()


def read(content: bytes) -> Table:
    return table_of(content, "roster.xlsx", shape_of("roster"))


def test_the_cells_of_a_workbook_have_the_values_they_show() -> None:
    def look(sheet: Sheet) -> None:
        sheet["D2"].number_format = "0.0%"
        sheet["D3"].number_format = "0.0"

    day = datetime.datetime(2022, 5, 31)  # noqa: DTZ001 - a day of a spreadsheet has no time zone
    table = read(workbook(["A", 2022, 138, 0.239, True, day], ["B", "2022", 20.0, 24, False, None], more=look))
    assert not table.problems
    first, second = table.rows
    assert (first["births"], first["rate"], first["data_center"]) == (138, Decimal("23.9"), True)
    assert first["closed"] == datetime.date(2022, 5, 31)
    assert (str(second["rate"]), second["data_center"], second["closed"]) == ("24.0", False, None)


def test_a_number_that_is_a_date_to_excel_and_a_time_are_told() -> None:
    row = ["A", 2022, datetime.date(2022, 1, 5), None, None, datetime.datetime(2022, 1, 5, 8)]  # noqa: DTZ001
    assert [problem.message.partition("”")[0] for problem in read(workbook(row)).problems] == [
        "“2022-01-05",
        "“2022-01-05 08:00:00",
    ]


def test_a_formula_without_a_value_is_told_and_not_taken_as_blank() -> None:
    row = ["A", 2022, "=20+1", None, None, None, "=1"]
    [problem] = read(workbook(row, more=lambda sheet: sheet.cell(1, 7, "Notes"))).problems
    assert problem.told("roster.xlsx") == (
        "roster.xlsx row 2, NTSV births: its formula has no value in the file. "
        "Open it in Excel, save it, and try again."
    )


def test_only_the_first_sheet_that_is_shown_is_read() -> None:
    def more(sheet: Sheet) -> None:
        sheet.sheet_state = "hidden"
        for name in ("Roster", "Notes"):
            sheet.parent.create_sheet(name).append(["Hospital", "Period"])

    table = read(workbook(["A", 2022], more=more))
    assert (table.rows, table.remarks) == ((), ("Only its first sheet was read, “Roster”, of 2.",))


def test_a_row_far_below_is_too_far() -> None:
    with pytest.raises(UserError, match="more than 20,000 rows"):
        read(workbook(more=lambda sheet: sheet.cell(30_000, 1, "x")))


def repacked(content: bytes, **parts: bytes | None) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file := io.BytesIO(), "w") as new:
        for name in old.namelist():
            if (part := parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name))) is not None:
                new.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda content: content[:500], "it is damaged"),
        (lambda content: repacked(content, workbook=None), "it is a zip file, but not an Excel workbook"),
        (lambda content: repacked(content, workbook=b"<workbook"), "it is damaged"),
        (lambda content: repacked(content, sheet1=b"<!DOCTYPE x>"), "no spreadsheet program saves"),
        (lambda content: repacked(content, theme1="<!DOCTYPE x>".encode("utf-16")), "no spreadsheet program saves"),
        (lambda content: repacked(content, sheet1=b" " * 60_000), "unpacked it is far too large"),
        (lambda content: repacked(content, sheet1=b"<c/>" * 2001), "unpacked it is far too large"),
        (lambda content: repacked(content, styles=b"<xf/>" * 1001), "unpacked it is far too large"),
    ],
    ids=["cut", "other", "xml", "doctype", "doctype in UTF-16", "large", "cells", "formats"],
)
def test_a_workbook_that_is_not_sound_is_told(
    monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes], message: str
) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 50_000)
    monkeypatch.setattr(workbooks, "MAX_TAGS", 2000)
    monkeypatch.setattr(workbooks, "MAX_OTHER_TAGS", 1000)
    with pytest.raises(UserError, match=re.escape(f"roster.xlsx: {message}")):
        read(damage(workbook(["A", 2022])))


def test_a_missing_library_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(
        UserError, match=re.escape("not installed here. Install it: .venv/bin/pip install 'qis-tool[evidence]'")
    ):
        read(workbook(["A", 2022]))
