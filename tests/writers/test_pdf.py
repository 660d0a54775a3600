"""The PDF's writer and what LibreOffice may do to it; a script of ours stands in for LibreOffice."""

import os
import stat
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from lxml import etree

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import read_text
from qis_tool.writers import WRITERS, pdf

Qis = Callable[..., tuple[int, str, str]]
StandIn = Callable[[str], Path]
Write = Callable[..., bytes]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECRET = "An answer nobody else may read"
MAKES_A_PDF = """
while [ $# -gt 1 ]; do [ "$1" != --outdir ] || out=$2; echo "$1" >> "$0.said"; shift; done
{ printf '%%PDF-1.7\\n'; cat "$1"; } > "$out/document.pdf"
echo a line that is none of the reader's business
"""
NO_PROGRAM = "A PDF needs LibreOffice, free from libreoffice.org: install it, or write a .docx instead"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    """Makes a script that is found in place of LibreOffice."""

    def made(script: str, first: str = "#!/bin/sh") -> Path:
        program = tmp_path / "bin/soffice"
        program.parent.mkdir()
        program.write_text(f"{first}\n{script}", "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pdf, "_PROGRAMS", (str(tmp_path / "absent"), str(program)))
        return program

    return made


@pytest.fixture
def document(k2: Form) -> Document:
    """A draft with one answer."""
    return assemble(read_text(f"form: k2\npart_c:\n  goal_1: {SECRET}\n", "plan.yaml"), k2, draft=True)


@pytest.fixture
def write_word(k2: Form) -> Write:
    """Writes the Word document of a plan's text."""

    def written(plan: str, *, draft: bool) -> bytes:
        base = find(f"templates/{k2.id}/{k2.year}/base.docx")
        return WRITERS[".docx"].write(assemble(read_text(plan, "plan.yaml"), k2, draft=draft), base)

    return written


@pytest.fixture
def write(k2: Form, document: Document) -> Callable[[], bytes]:
    """Writes the draft."""
    return lambda: WRITERS[".pdf"].write(document, find(f"templates/{k2.id}/{k2.year}/base.docx"))


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary folders are made, of which none is left in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def test_the_pdf_is_what_libreoffice_makes_of_the_word_document(
    stand_in: StandIn, write: Callable[[], bytes], document: Document, k2: Form
) -> None:
    stand_in(MAKES_A_PDF)
    word = WRITERS[".docx"].write(document, find(f"templates/{k2.id}/{k2.year}/base.docx"))
    assert write() == b"%PDF-1.7\n" + pdf.for_libreoffice(word)


def test_libreoffice_gets_answers_out_of_their_controls_and_rows_that_may_break(
    write_word: Write, part: Callable[[bytes], etree._Element]
) -> None:
    rows = "part_d:\n  timeline:\n    milestones:\n"
    tall = "      - milestone: |\n" + "          word\n\n" * 50 + f"      - milestone: {'word ' * 500}\n"
    given = write_word(f"form: k2\n{rows}{tall}", draft=True)
    made = part(pdf.for_libreoffice(given))
    texts = ["".join(map(str, root.itertext())) for root in (part(given), made)]
    assert texts[0] == texts[1]
    count = {name: len(list(made.iter(f"{W}{name}"))) for name in ("sdt", "cantSplit", "tr")}
    boxes = len(list(made.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")))
    assert count == {"sdt": boxes + 2, "cantSplit": 9, "tr": 11}
    assert not [control for control in made.iter(f"{W}sdt") if control.find(f".//{W}p") is not None]


def test_libreoffice_has_a_profile_of_its_own_each_time_and_makes_a_tagged_pdf(
    stand_in: StandIn, write: Callable[[], bytes], temporary: Path
) -> None:
    program = stand_in(MAKES_A_PDF)
    write()
    write()
    said = program.with_name("soffice.said").read_text("utf-8").splitlines()
    profiles = [line for line in said if line.startswith("-env:UserInstallation=")]
    assert len(set(profiles)) == 2
    assert all(line.startswith(f"-env:UserInstallation={temporary.as_uri()}/qis-") for line in profiles)
    [filtered, _] = [line for line in said if line.startswith("pdf:writer_pdf_Export:")]
    assert '"UseTaggedPDF":{"type":"boolean","value":"true"}' in filtered
    assert '"PDFUACompliance":{"type":"boolean","value":"true"}' in filtered


def test_without_libreoffice_it_says_how_to_get_it(qis: Qis, samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PROGRAMS", ("no-such-program",))
    code, out, err = qis("render", samples / "good/full.yaml", "-o", "plan.pdf")
    assert (code, out, err) == (2, "", f"qis: {NO_PROGRAM}, which Word can save as PDF.\n")
    assert not Path("plan.pdf").exists()


def test_with_it_the_file_is_put_in_place_and_what_was_compared_is_said(
    qis: Qis, samples: Path, stand_in: StandIn
) -> None:
    stand_in(MAKES_A_PDF)
    code, out, err = qis("render", samples / "good/full.yaml", "-o", "plan.pdf")
    assert (code, out) == (0, "")
    assert "Every answer was read back from the Word document that LibreOffice made it of" in err
    assert Path("plan.pdf").read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("script", "first", "says"),
    [
        ("exit 0", "#!/bin/sh", "LibreOffice made no PDF: write a .docx instead"),
        (MAKES_A_PDF.replace("%PDF", "PDF"), "#!/bin/sh", "LibreOffice made no PDF: write a .docx instead"),
        (MAKES_A_PDF.partition("{")[0] + 'ln -s "$1" "$out/document.pdf"', "#!/bin/sh", "LibreOffice made no PDF"),
        ("exit 1", "#!/bin/sh", "LibreOffice made no PDF: write a .docx instead"),
        ("", "#!/no/such/shell", r"LibreOffice can't be started \(No such file or directory\): write a .docx"),
    ],
    ids=["says-nothing", "no-pdf", "a-link", "fails", "can't-start"],
)
def test_a_failure_of_libreoffice_is_one_sentence_that_tells_no_answer(
    script: str, first: str, says: str, stand_in: Callable[[str, str], Path], write: Callable[[], bytes]
) -> None:
    stand_in(script, first)
    with pytest.raises(UserError, match=says) as raised:
        write()
    assert SECRET not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time LibreOffice is given, cut short."""
    monkeypatch.setattr(pdf, "_SECONDS", 0.5)


def test_when_it_takes_too_long_nothing_of_it_goes_on(
    patience: None, stand_in: StandIn, write: Callable[[], bytes], tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "line")
    ours = os.open(tmp_path / "line", os.O_RDONLY | os.O_NONBLOCK)
    stand_in(f"exec 3>'{tmp_path / 'line'}'; echo begun >&3; sleep 100 & sleep 100")
    with pytest.raises(UserError, match=r"LibreOffice made no PDF within 0.5 seconds: write a .docx instead"):
        write()
    os.set_blocking(ours, True)  # reading ends when the last one who could write has
    assert os.read(ours, 100) + os.read(ours, 100) == b"begun\n"
    os.close(ours)


def test_it_is_ended_where_there_are_no_process_groups_too(
    patience: None, stand_in: StandIn, write: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "killpg")
    stand_in("exec sleep 100")
    begun = time.monotonic()
    with pytest.raises(UserError, match=r"within 0.5 seconds"):
        write()
    assert time.monotonic() - begun < 50


def test_it_is_ended_when_the_user_interrupts(
    stand_in: StandIn, write: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    processes: list[subprocess.Popen[bytes]] = []

    def interrupted(process: subprocess.Popen[bytes], seconds: float | None = None) -> int:
        processes.append(process)
        if seconds:
            raise KeyboardInterrupt
        return right(process)

    right = subprocess.Popen.wait
    monkeypatch.setattr(subprocess.Popen, "wait", interrupted)
    stand_in("exec sleep 100")
    with pytest.raises(KeyboardInterrupt):
        write()
    assert processes[0].returncode is not None


def test_what_the_word_document_lost_never_reaches_libreoffice(
    stand_in: StandIn, write: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise NotAsWritten(["part_c.goal_1"])

    program = stand_in(MAKES_A_PDF)
    monkeypatch.setattr(pdf, "write_word", fails)
    with pytest.raises(NotAsWritten):
        write()
    assert not program.with_name("soffice.said").exists()
