"""qis hospitals"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from qis_tool.evidence.columns import shape_of
from qis_tool.source import read_file
from tests import outside_tools
from tests.every_document import faults

Qis = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples/evidence"
ROSTER, FAULTY = SAMPLES / "roster.csv", SAMPLES / "roster-with-faults.csv"


def keeps_to_its_schema(text: str, name: str) -> bool:
    schema = json.loads((ROOT / f"schemas/meta/{name}.schema.json").read_bytes())
    return Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(json.loads(text))


@pytest.mark.parametrize("roster", [ROSTER, FAULTY], ids=lambda path: path.stem)
def test_a_roster_is_shown_as_expected(qis: Qis, roster: Path, golden: Callable[[Path, str], None]) -> None:
    code, out, err = qis("hospitals", roster)
    assert (code, err) == (0, "")
    golden(roster.with_suffix(".txt"), out)


def test_the_sample_says_of_the_hospitals_what_the_sample_plan_says(qis: Qis, samples: Path) -> None:
    facts = {
        fact["key"]: fact["value"] for fact in json.loads(qis("hospitals", ROSTER, "--format", "json")[1])["facts"]
    }
    counted = [facts[f"hospitals.{key}"] for key in ("total", "in_data_center", "above_target", "above_target_coached")]
    assert counted == [24, 22, 7, 5]
    told = str((read_file(str(samples / "good/full.yaml")).data or {})["part_c"]["description"])
    assert "22 of the 24 submit data to the MDC" in told
    assert (
        "seven of the 24 had an NTSV rate higher than 23.9%. Five of those seven have accepted CMQCC coaching" in told
    )


@pytest.mark.parametrize("options", [[], ["--show-small-numbers"], ["--period", "2021"]], ids=str)
@pytest.mark.parametrize("roster", [ROSTER, FAULTY], ids=lambda path: path.stem)
def test_json_keeps_to_its_schema(qis: Qis, roster: Path, options: list[str]) -> None:
    assert keeps_to_its_schema(qis("hospitals", roster, "--format", "json", *options)[1], "hospitals")


def test_no_format_tells_a_small_count(qis: Qis, tmp_path: Path) -> None:
    qis("hospitals", ROSTER, "-o", "out.json")
    [small] = [
        one for one in json.loads(Path("out.json").read_bytes())["hospitals"] if one["name"].startswith("Juniper")
    ]
    assert small["figures"] == {
        "period": "2022",
        "births": None,
        "cesareans": None,
        "rate": None,
        "few_births": False,
        "withheld": True,
    }
    rows = list(csv.DictReader(qis("hospitals", ROSTER, "--format", "csv")[1].splitlines()))
    [row] = [row for row in rows if row["Hospital"].startswith("Juniper")]
    assert (row["Births"], row["Cesareans"], row["Rate %"]) == ("30 or more", "under 11", "withheld")
    out = qis("hospitals", ROSTER, "--show-small-numbers")[1]
    [line] = [line for line in out.splitlines() if line.startswith("Juniper")]
    assert line.split()[5:8] == ["41", "10", "24.4"]
    assert "this is not for use outside the house" in out


def test_a_workbook_holds_every_table_and_is_the_same_each_time(qis: Qis, tmp_path: Path) -> None:
    assert qis("hospitals", ROSTER, "-o", "one.xlsx") == (0, "", "Wrote one.xlsx.\n")
    assert qis("hospitals", ROSTER, "-o", "two.xlsx") == (0, "", "Wrote two.xlsx.\n")
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()
    book = openpyxl.load_workbook("one.xlsx")
    assert book.sheetnames == ["Hospitals", "Network", "Facts", "About"]
    assert [cell.value for cell in book["Hospitals"][2]][:5] == [
        "Alder Bay Medical Center",
        "HMO, PPO, EPO",
        138,
        33,
        23.9,
    ]


def test_a_roster_can_be_a_workbook(qis: Qis, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in csv.reader(ROSTER.read_text("utf-8").splitlines()):
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save("roster.xlsx")
    assert qis("hospitals", "roster.xlsx")[1].replace(".xlsx", ".csv") == qis("hospitals", ROSTER)[1]


def test_with_strict_a_row_that_can_not_be_read_ends_it(qis: Qis) -> None:
    code, out, err = qis("hospitals", FAULTY, "--strict")
    assert (code, out) == (1, "")
    assert "roster-with-faults.csv row 4, NTSV births: “2o4” is not a whole number.\n" in err
    assert err.endswith("7 of 13 rows were left out. With --strict there is no result then.\n")
    assert qis("hospitals", ROSTER, "--strict")[0] == 0


def test_an_empty_table_to_fill_is_written(qis: Qis, tmp_path: Path) -> None:
    code, out, err = qis("hospitals", "--blank", "roster.csv")
    assert (code, out, err) == (0, "", "Wrote roster.csv: one row for a hospital in one period.\n")
    assert Path("roster.csv").read_text("utf-8").startswith("Hospital,Products,Period,NTSV births,")
    assert qis("hospitals", "--blank", "roster.csv")[0] == 2
    assert qis("hospitals")[2] == "qis: Name a table to read, or write one to fill: --blank roster.csv.\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["-o", "out.pdf"],
            "its ending does not say what to write. qis can write .txt, .json, .csv, .xlsx, .html, .doc",
        ),
        (["-o", "out.csv", "--format", "json"], "its ending asks for another format than --format json."),
        (["-o", str(ROSTER), "--force"], "this is the file being read. Name another."),
    ],
)
def test_an_output_that_can_not_be_is_refused(qis: Qis, options: list[str], message: str) -> None:
    code, out, err = qis("hospitals", ROSTER, *options)
    assert (code, out) == (2, "")
    assert message in err


def test_any_file_is_written_in_a_format_that_is_asked_for(qis: Qis, tmp_path: Path) -> None:
    assert qis("hospitals", ROSTER, "-o", "facts", "--format", "json")[0] == 0
    assert keeps_to_its_schema(Path("facts").read_text("utf-8"), "hospitals")


def test_where_nothing_is_withheld_nothing_is_said_of_it(qis: Qis, tmp_path: Path) -> None:
    Path("roster.csv").write_text("Hospital,Period,Births,Cesareans\nA,2022,138,33\n")
    assert "Counts under" not in qis("hospitals", "roster.csv")[1]


def test_no_name_acts_as_a_formula_or_as_markup(qis: Qis, tmp_path: Path) -> None:
    names = ["=1+1", "<r>A</r>", "@SUM(1)", "A\u202eB"]
    rows = [f"{name},2022,138,33" for name in names]
    Path("roster.csv").write_text("\n".join(["Hospital,Period,Births,Cesareans", *rows]), "utf-8")
    shown = [
        row["Hospital"] for row in csv.DictReader(qis("hospitals", "roster.csv", "--format", "csv")[1].splitlines())
    ]
    assert shown == ["'=1+1", "<r>A</r>", "'@SUM(1)", "A<U+202E>B"]
    assert "\u202e" not in qis("hospitals", "roster.csv")[1]
    qis("hospitals", "roster.csv", "-o", "out.xlsx")
    cells = openpyxl.load_workbook("out.xlsx")["Hospitals"]["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"),
        ("<r>A</r> ", "s"),
        ("@SUM(1)", "s"),
        ("A<U+202E>B", "s"),
    ]


def test_microsofts_validator_finds_nothing_wrong_with_a_workbook(qis: Qis, tmp_path: Path) -> None:
    qis("hospitals", ROSTER, "-o", "out.xlsx")
    content = Path("out.xlsx").read_bytes()
    assert faults(outside_tools.validator(), content, tmp_path, "hospitals.xlsx") == []


def test_columns_of_the_page_are_those_of_the_data() -> None:
    page = (ROOT / "docs/evidence.md").read_text("utf-8")
    for shape in map(shape_of, ("roster", "contracts")):
        assert all(f"\n| {column.label} " in page for column in shape.columns)


@pytest.mark.parametrize("command", ["hospitals", "payments"])
def test_a_worksheet_on_paper_is_the_same_each_time(qis: Qis, command: str, tmp_path: Path) -> None:
    table = {"hospitals": ROSTER, "payments": SAMPLES / "contracts.csv"}[command]
    for ending, start in ((".html", b"<!doctype html>"), (".docx", b"PK")):
        for name in ("one", "two"):
            assert qis(command, table, "-o", f"{name}{ending}") == (0, "", f"Wrote {name}{ending}.\n")
        assert Path(f"one{ending}").read_bytes() == Path(f"two{ending}").read_bytes()
        assert Path(f"one{ending}").read_bytes().startswith(start)
    assert qis(command, table, "-o", "one.html")[0] == 2
