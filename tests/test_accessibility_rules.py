"""That no document has barriers, and that each rule finds one planted in it."""

import pytest

from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.writers import WRITERS
from tests.accessibility_rules import ACCESSIBILITY_RULES, barriers
from tests.documents import kinds
from tests.faults import Change, add, drop, give, say, with_change
from tests.package_rules import W

BODY, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
HEADING = "//w:p[w:pPr/w:pStyle/@w:val='{}']"
ANSWER = "//w:style[@w:styleId='Answer']"
ON_GREY = '<w:shd w:fill="444444"/>'
ON_BLUE = '<w:p><w:pPr><w:shd w:fill="0000FF"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>'
PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="901" descr=" "/></wp:inline></w:drawing></w:r>'
NESTED = '<w:tbl><w:tblPr><w:tblCaption w:val="A"/><w:tblDescription w:val="A"/></w:tblPr></w:tbl>'
PLANTED: dict[str, list[tuple[str, Change, str]]] = {
    "language_is_told": [
        (CORE, say("//dc:language", "fr"), "The properties say the language is fr, the styles en-US."),
        (STYLES, drop("//w:lang"), "The properties say the language is en-US, the styles None."),
    ],
    "title_is_told": [
        (CORE, say("//dc:title", "Else"), "C-Sections']."),
        (BODY, give("//w:pStyle", "Heading1"), "C-Sections', the document []."),
    ],
    "headings_step_down_one_by_one": [
        (BODY, give(f"{HEADING.format('Heading1')}//w:pStyle", "Heading2"), "of level 2 below one of level 0."),
        (BODY, say(f"{HEADING.format('Heading3')}//w:t", " "), "A heading is blank."),
    ],
    "lists_are_lists": [
        (BODY, say(f"{HEADING.format('BodyText')}//w:t", f"{mark} one"), f"The mark of a list is typed: '{mark} one'.")
        for mark in ("•", "-", "1.", "(a)")
    ],
    "tables_are_explained": [
        (BODY, drop("//w:tblCaption"), "a table has no tblCaption."),
        (BODY, give("//w:tblDescription", " "), "a table has no tblDescription."),
        (BODY, add("//w:tc/w:tcPr", "<w:vMerge/>"), "a table has merged cells."),
        (BODY, add("//w:tc", NESTED), "a table stands in another."),
    ],
    "space_is_no_text": [
        (BODY, add("//w:body", "<w:p/>"), "An empty paragraph makes room."),
        (BODY, say(f"{HEADING.format('BodyText')}//w:t", "a    b"), "Blanks make a layout: 'a    b'."),
    ],
    "pictures_and_links_have_words": [
        (BODY, add("//w:p", PICTURE), "a picture has no words."),
        (BODY, add("//w:p", '<w:hyperlink w:anchor="a"/>'), "a link has no words."),
    ],
    "colours_stand_out": [
        (
            STYLES,
            give("//w:style[@w:styleId='Title']/w:rPr/w:color", "999999"),
            "999999 on FFFFFF has a contrast of 2.8:1.",
        ),
        (BODY, add("//w:r", '<w:rPr><w:color w:val="FFFF00"/></w:rPr>'), "FFFF00 on FFFFFF has a contrast of 1.1:1."),
        (BODY, add("//w:body", ON_BLUE), "000000 on 0000FF has a contrast of 2.4:1."),
        (STYLES, add(f"{ANSWER}/w:pPr", ON_GREY), "000000 on 444444 has a contrast of 2.2:1."),
        (STYLES, give("//w:tblStylePr//w:shd", "333333", f"{{{W}}}fill"), "000000 on 333333 has a contrast of 1.7:1."),
    ],
}
CASES = [(rule, *planted) for rule, each in PLANTED.items() for planted in each]
IDS = [f"{rule}-{number}" for number, (rule, *_) in enumerate(CASES)]


@pytest.fixture(scope="module")
def packages(k2: Form) -> dict[str, bytes]:
    """A Word document of each kind, by name."""
    base = find(f"templates/{k2.id}/{k2.year}/base.docx")
    return {name: WRITERS[".docx"].write(document, base) for name, document in kinds(k2).items()}


def test_no_document_has_barriers(packages: dict[str, bytes]) -> None:
    assert {name: barriers(package) for name, package in packages.items()} == {name: [] for name in packages}


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(("rule", "part", "change", "says"), CASES, ids=IDS)
def test_a_barrier_is_found(rule: str, part: str, change: Change, says: str, packages: dict[str, bytes]) -> None:
    [found] = barriers(with_change(packages["full"], part, change))
    assert found.startswith(f"{rule}: ")
    assert found.endswith(says)


def test_each_rule_has_a_barrier_planted() -> None:
    assert list(PLANTED) == [rule.__name__ for rule in ACCESSIBILITY_RULES]
