"""qis words"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

Qis = Callable[..., tuple[int, str, str]]


def test_every_limited_field_of_a_plan_is_shown(qis: Qis, good: Path) -> None:
    code, out, err = qis("words", good)
    assert (code, err) == (0, "")
    assert out.startswith(f"{good}: Attachment K2 plan year 2024, words counted as Microsoft Word counts\n")
    assert "QIS Goal 1 " in out
    assert "Milestone 1 " in out


def test_a_field_over_its_limit_is_a_finding(qis: Qis, samples: Path) -> None:
    code, out, err = qis("words", samples / "bad/QIS108-too-many-words.yaml")
    assert (code, err) == (1, "")
    assert " over\n" in out


def test_each_format_gives_the_same_figures(qis: Qis, samples: Path) -> None:
    plan = samples / "good/full.yaml"
    [file] = json.loads(qis("words", plan, "--format", "json")[1])["files"]
    rows = list(csv.DictReader(qis("words", plan, "--format", "csv")[1].splitlines()))
    assert [row["count"] for row in rows] == [str(field["count"]) for field in file["fields"]]
    table = qis("words", plan, "--format", "markdown")[1]
    assert all(f"| {field['label']} | {field['count']} | {field['limit']} |" in table for field in file["fields"])


def test_a_file_that_can_not_be_read_does_not_hide_the_others(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plans = (tmp_path / "missing.yaml", samples / "bad/QIS108-too-many-words.yaml")
    code, out, err = qis("words", *plans, "--format", "json")
    assert (code, err) == (2, f"qis: {plans[0]}: there is no such file.\n")
    assert [file["file"] for file in json.loads(out)["files"]] == [str(plans[1])]


def test_standard_input_is_a_plan_under_the_name_given(qis: Qis, samples: Path) -> None:
    plan = (samples / "good/minimal.yaml").read_bytes()
    assert qis("words", "-", stdin=plan)[1].startswith("<stdin>: Attachment K2")
    assert qis("words", "-", "--stdin-filename", "editor.yaml", stdin=plan)[1].startswith("editor.yaml: ")


def test_a_plan_that_is_no_yaml_has_no_word_count(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("part_c: [", "utf-8")
    assert qis("words", "plan.yaml")[0] != 0
