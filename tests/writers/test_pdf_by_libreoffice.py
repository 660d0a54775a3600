"""The PDF as LibreOffice makes it and poppler reads it: all there, in order, tagged."""

import re
import subprocess
from pathlib import Path

import pytest

from qis_tool.document.blocks import Document, Heading, List, Table
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.writers import WRITERS, pdf
from tests import outside_tools
from tests.documents import kinds, pieces

FULL = "full"


@pytest.fixture(scope="module")
def base(k2: Form) -> Path:
    """The base document that carries the look."""
    return find(f"templates/{k2.id}/{k2.year}/base.docx")


@pytest.fixture(scope="module")
def documents(k2: Form) -> dict[str, Document]:
    """A document of each kind, by name."""
    return kinds(k2)


@pytest.fixture(scope="module")
def folder(documents: dict[str, Document], base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the PDF of each document lies: the full one as users get it, the others made in one go."""
    made, libreoffice = tmp_path_factory.mktemp("pdf"), outside_tools.libreoffice()
    (made / f"{FULL}.pdf").write_bytes(WRITERS[".pdf"].write(documents[FULL], base))
    words = [made / f"{name}.docx" for name in documents if name != FULL]
    for word in words:
        word.write_bytes(WRITERS[".docx"].write(documents[word.stem], base))
    subprocess.run(pdf.command(libreoffice, made, *words), check=True, capture_output=True, timeout=120)
    return made


def by_poppler(program: str, *arguments: object) -> str:
    line = [outside_tools.program("poppler", program), *map(str, arguments)]
    return subprocess.run(line, check=True, capture_output=True, encoding="utf-8").stdout


def bare(text: str) -> str:
    """A text without white space, which lines and pages take or add."""
    return re.sub(r"\s", "", text)


def tags(file: Path) -> list[str]:
    """The kinds of the parts of a PDF in their order: H1, P, LI …"""
    return re.findall(r"^ *(\w+)", by_poppler("pdfinfo", "-struct", file), re.MULTILINE)


def structure(file: Path) -> str:
    """The text of a PDF in the order of its tags, as a screen reader reads it."""
    quoted = re.findall(r'^\s*"(.*)"$', by_poppler("pdfinfo", "-struct-text", file), re.MULTILINE)
    return bare("".join(quoted))


def test_wording_and_answers_are_read_in_the_order_of_the_form(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        text, at = structure(folder / f"{name}.pdf"), 0
        for piece in map(bare, pieces(document)):
            found = text.find(piece, at)
            assert found >= 0, (name, piece)
            at = found + len(piece)


def in_pieces(answer: str, text: str) -> bool:
    """Whether a text holds an answer, in long pieces where the ends of pages cut it."""
    while answer:
        longest = max((end for end in range(len(answer) + 1) if answer[:end] in text), default=0)
        if longest < min(len(answer), 20):
            return False
        answer = answer[longest:]
    return True


def test_every_answer_stands_on_its_pages(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        text = bare(by_poppler("pdftotext", "-raw", folder / f"{name}.pdf", "-"))
        for answer in document.answers:
            for line in map(bare, answer.text.split("\n")):
                assert in_pieces(line.removeprefix("-"), text), (name, answer.path)


def test_it_is_tagged_and_has_a_title_and_a_language(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        file = folder / f"{name}.pdf"
        told = dict(re.findall(r"^([^:]+): +(.+)$", by_poppler("pdfinfo", file), re.MULTILINE))
        assert (told["Tagged"], told["Title"], told["JavaScript"]) == ("yes", document.title, "no"), name
        assert f"/Lang({document.language})".encode() in file.read_bytes(), name


def test_headings_are_tagged_with_their_level(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        levels = [int(tag[1]) for tag in tags(folder / f"{name}.pdf") if re.fullmatch(r"H\d", tag)]
        headings = [block.level for block in document.blocks if isinstance(block, Heading)]
        assert levels == [level for level in headings if level], name


def test_tables_have_rows_and_column_headings(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        found = tags(folder / f"{name}.pdf")
        tables = [block for block in document.blocks if isinstance(block, Table)]
        assert found.count("Table") == len(tables), name
        assert found.count("TR") == sum(len(table.rows) + 1 for table in tables), name
        assert found.count("TH") == sum(len(table.columns) + 1 for table in tables), name


def test_lists_are_lists(folder: Path, documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        found = tags(folder / f"{name}.pdf")
        items = sum(len(block.items) for block in document.blocks if isinstance(block, List))
        assert found.count("LI") >= items > 0, name
