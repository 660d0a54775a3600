"""Each kind of check box that Word files have, ticked as its own program would."""

import re

import pytest
from lxml import etree

from qis_tool.readers.places import Tick
from qis_tool.readers.word import read_word
from qis_tool.readers.word.names import w, w14
from tests.tiny_forms import BEGIN, END, PROMPT, SEPARATE, fill, texts, word


def box(shown: str, state: str = "", checked: str = '<w14:checked w14:val="0"/>') -> str:
    return (
        f"<w:sdt><w:sdtPr><w14:checkbox>{checked}{state}</w14:checkbox></w:sdtPr>"
        f"<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii='MS Gothic' w:hAnsi='MS Gothic'/></w:rPr>{shown}</w:r>"
        "</w:sdtContent></w:sdt>"
    )


WINGDING = '<w14:checkedState w14:val="00FE" w14:font="Wingdings"/>'
LEGACY = BEGIN.replace("<w:textInput/>", "<w:checkBox><w:sizeAuto/>{}</w:checkBox>")
FIELD = "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>" + SEPARATE + END


@pytest.mark.parametrize(
    "mark",
    [
        box("<w:t>☐</w:t>"),
        box("<w:t>☐</w:t>", checked=""),
        box("<w:t>☐</w:t>", '<w14:checkedState w14:val="2611" w14:font="Segoe UI Symbol"/>'),
        box('<w:sym w:font="Wingdings" w:char="F0A8"/>', WINGDING),
        LEGACY.format('<w:default w:val="0"/>') + FIELD,
        LEGACY.format('<w:default w:val="0"/><w:checked w:val="0"/>') + FIELD,
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        '<w:r><w:sym w:font="Segoe UI Symbol" w:char="2610"/></w:r>',
        '<w:r><w:sym w:font="Wingdings 2" w:char="00A3"/></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>o</w:t></w:r>',
        '<w:r><w:rPr><w:rFonts w:hAnsi="Webdings"/></w:rPr><w:t>c</w:t></w:r>',
        "<w:r><w:t>☐</w:t></w:r>",
        "<w:r><w:t>○</w:t></w:r>",
        "<w:r><w:t>[ ]</w:t></w:r>",
        "<w:r><w:t>[]</w:t></w:r>",
        '<w:r><w:t>(</w:t></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r><w:r><w:t>)</w:t></w:r>',
    ],
)
def test_a_box_of_any_kind_is_ticked_and_the_one_beside_it_is_not(mark: str) -> None:
    label = '<w:r><w:t xml:space="preserve"> Label </w:t></w:r>'
    root = fill(f"<w:p>{mark}{label}{mark}{label}</w:p>", ticks=[Tick("a", 0, " Label", 1)])
    line = read_word(word(etree.tostring(next(root.iter(w("p")))).decode()), "form.docx").lines[0].text
    first, second = line.split("Label")[:2]
    assert re.search(r"[☐○□]|\[ ?\]|\( ?\)", first)
    assert re.search(r"[☒☑●✓]|\[x\]|\(x\)", second)


def test_a_ticked_control_shows_the_sign_and_the_font_that_it_says() -> None:
    root = fill(f"<w:p>{box('<w:t>☐</w:t>', WINGDING)}</w:p>", ticks=[Tick("a", 0, "", 0)])
    assert [(s.get(w("font")), s.get(w("char"))) for s in root.iter(w("sym"))] == [("Wingdings", "F0FE")]
    assert [c.get(w14("val")) for c in root.iter(w14("checked"))] == ["1"]
    assert [f.get(w("ascii")) for f in root.iter(w("rFonts"))] == ["Wingdings"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Label", "☒ Label"),
        ("First, Label", "First, ☒ Label"),
        ("___ Label", "_x_ Label"),
        ("_ Label", "_x_ Label"),
        ("Renamed", "☒ Renamed"),
    ],
)
def test_a_label_without_a_mark_gets_one(line: str, expected: str) -> None:
    root = fill(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>", ticks=[Tick("a", 0, "Label", None)])
    assert texts(root) == [expected]


def test_a_label_in_parts_gets_its_mark_in_the_right_place() -> None:
    other = "<mc:AlternateContent><mc:Choice><w:r><w:t>First</w:t></w:r></mc:Choice></mc:AlternateContent>"
    runs = "<w:r><w:t>, </w:t><w:tab/><w:noBreakHyphen/><w:t>Label</w:t></w:r>"
    root = fill(f"<w:p>{other}{runs}</w:p>", ticks=[Tick("a", 0, "Label", None)])
    assert texts(root)[0].endswith("☒ Label")


def test_a_mark_that_is_not_there_is_not_ticked() -> None:
    assert texts(fill(PROMPT, ticks=[Tick("a", 0, "Prompt:", 3)])) == ["Prompt:"]
