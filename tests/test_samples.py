"""The sample plans: good ones without a finding, and for each rule one that breaks it, with its report beside it."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool import yaml_values
from qis_tool.checks.shape import MAX_PROBLEMS
from qis_tool.form import load_form
from qis_tool.intake import read_document
from qis_tool.source import MAX_BYTES, read_bytes, read_file
from qis_tool.validate import validate
from scripts import build_word_samples

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples/k2/2024"
EXPECTED = sorted((SAMPLES / "bad").glob("*.txt"))
PLANS = sorted(SAMPLES.rglob("*.yaml"))
DOCUMENTS = sorted(SAMPLES.rglob("*.docx"))
TOO_BIG_TO_KEEP = {"QIS008", "QIS009", "QIS118"}

Qis = Callable[..., tuple[int, str, str]]


@pytest.fixture
def judge(qis: Qis, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Carries out `qis validate` on a sample as from the root of the checkout, where its report was made."""
    monkeypatch.chdir(ROOT)

    def run(expected: Path, *options: str) -> tuple[int, str, str]:
        plan = next(filter(Path.exists, map(expected.with_suffix, ("", ".docx", ".yaml"))))
        tables = [table.relative_to(ROOT).as_posix() for table in sorted(plan.glob("*.csv"))]
        evidence = [part for table in tables for part in ("--evidence", table)]
        return qis("validate", plan.relative_to(ROOT).as_posix(), *evidence, *options)

    return run


def test_the_good_samples_are_of_three_kinds() -> None:
    plans = {plan.stem: read_file(str(plan)) for plan in (SAMPLES / "good").iterdir()}
    filled = {name: set(plan.value(("part_d", "risk"))) for name, plan in plans.items()}
    assert filled == {
        "full": {"barriers", "mitigation"},
        "minimal": {"barriers", "mitigation"},
        "no-barriers": {"no_barriers_assessment"},
    }
    form = load_form("k2", 2024)
    boxes = {field.path: set(field.choices) for field in form.fields.values() if field.kind == "boxes"}
    ticked = {path: set(plans["full"].value(tuple(path.split(".")))) for path in boxes}
    assert {path for path in boxes if ticked[path] != boxes[path]} == {"part_b.data_sources.checked"}


def test_a_good_sample_has_no_finding(good: Path) -> None:
    assert validate(read_file(str(good))).findings == ()


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_a_bad_sample_gets_the_report_beside_it(
    judge: Callable[..., tuple[int, str, str]], golden: Callable[[Path, str], None], expected: Path
) -> None:
    code, out, err = judge(expected)
    golden(expected, f"{out}exit {code}\n")
    tables = sorted(expected.with_suffix("").glob("*.csv"))
    told = [f"Figures that qis recognizes were compared with {t.relative_to(ROOT).as_posix()}.\n" for t in tables]
    assert err == "".join(told)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_a_bad_sample_breaks_the_rule_it_is_named_after_and_no_other(expected: Path) -> None:
    place = r"^\S+:(?:\d+:\d+| .+?)  (?:error|warning|note) +"
    told = re.findall(rf"{place}(\S+) (\S+)  ", expected.read_text("utf-8"), re.MULTILINE)
    assert {f"{code}-{name}" for code, name in told} == {expected.stem}


def test_every_rule_has_a_bad_sample() -> None:
    rules = {f"{rule.code}-{rule.name}" for rule in load_form("k2", 2024).rules if rule.code not in TOO_BIG_TO_KEEP}
    assert {path.stem for path in EXPECTED} == rules
    assert {
        Path(plan.relative_to(SAMPLES / "bad").parts[0]).stem for plan in PLANS + DOCUMENTS if "bad" in plan.parts
    } == rules


def test_the_documents_are_what_their_script_makes() -> None:
    made = build_word_samples.build()
    kept = {document.relative_to(SAMPLES).as_posix(): document.read_bytes() for document in DOCUMENTS}
    parts = build_word_samples.parts
    assert {path: parts(document) for path, document in made.items()} == {p: parts(d) for p, d in kept.items()}


def test_a_good_sample_has_no_finding_as_a_document(good: Path, write: Callable[[Path], bytes]) -> None:
    report = validate(read_document(write(good), "k2.docx").source)
    assert report.findings == ()
    assert report.remarks[0].startswith("A document does not show these, so they were not checked: ")


def test_a_file_too_large_to_keep_as_a_sample_breaks_its_rule() -> None:
    (finding,) = validate(read_bytes(b"#" * (MAX_BYTES + 1), "plan.yaml")).findings
    assert (finding.rule.code, finding.message) == (
        "QIS008",
        "The file is larger than 2 million bytes. Nothing in it was checked.",
    )


def test_a_file_of_too_many_values_breaks_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "MAX_EVENTS", 50)  # reading 200,000 values takes its time
    (finding,) = validate(read_bytes(b"a: [" + b"1," * 50 + b"]", "plan.yaml")).findings
    assert (finding.rule.code, finding.message) == (
        "QIS009",
        "The file holds more than 50 values. Nothing in it was checked.",
    )


def test_a_file_of_too_many_faults_names_the_first_of_them() -> None:
    names = "".join(f"x{number}: 1\n" for number in range(MAX_PROBLEMS + 1))
    findings = validate(read_bytes(f"form: k2\nplan_year: 2024\n{names}".encode(), "plan.yaml")).findings
    codes = Counter(finding.rule.code for finding in findings)
    assert (codes["QIS101"] <= MAX_PROBLEMS, codes["QIS118"]) == (True, 1)


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
def test_an_editor_finds_the_schema_of_a_sample(plan: Path) -> None:
    first, _, _ = plan.read_bytes().partition(b"\n")
    start, _, schema = first.decode("utf-8").partition("$schema=")
    assert start == "# yaml-language-server: "
    assert (plan.parent / schema).resolve() == ROOT / "schemas/k2/2024/plan.schema.json"
