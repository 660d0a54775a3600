"""qis validate and qis words on forms filled in Word"""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import Outcome
from tests.faults import add, with_change

Qis = Callable[..., Outcome]

ROOT = Path(__file__).parent.parent.parent
NOT_CHECKED = "A document does not show these, so they were not checked: Issuer, Attachment J, Coverage, Waivers."


@pytest.fixture
def document(samples: Path, tmp_path: Path, write: Callable[[Path], bytes]) -> Path:
    """The sample that fills in the most, in Word."""
    file = tmp_path / "k2.docx"
    file.write_bytes(write(samples / "good/full.yaml"))
    return file


def test_a_document_is_judged_like_its_plan(qis: Qis, document: Path) -> None:
    edition = "Attachment K2 plan year 2024, words counted as Microsoft Word counts"
    passed = f"1 file, {edition}: 0 errors, 0 warnings, 0 notes. Passed.\n"
    assert qis("validate", "k2.docx") == (0, f"k2.docx: {NOT_CHECKED}\n{passed}", "")
    assert qis("validate", "k2.docx", "--format", "concise") == (0, f"k2.docx: {NOT_CHECKED}\n{passed}", "")
    assert qis("validate", "-", stdin=document.read_bytes())[1] == f"<stdin>: {NOT_CHECKED}\n{passed}"


def test_a_finding_names_the_field_and_the_paragraph(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = samples / "bad/QIS108-too-many-words.yaml"
    assert qis("render", plan, "--draft", "-o", "k2.docx")[0] == 0
    code, out, _ = qis("validate", "k2.docx", "--format", "concise")
    assert code == 1
    assert out.startswith("k2.docx: QIS Goal 1 (item 5), paragraph 4  error  QIS108 too-many-words  QIS Goal 1 ")


def test_plans_and_documents_are_judged_together(qis: Qis, document: Path, samples: Path) -> None:
    given = (samples / "bad/QIS102-blank-field.yaml", "k2.docx", samples / "good/full.yaml")
    code, out, err = qis("validate", *given, "--format", "json")
    assert (code, err) == (1, "")
    told = json.loads(out)
    assert [(file["passed"], file.get("remarks")) for file in told["files"]] == [
        (False, None),
        (True, [NOT_CHECKED]),
        (True, None),
    ]
    schema = json.loads((ROOT / "schemas/meta/report.schema.json").read_bytes())
    jsonschema.validate(told, schema)


def test_for_programs_a_finding_counts_its_paragraph_within_the_answer(qis: Qis, samples: Path) -> None:
    told = json.loads(qis("validate", samples / "bad/QIS018-not-text.docx", "--format", "json")[1])
    [finding] = told["files"][0]["findings"]
    assert (finding["path"], finding["paragraph"], finding["start"]["line"]) == ("/part_c/goal_1", 1, 55)
    jsonschema.validate(told, json.loads((ROOT / "schemas/meta/report.schema.json").read_bytes()))


def test_for_github_a_paragraph_of_the_file_is_its_line(qis: Qis, samples: Path) -> None:
    file = samples / "bad/QIS015-text-without-place.docx"
    code, out, _ = qis("validate", file, "--format", "github")
    assert code == 1
    assert out.startswith(f"::error file={file},line=61,col=1,title=QIS015 text-without-place::The document says")


def test_documents_of_one_issuer_are_not_taken_for_its_only_ones(qis: Qis, document: Path, tmp_path: Path) -> None:
    """A document does not say whose it is, so what several cover together can't be told."""
    (tmp_path / "other.docx").write_bytes(document.read_bytes())
    code, out, _ = qis("validate", "k2.docx", "other.docx")
    assert (code, out.splitlines()[-1].partition(",")[0]) == (0, "2 files")


def test_words_are_counted_as_in_the_plan(qis: Qis, document: Path, samples: Path) -> None:
    by_plan, by_document, by_stdin = (
        json.loads(qis("words", *given, "--format", "json", stdin=document.read_bytes())[1])["files"][0]
        for given in ([samples / "good/full.yaml"], ["k2.docx"], ["-"])
    )
    assert by_plan["fields"] == by_document["fields"] == by_stdin["fields"]


def test_what_a_count_rests_on_is_told(qis: Qis, samples: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"Notes")
    code, out, err = qis("words", samples / "bad/QIS018-not-text.docx", "notes.docx", "--format", "csv")
    assert (code, err) == (
        2,
        "qis: notes.docx: it is plain text, not a Word document (.docx). A plan is for qis validate.\n",
    )
    assert "/part_c/goal_1,5,QIS Goal 1," in out


def test_a_count_tells_how_tracked_changes_were_taken(qis: Qis, document: Path) -> None:
    said = "//w:p[.//w:t[starts-with(., 'We will engage all 24')]]"
    change = add(said, '<w:ins><w:r><w:t xml:space="preserve"> More.</w:t></w:r></w:ins>', 9)
    document.write_bytes(with_change(document.read_bytes(), "word/document.xml", change))
    words = {
        kind: json.loads(qis("words", "k2.docx", "--format", "json", "--tracked", kind)[1])["files"][0]["fields"]
        for kind in ("accepted", "original")
    }
    [(one, other)] = [pair for pair in zip(*words.values(), strict=True) if pair[0] != pair[1]]
    assert (one["path"], one["count"]) == ("/part_c/goal_1", other["count"] + 1)
    told = "k2.docx: 1 tracked change was taken as accepted (see --tracked).\n"
    assert qis("words", "k2.docx").err == told


def test_an_old_document_is_not_taken_for_a_plan(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "k2.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    code, _, err = qis("validate", "k2.doc")
    assert (code, err.startswith("qis: k2.doc: "), "Word Document (.docx)" in err) == (2, True, True)
