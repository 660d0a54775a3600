"""qis render --onto"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, List, Text
from qis_tool.form import Form
from qis_tool.intake.editions import blank
from qis_tool.source import read_file
from qis_tool.writers.word import onto
from tests.foreign_forms import in_controls_of_another_program, in_paragraphs, in_tables, without

Qis = Callable[..., tuple[int, str, str]]
GOAL_2 = b"Note: Goal 2 must address Applicant\xe2\x80\x99s payment strategy implementation"


@pytest.fixture
def empty(k2: Form) -> Document:
    """The form with nothing filled in."""
    return blank(k2)


@pytest.fixture
def official(tmp_path: Path, empty: Document) -> Path:
    """The exchange's own form."""
    file = tmp_path / "official.docx"
    file.write_bytes(in_tables(empty))
    return file


@pytest.fixture
def plan(samples: Path, tmp_path: Path) -> Path:
    """A good plan."""
    file = tmp_path / "plan.yaml"
    file.write_bytes((samples / "good/full.yaml").read_bytes())
    return file


def changed(content: bytes, old: bytes, new: bytes, part: str = "word/document.xml") -> bytes:
    """A document with other words in one of its parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            text = before.read(name)
            assert name != part or old in text
            after.writestr(name, text.replace(old, new) if name == part else text)
    return written.getvalue()


def test_the_exchanges_form_is_filled(qis: Qis, plan: Path, official: Path) -> None:
    code, _, err = qis("render", plan.name, "--onto", official.name, "-o", "filled.docx")
    assert code == 0
    assert err == (
        "Wrote filled.docx: Attachment K2 plan year 2024, in official.docx. Every answer was read back from it and is "
        "as in the plan. It carries no record of the plan, as nothing else in the form was changed.\n"
    )
    assert qis("import", "filled.docx", "-o", "again.yaml", "--from", plan.name)[0] == 0
    assert qis("validate", "again.yaml")[0] == 0


def test_without_a_name_the_form_stands_beside_the_plan(qis: Qis, plan: Path, official: Path, tmp_path: Path) -> None:
    assert qis("render", plan, "--onto", official)[0] == 0
    assert (tmp_path / "golden-poppy-health-plan-inc-k2-2024.docx").exists()


def test_neither_the_form_nor_the_plan_is_written_over(qis: Qis, plan: Path, official: Path) -> None:
    before = official.read_bytes()
    code, _, err = qis("render", plan, "--onto", official, "-o", official, "--force")
    assert (code, err) == (2, f"qis: {official}: this is the file being read. Name another.\n")
    assert official.read_bytes() == before


def test_many_plans_each_fill_a_form_and_remarks_are_made_once(
    qis: Qis, samples: Path, official: Path, tmp_path: Path
) -> None:
    official.write_bytes(changed(official.read_bytes(), b"PY24 Qualified", b"PY24 Most Qualified", "word/footer1.xml"))
    code, _, err = qis("render", samples / "good", "--out-dir", "out", "--onto", official.name, "--accept-form-changes")
    assert code == 0
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert err.count("reads otherwise") == 1
    assert err.endswith("In each, every answer was read back from it and is as in the plan.\n")


def test_a_plan_with_errors_stops_it(qis: Qis, plan: Path, official: Path) -> None:
    plan.write_text(plan.read_text().replace("start_date: 2023-01-01", "start_date: soon"))
    code, _, err = qis("render", plan, "--onto", official)
    assert code == 1
    assert "no document was written" in err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--draft"], "--onto writes no draft: the exchange's own form has no place for a mark that says so."),
        (["--base", "official.docx"], "--onto keeps the look of the form that it fills. Leave out --base."),
        (["--as", "pdf"], "--onto fills a Word document; it can't write a file that ends in .pdf."),
    ],
)
def test_what_does_not_go_with_it_is_refused(
    qis: Qis, plan: Path, official: Path, options: list[str], told: str
) -> None:
    assert qis("render", plan, "--onto", official, *options) == (2, "", f"qis: {told}\n")


def test_changes_can_be_accepted_only_of_a_form_that_is_named(qis: Qis, plan: Path) -> None:
    code, _, err = qis("render", plan, "--accept-form-changes")
    assert (code, err) == (2, "qis: --accept-form-changes is about the form that --onto names. Name one.\n")


def test_a_form_that_is_not_there_is_told_before_anything_is_done(qis: Qis, plan: Path) -> None:
    code, _, err = qis("render", plan, "--onto", "none.docx")
    assert code == 2
    assert "none.docx" in err


def test_a_missing_line_is_named(qis: Qis, plan: Path, official: Path, empty: Document) -> None:
    official.write_bytes(in_paragraphs(without(empty, "10a. QIS Initiation/Start Date:")))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert "official.docx: it does not read as Attachment K2 plan year 2024 does, in 1 place:\n" in err
    assert "  missing: “10a. QIS Initiation/Start Date:”\n" in err
    code, _, err = qis("render", plan, "--onto", official.name, "--accept-form-changes")
    assert code == 2
    assert "Start date (item 10a) can't be found with certainty: “10a. QIS Initiation/Start Date:”" in err


@pytest.mark.parametrize("build", [in_paragraphs, in_tables])
def test_other_wording_is_told_and_can_be_accepted(
    qis: Qis, plan: Path, official: Path, empty: Document, build: Callable[[Document], bytes]
) -> None:
    official.write_bytes(changed(build(empty), GOAL_2, GOAL_2.replace(b"must", b"shall")))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert "  reads otherwise: “Note: Goal 2 must address" in err
    code, _, err = qis("render", plan, "--onto", official.name, "--accept-form-changes", "-o", "filled.docx")
    assert code == 0
    assert "official.docx: reads otherwise: “Note: Goal 2 must" in err


def test_lines_in_another_order_and_added_lines_are_told(qis: Qis, plan: Path, official: Path, empty: Document) -> None:
    at = next(at for at, block in enumerate(empty.blocks) if isinstance(block, List))
    steps = empty.blocks[at]
    assert isinstance(steps, List)
    first, second, third = steps.items
    steps = replace(steps, items=(first, third, second))
    blocks = (*empty.blocks[:at], steps, Text("text", "Be brief."), *empty.blocks[at + 1 :])
    official.write_bytes(in_tables(replace(empty, blocks=blocks)))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert f"  not in its place: “{second[:70]}…”\n" in err or f"  not in its place: “{third[:70]}…”\n" in err
    assert "  added: “Be brief.”\n" in err


def test_a_form_that_is_filled_in_already_is_refused(
    qis: Qis, plan: Path, official: Path, k2: Form, samples: Path
) -> None:
    official.write_bytes(in_tables(assemble(read_file(str(samples / "good/minimal.yaml")), k2)))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert "official.docx: it is not blank. Filled in: QIS Description (item 4), " in err
    assert err.endswith(" others. Name the exchange's own form, as it was handed out.\n")


def test_a_form_with_one_box_ticked_is_refused(qis: Qis, plan: Path, official: Path, empty: Document) -> None:
    first = next(empty.boxes)
    blocks = tuple(replace(first, ticked=True) if block is first else block for block in empty.blocks)
    official.write_bytes(in_controls_of_another_program(replace(empty, blocks=blocks)))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert err == (
        f"qis: official.docx: it is not blank. Filled in: the box “{first.label}”. "
        "Name the exchange's own form, as it was handed out.\n"
    )


def test_a_document_that_qis_made_is_no_form_to_fill(qis: Qis, plan: Path) -> None:
    assert qis("render", plan, "-o", "made.docx")[0] == 0
    code, _, err = qis("render", plan, "--onto", "made.docx", "-o", "other.docx")
    assert code == 2
    assert "made.docx: qis made it, as it carries the record of a plan." in err


def test_a_form_with_tracked_changes_is_refused(qis: Qis, plan: Path, official: Path) -> None:
    inserted = b'<w:ins w:id="9" w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p><w:sectPr'
    content = official.read_bytes()
    official.write_bytes(changed(content, b"<w:sectPr", b"<w:p>" + inserted))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert "official.docx: it has tracked changes. Accept or reject them in Word first." in err


def test_another_edition_is_refused(
    qis: Qis, plan: Path, official: Path, k2: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(k2, year=2025)
    monkeypatch.setattr("qis_tool.intake.blank_form.form_of_file", lambda _file, _name: other)
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert err.endswith("it is Attachment K2 plan year 2025, and the plan is for Attachment K2 plan year 2024.\n")


def test_an_answer_that_reads_like_the_form_is_refused_by_name(
    qis: Qis, plan: Path, official: Path, empty: Document
) -> None:
    data = read_file(str(plan)).data
    assert data
    data["part_c"]["goal_1"] = "trail\nQIS Goal 2:"
    plan.write_text(json.dumps(data))
    official.write_bytes(in_controls_of_another_program(empty))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert err.startswith("qis: official.docx: read back from it, QIS Goal 1 (item 5)")
    assert "would not be as the plan has it, perhaps because a line there reads like one of the form's own." in err


def test_a_box_that_is_not_found_beside_its_label_is_named(
    qis: Qis, plan: Path, official: Path, empty: Document
) -> None:
    official.write_bytes(changed(in_paragraphs(empty), "☐ Health".encode(), b"Health"))
    code, _, err = qis("render", plan, "--onto", official.name)
    assert code == 2
    assert "the box to tick for “Health Maintenance Organization (HMO)” is not found beside it." in err


def test_an_answer_without_room_is_named(qis: Qis, plan: Path, official: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bytes:
        raise onto.NoRoom("part_c.goal_1")

    monkeypatch.setattr(onto, "filled", full)
    code, _, err = qis("render", plan, "--onto", official.name)
    assert (code, err) == (2, "qis: official.docx: there is no room for QIS Goal 1 (item 5).\n")
