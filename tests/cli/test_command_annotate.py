"""qis annotate"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from qis_tool.cli import main
from qis_tool.document.assemble import assemble
from qis_tool.form import Form
from qis_tool.source import Source, read_file
from tests.discussed import discussed, marked, said
from tests.faults import add, drop, with_change
from tests.foreign_forms import BUILDERS
from tests.word_rules import broken

Qis = Callable[..., tuple[int, str, str]]
Write = Callable[..., bytes]
TEXT = "word/document.xml"
TOO_LONG = "bad/QIS108-too-many-words.yaml"
UNSEEN = "A document does not show these, so they were not checked: Issuer, Attachment J, Coverage, Waivers.\n"
EXTRA = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.fixture
def document(samples: Path, tmp_path: Path, write: Write) -> Path:
    """A document with one answer that is too long."""
    file = tmp_path / "k2.docx"
    file.write_bytes(write(samples / TOO_LONG))
    return file


@pytest.fixture
def reviewed(tmp_path: Path) -> Callable[[], bytes]:
    """The copy with comments that was written beside the document."""
    return (tmp_path / "k2-reviewed.docx").read_bytes


def commented(package: bytes) -> dict[str, str]:
    """What each comment says, by the text it begins and ends with."""
    found = {}
    lines = marked(package)
    for number, (first, *_) in said(package).items():
        [start] = [line for line in lines if f"[{number}" in line]
        found[first] = start.partition(f"[{number}")[2]
    return found


def test_a_finding_is_a_comment_on_its_answer(qis: Qis, document: Path, reviewed: Callable[[], bytes]) -> None:
    before = document.read_bytes()
    wrote = "Wrote k2-reviewed.docx with 1 comment: 1 error. k2.docx was not changed.\n"
    assert qis("annotate", "k2.docx") == (1, "", UNSEEN + wrote)
    assert document.read_bytes() == before
    over = "QIS Goal 1 (item 5) has 206 words; the limit is 200, which is 6 over, from “they”."
    lines = [f"Error QIS108 too-many-words: {over}", "Form: “(200 words)”", "Do: Cut at least 6."]
    assert said(reviewed()) == {"0": lines}
    text = marked(reviewed())
    [start], [end] = ([at for at, line in enumerate(text) if mark in line] for mark in ("[0", "0]#0"))
    assert text[start].startswith("[0We will engage all 12 network maternity hospitals")
    assert text[end].endswith("differently another year.0]#0")
    assert broken(reviewed()) == []


def test_each_finding_is_there_once(qis: Qis, tmp_path: Path, write: Write, reviewed: Callable[[], bytes]) -> None:
    (tmp_path / "k2.docx").write_bytes(write("form: k2\n", draft=True))
    findings = json.loads(qis("validate", "k2.docx", "--format", "json")[1])["files"][0]["findings"]
    code, _, err = qis("annotate", "k2.docx")
    assert (code, len(findings)) == (1, 12)
    assert err.endswith("Wrote k2-reviewed.docx with 12 comments: 12 errors. k2.docx was not changed.\n")
    told = [f"{found['level'].capitalize()} {found['code']} {found['name']}: {found['message']}" for found in findings]
    assert [lines[0] for lines in said(reviewed()).values()] == told


def test_a_finding_about_a_cell_stands_in_it(
    qis: Qis, tmp_path: Path, changed: Callable[[Mapping[str, Any]], Source], k2: Form, reviewed: Callable[[], bytes]
) -> None:
    source = changed({"part_d.timeline.milestones.0.date": "2022-01-01"})
    (tmp_path / "k2.docx").write_bytes(BUILDERS[0](assemble(source, k2)))
    qis("annotate", "k2.docx")
    [(first, start)] = commented(reviewed()).items()
    assert first.startswith("Warning K2-212 before-start")
    assert start.startswith("1/1/2022")


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: str(build.__name__))
def test_a_document_from_elsewhere(
    build: Callable[..., bytes], qis: Qis, samples: Path, tmp_path: Path, k2: Form, reviewed: Callable[[], bytes]
) -> None:
    (tmp_path / "k2.docx").write_bytes(build(assemble(read_file(str(samples / TOO_LONG)), k2)))
    assert qis("annotate", "k2.docx")[0] == 1
    [start] = [text for first, text in commented(reviewed()).items() if first.startswith("Error QIS108")]
    assert start.startswith("We will engage all 12 network maternity hospitals")


def test_comments_that_are_there_stay(qis: Qis, document: Path, reviewed: Callable[[], bytes]) -> None:
    document.write_bytes(discussed(document.read_bytes()))
    assert qis("annotate", "k2.docx")[2].endswith(" with 1 comment: 1 error. k2.docx was not changed.\n")
    assert [lines[0][:14] for lines in said(reviewed()).values()] == ["Is it so?", "Yes <it> is", "Error QIS108 t"]


def test_text_that_belongs_to_no_answer_is_commented_on(
    qis: Qis, document: Path, reviewed: Callable[[], bytes]
) -> None:
    document.write_bytes(with_change(document.read_bytes(), TEXT, add("//w:body", EXTRA.format("See \t annex"), 2)))
    assert qis("annotate", "k2.docx")[0] == 1
    assert [line for line in marked(reviewed()) if "annex" in line] == ["[0See \t annex0]#0"]


def test_a_missing_line_is_told_at_the_title(qis: Qis, document: Path, reviewed: Callable[[], bytes]) -> None:
    goal = "//w:p[contains(., '5. QIS Goals')]"
    document.write_bytes(with_change(document.read_bytes(), TEXT, drop(goal)))
    letterhead = add("//w:body", EXTRA.format(""))
    document.write_bytes(with_change(document.read_bytes(), TEXT, letterhead))
    assert qis("annotate", "k2.docx", "--accept-form-changes")[0] == 1
    found = {first.split(":")[0]: start for first, start in commented(reviewed()).items()}
    assert found["Warning QIS017 wording-missing"].startswith("Attachment K2")


def test_without_a_finding_the_copy_is_the_document(
    qis: Qis, samples: Path, document: Path, write: Write, reviewed: Callable[[], bytes]
) -> None:
    document.write_bytes(write(samples / "good/full.yaml"))
    same = "Wrote k2-reviewed.docx: there was nothing to comment on, so it is k2.docx byte for byte.\n"
    assert qis("annotate", "k2.docx") == (0, "", UNSEEN + same)
    assert reviewed() == document.read_bytes()


def test_warnings_alone_are_no_failure(qis: Qis, samples: Path, document: Path, write: Write, tmp_path: Path) -> None:
    document.write_bytes(write(samples / "bad/K2-215-no-milestone-by-2023.yaml"))
    code, _, err = qis("annotate", document, "-o", "said.DOCX")
    assert (code, err) == (0, f"{UNSEEN}Wrote said.DOCX with 1 comment: 1 warning. {document} was not changed.\n")
    assert len(said((tmp_path / "said.DOCX").read_bytes())) == 1


def test_tracked_changes_count_or_do_not(qis: Qis, document: Path, reviewed: Callable[[], bytes]) -> None:
    by = 'w:author="Ann" w:date="2023-05-04T10:00:00Z"'
    more = f'<w:ins w:id="900" {by}><w:r><w:t>{"more " * 50}</w:t></w:r></w:ins>'
    longer = with_change(document.read_bytes(), TEXT, add("//w:p[contains(., 'another year')]", more, 9))
    document.write_bytes(longer)
    for way, words in (("accepted", 255), ("original", 206)):
        qis("annotate", "k2.docx", "--tracked", way, "--force")
        [first] = commented(reviewed())
        assert f" has {words} words" in first


def test_the_document_itself_and_files_that_exist_are_not_written_over(qis: Qis, document: Path) -> None:
    for arguments, said_so in (
        (["-o", "k2.docx", "--force"], "k2.docx: this is the file being read. Name another."),
        (["-o", "k2.pdf"], "k2.pdf: the copy with comments is a Word document. Name it k2.docx."),
    ):
        assert qis("annotate", "k2.docx", *arguments) == (2, "", f"qis: {said_so}\n")
    qis("annotate", "k2.docx")
    assert qis("annotate", "k2.docx")[2].startswith("qis: k2-reviewed.docx: this file exists. Add --force")
    assert qis("annotate", "k2.docx", "--force")[0] == 1


def test_what_is_no_filled_form_is_told(qis: Qis, samples: Path, document: Path, tmp_path: Path) -> None:
    for name in ("nowhere.docx", samples / TOO_LONG, tmp_path):
        code, out, err = qis("annotate", name, "-o", "said.docx")
        assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "said.docx").exists()


def test_the_same_comments_the_same_bytes(document: Path, reviewed: Callable[[], bytes]) -> None:
    made = set()
    for _ in range(2):
        main(["annotate", str(document), "--force"])
        made.add(reviewed())
    assert len(made) == 1
