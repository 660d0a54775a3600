"""qis import"""

from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool.source import read_file
from tests.faults import first, say, with_change
from tests.package_rules import Element

Qis = Callable[..., tuple[int, str, str]]

UNSEEN = (
    "A document does not show these, so they are blank: Issuer, Attachment J, Coverage, Waivers. "
    "Fill them in, or take them from an earlier plan with --from.\n"
)


@pytest.fixture
def document(samples: Path, tmp_path: Path, write: Callable[[Path], bytes]) -> Path:
    """The smallest sample, filled in Word."""
    file = tmp_path / "k2.docx"
    file.write_bytes(write(samples / "good/minimal.yaml"))
    return file


def test_a_plan_is_written_beside_the_document(qis: Qis, document: Path, samples: Path, tmp_path: Path) -> None:
    assert qis("import", "k2.docx") == (
        0,
        "",
        (
            "Wrote k2.yaml: 13 answers and 4 ticked boxes of Attachment K2 plan year 2024, from k2.docx.\n"
            "Wrote k2-2024.schema.json beside it, by which an editor can help you. It may be deleted.\n"
            f"{UNSEEN}"
            "Next, run: qis validate k2.yaml\n"
        ),
    )
    written, filled = (read_file(str(file)) for file in (tmp_path / "k2.yaml", samples / "good/minimal.yaml"))
    for path in (("part_a",), ("part_b", "data_sources", "checked"), ("part_c",), ("part_d", "timeline")):
        assert written.value(path) == filled.value(path)


def test_what_a_document_does_not_show_is_taken_from_another_plan(qis: Qis, document: Path, samples: Path) -> None:
    plan = samples / "good/minimal.yaml"
    assert qis("import", "k2.docx", "--from", plan, "-o", "plan.yaml") == (
        0,
        "",
        (
            "Wrote plan.yaml: 13 answers and 4 ticked boxes of Attachment K2 plan year 2024, from k2.docx.\n"
            "Wrote k2-2024.schema.json beside it, by which an editor can help you. It may be deleted.\n"
            "Next, run: qis validate plan.yaml\n"
        ),
    )
    assert qis("validate", "plan.yaml")[0] == 0
    assert read_file("plan.yaml").value(("issuer",)) == read_file(str(plan)).value(("issuer",))


def test_a_file_is_replaced_only_by_force_and_never_one_that_is_read(
    qis: Qis, document: Path, samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "k2.yaml").write_bytes((samples / "good/full.yaml").read_bytes())
    before = (tmp_path / "k2.yaml").read_bytes()
    told = "qis: k2.yaml: this file exists. Add --force to replace it, or name another.\n"
    assert qis("import", "k2.docx") == (2, "", told)
    told = "qis: k2.yaml: this is the file being read. Name another.\n"
    assert qis("import", "k2.docx", "--from", "k2.yaml", "--force") == (2, "", told)
    assert (tmp_path / "k2.yaml").read_bytes() == before
    assert qis("import", "k2.docx", "--force")[0] == 0
    assert (tmp_path / "k2.yaml").read_bytes() != before


def test_a_plan_is_no_document(qis: Qis, document: Path) -> None:
    told = "qis: k2.docx: a plan is a text file, for qis to turn into a document. Name it k2.yaml.\n"
    assert qis("import", "k2.docx", "-o", "k2.docx", "--force") == (2, "", told)


def test_text_that_belongs_to_no_answer_is_told_and_kept_as_a_comment(qis: Qis, samples: Path, tmp_path: Path) -> None:
    file = samples / "bad/QIS015-text-without-place.docx"
    code, _, err = qis("import", file, "-o", "plan.yaml")
    assert code == 1
    said = "The document says “The quality team sends newer rates in May.” where the form has no answer, "
    assert f"Error, paragraph 61 of the document: {said}so it belongs to none and was not checked.\n" in err
    assert "Text that was not placed stands in comments at the end of the plan.\n" in err
    assert (
        (tmp_path / "plan.yaml")
        .read_text("utf-8")
        .endswith(
            "\n# Not placed, because the form has no answer there:\n#   The quality team sends newer rates in May.\n"
        )
    )


def test_what_is_no_text_is_told(qis: Qis, samples: Path) -> None:
    code, _, err = qis("import", samples / "bad/QIS018-not-text.docx", "-o", "plan.yaml")
    assert code == 1
    assert "QIS Goal 1 (item 5) holds a picture, a field or another object." in err


def test_wording_that_differs_is_told_and_costs_nothing(qis: Qis, samples: Path) -> None:
    code, _, err = qis("import", samples / "bad/QIS016-wording-changed.docx", "-o", "plan.yaml")
    assert code == 0
    assert "Warning, paragraph 79 of the document: A line that the form prints reads otherwise: “7. Reason" in err


def test_tracked_changes_are_taken_as_accepted_or_taken_back(qis: Qis, document: Path, tmp_path: Path) -> None:
    def edited(root: Element) -> None:
        run = first(root, "//w:sdt[w:sdtPr/w:tag/@w:val='part_c.goal_2']//w:r")
        run.addprevious(run.makeelement(f"{{{run.nsmap['w']}}}ins"))
        run.getprevious().append(run)

    document.write_bytes(with_change(document.read_bytes(), "word/document.xml", edited))
    code, _, err = qis("import", "k2.docx")
    assert (code, "1 tracked change was taken as accepted (see --tracked).\n" in err) == (0, True)
    assert read_file("k2.yaml").value(("part_c", "goal_2"))
    code, _, err = qis("import", "k2.docx", "--tracked", "original", "--force")
    assert "1 tracked change was taken back, as if none had been made (see --tracked).\n" in err
    assert not read_file("k2.yaml").value(("part_c", "goal_2"))


def test_a_form_that_lacks_a_line_is_read_only_where_that_is_accepted(qis: Qis, document: Path) -> None:
    prompt = "//w:t[starts-with(., '7. Rationale')]"
    document.write_bytes(with_change(document.read_bytes(), "word/document.xml", say(prompt, "")))
    lacks = "a printed line of the form is missing, so Rationale (item 7) can't be found with certainty: "
    code, _, err = qis("import", "k2.docx")
    assert code == 2
    assert err == (
        f"qis: k2.docx: {lacks}“7. Rationale for QIS”. "
        "Put it back as the form has it, or add --accept-form-changes to do without.\n"
    )
    assert qis("import", "k2.docx", "--accept-form-changes")[0] == 0


def test_files_that_are_no_filled_form_are_told_in_a_sentence(qis: Qis, document: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("Notes", "utf-8")
    (tmp_path / "broken.yaml").write_text("part_c: [", "utf-8")
    plain = "it is plain text, not a Word document (.docx). A plan is for qis validate."
    unread = "it can't be read in full, so nothing was taken from it. See: qis validate"
    assert qis("import", "nowhere.docx") == (2, "", "qis: nowhere.docx: there is no such file.\n")
    assert qis("import", "notes.docx") == (2, "", f"qis: notes.docx: {plain}\n")
    assert qis("import", "k2.docx", "--from", "nowhere.yaml") == (2, "", "qis: nowhere.yaml: there is no such file.\n")
    assert qis("import", "k2.docx", "--from", "broken.yaml") == (2, "", f"qis: broken.yaml: {unread}\n")
    assert not (tmp_path / "k2.yaml").exists()


def test_a_folder_is_no_document(qis: Qis) -> None:
    assert qis("import", ".") == (2, "", "qis: .: this is a folder.\n")
    assert qis("annotate", ".") == (2, "", "qis: .: this is a folder.\n")


def test_a_line_of_the_form_that_was_typed_over_is_kept_as_a_comment(qis: Qis, samples: Path, tmp_path: Path) -> None:
    assert qis("import", samples / "bad/QIS016-wording-changed.docx", "-o", "plan.yaml")[0] == 0
    ending = "\n# Lines of the form that read otherwise in the document:\n#   7. Reason for QIS\n"
    assert (tmp_path / "plan.yaml").read_text("utf-8").endswith(ending)


def test_a_character_that_yaml_forbids_is_spelled_out(qis: Qis, document: Path, tmp_path: Path) -> None:
    def edited(root: Element) -> None:
        run = first(root, "//w:sdt[w:sdtPr/w:tag/@w:val='part_c.goal_2']//w:t")
        run.text = "one\u2028two"

    document.write_bytes(with_change(document.read_bytes(), "word/document.xml", edited))
    assert qis("import", "k2.docx")[0] == 0
    assert "one\\u2028two" in (tmp_path / "k2.yaml").read_text("utf-8")
    assert "one\u2028two" in str(read_file("k2.yaml").value(("part_c", "goal_2")))
