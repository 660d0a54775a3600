"""qis init"""

from collections.abc import Callable
from pathlib import Path

from qis_tool.checks.plan import without_blanks
from qis_tool.source import read_file

Qis = Callable[..., tuple[int, str, str]]
WROTE = "Wrote {0} for Attachment K2 plan year 2024. Fill it in, then run: qis validate {0}\n"
SCHEMA = "Wrote k2-2024.schema.json beside it, by which an editor can help you. It may be deleted.\n"
LEFT = "Not carried over (no such field, or to be confirmed anew): {0}\n"


def test_it_writes_a_plan_and_the_schema_for_editors(qis: Qis, samples: Path, tmp_path: Path) -> None:
    assert qis("init") == (0, "", WROTE.format("plan.yaml") + SCHEMA)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["k2-2024.schema.json", "plan.yaml"]
    shipped = samples.parent.parent.parent / "schemas/k2/2024/plan.schema.json"
    assert (tmp_path / "k2-2024.schema.json").read_bytes() == shipped.read_bytes()
    assert "$schema=./k2-2024.schema.json" in (tmp_path / "plan.yaml").read_text("utf-8")


def test_the_plan_may_stand_elsewhere(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    assert qis("init", "plans/hmo.yaml", "--form", "k2", "--year", "2024")[0] == 0
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == ["hmo.yaml", "k2-2024.schema.json"]


def test_a_schema_that_is_there_is_left_alone(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "k2-2024.schema.json").write_bytes(b"mine")
    assert qis("init") == (0, "", WROTE.format("plan.yaml"))
    assert (tmp_path / "k2-2024.schema.json").read_bytes() == b"mine"


def test_a_plan_that_is_there_is_replaced_only_by_force(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"mine")
    code, _, err = qis("init")
    assert code == 2
    assert err.startswith("qis: plan.yaml: this file exists. Add --force to replace it")
    assert (tmp_path / "plan.yaml").read_bytes() == b"mine"
    assert qis("init", "--force")[0] == 0
    assert (tmp_path / "plan.yaml").read_bytes() != b"mine"


def test_the_advice_names_options_that_init_has(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").touch()
    assert "-o" not in qis("init")[2]


def test_last_years_answers_are_carried_over(qis: Qis, good: Path, tmp_path: Path) -> None:
    code, _, err = qis("init", "--from", good)
    flags = [f"part_d.attachment_j.questions_4_4_{number}_answered" for number in (3, 4)]
    assert (code, err) == (0, WROTE.format("plan.yaml") + SCHEMA + "".join(map(LEFT.format, flags)))
    before = without_blanks(read_file(str(good)).data)
    del before["part_d"]["attachment_j"]
    assert without_blanks(read_file(str(tmp_path / "plan.yaml")).data) == before


def test_what_could_not_be_carried_over_is_named(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "last.yaml").write_text("form: k2\nremarks: x\npart_c:\n  goal_1: y\n", "utf-8")
    code, _, err = qis("init", "--from", "last.yaml")
    assert (code, err) == (0, WROTE.format("plan.yaml") + SCHEMA + LEFT.format("remarks"))


def test_last_years_plan_is_never_written_over(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("form: k2\n", "utf-8")
    code, _, err = qis("init", "--from", "plan.yaml", "--force")
    assert (code, err.startswith("qis: plan.yaml: this is the file being read.")) == (2, True)
    assert (tmp_path / "plan.yaml").read_text("utf-8") == "form: k2\n"


def test_a_missing_plan_can_not_be_carried_over(qis: Qis, tmp_path: Path) -> None:
    assert qis("init", "--from", "last.yaml") == (2, "", "qis: last.yaml: there is no such file.\n")
    assert list(tmp_path.iterdir()) == []


def test_nor_can_one_that_is_no_yaml(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "last.yaml").write_text("part_c: [", "utf-8")
    code, _, err = qis("init", "--from", "last.yaml")
    assert (code, err.startswith("qis: last.yaml: it can't be read in full")) == (2, True)
    assert not (tmp_path / "plan.yaml").exists()


def test_a_plan_is_not_called_a_word_document(qis: Qis, tmp_path: Path) -> None:
    code, _, err = qis("init", "k2.docx")
    assert code == 2
    assert err == "qis: k2.docx: a plan is a text file, for qis to turn into a document. Name it k2.yaml.\n"
    assert not list(tmp_path.iterdir())
