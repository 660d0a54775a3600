"""Each kind of place to fill in that Word files have, filled as its own program would."""

import re

import pytest
from lxml import etree

from qis_tool.readers.places import Beside, Room, Rows, Span
from qis_tool.readers.word.names import w
from qis_tool.writers.word.onto import NoRoom
from tests.tiny_forms import BEGIN, END, PROMPT, SEPARATE, TOLD, fill, texts

NEXT = "<w:p><w:r><w:t>Next</w:t></w:r></w:p>"
BLANK = "<w:p/>"


def room(text: str, before: int | None = None) -> Room:
    return Room("a", text, Span(0, before))


def beside(text: str, prompt: str = "Prompt:", before: int | None = None) -> Beside:
    return Beside("a", text, Span(0, before), prompt)


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}<w:showingPlcHdr/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


INVITES = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click here</w:t></w:r>'


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (BLANK, ["Prompt:", "one", "• two", "Next"]),
        ("", ["Prompt:", "one", "• two", "Next"]),
        (control(f"<w:p>{INVITES}</w:p>"), ["Prompt:", "one", "• two", "Next"]),
        (f"<w:p>{control(INVITES)}</w:p>", ["Prompt:", "one\n\n• two", "Next"]),
        (control(f"<w:p>{INVITES}</w:p>", "<w:text/>"), ["Prompt:", "one\n\n• two", "Next"]),
        ("<w:p><w:r><w:t>______</w:t></w:r></w:p>" * 3, ["Prompt:", "one", "• two", "Next"]),
        ('<w:p><w:r><w:br w:type="page"/></w:r></w:p>', ["Prompt:", "one", "• two", "\n", "Next"]),
    ],
)
def test_an_answer_stands_where_there_is_room(place: str, expected: list[str]) -> None:
    last = (PROMPT + place).count("<w:p>") + place.count("<w:p/>")
    assert texts(fill(PROMPT + place + NEXT, [room("one\n\n- two", last)])) == expected


def test_a_control_keeps_its_properties_and_gives_its_look() -> None:
    look = '<w:rPr><w:color w:val="112233"/></w:rPr>'
    for inside in (f"<w:p>{INVITES}</w:p>", f"<w:p><w:pPr><w:jc w:val='right'/></w:pPr>{INVITES}</w:p>"):
        root = fill(PROMPT + control(inside, f'{look}<w:alias w:val="Answer"/>'), [room("one")])
        properties = root.find(f".//{w('sdtPr')}")
        assert properties is not None
        assert [etree.QName(part).localname for part in properties] == ["rPr", "alias"]
        assert [part.get(w("val")) for part in root.iterfind(f".//{w('r')}/{w('rPr')}/{w('color')}")] == ["112233"]


def test_a_control_without_content_gets_some() -> None:
    root = fill(f"<w:p><w:r><w:t>Prompt:</w:t></w:r><w:sdt><w:sdtPr/></w:sdt></w:p>{NEXT}", [beside("one", before=1)])
    assert texts(root) == ["Prompt:one", "Next"]


def test_a_paragraph_mark_that_has_a_look_keeps_it_in_a_control() -> None:
    own = '<w:p><w:pPr><w:rPr><w:ins w:id="1" w:author="A"/><w:b/></w:rPr></w:pPr></w:p>'
    root = fill(PROMPT + control(own, "<w:rPr><w:i/></w:rPr>"), [room("one")])
    assert [etree.QName(part).localname for part in root.iterfind(f".//{w('r')}/{w('rPr')}/*")] == ["b"]


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [("M/d/yyyy", "1/5/2023"), ("MM-dd-yyyy", "01-05-2023"), ("dddd, MMMM d", "2023-01-05"), ("d/M", "2023-01-05")],
)
def test_a_day_is_picked_in_its_control(wanted: str, shown: str) -> None:
    properties = f'<w:date><w:dateFormat w:val="{wanted}"/></w:date>'
    body = f"<w:p><w:r><w:t>Prompt:</w:t></w:r>{control(INVITES, properties)}</w:p>"
    root = fill(body, [beside("2023-01-05")])
    assert texts(root) == [f"Prompt:{shown}"]
    day = root.find(f".//{w('date')}")
    assert day is not None
    assert day.get(w("fullDate")) == "2023-01-05T00:00:00Z"


def test_another_text_in_a_control_for_a_day_is_typed_as_it_is() -> None:
    body = f"<w:p><w:r><w:t>Prompt:</w:t></w:r>{control(INVITES, '<w:date/>')}</w:p>"
    assert texts(fill(body, [beside("soon")])) == ["Prompt:soon"]
    assert texts(fill(body, [beside("2023-01-05")])) == ["Prompt:2023-01-05"]


FIVE = "<w:r><w:rPr><w:b/></w:rPr><w:t>     </w:t></w:r>"
SIMPLE = f'<w:fldSimple w:instr=" FORMTEXT "><w:ffData><w:textInput/></w:ffData>{FIVE}</w:fldSimple>'


@pytest.mark.parametrize(
    "field", [BEGIN + TOLD + SEPARATE + FIVE + END, BEGIN + TOLD + SEPARATE + END, BEGIN + TOLD + END, SIMPLE]
)
def test_a_text_field_shows_the_answer(field: str) -> None:
    assert texts(fill(f"{PROMPT}<w:p>{field}</w:p>{NEXT}", [room("one\n\ntwo", 2)])) == [
        "Prompt:",
        "one\n\ntwo",
        "Next",
    ]


def test_a_text_field_without_an_end_is_none() -> None:
    assert texts(fill(f"{PROMPT}<w:p>{BEGIN}</w:p>{NEXT}", [room("one", 2)])) == ["Prompt:", "one", "", "Next"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("<w:t>Prompt:</w:t>", "Prompt: one"),
        ('<w:t xml:space="preserve">Prompt: </w:t>', "Prompt: one"),
        ("<w:t>Prompt: ______</w:t>", "Prompt: one"),
        ("<w:t>Prompt:</w:t><w:tab/><w:t>______</w:t>", "Prompt:\tone"),
        ("<w:t>Prompt: ___</w:t><w:tab/><w:t>___</w:t>", "Prompt: one"),
        ("<w:t>Prompt: then more</w:t>", "Prompt: one then more"),
        ("<w:t>Prompt:</w:t><w:tab/><w:t>more</w:t>", "Prompt: one\tmore"),
        ("<w:t> Prompt:more</w:t>", "Prompt: one more"),
        ("<w:t>Another prompt</w:t>", "Another prompt one"),
    ],
)
def test_a_short_answer_stands_behind_its_prompt_and_is_not_bold(prompt: str, expected: str) -> None:
    root = fill(f"<w:p><w:r><w:rPr><w:b/></w:rPr>{prompt}</w:r></w:p>{NEXT}", [beside("one", before=1)])
    assert re.sub(" +", " ", texts(root)[0]).strip() == expected
    typed = next(run for run in root.iter(w("r")) if "one" in "".join(map(str, run.itertext())))
    assert typed.find(f"{w('rPr')}/{w('b')}") is None


def test_a_short_answer_stands_behind_the_control_that_its_prompt_is_in() -> None:
    locked = "<w:sdt><w:sdtPr><w:group/></w:sdtPr><w:sdtContent><w:r><w:t>Prompt:</w:t></w:r></w:sdtContent></w:sdt>"
    root = fill(f"<w:p>{locked}</w:p>{NEXT}", [beside("one", before=1)])
    assert texts(root) == ["Prompt: one", "Next"]
    assert "one" not in "".join(map(str, next(root.iter(w("sdt"))).itertext()))


def test_a_prompt_that_can_not_be_told_from_the_next_line_leaves_no_room() -> None:
    body = "<w:p><w:r><w:t>Another prompt, and the next</w:t></w:r></w:p>"
    for place in (beside("one", before=0), room("one", 0)):
        with pytest.raises(NoRoom):
            fill(body, [place])
    with pytest.raises(NoRoom):
        fill(BLANK, [beside("one")])


def cells(*texts: str, merged: str = "") -> str:
    made = (f"<w:tc><w:tcPr>{merged}</w:tcPr><w:p>{f'<w:r><w:t>{t}</w:t></w:r>' * bool(t)}</w:p></w:tc>" for t in texts)
    return f"<w:tr>{''.join(made)}</w:tr>"


def test_a_short_answer_stands_in_the_empty_cell_beside_its_prompt() -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{cells('Prompt:', '')}{cells('Next', '')}</w:tbl><w:p/>"
    assert texts(fill(table, [beside("one", before=2)])) == ["Prompt:", "one", "Next", "", ""]


def test_a_cell_that_is_hidden_or_stands_before_the_next_line_is_no_room() -> None:
    rows = cells("Prompt:") + cells("", merged="<w:vMerge/>") + cells("", "Next")
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/>"
    assert texts(fill(table, [room("one", 3)]))[:3] == ["Prompt:", "one", ""]


def test_a_rule_in_a_cell_of_its_own_is_wiped_out_there() -> None:
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{cells('Prompt:')}{cells('___')}{cells('___')}</w:tbl><w:p/>"
    assert texts(fill(table, [room("one")])) == ["Prompt:", "one", "", ""]


def test_a_new_row_is_no_row_of_heads_and_a_blank_answer_leaves_its_cell() -> None:
    heads = cells("Prompt:", "Head", merged='<w:shd w:val="clear"/>')
    heads = heads.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>")
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{heads}</w:tbl><w:p/>"
    rows = Rows("a", (("one", ""), (" ", "two")), (0, 1), (), Span(1, None))
    root = fill(table, [rows])
    assert texts(root) == ["Prompt:", "Head", "one", "", "", "two", ""]
    assert len(list(root.iter(w("tblHeader")))) == 1
    assert len(list(root.iter(w("shd")))) == 2


def test_the_controls_in_a_table_take_its_answers() -> None:
    row = f"<w:tr><w:tc><w:p>{control(INVITES)}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{cells('Prompt:', 'Head')}{row}</w:tbl><w:p/>"
    root = fill(table, [Rows("a", (("one", "two"),), (0, 1), ((2, 3),), Span(1, None))])
    assert texts(root) == ["Prompt:", "Head", "one", "two", ""]
    assert len(list(root.iter(w("sdt")))) == 1


def test_text_boxes_are_no_room() -> None:
    box = "<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>"
    body = f"<w:p>{box}<w:r><w:t>Prompt:</w:t></w:r></w:p>{BLANK}{NEXT}"
    assert texts(fill(body, [room("one", 3)]))[1:] == ["", "one", "Next"]


def test_a_new_line_is_as_far_in_and_as_large_as_the_one_above_but_no_heading() -> None:
    look = '<w:rPr><w:rFonts w:ascii="Arial"/><w:b/><w:sz w:val="20"/></w:rPr>'
    indented = '<w:keepNext/><w:ind w:left="360"/>'
    for style, kept in (("Heading1", []), ("BodyText", ["pStyle"])):
        line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{indented}</w:pPr><w:r>{look}<w:t>Prompt:</w:t></w:r></w:p>'
        new = list(fill(line + NEXT, [room("one", 1)]).iter(w("p")))[1]
        properties = new.find(w("pPr"))
        assert properties is not None
        assert [etree.QName(part).localname for part in properties] == [*kept, "ind", "rPr"]
        assert [etree.QName(part).localname for part in new.iterfind(f"{w('r')}/{w('rPr')}/*")] == ["rFonts", "sz"]
