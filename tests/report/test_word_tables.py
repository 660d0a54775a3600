"""The reviewer's table of words."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.count import FieldWords, WordTable, word_table
from qis_tool.report.tally import Styled
from qis_tool.report.words import WORD_REPORTERS
from qis_tool.source import read_file

Shown = Callable[[Iterable[Styled]], str]

FIELDS = (
    FieldWords(("part_c", "goal_1"), "5", "QIS Goal 1", 0, 200),
    FieldWords(("part_c", "goal_2"), "5", "QIS Goal 2", 1, 200),
    FieldWords(("part_d", "risk", "barriers"), "11a", "Barriers", 200, 200),
    FieldWords(("rows", 0, "milestone"), "10b", "Milestone 1", 53, 50),
)
TABLE = WordTable("a, b.yaml", "k2", "Attachment K2", 2024, FIELDS)

TEXT = """\
a, b.yaml: Attachment K2 plan year 2024, words counted as Microsoft Word counts
Item  Field       Words Limit  Left
5     QIS Goal 1      0   200   200  ░░░░░░░░░░░░░░░░░░░░ blank
5     QIS Goal 2      1   200   199  █░░░░░░░░░░░░░░░░░░░
11a   Barriers      200   200     0  ████████████████████
10b   Milestone 1    53    50    -3  ████████████████████ 3 over

"""

MARKDOWN = """\
### a, b.yaml

Attachment K2 plan year 2024, words counted as Microsoft Word counts.

| Item | Field | Words | Limit | Left |
| --- | --- | ---: | ---: | ---: |
| 5 | QIS Goal 1 | 0 | 200 | 200 |
| 5 | QIS Goal 2 | 1 | 200 | 199 |
| 11a | Barriers | 200 | 200 | 0 |
| 10b | Milestone 1 | 53 | 50 | -3 |

"""

CSV = """\
file,path,item,label,count,limit,left
"a, b.yaml",/part_c/goal_1,5,QIS Goal 1,0,200,200
"a, b.yaml",/part_c/goal_2,5,QIS Goal 2,1,200,199
"a, b.yaml",/part_d/risk/barriers,11a,Barriers,200,200,0
"a, b.yaml",/rows/0/milestone,10b,Milestone 1,53,50,-3
"""


@pytest.mark.parametrize(("name", "expected"), [("text", TEXT), ("markdown", MARKDOWN), ("csv", CSV)])
def test_a_table(shown: Shown, name: str, expected: str) -> None:
    assert shown(WORD_REPORTERS[name]([TABLE])) == expected


def test_a_table_as_json(shown: Shown) -> None:
    path, item, label, count, limit = "/rows/0/milestone", "10b", "Milestone 1", 53, 50
    told = json.loads(shown(WORD_REPORTERS["json"]([TABLE, TABLE])))
    assert (told["schema_version"], told["tool"]) == (1, {"name": "qis", "version": __version__})
    assert [(f["file"], f["form"], f["plan_year"], len(f["fields"])) for f in told["files"]] == [
        ("a, b.yaml", "k2", 2024, 4)
    ] * 2
    assert told["files"][0]["fields"][3] == {
        "path": path, "item": item, "label": label, "count": count, "limit": limit, "left": -3,
    }  # fmt: skip


def test_json_keeps_to_its_schema(shown: Shown, good: Path) -> None:
    schema = json.loads((Path(__file__).parents[2] / "schemas/meta/words.schema.json").read_bytes())
    told = json.loads(shown(WORD_REPORTERS["json"]([word_table(read_file(str(good))), TABLE])))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(told)] == []


def test_a_bar_shows_by_its_role_that_an_answer_is_over() -> None:
    roles = [piece.role for piece in WORD_REPORTERS["text"]([TABLE]) if "█" in piece.text]
    assert roles == ["", "", "error"]


def test_csv_reads_back_whatever_a_file_is_called(shown: Shown) -> None:
    table = WordTable('odd "name",\nof two lines', "k2", "Attachment K2", 2024, FIELDS[:1])
    rows = list(csv.DictReader(io.StringIO(shown(WORD_REPORTERS["csv"]([table])))))
    assert [row["file"] for row in rows] == [table.file]


@pytest.mark.parametrize(
    ("name", "expected"), [("text", ""), ("markdown", ""), ("csv", CSV.splitlines(keepends=True)[0])]
)
def test_no_table_at_all(shown: Shown, name: str, expected: str) -> None:
    assert shown(WORD_REPORTERS[name]([])) == expected


def test_no_table_at_all_as_json(shown: Shown) -> None:
    assert json.loads(shown(WORD_REPORTERS["json"]([])))["files"] == []


@pytest.mark.parametrize("name", ["text", "json", "markdown"])
def test_a_form_without_limits_has_an_empty_table(shown: Shown, name: str) -> None:
    told = shown(WORD_REPORTERS[name]([WordTable("plan.yaml", "toy", "Toy", 2025, ())]))
    assert "plan.yaml" in told


@pytest.mark.parametrize("name", WORD_REPORTERS)
def test_tables_come_one_by_one(name: str) -> None:
    taken = []

    def tables() -> Iterator[WordTable]:
        for number in range(2):
            taken.append(number)
            yield TABLE

    told, pieces = "", iter(WORD_REPORTERS[name](tables()))
    while "a, b.yaml" not in told:
        told += next(pieces).text
    assert taken == [0]


def test_a_file_name_is_no_formula_and_no_markup(shown: Shown) -> None:
    table = replace(TABLE, file="=1+<b>1.yaml", fields=FIELDS[:1])
    assert shown(WORD_REPORTERS["csv"]([table])).splitlines()[1].startswith("'=1+<b>1.yaml,")
    assert shown(WORD_REPORTERS["markdown"]([table])).startswith("### =1+&lt;b&gt;1.yaml\n")
