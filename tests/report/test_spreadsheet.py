"""Findings as CSV."""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from qis_tool.finding import Finding, Report
from qis_tool.report.spreadsheet import COLUMNS, as_csv, csv_line
from qis_tool.report.tally import Styled, Tally, Unread
from tests.report.conftest import WAIVER

Make = Callable[..., Finding]
File = Callable[..., Report]
Results = list[Report | Unread]
Shown = Callable[[Iterable[Styled]], str]
Rows = Callable[..., list[dict[str, str]]]

GOLDEN = Path(__file__).parent / "golden"
HEAD = "file,form,plan_year,code,name,level,waived,item,label,path,line,column,place,message,help,cite,limit,count,over"


@pytest.fixture
def rows(shown: Shown) -> Rows:
    """The lines of these results, by column."""
    return lambda *results: list(csv.DictReader(io.StringIO(shown(as_csv(Tally(results))), newline="")))


def test_results_of_every_kind(shown: Shown, every_kind: Results, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN / "findings.csv", shown(as_csv(Tally(every_kind))))


def test_the_columns_are_a_promise(shown: Shown) -> None:
    assert shown(as_csv(Tally([]))) == f"{HEAD}\n"


def test_a_finding_is_a_line(rows: Rows, report: File, finding: Make) -> None:
    assert rows(report("a, b.yaml", finding())) == [
        {
            "file": "a, b.yaml",
            "form": "k2",
            "plan_year": "2024",
            "code": "QIS108",
            "name": "too-many-words",
            "level": "error",
            "waived": "",
            "item": "5",
            "label": "QIS Goal 1",
            "path": "/part_c/goal_1",
            "line": "44",
            "column": "12",
            "place": "",
            "message": "QIS Goal 1 (item 5) has 207 words.",
            "help": "Cut at least 7.",
            "cite": "(200 words)",
            "limit": "200",
            "count": "207",
            "over": "7",
        }
    ]


def test_what_there_is_not_is_blank(rows: Rows, finding: Make) -> None:
    [row] = rows(Report("a.yaml", "", "", None, (finding(limit=None, at=None),)))
    assert [row[name] for name in ("form", "plan_year", "limit", "over")] == [""] * 4
    assert (row["line"], row["column"]) == ("31", "3")


def test_a_waived_finding_keeps_its_level(rows: Rows, report: File, finding: Make) -> None:
    [row] = rows(report("a.yaml", finding(waived=WAIVER)))
    reason = "Waived until 2024-06-30, by Compliance reviewer: The figure is meant."
    assert (row["level"], row["waived"]) == ("error", reason)


def test_a_word_document_has_places_and_no_lines(rows: Rows, report: File, finding: Make) -> None:
    [row] = rows(report("k2.docx", finding(place="QIS Goal 1 (item 5), paragraph 2")))
    assert [row[name] for name in ("line", "column", "place")] == ["", "", "QIS Goal 1 (item 5), paragraph 2"]


def test_remarks_and_unread_files_are_lines_too(rows: Rows, report: File) -> None:
    told = rows(replace(report("k2.docx"), remarks=("One.",)), Unread("b.yaml", "b.yaml: gone."))
    assert [(row["file"], row["form"], row["level"], row["message"]) for row in told] == [
        ("k2.docx", "k2", "remark", "One."),
        ("b.yaml", "", "unread", "b.yaml: gone."),
    ]
    assert all(row.keys() == set(COLUMNS) for row in told)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\n", "＝", "＠"])
def test_no_text_acts_as_a_formula(sign: str) -> None:
    assert next(csv.reader(io.StringIO(csv_line(f"{sign}1+1", -1), newline=""))) == [f"'{sign}1+1", "-1"]


def test_a_text_stays_in_its_cell_and_nothing_in_it_is_unseen() -> None:
    assert next(csv.reader(io.StringIO(csv_line('a"b', "c,d", "e\nf\r\x00\ud800"), newline=""))) == [
        'a"b',
        "c,d",
        "e\nf<U+000D><U+0000><U+D800>",
    ]
