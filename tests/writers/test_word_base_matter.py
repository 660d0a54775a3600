"""What a base document may not bring along, and the faults that make it unfit, each told in one sentence."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part as WordPart
from docx.oxml.ns import qn
from lxml import etree

Qis = Callable[..., tuple[int, str, str]]
Render = Callable[..., bytes]
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
UNFIT = "qis: own.docx: not a Word document (.docx) that can serve as a base. Begin with the one that qis base writes"


@pytest.fixture
def base(qis: Qis, tmp_path: Path) -> Path:
    """The base document as qis hands it out."""
    assert qis("base", "-o", "own.docx")[0] == 0
    return tmp_path / "own.docx"


@pytest.fixture
def render(qis: Qis, samples: Path, tmp_path: Path) -> Render:
    """Renders the smallest plan on the base document own.docx."""

    def rendered(*more: str) -> bytes:
        code, _, err = qis("render", samples / "good/minimal.yaml", "--base", "own.docx", "-o", "k2.docx", *more)
        assert code == 0, err
        return (tmp_path / "k2.docx").read_bytes()

    return rendered


@pytest.fixture
def refusal(qis: Qis, samples: Path) -> Callable[[], str]:
    """What is said of a base document that can't serve."""

    def said() -> str:
        code, out, err = qis("render", samples / "good/minimal.yaml", "--base", "own.docx", "-o", "k2.docx")
        assert (code, out, err.count("\n")) == (2, "", 1)
        return err

    return said


def change(file: Path, part: str, old: str, new: str) -> None:
    """Rewrite a part of a package: what the pattern finds first becomes `new`."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name).decode()
            if name == part:
                assert re.search(old, content)
                content = re.sub(old, new, content, count=1)
            made.writestr(name, content)
    file.write_bytes(out.getvalue())


def add_part(word: Any, name: str, kind: str, content: bytes = b"<marker>Marker</marker>") -> None:
    part = WordPart(PackURI(name), "application/xml", content, word.part.package)
    word.part.relate_to(part, kind)


def test_comments_macros_and_other_data_stay_behind(base: Path, render: Render) -> None:
    word = docx.Document(str(base))
    add_part(word, "/word/comments.xml", RT.COMMENTS)
    add_part(word, "/customXml/item7.xml", RT.CUSTOM_XML)
    add_part(word, "/word/vbaProject.bin", "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    word.save(str(base))
    packed = zipfile.ZipFile(io.BytesIO(render()))
    assert not any(b"Marker" in packed.read(name) for name in packed.namelist())


def test_a_rendered_document_emptied_serves_and_brings_no_answer(
    qis: Qis, base: Path, samples: Path, render: Render
) -> None:
    assert qis("render", samples / "good/full.yaml", "-o", base, "--force")[0] == 0
    word = docx.Document(str(base))
    body = word.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    word.save(str(base))
    packed = zipfile.ZipFile(io.BytesIO(render()))
    assert not any(b"24 network maternity hospitals" in packed.read(name) for name in packed.namelist())
    assert qis("verify", "k2.docx", "--plan", samples / "good/minimal.yaml")[0] == 0


def test_the_template_it_hangs_on_is_forgotten(base: Path, render: Render) -> None:
    word = docx.Document(str(base))
    key = word.part._settings_part.relate_to(
        "file:///shared/Normal.dotm", f"{RELATIONS}/attachedTemplate", is_external=True
    )
    mark = etree.SubElement(word.settings.element, qn("w:attachedTemplate"), {qn("r:id"): key})
    word.settings.element.insert(0, mark)
    word.save(str(base))
    packed = zipfile.ZipFile(io.BytesIO(render()))
    assert not any(b"Normal.dotm" in packed.read(name) for name in packed.namelist())


def test_a_link_to_something_outside_is_refused(base: Path, refusal: Callable[[], str]) -> None:
    word = docx.Document(str(base))
    word.sections[0].header.part.relate_to("https://example.invalid/logo.png", RT.IMAGE, is_external=True)
    word.save(str(base))
    assert refusal() == (
        "qis: own.docx: this base document links to something outside of it. Take the link out in Word.\n"
    )


def test_every_page_bears_the_drafts_mark_also_a_first_and_an_even_one(
    base: Path, render: Render, part: Callable[..., etree._Element]
) -> None:
    word = docx.Document(str(base))
    word.sections[0].different_first_page_header_footer = True
    word.settings.odd_and_even_pages_header_footer = True
    word.save(str(base))
    document = render("--draft")
    assert not list(part(document).iter(qn("w:titlePg")))
    assert not list(part(document, "word/settings.xml").iter(qn("w:evenAndOddHeaders")))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", "<w:sectPr>.*</w:sectPr>", ""),
        ("word/document.xml", "(<w:sectPr>.*</w:sectPr>)", r"\1<w:p/>"),
        ("word/document.xml", 'w:w="12240"', 'w:w="wide"'),
        ("word/document.xml", "w:document", "w:letter"),
        ("word/header1.xml", "<w:hdr (.*)</w:hdr>", r"<w:ftr \1</w:ftr>"),
        ("word/footnotes.xml", "<w:footnotes (.*)</w:footnotes>", r"<w:notes \1</w:notes>"),
        ("word/footer1.xml", "<w:ftr", "<!DOCTYPE x []><w:ftr"),
        ("word/numbering.xml", '<w:num w:numId="4">', '<w:num w:numId="2147483640">'),
        ("word/numbering.xml", '<w:num w:numId="1"><w:abstractNumId w:val="0"/>', '<w:num w:numId="1">'),
        ("word/styles.xml", 'w:styleId="ListBullet"', 'w:styleId="ListNumber"'),
        ("word/_rels/document.xml.rels", 'Target="styles.xml"', 'Target="nowhere.xml"'),
        ("docProps/core.xml", "<cp:coreProperties", "<cp:core Properties"),
    ],
)
def test_a_faulty_base_is_told_in_a_sentence(
    base: Path, name: str, old: str, new: str, qis: Qis, samples: Path
) -> None:
    change(base, name, f"(?s){old}", new)
    code, out, err = qis("render", samples / "good/minimal.yaml", "--base", "own.docx", "-o", "k2.docx")
    assert (code, out) == (2, "")
    assert err.startswith(UNFIT)
    assert err.count("\n") == 1


def test_a_base_that_can_not_be_read_is_told(
    base: Path, refusal: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", unreadable)
    assert refusal() == "qis: own.docx: it can't be read: Permission denied.\n"
