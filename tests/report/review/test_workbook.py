"""A review as an Excel workbook, read back as XML."""

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

from qis_tool.report.review import workbook
from qis_tool.report.review.desk import Review
from qis_tool.report.review.workbook import MOST_TEXT, write_workbook
from qis_tool.reviewing.values import Milestone, Reviewed, ReviewedFinding
from tests import outside_tools
from tests.every_document import faults
from tests.report.review.plans import EDITION, FULL, WORD

Lay = Callable[..., Review]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST_DAY = datetime.date(1899, 12, 30)
SHEETS = [
    *("About", "Summary", "Word matrix k2 2024", "Words", "Topic matrix k2 2024", "Topics"),
    *("Products", "Milestones", "Findings", "Remarks", "Not read"),
]


class Sheet(NamedTuple):
    """A sheet: its root element, and its rows with each cell as text or number, None for one without."""

    root: etree._Element
    rows: list[list[Any]]


class Book(NamedTuple):
    """A workbook as it is in its file."""

    content: bytes
    sheets: dict[str, Sheet]


def found(element: etree._Element, path: str) -> list[Any]:
    """What an XPath finds, `m` being the namespace of spreadsheets."""
    return list(element.xpath(path, namespaces={"m": MAIN}))  # type: ignore[arg-type]


def read(content: bytes) -> Book:
    """Read a workbook back."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = found(etree.fromstring(package.read("xl/workbook.xml")), "//m:sheet/@name")
        roots = [etree.fromstring(package.read(f"xl/worksheets/sheet{at}.xml")) for at in range(1, len(names) + 1)]
    sheets = {
        name: Sheet(root, [_row(row) for row in found(root, "//m:row")])
        for name, root in zip(names, roots, strict=True)
    }
    return Book(content, sheets)


def _row(row: etree._Element) -> list[Any]:
    return [_cell(cell) for cell in found(row, "m:c")]


def _cell(cell: etree._Element) -> Any:
    assert found(cell, "m:f") == []
    if cell.get("t") == "inlineStr":
        return "".join(found(cell, "m:is/m:t/text()"))
    [number] = found(cell, "m:v/text()") or [None]
    return number and float(number)


@pytest.fixture
def written() -> Callable[[Review], Book]:
    """Writes the workbook of a review and reads it back."""

    def write(review: Review) -> Book:
        file = io.BytesIO()
        write_workbook(review, file)
        return read(file.getvalue())

    return write


def test_each_table_has_a_sheet_with_its_heads_in_the_first_row(desk: Lay, written: Callable[[Review], Book]) -> None:
    book = written(desk())
    assert [*book.sheets] == SHEETS
    assert book.sheets["Words"].rows[0] == ["Plan", "Item", "Field", "Words", "Limit", "Left", "Filled"]
    assert book.sheets["Word matrix k2 2024"].rows[0] == [
        "Plan", "5 QIS Goal 1, limit 200", "10b Milestone, limit 50, fullest row",
    ]  # fmt: skip


def test_heads_stay_in_sight_and_every_column_can_be_filtered(desk: Lay, written: Callable[[Review], Book]) -> None:
    for sheet in written(desk()).sheets.values():
        [pane] = found(sheet.root, "//m:pane")
        assert (pane.get("topLeftCell"), pane.get("state")) == ("B2", "frozen")
        [area] = found(sheet.root, "//m:autoFilter/@ref")
        last = chr(ord("A") + len(sheet.rows[0]) - 1)
        assert area == f"A1:{last}{len(sheet.rows)}"
        assert found(sheet.root, "//m:mergeCell") == []


def test_numbers_and_days_are_numbers(desk: Lay, written: Callable[[Review], Book]) -> None:
    sheets = written(desk()).sheets
    assert sheets["Words"].rows[1] == [FULL.file, "5", "QIS Goal 1", 207, 200, -7, 1.035]
    assert [row[3] for row in sheets["Milestones"].rows[1:]] == [
        (datetime.date(2023, 1, 1) - FIRST_DAY).days,
        (datetime.date(2024, 6, 30) - FIRST_DAY).days,
        "in June",
        "",
    ]
    assert sheets["Word matrix k2 2024"].rows[1:] == [[FULL.file, 207, 20], [WORD.file, 150, 0]]
    assert sheets["Topic matrix k2 2024"].rows[1:] == [
        [FULL.file, "stated", "stated, not filled"],
        [WORD.file, "found", "did not find"],
    ]


def test_a_meter_is_full_at_the_limit_and_what_is_over_stands_out(desk: Lay, written: Callable[[Review], Book]) -> None:
    matrix = written(desk()).sheets["Word matrix k2 2024"].root
    assert found(matrix, "//m:dataBar/m:cfvo/@val") == ["0", "200", "0", "50"]
    assert found(matrix, "//m:cfRule[@operator='greaterThan']/m:formula/text()") == ["200", "50"]


def test_every_answer_is_a_text_whatever_it_begins_with(
    desk: Lay, written: Callable[[Review], Book], finding: Callable[..., Any]
) -> None:
    odd = ["=1+1", "{=A1}", "+1", "-1", "@SUM(1)", "https://example.org", "42", "<r><t>x</t></r>", "a\x07b", "_x0041_"]
    plan = Reviewed(FULL, tuple(ReviewedFinding(finding(), text) for text in odd))
    texts = [row[10] for row in written(desk(plan)).sheets["Findings"].rows[1:]]
    assert texts == [*odd[:-3], "<r><t>x</t></r> ", "a_x0007_b", "_x005F_x0041_"]


def test_a_name_that_is_no_text_can_be_written(desk: Lay, written: Callable[[Review], Book]) -> None:
    book = written(desk(Reviewed(replace(WORD, file="\udcff.yaml"), ())))
    assert book.sheets["Summary"].rows[1][0] == "\\udcff.yaml"


def test_the_rest_of_a_long_text_stands_below_it(
    desk: Lay, written: Callable[[Review], Book], finding: Callable[..., Any]
) -> None:
    answer = "".join(f"word{number} " for number in range(MOST_TEXT // 4))
    rows = written(desk(Reviewed(FULL, (ReviewedFinding(finding(), answer),)))).sheets["Findings"].rows[1:]
    assert len(rows) == 3
    assert "".join(row[10] for row in rows) == answer
    assert [(row[0], "".join(row[1:10])) for row in rows[1:]] == [(FULL.file, "")] * 2


def test_a_sheet_that_is_full_goes_on_in_another(
    desk: Lay, written: Callable[[Review], Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = written(desk()).sheets["Words"].rows
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    sheets = written(desk()).sheets
    assert [name for name in sheets if name.startswith("Words")] == ["Words", "Words 2"]
    assert [*sheets["Words"].rows, *sheets["Words 2"].rows[1:]] == whole
    assert sheets["Words 2"].rows[0] == whole[0]


def test_a_day_before_the_calendar_of_excel_is_a_text(desk: Lay, written: Callable[[Review], Book]) -> None:
    day = datetime.date(1099, 1, 1)
    plan = replace(WORD, milestones=(Milestone(("start",), "10a", "Start date", "", day.isoformat(), day),))
    assert written(desk(Reviewed(plan, ()))).sheets["Milestones"].rows[1][3] == "1099-01-01"


def test_a_form_that_asks_for_nothing_has_no_matrix(desk: Lay, written: Callable[[Review], Book]) -> None:
    review = replace(desk(), editions={EDITION.title: replace(EDITION, limited=(), topics=())})
    plan = replace(WORD, words=(), topics=())
    review = replace(review, plans=lambda: iter([plan]))
    assert [name for name in written(review).sheets if "matrix" in name] == []


def test_the_same_review_makes_the_same_bytes_dated_by_its_day(desk: Lay, written: Callable[[Review], Book]) -> None:
    book = written(desk())
    assert book.content == written(desk()).content
    with zipfile.ZipFile(io.BytesIO(book.content)) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
        core = package.read("docProps/core.xml").decode()
    assert core.count("2024-06-30T00:00:00Z") == 2
    assert "Review of work plans" in core


def test_microsofts_validator_finds_nothing_wrong_with_it(
    desk: Lay, written: Callable[[Review], Book], tmp_path: Path
) -> None:
    assert faults(outside_tools.validator(), written(desk()).content, tmp_path, "review.xlsx") == []


def test_the_first_sheet_says_what_was_checked(desk: Lay, written: Callable[[Review], Book]) -> None:
    said = dict(written(desk()).sheets["About"].rows[1:])
    assert said["Reviewed"].startswith("Review of 2 plans: Attachment K2 plan year 2024, words counted as")
    assert said["Outcome"] == "1 ready, 1 not ready, 1 file could not be read."
    assert said["Ready"].endswith("there is no score.")


def test_a_full_disk_is_told_as_what_it_is_and_nothing_is_left_behind(
    desk: Lay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(OSError, match="No space left"), Full() as file:
        write_workbook(desk(), file)
    assert list(tmp_path.iterdir()) == []
