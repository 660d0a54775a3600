"""qis review"""

import csv
import datetime
import json
import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qis_tool.cli.commands import review as command
from qis_tool.report.review import REVIEW_REPORTERS, TABLE_BY_TABLE
from qis_tool.report.review.tables import TABLES
from tests.conftest import Outcome

Qis = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """A folder with a good plan, one with an error and one with a note, in a folder below."""
    (tmp_path / "plans/more").mkdir(parents=True)
    for name, sample in {
        "full": "good/full",
        "long": "bad/QIS108-too-many-words",
        "more/named": "bad/K2-204-company-named",
    }.items():
        (tmp_path / f"plans/{name}.yaml").write_bytes((samples / f"{sample}.yaml").read_bytes())
    return tmp_path / "plans"


def files(outcome: Outcome) -> list[str]:
    return [file["file"] for file in json.loads(outcome.out)["files"]]


def test_all_plans_of_a_folder_are_shown(qis: Qis, folder: Path) -> None:
    code, out, err = qis("review", "plans", "--as-of", "2024-01-15")
    assert (code, err) == (1, "")
    assert out.startswith(
        "Review of 3 plans: Attachment K2 plan year 2024, words counted as Microsoft Word counts, as of 2024-01-15.\n"
    )
    assert out.endswith("\n2 ready, 1 not ready.\n")
    titles = ["Summary", "Topics", "Products", "Milestones", "Findings", "Remarks", "Not read"]
    assert [title for title in titles if f"\n{title}\n" in out] == titles


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 0), ("note", 1)])
def test_the_fail_level_says_which_plans_are_ready(qis: Qis, folder: Path, level: str, code: int) -> None:
    assert qis("review", "plans/more", "plans/full.yaml", "--fail-level", level)[0] == code


def test_each_plan_is_judged_by_the_settings_nearest_to_it(qis: Qis, folder: Path) -> None:
    (folder / "more/qis.toml").write_text('fail_level = "note"\n[levels]\n"K2-223" = "off"\n', "utf-8")
    outcome = qis("review", "plans", "--format", "json")
    assert [file["ready"] for file in json.loads(outcome.out)["files"]] == [True, False, False]
    assert "Settings: 1 rule off by plans/more/qis.toml (see qis config show)." in qis("review", "plans").out
    assert qis("review", "plans", "-o", "plans/more/qis.toml", "--format", "json", "--force").code == 2


def test_word_documents_in_a_folder_are_plans_too(
    qis: Qis, folder: Path, samples: Path, write: Callable[[Path], bytes]
) -> None:
    (folder / "more/K2.DOCX").write_bytes(write(samples / "good/full.yaml"))
    (folder / "more/~$K2.docx").write_bytes(b"a lock")
    outcome = qis("review", "plans/more", "--format", "json")
    assert files(outcome) == ["plans/more/K2.DOCX", "plans/more/named.yaml"]
    assert "K2.DOCX" not in qis("validate", "plans/more")[1]


def test_a_file_that_can_not_be_read_is_told_and_stops_no_other(qis: Qis, folder: Path) -> None:
    plan = (folder / "full.yaml").read_text("utf-8").replace("plan_year: 2024", "plan_year: 2023")
    (folder / "last.yaml").write_text(plan, "utf-8")
    code, out, err = qis("review", "plans")
    why = "it names form: k2, plan_year: 2023, which is not an edition qis knows. Known: form: k2, plan_year: 2024."
    assert (code, err) == (2, f"qis: plans/last.yaml: {why}\n")
    assert f"plans/last.yaml  {why}\n" in out
    assert out.endswith("2 ready, 1 not ready, 1 file could not be read.\n")


def test_one_table_is_shown_alone(qis: Qis, folder: Path) -> None:
    out = qis("review", "plans", "--table", "milestones", "--as-of", "2023-12-31").out
    assert "\nMilestones\nPlan " in out
    assert "2023-12-31  upcoming" in out
    assert "2023-10-31  past" in out
    assert "Summary" not in out


def test_today_parts_what_is_past_where_no_day_is_given(
    qis: Qis, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "today", lambda: datetime.date(2023, 12, 31))
    assert "2023-12-31  upcoming" in qis("review", "plans", "--table", "milestones").out


def test_a_day_that_is_none_is_refused(qis: Qis, folder: Path) -> None:
    code, _, err = qis("review", "plans", "--as-of", "in June")
    assert code == 2
    assert "YYYY-MM-DD" in err


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("review.txt", "Review of 3 plans: "),
        ("review.md", "# Review of 3 plans: "),
        ("review.csv", "plan,level,waived,code,"),
        ("REVIEW.JSON", '{"schema_version": 1, '),
        ("review.html", "<!doctype html>"),
        ("review.xlsx", "PK"),
    ],
)
def test_the_ending_of_the_file_says_what_is_written(qis: Qis, folder: Path, name: str, starts: str) -> None:
    outcome = qis("review", "plans", "-o", name)
    assert outcome == (1, "", f"Wrote {name}.\n")
    assert (folder.parent / name).read_bytes().startswith(starts.encode())
    again = qis("review", "plans", "-o", name)
    assert again == (2, "", f"qis: {name}: this file exists. Add --force to replace it, or name another.\n")
    assert qis("review", "plans/full.yaml", "-o", name, "--force").code == 0


def test_a_workbook_names_what_could_not_be_read_too(qis: Qis, folder: Path) -> None:
    (folder / "broken.yaml").write_bytes(b"%PDF")
    code, out, err = qis("review", "plans", "-o", "review.xlsx")
    assert (code, out) == (2, "")
    assert err.startswith("qis: plans/broken.yaml: not a plan: it is a PDF.")
    with zipfile.ZipFile("review.xlsx") as package:
        assert b"plans/broken.yaml" in package.read("xl/worksheets/sheet11.xml")


def test_a_plan_is_never_written_over(qis: Qis, folder: Path) -> None:
    content = (folder / "full.yaml").read_bytes()
    code, _, err = qis("review", "plans", "-o", "plans/full.yaml", "--format", "json", "--force")
    assert (code, err) == (2, "qis: plans/full.yaml: this is the file being read. Name another.\n")
    assert (folder / "full.yaml").read_bytes() == content


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "review.pdf"], "review.pdf: its ending does not say what to write. qis can write .txt, .md, .csv,"),
        (["-o", "review.md", "--format", "csv"], "review.md: its ending asks for markdown, but --format for csv."),
        (
            ["-o", "review.xlsx", "--format", "csv"],
            "review.xlsx: its ending asks for a workbook, but",
        ),
        (["-o", "review.xlsx", "--table", "words"], "--table is for text, Markdown and CSV. In a workbook there are"),
        (["--format", "json", "--table", "words"], "--table is for text, Markdown and CSV. In json there are always"),
    ],
)
def test_options_that_contradict_each_other_are_refused_before_anything_is_read(
    qis: Qis, options: list[str], message: str
) -> None:
    code, out, err = qis("review", "missing.yaml", *options)
    assert (code, out) == (2, "")
    assert err.startswith(f"qis: {message}")


@pytest.mark.parametrize("name", ["review.json", "review.out"])
def test_the_format_may_be_said_too(qis: Qis, folder: Path, name: str) -> None:
    assert qis("review", "plans/full.yaml", "-o", name, "--format", "json").code == 0
    assert json.loads((folder.parent / name).read_bytes())["summary"]["passed"]


def test_the_formats_and_tables_are_those_there_are() -> None:
    assert {*command.ReviewFormat} == {*REVIEW_REPORTERS}
    assert [*command.ReviewTable] == [*TABLES]
    assert {*command._ENDINGS.values()} - {command._WORKBOOK} <= {*REVIEW_REPORTERS}
    assert {*REVIEW_REPORTERS} >= TABLE_BY_TABLE


def test_csv_is_one_table(qis: Qis, folder: Path) -> None:
    rows = list(csv.DictReader(qis("review", "plans", "--format", "csv", "--table", "summary").out.splitlines()))
    assert [(row["plan"], row["ready"]) for row in rows] == [
        ("plans/full.yaml", "ready"),
        ("plans/long.yaml", "not ready"),
        ("plans/more/named.yaml", "ready"),
    ]


def test_a_terminal_sets_the_width_and_sees_a_bar(
    qis: Qis, folder: Path, on_a_terminal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    shown = on_a_terminal(lambda: qis("review", "plans", "--table", "products", "--color", "never"))
    assert max(map(len, shown.splitlines()[3:])) <= 70
    assert "Reviewing" in on_a_terminal(lambda: qis("review", "plans", "-o", "review.txt"), "stderr")


def test_standard_input_is_a_plan_under_the_name_given(qis: Qis, folder: Path) -> None:
    content = (folder / "full.yaml").read_bytes()
    outcome = qis("review", "-", "--stdin-filename", "mail.yaml", "--format", "json", stdin=content)
    assert (outcome.code, files(outcome)) == (0, ["mail.yaml"])


def test_many_plans_are_reviewed_on_all_processors_as_they_are_one_by_one(
    qis: Qis, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_one = qis("review", "plans", "--format", "json")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr("qis_tool.jobs.reviewing.MANY", 2)
    monkeypatch.setattr("qis_tool.jobs.reviewing.CHUNK", 1)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", ThreadPoolExecutor)
    assert qis("review", "plans", "--format", "json") == by_one


def test_every_plan_knows_what_its_issuers_plans_cover(qis: Qis, samples: Path) -> None:
    folder = samples / "bad/K2-228-product-not-covered"
    output = json.loads(qis("review", folder, samples / "good/full.yaml", "--format", "json").out)
    assert [file["errors"] for file in output["files"]] == [1, 1, 0]
    uncovered = [
        each["product"] for issuer in output["products"] for each in issuer["products"] if not each["covered_by"]
    ]
    assert uncovered == ["HMO"]


def test_the_reviewers_sample_folder_holds_what_it_says(qis: Qis, samples: Path) -> None:
    output = json.loads(qis("review", samples / "review", "--format", "json", "--as-of", "2024-01-15").out)
    assert {name: output["summary"][name] for name in ("files", "unread", "errors", "warnings", "waived", "ready")} == {
        "files": 12, "unread": 0, "errors": 11, "warnings": 10, "waived": 1, "ready": 5,
    }  # fmt: skip
    found = [
        topic["topic"] for file in output["files"] for topic in file["topics"] if topic["result"] == "did not find"
    ]
    assert found == ["cmqcc_coaching"]
