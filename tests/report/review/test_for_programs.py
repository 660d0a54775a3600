"""A review for spreadsheets and programs: CSV and JSON."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from qis_tool.finding import Settings
from qis_tool.report.review.desk import Review
from qis_tool.report.review.tables import TABLES
from qis_tool.reviewing.values import PlanReview, Reviewed
from tests.report.review.plans import ANSWER, FULL, UNREAD, WORD

Lay = Callable[..., Review]
Told = Callable[..., str]
META = Path(__file__).parents[3] / "schemas/meta"
OWN, OF_FINDINGS = (json.loads((META / f"{name}.schema.json").read_bytes()) for name in ("review", "report"))
HELD_TO = Draft202012Validator(OWN, registry=Resource.from_contents(OF_FINDINGS) @ Registry())
BROKEN = PlanReview("broken.yaml", "", None, errors=1, warnings=0, notes=0, waived=0)


@pytest.fixture
def as_json(told: Told) -> Callable[[Review], Any]:
    """The JSON output on a review, held to its schema."""

    def tell(review: Review) -> Any:
        output = json.loads(told(review, "json"))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


@pytest.fixture
def rows(told: Told) -> Callable[..., list[dict[str, str]]]:
    """The rows of a table in CSV, by the names in its first line."""

    def read(review: Review, table: str = "") -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(told(review, "csv", table))))

    return read


def test_json_holds_a_plan_in_full(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    full, word = as_json(desk())["files"]
    assert [full[name] for name in ("file", "form", "plan_year", "issuer", "issuer_shown", "ready", "waived")] == [
        FULL.file, "k2", 2024, FULL.issuer, True, False, 1,
    ]  # fmt: skip
    assert (word["issuer"], word["issuer_shown"], word["ready"], word["remarks"]) == (
        None,
        False,
        True,
        [*WORD.remarks],
    )
    assert [(field["path"], field["count"], field["left"]) for field in full["fields"]] == [
        ("/part_c/goal_1", 207, -7),
        ("/rows/0/milestone", 20, 30),
        ("/rows/1/milestone", 0, 50),
    ]


def test_json_tells_where_topics_are(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    full, word = as_json(desk())["files"]
    assert [topic["result"] for topic in full["topics"]] == ["stated", "stated, not filled"]
    assert [topic["result"] for topic in word["topics"]] == ["found", "did not find"]
    assert full["topics"][1]["stated"] == [
        {"field": "part_d.list", "place": "Activities (item 8a)", "state": "blank"},
        {"field": "part_x", "place": None, "state": "no answer"},
    ]
    assert word["topics"][0]["found"] == ["QIS Goal 1 (item 5)", "Barriers (item 11a)"]


def test_json_tells_milestones_by_their_day_or_what_stands_there(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    milestones = as_json(desk())["files"][0]["milestones"]
    assert [(each["date"], each["written"], each["state"]) for each in milestones] == [
        ("2023-01-01", "2023-01-01", "past"),
        ("2024-06-30", "2024-06-30", "upcoming"),
        (None, "in June", "no real date"),
        (None, None, "no date"),
    ]


def test_json_gives_each_answer_that_a_finding_is_about(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    full = as_json(desk())["files"][0]
    assert [finding["path"] for finding in full["findings"]] == ["/part_c/goal_1", ""]
    assert full["answers"] == {"/part_c/goal_1": ANSWER}


def test_json_holds_what_settings_change_for_a_plan(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    settings = Settings(fail_level="note", levels={"K2-204": "off"}, sources={"K2-204": "qis.toml"})
    one, other = as_json(desk(Reviewed(replace(WORD, settings=settings), ()), Reviewed(WORD, ())))["files"]
    assert one["settings"] == {"sources": ["qis.toml"], "fail_level": "note", "off": ["K2-204"], "levels": {}}
    assert "settings" not in other


def test_json_sums_up_all_plans(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    output = as_json(desk())
    assert output["products"][0]["products"][1] == {"product": "PPO", "sold": True, "covered_by": []}
    assert [(issuer["issuer"], issuer["sold_known"]) for issuer in output["products"]] == [
        (FULL.issuer, True),
        (None, False),
    ]
    assert output["unread"] == [{"file": UNREAD.file, "message": UNREAD.message}]
    assert output["summary"] == {
        "files": 2, "unread": 1, "errors": 1, "warnings": 0, "notes": 0, "waived": 1, "ready": 1, "passed": False,
        "as_of": "2024-06-30",
    }  # fmt: skip


def test_json_says_passed_where_every_plan_is_ready(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    assert as_json(desk(Reviewed(WORD, ())))["summary"]["passed"] is True
    assert as_json(desk(Reviewed(WORD, ()), unread=(UNREAD,)))["summary"]["passed"] is False


def test_a_plan_of_no_known_form_is_null_there(desk: Lay, as_json: Callable[[Review], Any]) -> None:
    [file] = as_json(desk(Reviewed(BROKEN, ())))["files"]
    assert (file["form"], file["plan_year"], file["fields"]) == (None, None, [])


def test_csv_shows_the_findings_where_no_table_is_named(desk: Lay, told: Told, rows: Callable[..., Any]) -> None:
    error, waived = rows(desk())
    assert (error["plan"], error["code"], error["level"], error["waived"]) == (FULL.file, "QIS108", "error", "no")
    assert (error["form_line"], error["place"]) == ("(200 words)", "line 44, column 12")
    assert (waived["level"], waived["waived"], waived["answer"]) == ("warning", "yes", "")
    assert waived["waiver"] == "until 2024-12-31, by compliance lead: Agreed with the exchange"
    assert told(desk(), "csv") == told(desk(), "csv", "findings")


def test_numbers_and_days_are_written_plainly_in_csv(desk: Lay, rows: Callable[..., Any]) -> None:
    assert [(row["words"], row["left"], row["filled"]) for row in rows(desk(), "words")] == [
        ("207", "-7", "1.035"),
        ("20", "30", "0.4"),
        ("0", "50", "0.0"),
        ("150", "50", "0.75"),
    ]
    assert [row["date"] for row in rows(desk(), "milestones")] == ["2023-01-01", "2024-06-30", "in June", ""]


def test_no_text_of_csv_is_a_formula(desk: Lay, rows: Callable[..., Any]) -> None:
    assert rows(desk())[0]["answer"] == f"'{ANSWER}"
    assert rows(desk(), "milestones")[-1]["text"] == "'=1+1"
    odd = [replace(WORD, file=f"{sign}plan") for sign in "=+-@\t\n"]
    named = rows(desk(*(Reviewed(plan, ()) for plan in odd)), "summary")
    assert [row["plan"] for row in named] == [f"'{plan.file}" for plan in odd]


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_has_its_columns(desk: Lay, rows: Callable[..., Any], table: str) -> None:
    found = rows(desk(), table)
    assert found
    assert all(len(row) == len(TABLES[table].columns) and None not in row.values() for row in found)


def test_a_product_that_no_plan_covers_has_a_row_that_says_so(desk: Lay, rows: Callable[..., Any]) -> None:
    assert [(row["issuer"], row["product"], row["sold"], row["covered_by"]) for row in rows(desk(), "products")] == [
        (FULL.issuer, "HMO", "yes", FULL.file),
        (FULL.issuer, "PPO", "yes", "none of the plans given"),
        (FULL.issuer, "EPO", "no", FULL.file),
        ("not shown", "HMO", "not known", WORD.file),
    ]
