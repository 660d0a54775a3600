"""A contract: what it says, and what is told of one that does not say it."""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool.errors import UserError
from qis_tool.evidence.contract import Contract, Measure, Outliers, Terms, contract_schema, read_contract
from qis_tool.evidence.program import the_program

SAMPLE = Path(__file__).parents[2] / "samples/evidence/contract.yaml"
REQUIRED = [
    *(("", name) for name in contract_schema()["required"]),
    *(("lines_of_business/qhp", name) for name in ("name", "gain_below", "risk_above", "facility_threshold")),
    *(("quality/0", name) for name in ("column", "name", "at_least")),
    ("risk_adjustment", "multiply_by"),
    *(("outliers", name) for name in ("above", "treatment")),
    *(("window", name) for name in ("before_days", "after_days")),
]


def full() -> dict[str, Any]:
    """A contract that says everything."""
    return {
        "contract": "Example",
        "episode_type": "perinatal",
        "period": 2023,
        "lines_of_business": {
            "qhp": {"name": "QHP", "gain_below": 3394, "risk_above": 3906.5, "facility_threshold": 2500},
        },
        "gain_share": 50,
        "risk_share": 33.25,
        "cap_base": "Allowed dollars",
        "quality": [{"column": "hiv", "name": "HIV screening", "at_least": 80}],
        "risk_adjustment": {"multiply_by": "factor"},
        "outliers": {"above": 20000, "treatment": "leave_out"},
        "window": {"before_days": 280, "after_days": 60},
        "trigger": {"procedures": ["59400"], "apart_days": 180},
        "include": [{"claims": "pregnancy", "diagnoses": ["O*"]}],
        "exclude": [{"claims": "newborn", "diagnoses": ["P*"]}],
    }


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Contract]:
    """Reads the full contract with some values changed, by path with slashes; None leaves a field blank."""
    monkeypatch.chdir(tmp_path)

    def make(changes: Mapping[str, Any] | None = None) -> Contract:
        data: Any = full()
        for path, value in (changes or {}).items():
            *above, last = [int(part) if part.isdigit() else part for part in path.split("/")]
            holder = data
            for part in above:
                holder = holder[part]
            holder[last] = value
        Path("contract.yaml").write_text(json.dumps(data, indent=1), "utf-8")
        return read_contract("contract.yaml", the_program())

    return make


def refused(read: Callable[..., Contract], changes: Mapping[str, Any]) -> str:
    """What is told of a contract with these changes."""
    with pytest.raises(UserError) as caught:
        read(changes)
    return str(caught.value)


def test_everything_is_read_exactly_as_written(read: Callable[..., Contract]) -> None:
    found = read()
    assert found.lines == (Terms("qhp", "QHP", Decimal(3394), Decimal("3906.5"), Decimal(2500)),)
    assert (found.gain_share, found.risk_share) == (Fraction(1, 2), Fraction("0.3325"))
    assert found.quality == (Measure("hiv", "HIV screening", Decimal(80), at_least=True),)
    assert (found.risk_factor, found.outliers) == ("factor", Outliers(Decimal(20000), "leave_out"))
    assert found.build["window"] == {"before_days": 280, "after_days": 60}
    assert set(found.build) == {"window", "trigger", "include", "exclude"}


def test_what_a_contract_does_not_have_it_says(read: Callable[..., Contract]) -> None:
    none = {"quality": "none", "risk_adjustment": "none", "outliers": "none"}
    found = read({**none, "lines_of_business/qhp/facility_threshold": "none"})
    assert (found.quality, found.risk_factor, found.outliers) == ((), "", None)
    assert found.lines[0].facility_threshold is None


@pytest.mark.parametrize(("above", "name"), REQUIRED, ids=lambda part: str(part).replace("/", "-"))
def test_each_thing_that_is_missing_is_named_in_one_sentence(
    read: Callable[..., Contract], above: str, name: str
) -> None:
    told = refused(read, {f"{above}/{name}".lstrip("/"): None})
    assert told.count("\n") == 0
    assert told.startswith("contract.yaml line ")
    assert f"{name} is missing" in told or f"{name} or at_most is missing" in told


def test_a_facility_threshold_is_not_needed_where_nothing_is_taken_out(read: Callable[..., Contract]) -> None:
    found = read({"period": 2014, "lines_of_business/qhp/facility_threshold": None})
    assert found.lines[0].facility_threshold is None


def test_all_faults_are_told_at_once_in_their_order(read: Callable[..., Contract]) -> None:
    told = refused(read, {"period": None, "gain_share": 120, "lines_of_business/qhp/risk_above": "3,906"})
    lines = told.splitlines()
    assert len(lines) == 3
    assert "period is missing: it is the calendar year" in told
    assert "“3,906” does not fit: it is the average cost of an episode, in dollars, above which" in told
    assert "“120” does not fit: it is the provider's share of a surplus in percent" in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"episode_type": "delivery"}, "the manual has no episode “delivery”. It has: hip-knee-replacement, perinatal"),
        (
            {"risk_share": 60},
            "risk_share: 60% is too much: the manual lets no more than 50% of an overage be recouped.",
        ),
        ({"lines_of_business/qhp/gain_below": 3394.005}, "“3394.005” has parts of a cent"),
        ({"outliers/above": 0.999}, "outliers, above: “0.999” has parts of a cent"),
        ({"lines_of_business/qhp/gain_below": 4000}, "gain_below is more than risk_above"),
        ({"quality/0/at_most": 90}, "at_least or at_most is missing, or both are there: it is a measure with"),
        ({"lines_of_business": {}}, "it is not complete, or has too much: it is the lines of business"),
        (
            {"lines_of_business": {"Q H P": full()["lines_of_business"]["qhp"]}},
            "the name of a field in it does not fit: it is a short name",
        ),
        ({"quality": "no"}, "quality: “no” does not fit: it is a list of measures"),
        ({"outliers/treatment": "drop"}, "“drop” does not fit: it is leave_out, where"),
        ({"gain_shares": 50}, "there is no field gain_shares here. Did you mean gain_share?"),
        ({"zzz": 50}, "there is no field zzz here. Fields here: contract, episode_type"),
        ({"quality": [full()["quality"][0]] * 2}, "quality, no. 2: the column hiv belongs to a measure above already."),
        ({"contract": ["x"]}, "contract: it is not complete, or has too much: it is the contract's name"),
    ],
)
def test_what_does_not_fit_is_told(read: Callable[..., Contract], changes: dict[str, Any], told: str) -> None:
    assert told in refused(read, changes)


def test_a_rate_at_the_level_passes_and_rounding_does_not_help() -> None:
    most = Measure("rate", "Rate", Decimal("23.9"), at_least=False)
    assert most.passed_by(Fraction("23.9"))
    assert not most.passed_by(Fraction(33 * 100, 138))
    assert Measure("rate", "Rate", Decimal(80), at_least=True).passed_by(Fraction(80))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7", "not a contract: it is a PDF. A contract is a text file in YAML; docs/episodes.md shows one."),
        (b"a\0b", "not a contract: it is a binary file. A contract is a text file in YAML."),
        (b"caf\xe9: 1", "line 1: it is not UTF-8 text (byte 3); it looks like Windows-1252 (ANSI). Save it again"),
        (b"x: [", "it can't be read from here on"),
        (b"", "it should hold fields, each a name, a colon and a value."),
        (b"a: 1\n---\nb: 2", "a line of --- begins a second document"),
        (b"period: 2023\nperiod: 2024", "line 2: period stands here a second time; it first stands on line 1."),
        (b"a: &x 1\nb: *x", "*x repeats another value"),
        (b"a: !!int x", "the tag !!int is not known here"),
        (b"1: x", "a field's name should be plain text"),
        (b"[" * 40, "it lies deeper than 32 levels"),
        (b"a: [" + b"1," * 200_001 + b"]", "it holds more than 200000 values"),
        (b"a: \x07", "it holds U+0007, which no text may hold"),
        ("a: x\u200b".encode(), "it holds U+200B, which nobody sees"),
        (b"a: " + b"x" * 2_000_001, "it is larger than 2 MB"),
    ],
)
def test_a_file_that_is_no_contract_is_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("contract.yaml").write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_contract("contract.yaml", the_program())
    assert told in str(caught.value)


def test_a_comment_behind_a_value_is_a_comment(read: Callable[..., Contract], tmp_path: Path) -> None:
    read()
    text = Path("contract.yaml").read_text("utf-8").replace('"QHP"', "QHP # the exchange")
    Path("contract.yaml").write_text(text.replace("QHP # the exchange,", "QHP # the exchange\n,"), "utf-8")
    assert read_contract("contract.yaml", the_program()).lines[0].name == "QHP"


def test_of_many_faults_the_first_twenty_are_told(read: Callable[..., Contract]) -> None:
    told = refused(read, {f"x{number}": 1 for number in range(25)})
    assert told.endswith("… and 5 more.")


def test_the_sample_is_a_sound_contract() -> None:
    assert read_contract(str(SAMPLE), the_program()).lines[0].risk_above == Decimal("3906.00")


def test_every_description_completes_a_sentence() -> None:
    schema = json.loads((Path(__file__).parents[2] / "schemas/evidence/contract.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)

    def descriptions(node: Any) -> list[str]:
        if not isinstance(node, dict):
            return []
        own = [node["description"]] if isinstance(node.get("description"), str) and "$id" not in node else []
        return [*own, *(text for part in node.values() for text in descriptions(part))]

    assert all(text[0].islower() and not text.endswith(".") for text in descriptions(schema))
