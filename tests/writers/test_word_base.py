"""The base document: an issuer's own look, or one sentence on why it can't serve."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Inches
from lxml import etree

from qis_tool.writers.word.styles import Style

Qis = Callable[..., tuple[int, str, str]]
Part = Callable[..., etree._Element]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def find(element: etree._Element, path: str) -> list[Any]:
    found: Any = element.xpath(path, namespaces={"w": W})
    return list(found)


@pytest.fixture
def base(qis: Qis, tmp_path: Path) -> Path:
    """The base document as qis hands it out."""
    code, out, err = qis("base", "-o", "own.docx")
    assert (code, out) == (0, "")
    assert err == "Wrote own.docx. Change its styles, margins, header and footer in Word; leave its body empty.\n"
    return tmp_path / "own.docx"


@pytest.fixture
def render(qis: Qis, samples: Path, tmp_path: Path) -> Callable[..., bytes]:
    """Renders the full plan on the base document own.docx."""

    def rendered(*more: str) -> bytes:
        code, _, err = qis(
            "render", samples / "good/full.yaml", "--base", "own.docx", "-o", "k2.docx", "--force", *more
        )
        assert code == 0, err
        return (tmp_path / "k2.docx").read_bytes()

    return rendered


@pytest.fixture
def refusal(qis: Qis, samples: Path, tmp_path: Path) -> Callable[[], str]:
    """What is said of a base document that can't serve."""

    def said() -> str:
        code, out, err = qis("render", samples / "good/full.yaml", "--base", "own.docx", "-o", "k2.docx")
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert not (tmp_path / "k2.docx").exists()
        return err

    return said


def test_the_base_that_qis_hands_out_makes_the_same_document(
    base: Path, render: Callable[..., bytes], samples: Path, write: Callable[..., bytes]
) -> None:
    assert render() == write(samples / "good/full.yaml")


def test_it_is_not_written_over_what_exists(qis: Qis, base: Path) -> None:
    before = base.read_bytes()
    assert qis("base", "-o", base)[0] == 2
    assert base.read_bytes() == before
    assert qis("base", "k2", 2024, "-o", base, "--force")[0] == 0


def test_a_restyled_base_restyles_the_document_and_nothing_else(
    base: Path, render: Callable[..., bytes], part: Part, qis: Qis, samples: Path
) -> None:
    word = docx.Document(str(base))
    word.styles["heading 1"].font.name = "Verdana"
    word.sections[0].left_margin = Inches(2)
    word.add_paragraph("")
    word.save(str(base))
    document = render()
    assert find(part(document, "word/styles.xml"), "//w:style[@w:styleId='Heading1']/w:rPr/w:rFonts/@w:ascii") == [
        "Verdana"
    ]
    columns = [int(width) for width in find(part(document), "//w:gridCol/@w:w")]
    assert sum(columns) == 12240 - 2880 - 1440
    assert qis("verify", "k2.docx", "--plan", samples / "good/full.yaml")[0] == 0


def test_styles_are_known_by_the_names_that_word_shows(base: Path, render: Callable[..., bytes], part: Part) -> None:
    word = docx.Document(str(base))
    for style in word.styles:
        style._element.set(qn("w:styleId"), f"x{style.style_id}")
    [section], numbering = word.sections, word.part.numbering_part.element
    for root in (word.styles.element, numbering, section.header._element, section.footer._element):
        for link in root.iter(qn("w:basedOn"), qn("w:next"), qn("w:link"), qn("w:pStyle")):
            link.set(qn("w:val"), f"x{link.get(qn('w:val'))}")
    word.save(str(base))
    used = find(part(render()), "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
    assert used
    assert all(style.startswith("x") for style in used)


def test_lists_count_on_beside_those_the_base_has(base: Path, render: Callable[..., bytes], part: Part) -> None:
    word = docx.Document(str(base))
    numbering = word.part.numbering_part.element
    for number in numbering.findall(qn("w:num")):
        number.set(qn("w:numId"), str(40 + int(number.get(qn("w:numId")))))
    for number in word.styles.element.iter(qn("w:numId")):
        number.set(qn("w:val"), str(40 + int(number.get(qn("w:val")))))
    numbering.append(etree.Element(qn("w:numIdMacAtCleanup"), {qn("w:val"): "1"}))
    word.save(str(base))
    document = render()
    numbers = find(part(document, "word/numbering.xml"), "//w:num/@w:numId")
    assert len(numbers) == len(set(numbers))
    assert set(find(part(document), "//w:numId/@w:val")) <= set(numbers)
    assert find(part(document, "word/numbering.xml"), "/w:numbering/*[last()]")[0].tag == qn("w:numIdMacAtCleanup")


def test_an_issuers_own_header_and_footer_stay(base: Path, render: Callable[..., bytes], part: Part, qis: Qis) -> None:
    word = docx.Document(str(base))
    word.sections[0].header.paragraphs[0].text = "Golden Poppy (fictional)"
    word.sections[0].footer.paragraphs[0].text = "Internal"
    word.save(str(base))
    texts = {
        name: ["".join(find(p, ".//w:t/text()")) for p in find(part(render("--draft"), f"word/{name}.xml"), "//w:p")]
        for name in ("header1", "footer1")
    }
    assert texts["header1"] == ["DRAFT – not for submission", "Golden Poppy (fictional)"]
    assert texts["footer1"][2:] == ["Internal", "1"]
    assert qis("verify", "k2.docx")[0] == 0


def test_who_made_the_base_is_not_told_to_the_exchange(base: Path, render: Callable[..., bytes]) -> None:
    word = docx.Document(str(base))
    word.core_properties.author = word.core_properties.last_modified_by = "Marker Person"
    word.core_properties.comments = "Marker remark"
    word.save(str(base))
    packed = zipfile.ZipFile(io.BytesIO(render()))
    assert not any(b"Marker" in packed.read(name) for name in packed.namelist())
    assert "docProps/app.xml" not in packed.namelist()


def test_a_base_without_notes_gets_them(base: Path, render: Callable[..., bytes], part: Part) -> None:
    word = docx.Document(str(base))
    [notes] = [key for key, link in word.part.rels.items() if link.reltype.endswith("/footnotes")]
    del word.part.rels[notes]
    word.save(str(base))
    document = render()
    assert find(part(document, "word/footnotes.xml"), "//w:footnote/@w:id") == ["-1", "0", "1", "2"]


@pytest.mark.parametrize(
    ("lost", "which"),
    [
        ([Style.ANSWER_BULLET], "the style Answer Bullet"),
        ([Style.PROMPT, Style.TABLE], "the styles Prompt, Milestone Table"),
    ],
)
def test_a_missing_style_is_one_clear_error(
    base: Path, refusal: Callable[[], str], lost: list[Style], which: str
) -> None:
    word = docx.Document(str(base))
    for style in lost:
        word.styles.element.remove(word.styles[style]._element)
    word.save(str(base))
    start = "qis: own.docx: this base document lacks"
    assert refusal() == f"{start} {which}. Begin with the one that qis base writes, and change its styles in Word.\n"


def test_a_numbered_list_without_numbers_is_told(base: Path, refusal: Callable[[], str]) -> None:
    word = docx.Document(str(base))
    numbered = word.styles["List Number"]._element
    numbered.pPr.remove(numbered.pPr.numPr)
    word.save(str(base))
    assert "the style List Number of this base document has no numbering." in refusal()


def test_a_base_with_a_text_of_its_own_is_refused(base: Path, refusal: Callable[[], str]) -> None:
    word = docx.Document(str(base))
    word.add_paragraph("Our cover page")
    word.save(str(base))
    assert "own.docx: this base document has text in its body." in refusal()


@pytest.mark.parametrize("content", [b"", b"plain", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" + b"\x00" * 600])
def test_what_is_no_word_document_is_refused(tmp_path: Path, refusal: Callable[[], str], content: bytes) -> None:
    (tmp_path / "own.docx").write_bytes(content)
    assert "own.docx: not a Word document (.docx) that can serve as a base." in refusal()


def test_a_base_that_is_not_there_is_told(refusal: Callable[[], str]) -> None:
    assert refusal() == "qis: own.docx: there is no such file.\n"


def test_a_template_of_python_docx_is_no_base(tmp_path: Path, refusal: Callable[[], str]) -> None:
    plain = docx.Document()
    plain.styles.add_style("Prompt", WD_STYLE_TYPE.PARAGRAPH)
    plain.save(str(tmp_path / "own.docx"))
    assert "lacks the styles Limit Note, Check Box," in refusal()


def test_the_base_is_for_word_only(qis: Qis, base: Path, samples: Path) -> None:
    code, _, err = qis("render", samples / "good/full.yaml", "--base", base, "-o", "k2.html")
    assert (code, err) == (2, "qis: --base says how a Word document looks; a file that ends in .html can't use it.\n")
    assert qis("render", samples / "good/full.yaml", "--base", base, "-o", base, "--force")[0] == 2
