"""qis validate"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Qis = Callable[..., tuple[int, str, str]]
PASSED = (
    "1 file, Attachment K2 plan year 2024, words counted as Microsoft Word counts: "
    "0 errors, 0 warnings, 0 notes. Passed.\n"
)


def test_a_good_plan_passes(qis: Qis, good: Path) -> None:
    assert qis("validate", good) == (0, PASSED, "")


@pytest.mark.parametrize(
    ("kind", "starts"),
    [
        ("text", "{plan}:30:3  error  QIS102 blank-field  Rationale (item 7) is blank.\n    30 |   rationale:"),
        ("concise", "{plan}:30:3  error  QIS102 blank-field  Rationale (item 7) is blank.\n1 file, "),
        ("json", '{{"schema_version": 1, "tool": {{"name": "qis", '),
        ("github", "::error file={plan},line=30,col=3,title=QIS102 blank-field::Rationale (item 7) is blank."),
        ("markdown", "## Findings of qis\n\n### {plan}\n\n| Level | Rule "),
        ("csv", "file,form,plan_year,code,name,level,"),
        ("sarif", '{{"$schema": "https://docs.oasis-open.org/sarif/'),
        ("gitlab", '[\n{{"description": "QIS102 blank-field: Rationale (item 7) is blank. '),
        ("junit", '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="{plan}" tests="1" '),
    ],
)
def test_each_format_tells_the_finding(qis: Qis, samples: Path, kind: str, starts: str) -> None:
    plan = samples / "bad/QIS102-blank-field.yaml"
    code, out, err = qis("validate", plan, "--format", kind)
    assert (code, err) == (1, "")
    assert out.startswith(starts.format(plan=plan))
    assert "Rationale (item 7) is blank." in out


@pytest.mark.parametrize("kind", ["markdown", "csv", "sarif", "gitlab", "junit"])
def test_no_format_loses_a_waived_finding_or_an_unread_file(qis: Qis, samples: Path, tmp_path: Path, kind: str) -> None:
    waiver = "{code: K2-213, field: part_d.timeline, reason: Meant so., by: Reviewer, until: 2024-06-30}"
    plan = (samples / "bad/K2-213-out-of-order.yaml").read_text("utf-8")
    (tmp_path / "plan.yaml").write_text(f"{plan}\nwaivers: [{waiver}]\n", "utf-8")
    given = ("plan.yaml", "gone.yaml", "--as-of", "2024-01-31", "--fail-level", "note")
    code, out, err = qis("validate", *given, "--format", kind)
    assert (code, err) == (2, "qis: gone.yaml: there is no such file.\n")
    assert "Waived until 2024-06-30, by Reviewer: Meant so." in out
    assert "gone.yaml: there is no such file." in out


@pytest.mark.parametrize(
    ("sample", "codes"),
    [
        ("bad/QIS102-blank-field.yaml", {"error": 1, "warning": 1, "note": 1}),
        ("bad/K2-213-out-of-order.yaml", {"error": 0, "warning": 1, "note": 1}),
        ("bad/K2-204-company-named.yaml", {"error": 0, "warning": 0, "note": 1}),
        ("good/full.yaml", {"error": 0, "warning": 0, "note": 0}),
    ],
)
def test_the_fail_level_says_from_where_on_findings_count(
    qis: Qis, samples: Path, sample: str, codes: dict[str, int]
) -> None:
    assert {level: qis("validate", samples / sample, "--fail-level", level)[0] for level in codes} == codes
    assert qis("validate", samples / sample)[0] == codes["error"]


def test_a_file_that_can_not_be_read_does_not_hide_the_others(qis: Qis, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04")
    plans = (samples / "bad/QIS102-blank-field.yaml", tmp_path / "plan.docx", samples / "good/full.yaml")
    code, out, err = qis("validate", *plans, "--format", "concise")
    assert code == 2
    assert "QIS102 blank-field" in out
    assert out.endswith("1 file could not be read. Not ready.\n")
    assert err == f"qis: {tmp_path / 'plan.docx'}: it is cut short: its end is missing. Copy or download it again.\n"
    code, out, _ = qis("validate", *plans, "--format", "json")
    told = json.loads(out)
    assert [file["passed"] for file in told["files"]] == [False, True]
    assert [file["file"] for file in told["unread"]] == [str(tmp_path / "plan.docx")]


def test_plans_given_together_are_checked_together(qis: Qis, samples: Path) -> None:
    folder = samples / "bad/K2-228-product-not-covered"
    code, out, _ = qis("validate", folder, "--format", "concise")
    assert (code, out.count("K2-228 product-not-covered")) == (1, 2)
    assert "K2-228 " not in qis("validate", folder / "ppo.yaml")[1]


def test_standard_input_is_a_plan_under_the_name_given(qis: Qis, samples: Path) -> None:
    plan = (samples / "bad/QIS102-blank-field.yaml").read_bytes()
    assert qis("validate", "-", stdin=plan)[1].startswith("<stdin>:30:3  error  QIS102")
    named = qis("validate", "-", "--stdin-filename", "editor.yaml", "--format", "concise", stdin=plan)
    assert named[0] == 1
    assert named[1].startswith("editor.yaml:30:3  error  QIS102")


@pytest.mark.parametrize("command", ["validate", "words"])
def test_the_output_may_go_to_a_file(qis: Qis, samples: Path, tmp_path: Path, command: str) -> None:
    printed = qis(command, samples / "good/full.yaml")
    assert qis(command, samples / "good/full.yaml", "-o", "report.txt") == (0, "", "Wrote report.txt.\n")
    assert (tmp_path / "report.txt").read_bytes().decode() == printed[1]
    code, out, err = qis(command, samples / "bad/K2-213-out-of-order.yaml", "--output", "report.txt")
    assert (code, out) == (2, "")
    assert err == "qis: report.txt: this file exists. Add --force to replace it, or name another.\n"
    assert (tmp_path / "report.txt").read_bytes().decode() == printed[1]
    assert qis(command, samples / "bad/K2-213-out-of-order.yaml", "-o", "report.txt", "--force")[0] == 0
    assert (tmp_path / "report.txt").read_bytes().decode() != printed[1]


def test_findings_count_when_they_go_to_a_file_too(qis: Qis, samples: Path, tmp_path: Path) -> None:
    assert qis("validate", samples / "bad/QIS102-blank-field.yaml", "-o", "report.txt") == (
        1,
        "",
        "Wrote report.txt.\n",
    )
    assert "QIS102" in (tmp_path / "report.txt").read_text("utf-8")


@pytest.mark.parametrize("command", ["validate", "words"])
def test_a_plan_is_never_written_over(qis: Qis, samples: Path, tmp_path: Path, command: str) -> None:
    content = (samples / "good/full.yaml").read_bytes()
    (tmp_path / "plan.yaml").write_bytes(content)
    code, _, err = qis(command, tmp_path, "-o", "plan.yaml", "--force")
    assert (code, err) == (2, "qis: plan.yaml: this is the file being read. Name another.\n")
    assert (tmp_path / "plan.yaml").read_bytes() == content


def test_a_file_name_that_is_no_text_can_be_written(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = tmp_path / "\udcff.yaml"
    plan.write_bytes((samples / "bad/QIS102-blank-field.yaml").read_bytes())
    assert qis("validate", plan, "-o", "report.txt") == (1, "", "Wrote report.txt.\n")


def test_a_choice_in_other_letters_is_recognized(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = (samples / "good/minimal.yaml").read_text("utf-8").replace("product_types: [EPO]", "product_types: [epo]")
    (tmp_path / "plan.yaml").write_text(plan, "utf-8")
    assert 'has no choice "epo". Did you mean EPO?' in qis("validate", "plan.yaml")[1]
