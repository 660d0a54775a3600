"""qis verify"""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.form import Form
from qis_tool.readers.word import package
from qis_tool.source import read_file
from tests.foreign_forms import BUILDERS

Qis = Callable[..., tuple[int, str, str]]
Write = Callable[..., bytes]


@pytest.fixture
def document(samples: Path, tmp_path: Path, write: Write) -> Path:
    """A rendered plan."""
    file = tmp_path / "k2.docx"
    file.write_bytes(write(samples / "good/full.yaml"))
    return file


def altered(document: bytes, old: str, new: str) -> bytes:
    """A document with other words in its text."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            made.writestr(name, content)
    return out.getvalue()


def test_an_untouched_document_is_unchanged(qis: Qis, document: Path, samples: Path) -> None:
    code, out, err = qis("verify", document, "--plan", samples / "good/full.yaml")
    assert (code, err) == (0, "")
    assert "is the plan it was rendered from, byte for byte.\n" in out
    assert out.splitlines()[-1].startswith("Unchanged: 105 printed lines and 55 answers and boxes, compared with")


def test_a_changed_answer_is_named_by_its_field(qis: Qis, document: Path) -> None:
    document.write_bytes(altered(document.read_bytes(), "We will engage all 24", "We will engage all 23"))
    code, out, _ = qis("verify", document)
    assert code == 1
    assert out.count("  changed  ") == 1
    assert "  changed  QIS Goal 1 (item 5): from word 5, now “23 network" in out


def test_a_changed_word_of_the_forms_own_is_named_by_its_line(qis: Qis, document: Path) -> None:
    document.write_bytes(altered(document.read_bytes(), "7. Rationale for QIS", "7. Reason for QIS"))
    code, out, _ = qis("verify", document)
    assert code == 1
    assert "  wording  “7. Rationale for QIS" in out
    assert out.endswith("Not as it was: 1 difference in 105 printed lines and 55 answers and boxes.\n")


def test_for_programs(qis: Qis, document: Path, tmp_path: Path) -> None:
    assert qis("verify", document, "--format", "json", "-o", "report.json")[:2] == (0, "")
    told = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert (told["intact"], told["wording"]["lines"], told["plan"]) == (True, 105, None)
    assert told["record"]["tool"].startswith("qis ")


def test_a_document_without_a_record_needs_its_plan(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = samples / "good/minimal.yaml"
    assert qis("render", plan, "--no-embed", "-o", "bare.docx")[0] == 0
    code, _, err = qis("verify", "bare.docx")
    assert (code, err) == (
        2,
        "qis: bare.docx: it carries no record of how it was rendered. Name its plan with --plan to compare them.\n",
    )
    assert qis("verify", "bare.docx", "--plan", plan)[0] == 0
    assert qis("verify", "bare.docx", "--plan", samples / "good/full.yaml")[0] == 1


def test_a_draft_whose_mark_was_taken_away_is_not_as_it_was(qis: Qis, samples: Path, tmp_path: Path) -> None:
    assert qis("render", samples / "good/minimal.yaml", "--draft", "-o", "k2.docx")[0] == 0
    assert "  It is marked DRAFT: not for submission.\n" in qis("verify", "k2.docx")[1]
    word = docx.Document(str(tmp_path / "k2.docx"))
    word.sections[0].header.paragraphs[0].text = "Final"
    word.save(str(tmp_path / "k2.docx"))
    code, out, _ = qis("verify", "k2.docx")
    assert code == 1
    assert "  wording  a line is missing: “DRAFT – not for submission”\n" in out


def test_a_document_unlike_another_plan_is_still_as_it_was(qis: Qis, document: Path, samples: Path) -> None:
    plan = samples / "good/minimal.yaml"
    code, out, _ = qis("verify", document, "--plan", plan)
    assert code == 1
    assert f"  {plan} is another plan, or was changed since.\n" in out
    assert out.splitlines()[-2] == "As it was rendered."
    assert out.splitlines()[-1].startswith(f"Unlike {plan}: 41 differences in ")


def test_another_form_is_not_compared_line_by_line(qis: Qis, samples: Path, tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Hello")
    word.save(str(tmp_path / "other.docx"))
    code, out, err = qis("verify", "other.docx", "--plan", samples / "good/full.yaml")
    lacks = "it has too few of the printed lines of any form that qis knows (Attachment K2 plan year 2024)."
    assert (code, out, err) == (2, "", f"qis: other.docx: {lacks}\n")


def test_what_is_no_document_is_told_in_a_sentence(
    qis: Qis, document: Path, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty.docx").touch()
    for name in ("nowhere.docx", "empty.docx", tmp_path, samples / "good/full.yaml"):
        code, out, err = qis("verify", name)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"qis: {name}: ")
    monkeypatch.setattr(package, "MAX_BYTES", 1000)
    assert "far too large for this form" in qis("verify", document)[2]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: str(build.__name__))
def test_a_form_that_somebody_else_laid_out_is_compared_by_what_it_says(
    qis: Qis, samples: Path, tmp_path: Path, k2: Form, build: Callable[[Document], bytes]
) -> None:
    plan = samples / "good/full.yaml"
    (tmp_path / "theirs.docx").write_bytes(build(assemble(read_file(str(plan)), k2)))
    code, out, _ = qis("verify", "theirs.docx", "--plan", plan)
    assert (code, out.splitlines()[-1].startswith("Unchanged: 105 printed lines")) == (0, True)
    code, out, _ = qis("verify", "theirs.docx", "--plan", samples / "good/minimal.yaml")
    assert (code, "unlike the plan  QIS Goal 1 (item 5)" in out) == (1, True)
