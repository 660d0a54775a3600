"""qis payments"""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from qis_tool.source import read_file

Qis = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parent.parent.parent
CONTRACTS = ROOT / "samples/evidence/contracts.csv"


def test_contracts_are_shown_as_expected(qis: Qis, golden: Callable[[Path, str], None]) -> None:
    code, out, err = qis("payments", CONTRACTS)
    assert (code, err) == (0, "")
    golden(CONTRACTS.with_suffix(".txt"), out)


def test_the_sample_says_of_the_contracts_what_the_sample_plan_says(qis: Qis, samples: Path) -> None:
    facts = {f["key"]: f["value"] for f in json.loads(qis("payments", CONTRACTS, "--format", "json")[1])["facts"]}
    assert (facts["payments.hospitals.any"], facts["payments.hospitals.total"]) == (15, 24)
    plan = (read_file(str(samples / "good/full.yaml")).data or {})["part_d"]["risk"]["mitigation"]
    assert "So far 15 of the 24 have signed" in plan


@pytest.mark.parametrize("options", [[], ["--show-small-numbers"]], ids=str)
def test_json_keeps_to_its_schema(qis: Qis, options: list[str]) -> None:
    schema = json.loads((ROOT / "schemas/meta/payments.schema.json").read_bytes())
    out = json.loads(qis("payments", CONTRACTS, "--format", "json", *options)[1])
    assert [error.message for error in Draft202012Validator(schema).iter_errors(out)] == []


def test_no_small_count_is_told_unless_asked_for(qis: Qis) -> None:
    [row] = [line.split() for line in qis("payments", CONTRACTS)[1].splitlines() if line.startswith("H-110 ")]
    assert row.count("withheld") == 2
    out = qis("payments", CONTRACTS, "--show-small-numbers")[1]
    assert "withheld" not in out
    assert "this is not for use outside the house" in out


def test_a_workbook_holds_every_table(qis: Qis, tmp_path: Path) -> None:
    assert qis("payments", CONTRACTS, "-o", "out.xlsx") == (0, "", "Wrote out.xlsx.\n")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["Payment", "Overlaps", "Blended rates", "Facts", "About"]
    assert book["Blended rates"]["G2"].value == 14155


def test_an_empty_table_to_fill_is_written(qis: Qis, tmp_path: Path) -> None:
    assert qis("payments", "--blank", "contracts.csv")[2] == "Wrote contracts.csv: one row for a contract.\n"
    assert (
        qis("payments", "contracts.csv")[2]
        == "qis: contracts.csv: no row of it could be read, so there is nothing to say.\n"
    )


def test_of_a_table_without_a_sound_row_the_first_problem_is_told(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text('Hospital,Period,NTSV rate\nAlder Bay,2022,"23,9"\n')
    code, out, err = qis("hospitals", "roster.csv")
    assert (code, out) == (2, "")
    assert err.startswith("qis: roster.csv: no row of it could be read, so there is nothing to say. roster.csv row 2, ")
