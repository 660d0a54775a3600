"""What a filled form may hold beside the answers: objects, changes, notes to others, things nobody sees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.intake import read_document
from qis_tool.readers.dates import iso_date
from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.symbols import OBJECT
from tests.faults import with_change
from tests.foreign_forms import in_paragraphs, in_tables
from tests.intake.conftest import Filled
from tests.intake.documents import filled_with, paragraph_with
from tests.intake.plans import Plan, answers, seen
from tests.readers.files import NAMES, paragraph, run
from tests.readers.shapes import controls, element, element_of

Change = Callable[[Element], None]
GOAL = ("part_c", "goal_1")
SAID = "We engage all 12 network maternity hospitals"
CENSUS, START = ("part_b", "data_sources", "census_type"), ("part_d", "timeline", "start_date")
PICTURE = "<w:r><w:drawing/></w:r>"
BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r>"
DATE = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
FORM_TEXT = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText xml:space="preserve"> FORM</w:instrText></w:r><w:r><w:instrText>TEXT </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("filled in")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.fixture
def rendered(samples: Path, write: Callable[[Path], bytes]) -> bytes:
    """The smallest sample as it is rendered."""
    return write(samples / "good/minimal.yaml")


def changed(package: bytes, change: Change) -> bytes:
    return with_change(package, "word/document.xml", change)


def behind(text: str, content: str) -> Change:
    """Puts something at the end of the paragraph that says this."""

    def change(root: Element) -> None:
        paragraph_with(root, text).extend(list(element(f"<new {NAMES}>{content}</new>")))

    return change


def instead(text: str, content: str) -> Change:
    """Puts something in place of what a paragraph says."""
    return lambda root: filled_with(paragraph_with(root, text), content)


@pytest.mark.parametrize("thing", [PICTURE, BOX, DATE, "<w:r><w:object/></w:r>"])
def test_an_object_in_an_answer_is_told_and_is_no_part_of_the_text(rendered: bytes, thing: str) -> None:
    source = read_document(changed(rendered, behind(SAID, thing)), "k2.docx").source
    assert [(problem.rule, problem.path) for problem in source.problems] == [("not-text", GOAL)]
    assert OBJECT not in source.value(GOAL)


@pytest.mark.parametrize("content", [FORM_TEXT, f'<w:hyperlink r:id="rId1">{run("filled in")}</w:hyperlink>'])
def test_the_text_of_a_field_to_fill_in_or_of_a_link_is_an_answer(rendered: bytes, content: str) -> None:
    source = read_document(changed(rendered, instead(SAID, content)), "k2.docx").source
    assert (source.value(GOAL), source.problems) == ("filled in", ())


@pytest.mark.parametrize(
    "day",
    [
        "2023-01-05",
        "2023/1/5",
        "1/5/2023",
        "01-05-23",
        "1.5.2023",
        "January 5, 2023",
        "Jan. 5th 2023",
        "5 January  2023",
    ],
)
def test_a_date_is_one_however_it_is_typed(day: str) -> None:
    assert iso_date(day) == "2023-01-05"


@pytest.mark.parametrize("text", ["", "February 31, 2023", "early in 2023", "1/5-2023", "13/1/2023", "2023"])
def test_what_is_no_date_is_left_as_it_is(text: str) -> None:
    assert iso_date(text) == ""


def test_a_date_is_read_as_a_plan_has_it(filled: Filled) -> None:
    prompt = "10a. QIS Initiation/Start Date:"
    for typed, day in (("Jan. 5th 2023", "2023-01-05"), ("early in 2023", "early in 2023")):
        package = changed(in_paragraphs(filled["minimal"]), instead(prompt, run(f"{prompt} {typed}")))
        assert read_document(package, "k2.docx").source.value(START) == day


def test_what_nobody_sees_or_is_said_to_others_is_no_answer(filled: Filled, expected: Callable[[str], Plan]) -> None:
    """Hidden words, deleted ones, comments and page heads."""

    def change(root: Element) -> None:
        said = paragraph_with(root, "We will engage all 24")
        hidden = run("Hidden.", "<w:vanish/>") + '<w:r><w:commentReference w:id="0"/></w:r>'
        gone = "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>"
        said.extend(list(element(f"<new {NAMES}>{hidden}{gone}</new>")))
        said.addnext(element(f"<w:p {NAMES}>{run('Hidden too.', '<w:vanish/>')}</w:p>"))

    returned = read_document(changed(in_tables(filled["full"]), change), "k2.docx")
    assert seen(dict(answers(returned.source.data))) == expected("full")
    assert returned.remarks == ("1 tracked change was taken as accepted (see --tracked).",)


def test_characters_that_have_no_place_in_a_plan_are_told_with_their_answer(rendered: bytes) -> None:
    source = read_document(changed(rendered, behind(SAID, run("\N{ZERO WIDTH SPACE}\u2028."))), "k2.docx").source
    assert [(problem.rule, problem.path) for problem in source.problems] == [
        ("forbidden-character", GOAL),
        ("hidden-character", GOAL),
    ]


def test_two_controls_of_one_name_that_say_different_things_are_refused(rendered: bytes) -> None:
    def copy(root: Element) -> None:
        [goal] = controls(root, "part_c.goal_1")
        other = element_of(goal)
        next(other.iter(w("t"))).text = "Something else."
        goal.addnext(other)

    with pytest.raises(UserError) as refused:
        read_document(changed(rendered, copy), "k2.docx")
    both = str(refused.value)
    assert both.startswith(
        "k2.docx: two boxes are both marked as QIS Goal 1 (item 5), one with “We engage all 12 network "
    )
    assert "one with “Something else." in both


def test_texts_that_belong_to_no_answer_are_told_together_where_they_stand_together(rendered: bytes) -> None:
    def add(root: Element) -> None:
        for text in ("Yours, Robin", "Rates follow."):
            paragraph_with(root, "Part D. QIS Work").addnext(element(f"<w:p {NAMES}>{run(text)}</w:p>"))
        paragraph_with(root, "Part B. Data").addnext(element(f"<w:p {NAMES}>{run('See below.')}</w:p>"))

    returned = read_document(changed(rendered, add), "k2.docx")
    assert returned.unplaced == ("See below.", "Rates follow.\nYours, Robin")
    assert [problem.rule for problem in returned.source.problems] == ["text-without-place"] * 2


def test_typed_bullets_are_those_of_a_plan(filled: Filled) -> None:
    package = changed(
        in_paragraphs(filled["minimal"]), instead(SAID, f"{run('• One')}<w:r><w:br/></w:r>{run('▪ Two')}")
    )
    assert read_document(package, "k2.docx").source.value(GOAL) == "- One\n- Two\n"


def test_a_table_of_far_too_many_rows_is_refused(filled: Filled) -> None:
    def lengthen(root: Element) -> None:
        row = next(root.iter(w("tbl")))[-1]
        for _ in range(1001):
            row.addnext(element_of(row))

    with pytest.raises(UserError, match="it has a table of 1011 rows, far more than this form"):
        read_document(changed(in_paragraphs(filled["minimal"]), lengthen), "k2.docx")


def test_a_document_of_no_known_form_is_refused(filled: Filled) -> None:
    def empty(root: Element) -> None:
        for part in list(root.iter(w("p")))[20:]:
            filled_with(part, "")

    with pytest.raises(UserError, match="it has too few of the printed lines of any form that qis knows"):
        read_document(changed(in_paragraphs(filled["minimal"]), empty), "k2.docx")


def test_a_damaged_record_is_told(rendered: bytes) -> None:
    def damage(root: Element) -> None:
        root[0].set("field", "")

    package = with_change(rendered, "customXml/item1.xml", damage)
    with pytest.raises(UserError, match="the record in it is damaged"):
        read_document(package, "k2.docx")


def test_each_answer_knows_its_paragraphs(rendered: bytes) -> None:
    returned = read_document(rendered, "k2.docx")
    first, last = returned.paragraphs[GOAL]
    assert (first, last) == (54, 54)
    assert returned.title == 0
    assert returned.recorded is not None
    assert returned.recorded["part_c"]["goal_1"] == returned.source.value(GOAL)
