"""qis episodes"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from tests.outside_tools import without_spark

Qis = Callable[..., Any]
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples/evidence"
PROVIDERS = ("--providers", SAMPLES / "providers.csv")
DAYS = ("--letter-date", "2024-05-15", "--distributed-date", "2024-04-30")


@pytest.fixture
def at_samples(qis: Qis, monkeypatch: pytest.MonkeyPatch) -> Qis:
    """Carries out a command line in the folder of the samples, on its episodes."""
    monkeypatch.chdir(ROOT)

    def run(command: str, *options: object) -> Any:
        folder = "samples/evidence"
        files = (
            f"{folder}/episodes.csv",
            "--contract",
            f"{folder}/contract.yaml",
            "--providers",
            f"{folder}/providers.csv",
        )
        return qis("episodes", command, *files, *options)

    return run


def schema(name: str) -> Draft202012Validator:
    """The JSON Schema of an output."""
    return Draft202012Validator(json.loads((ROOT / f"schemas/meta/{name}.schema.json").read_bytes()))


@pytest.mark.parametrize(
    ("command", "shape", "suffix"),
    [
        ("settle", "text", "settlement.txt"),
        ("settle", "json", "settlement.json"),
        ("settle", "csv", "settlement.csv"),
        ("report", "text", "report.txt"),
        ("report", "markdown", "report.md"),
        ("report", "html", "report.html"),
    ],
)
def test_the_samples_give_what_lies_beside_them(
    at_samples: Qis, golden: Callable[[Path, str], None], command: str, shape: str, suffix: str
) -> None:
    code, out, err = at_samples(command, *DAYS, "--format", shape)
    assert (code, err) == (0, "")
    golden(SAMPLES / "expected" / suffix, out)


def test_both_commands_give_the_same_json_and_it_is_as_its_schema_says(at_samples: Qis) -> None:
    settled, reported = (at_samples(command, "--format", "json").out for command in ("settle", "report"))
    assert settled == reported
    schema("settlement").validate(json.loads(settled))


def test_csv_has_a_row_for_each_provider_and_line(at_samples: Qis) -> None:
    rows = list(csv.DictReader(at_samples("settle", "--format", "csv").out.splitlines()))
    assert [(row["pap"], row["outcome"], row["amount"]) for row in rows][:2] == [
        ("P-101", "owes", "2500.00"),
        ("P-102", "gains", "2000.00"),
    ]


def test_no_output_names_an_episode(at_samples: Qis) -> None:
    ids = [row["Episode ID"] for row in csv.DictReader((SAMPLES / "episodes.csv").read_text("utf-8").splitlines())]
    outputs = [at_samples("settle", "--format", shape).out for shape in ("text", "json", "csv")]
    outputs += [at_samples("report", "--format", shape).out for shape in ("text", "markdown", "html")]
    assert not [name for name in ids for output in outputs if name in output]


def test_a_page_to_hand_out_is_of_one_provider_alone(at_samples: Qis) -> None:
    code, out, _ = at_samples("report", "--pap", "P-105", "--format", "html")
    page = html.document_fromstring(out)
    assert code == 0
    assert page.xpath("//h1/text()") == ["P-105 Dr. Emil Sandoval: perinatal episodes, 2023"]
    assert not any(other in out for other in ("P-101", "P-102", "Quintero"))


def test_a_provider_that_has_no_episodes_is_told(at_samples: Qis) -> None:
    code, out, err = at_samples("report", "--pap", "P-999")
    assert (code, out) == (2, "")
    assert err == "qis: There is no accountable provider P-999 among the episodes of 2023.\n"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """The sample's episodes, one of them with an amount that is none."""
    text = (SAMPLES / "episodes.csv").read_text("utf-8").replace(",3921.00,", ",n/a,", 1)
    (tmp_path / "episodes.csv").write_text(text, "utf-8")
    return tmp_path / "episodes.csv"


def test_a_row_left_out_stands_on_the_face_of_the_result(qis: Qis, faulty: Path) -> None:
    code, out, _ = qis("episodes", "settle", faulty, "--contract", SAMPLES / "contract.yaml", *PROVIDERS)
    assert code == 0
    assert "\n1 of 86 rows was left out; 1 episode ended outside 2023.\n" in out
    assert "Rows that were left out\n\n- episodes.csv row 2, Allowed: it is not an amount in dollars" in out


@pytest.mark.parametrize("command", ["settle", "report"])
def test_strict_settles_nothing_with_a_faulty_row(qis: Qis, faulty: Path, command: str) -> None:
    code, out, err = qis("episodes", command, faulty, "--contract", SAMPLES / "contract.yaml", *PROVIDERS, "--strict")
    assert (code, out) == (1, "")
    assert err.startswith("episodes.csv row 2, Allowed: ")


@pytest.mark.parametrize("command", ["settle", "report"])
def test_on_spark_the_episodes_have_to_be_parquet(
    at_samples: Qis, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("qis_tool.evidence.engine.engines.library", without_spark)
    code, out, err = at_samples(command, "--engine", "spark")
    assert (code, out) == (2, "")
    assert "episodes.csv: with --engine spark the tables have to be Parquet." in err


def test_what_was_not_read_is_told(qis: Qis, tmp_path: Path) -> None:
    text = (SAMPLES / "episodes.csv").read_text("utf-8").replace("PAP name", "Doctor")
    (tmp_path / "episodes.csv").write_text(text, "utf-8")
    out = qis("episodes", "settle", "episodes.csv", "--contract", SAMPLES / "contract.yaml", *PROVIDERS).out
    assert "- Not read, as no column of this table is called so: “Doctor”." in out


def test_nothing_is_settled_without_what_the_manual_leaves_open(qis: Qis, tmp_path: Path) -> None:
    text = (SAMPLES / "contract.yaml").read_text("utf-8").replace("gain_share: 50", "# gain_share: 50")
    (tmp_path / "contract.yaml").write_text(text, "utf-8")
    code, out, err = qis("episodes", "settle", SAMPLES / "episodes.csv", "--contract", "contract.yaml")
    assert (code, out) == (2, "")
    assert "gain_share is missing: it is the provider's share of a surplus in percent" in err


def test_without_providers_each_one_that_is_needed_is_named(qis: Qis) -> None:
    code, _, err = qis("episodes", "settle", SAMPLES / "episodes.csv", "--contract", SAMPLES / "contract.yaml")
    assert code == 2
    assert err.count("P-101 owes a share of an overage") == 1
    assert err.endswith("Give a table of the providers with --providers.\n")


def test_no_input_is_written_over(at_samples: Qis) -> None:
    before = (SAMPLES / "providers.csv").read_bytes()
    code, _, err = at_samples("settle", "-o", "samples/evidence/providers.csv", "--force")
    assert (code, (SAMPLES / "providers.csv").read_bytes()) == (2, before)
    assert "this is the file being read" in err


def test_types_are_listed_in_each_format(qis: Qis, golden: Callable[[Path, str], None]) -> None:
    text, markdown, data = (qis("episodes", "types", "--format", shape).out for shape in ("text", "markdown", "json"))
    schema("episode-types").validate(json.loads(data))
    names = [row["name"] for row in json.loads(data)["types"]]
    assert len(names) == 16
    assert all(f"\n{name} (" in text and f"\n## {name} " in markdown for name in names)
    assert "280 days before the delivery to 60 days after it" in markdown
    assert "the admission to 30 days after the discharge" in text
    assert "21 days from the first consultation on" in text
    assert "the procedure to 30 days after it, if no diagnostic angiogram was made" in " ".join(text.split())


def test_without_excess_no_hospital_is_named(qis: Qis, tmp_path: Path) -> None:
    text = (SAMPLES / "contract.yaml").read_text("utf-8").replace("period: 2023", "period: 2022")
    (tmp_path / "contract.yaml").write_text(text, "utf-8")
    out = qis("episodes", "settle", SAMPLES / "episodes.csv", "--contract", "contract.yaml").out
    assert "85 episodes ended outside 2022" in out
    assert "\nHospitals\n" not in out


def test_the_ending_of_a_file_says_what_is_written(at_samples: Qis, tmp_path: Path) -> None:
    for command, name, begins in (("settle", tmp_path / "s.csv", "pap,"), ("report", tmp_path / "r.html", "<!doctype")):
        assert at_samples(command, "-o", name)[:2] == (0, "")
        assert name.read_text("utf-8").lower().startswith(begins)
