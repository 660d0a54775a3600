"""The PDF as LibreOffice makes it and poppler reads it: all there, in order, tagged."""

import re
import subprocess
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, Heading, List, Table
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import read_text
from qis_tool.writers import WRITERS, pdf
from tests import outside_tools
from tests.documents import kinds, pieces

FULL, LEFT_OUT, LINES = "full", "over-limits", "line-ends"
SHORTEST_PIECE = 20


@pytest.fixture
def documents(k2: Form) -> dict[str, Document]:
    """A document of each kind that may be filed, and a blank one, by name."""
    broken = read_text("form: k2\npart_c:\n  goal_1: |\n    first\n    second\n    third\n\n    fourth\n", "plan.yaml")
    made = kinds(k2) | {LINES: assemble(broken, k2, draft=True)}
    return {name: document for name, document in made.items() if name != LEFT_OUT}


@pytest.fixture
def folder(documents: dict[str, Document], k2: Form, tmp_path: Path) -> Path:
    """Where the PDF of each document lies: the full one as users get it, the others made in one go."""
    base, libreoffice = find(f"templates/{k2.id}/{k2.year}/base.docx"), outside_tools.libreoffice()
    (tmp_path / f"{FULL}.pdf").write_bytes(WRITERS[".pdf"].write(documents[FULL], base))
    words = [tmp_path / f"{name}.docx" for name in documents if name != FULL]
    for word in words:
        word.write_bytes(pdf.for_libreoffice(WRITERS[".docx"].write(documents[word.stem], base)))
    subprocess.run(pdf.command(libreoffice, tmp_path, *words), check=True, capture_output=True, timeout=120)
    return tmp_path


def by_poppler(program: str, *arguments: object) -> str:
    line = [outside_tools.program("poppler", program), *map(str, arguments)]
    return subprocess.run(line, check=True, capture_output=True, encoding="utf-8").stdout


def bare(text: str) -> str:
    """A text without white space, which lines and pages take or add."""
    return re.sub(r"\s", "", text)


def out_of_order(file: Path, document: Document) -> list[str]:
    """What of the wording and the answers is not where a screen reader should come to it."""
    quoted = re.findall(r'^\s*"(.*)"$', by_poppler("pdfinfo", "-struct-text", file), re.MULTILINE)
    text, at, lost = bare("".join(quoted)), 0, []
    for piece in map(bare, pieces(document)):
        found = text.find(piece, at)
        lost += [piece] if found < 0 else []
        at = max(at, found + len(piece))
    return lost


def not_on_a_page(file: Path, document: Document) -> list[str]:
    """The answers that do not stand on the pages whole; the end of a page may cut one."""
    text = bare(by_poppler("pdftotext", "-raw", file, "-"))
    lines = ((answer.path, line) for answer in document.answers for line in answer.text.split("\n"))
    return [path for path, line in lines if not stands_in(bare(line).removeprefix("-"), text)]


def stands_in(answer: str, text: str) -> bool:
    while answer not in text:
        longest = max(end for end in range(len(answer)) if answer[:end] in text)
        if longest < SHORTEST_PIECE:
            return False
        answer = answer[longest:]
    return True


def test_each_pdf_is_whole_in_order_and_tagged(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        file = folder / f"{name}.pdf"
        assert (name, out_of_order(file, document)) == (name, [])
        assert (name, not_on_a_page(file, document)) == (name, [])
        told = dict(re.findall(r"^([^:]+): +(.+)$", by_poppler("pdfinfo", file), re.MULTILINE))
        assert (told["Tagged"], told["Title"], told["JavaScript"]) == ("yes", document.title, "no")
        assert f"/Lang({document.language})".encode() in file.read_bytes()
        tags = re.findall(r"^ *(\w+)", by_poppler("pdfinfo", "-struct", file), re.MULTILINE)
        levels = [f"H{block.level}" for block in document.blocks if isinstance(block, Heading) and block.level]
        assert [tag for tag in tags if re.fullmatch(r"H\d", tag)] == levels
        assert tags.count("LI") >= sum(len(block.items) for block in document.blocks if isinstance(block, List))
        [table] = [block for block in document.blocks if isinstance(block, Table)]
        rows, columns = len(table.rows) + 1, len(table.columns) + 1
        assert [tags.count(tag) for tag in ("Table", "TR", "TH")] == [1, rows, columns]
    lines = [line.split() for line in by_poppler("pdftotext", "-layout", folder / f"{LINES}.pdf", "-").splitlines()]
    assert all([word] in lines for word in ("first", "second", "third", "fourth")), "each stands on its line"
    assert out_of_order(folder / "minimal.pdf", documents[FULL]), "what is lost would be seen"
    assert not_on_a_page(folder / "minimal.pdf", documents[FULL]), "what is cut would be seen"
