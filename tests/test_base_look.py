"""The look that base.docx gives a form: what keeps together, what reads as one box, what Word's users find."""

import io
import re
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from tests.package_rules import W, w

BASE = Path(__file__).parent.parent / "templates/k2/2024/base.docx"
CONTENT = zipfile.ZipFile(BASE)
KEPT = ["Title", "Heading1", "Heading2", "Heading3", "Prompt", "LimitNote", "ListBullet", "TableHeading"]
KEPT += ["CheckBox", "CheckBoxText"]
FREE = ["BodyText", "ListNumber", "AnswerLine", "TableText", "TableNumber", "TableBullet"]
ANSWERS = ["Answer", "AnswerBullet", "AnswerBlank"]
ON, LEAST = ("1", "true", "on"), 4.5
EN_SPACE = "\N{EN SPACE}"


def find(name: str, path: str) -> list[Any]:
    found: Any = etree.fromstring(CONTENT.read(f"word/{name}.xml")).xpath(path, namespaces={"w": W})
    return list(found)


STYLES = {style.get(w("styleId")): style for style in find("styles", "//w:style")}


def chain(style: str) -> list[etree._Element]:
    """A style and those it is based on."""
    based = STYLES[style].find(w("basedOn"))
    return [STYLES[style], *(chain(based.get(w("val"))) if based is not None else [])]


def in_force(style: str, name: str) -> etree._Element | None:
    """A paragraph property as a style has it or comes by it."""
    found = (step.find(f"{w('pPr')}/{w(name)}") for step in chain(style))
    return next((element for element in found if element is not None), None)


def is_on(style: str, name: str) -> bool:
    element = in_force(style, name)
    return element is not None and element.get(w("val"), "1") in ON


def as_text(element: etree._Element | None) -> bytes:
    return b"" if element is None else etree.tostring(element)


def light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("style", KEPT)
def test_what_introduces_something_stays_with_it(style: str) -> None:
    assert is_on(style, "keepNext")


@pytest.mark.parametrize("style", [*FREE, *ANSWERS])
def test_what_stands_for_itself_binds_nothing_to_it(style: str) -> None:
    assert not is_on(style, "keepNext")


def test_every_paragraph_style_is_held_to_one_of_the_two() -> None:
    margins = {"Normal", "Header", "Footer", "FootnoteText", "DraftMark"}
    assert {*KEPT, *FREE, *ANSWERS, *margins} == {
        name for name, style in STYLES.items() if style.get(w("type")) == "paragraph"
    }


@pytest.mark.parametrize("style", ANSWERS)
def test_a_long_answer_may_run_on_with_two_lines_at_least_on_each_page(style: str) -> None:
    assert not is_on(style, "keepLines")
    assert find("styles", "//w:pPrDefault/w:pPr/w:widowControl[not(@w:val)]")
    assert in_force(style, "widowControl") is None


@pytest.mark.parametrize("style", ["BodyText", "Prompt", "ListNumber", "ListBullet", "TableText"])
def test_the_forms_own_lines_and_a_milestone_are_never_torn(style: str) -> None:
    assert is_on(style, "keepLines")


@pytest.mark.parametrize("name", ["pBdr", "ind"])
def test_answers_and_their_bullets_stand_in_one_box(name: str) -> None:
    assert as_text(in_force("Answer", name)) == as_text(in_force("AnswerBullet", name)) != b""


def test_a_bullet_in_a_box_hangs_before_the_text() -> None:
    [level] = find("numbering", "//w:lvl[w:pStyle/@w:val='AnswerBullet']")
    [mark, side, after] = [level.find(w(name)).get(w("val")) for name in ("lvlText", "lvlJc", "suff")]
    assert (mark, side, after) == ("•" + EN_SPACE, "right", "nothing")
    assert as_text(level.find(f"{w('pPr')}/{w('ind')}")) == as_text(in_force("Answer", "ind"))


def test_the_lines_of_a_box_stand_on_the_margins() -> None:
    border, indent = in_force("Answer", "pBdr"), in_force("Answer", "ind")
    assert border is not None
    assert indent is not None
    for side in ("left", "right"):
        line = border.find(w(side))
        assert line is not None
        assert 20 * int(line.get(w("space"), "0")) == int(indent.get(w(side), "0"))


def test_what_is_written_on_in_a_box_stays_in_it() -> None:
    assert not [style for style in ANSWERS if STYLES[style].find(w("next")) is not None]


def test_every_colour_stands_out_from_the_page_and_from_the_shade() -> None:
    colours = {str(value) for value in find("styles", "//@w:color | //w:color/@w:val")} - {"auto"}
    [shade] = find("styles", "//w:shd/@w:fill")
    assert len(colours) > 2
    assert all(re.fullmatch("[0-9A-F]{6}", colour) for colour in colours)
    assert min(1.05 / (light(colour) + 0.05) for colour in colours) >= LEAST
    assert (light(str(shade)) + 0.05) / 0.05 >= LEAST


def test_one_family_of_type_that_windows_and_macos_have() -> None:
    fonts = find("styles", "//w:rFonts/@*") + find("numbering", "//w:rFonts/@*")
    assert set(map(str, fonts)) == {"Arial"}


def test_words_gallery_shows_the_forms_styles_in_order_and_no_others() -> None:
    [latent] = find("styles", "//w:latentStyles")
    assert (latent.get(w("defSemiHidden")), latent.get(w("defQFormat")), len(latent)) == ("1", "0", 0)
    unpicked = {"DefaultParagraphFont", "TableNormal"}
    picked = [style for name, style in STYLES.items() if name not in unpicked]
    assert all(STYLES[name].find(w("semiHidden")) is not None for name in unpicked)
    assert not [style for style in picked if style.find(w("semiHidden")) is not None]
    assert all((style.find(w("qFormat")) is None) == (style.get(w("type")) == "table") for style in picked)
    order = [int(style.find(w("uiPriority")).get(w("val"))) for style in picked]
    assert all(before < after for before, after in pairwise(order))


def test_an_emptied_answer_turns_into_a_blank_box_again() -> None:
    [block] = find("glossary/document", "//w:docPart")
    said = {part.tag: part.get(w("val")) for part in block.iter() if part.get(w("val"))}
    names = ("gallery", "type", "behavior", "rStyle")
    assert [said[w(name)] for name in names] == ["placeholder", "bbPlcHdr", "content", "PlaceholderText"]
    assert block.find(f"{w('docPartPr')}/{w('name')}").get(w("val")) == "Blank"
    assert [text.text for text in block.iter(w("t"))] == [EN_SPACE * 16]
    assert len(list(block.iter(w("p")))) == 1
    assert "PlaceholderText" in map(str, find("glossary/styles", "//w:style/@w:styleId"))


def test_a_blank_date_stays_on_one_line_of_its_column() -> None:
    [size] = find("styles", "//w:style[@w:styleId='TableText']/w:rPr/w:sz/@w:val")
    sides = find("styles", "//w:style[@w:styleId='MilestoneTable']//w:tblCellMar/*[self::w:left or self::w:right]/@w:w")
    assert 16 * 20 * int(size) / 2 / 2 <= 1800 - sum(map(int, sides))


def test_the_building_block_outlives_python_docx() -> None:
    saved = io.BytesIO()
    docx.Document(str(BASE)).save(saved)
    again = zipfile.ZipFile(saved)
    for name in ("word/glossary/document.xml", "word/glossary/styles.xml"):
        assert etree.canonicalize(again.read(name).decode()) == etree.canonicalize(CONTENT.read(name).decode())
    assert b'PartName="/word/glossary/document.xml"' in again.read("[Content_Types].xml")
    assert b'Target="glossary/document.xml"' in again.read("word/_rels/document.xml.rels")


def test_word_asks_nothing_on_opening() -> None:
    assert not find("settings", "//w:updateFields")
