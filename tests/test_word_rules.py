"""The rules for what stands in a Word document, each on a fault planted in a sound one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import Change, add, drop, give, say, swap, with_change
from tests.package_rules import W
from tests.word_rules import WORD_RULES, broken

BODY, FOOTER, NUMBERING, STYLES, NOTES = (
    f"word/{name}.xml" for name in ("document", "footer1", "numbering", "styles", "footnotes")
)
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
LONG = "a" * 65
CHANGE = '<w:{0} w:id="{1}" w:author="{2}"><w:r>{3}</w:r></w:{0}>'
TRACKED_END = '<w:rPr><w:ins w:id="1" w:author="A"/></w:rPr>'
START, END = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>', '<w:bookmarkEnd w:id="{0}"/>'
BOOKMARK = START + END
ROW_WITHOUT_CELLS = "<w:tbl><w:tblGrid/><w:tr><w:trPr><w:tblHeader/></w:trPr></w:tr></w:tbl>"
A_STYLE = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
ANSWER = "//w:sdt[w:sdtPr/w:tag/@w:val='part_c.goal_1']"
SHORT_ANSWER = "//w:sdt[w:sdtPr/w:tag/@w:val='part_d.timeline.start_date']"
ONE_HEADER = "the first row of a table, and no other, should be marked as its header."


def controls(*given: str) -> Change:
    """New content controls, their properties given as name=value."""
    properties = ([word.partition("=") for word in words.split()] for words in given)
    made = ("".join(f'<w:{name} w:val="{value}"/>' for name, _, value in each) for each in properties)
    return add("/*", "".join(map(CONTROL.format, made)))


FAULTS: dict[str, list[tuple[str, Change, str]]] = {
    "controls_are_one_of_a_kind": [
        (FOOTER, controls("alias=A tag=a id=901", "alias=B tag=b id=901"), "2 content controls have the id 901."),
        (FOOTER, controls("alias=A tag=part_c.goal_1"), "2 content controls have the tag part_c.goal_1."),
    ],
    "controls_have_names": [
        (FOOTER, controls("tag=a"), "a content control's alias is ''."),
        (FOOTER, controls(f"alias={LONG} tag=a"), f"a content control's alias is '{LONG}'."),
        (FOOTER, controls(f"alias=A tag={LONG}"), f"a content control's tag is '{LONG}'."),
        (FOOTER, controls("alias=A tag=a id=0"), "a content control's id is '0'."),
    ],
    "controls_are_in_schema_order": [
        (FOOTER, controls("tag=a alias=A"), "a content control's properties stand in the order tag, alias."),
        (FOOTER, controls("alias=A text= tag=a"), "properties stand in the order alias, text, tag."),
        (FOOTER, controls("alias=A tag=a text= date="), "properties stand in the order alias, tag, text, date."),
    ],
    "controls_have_content": [
        (BODY, drop(f"{ANSWER}/w:sdtContent"), "the content control 'part_c.goal_1' is empty."),
        (BODY, drop(f"{SHORT_ANSWER}/w:sdtContent/w:r"), "the content control 'part_d.timeline.start_date' is empty."),
    ],
    "bookmarks_have_names": [
        (BODY, add("//w:p", BOOKMARK.format(901, "1st")), "a bookmark can't be called '1st'."),
        (BODY, add("//w:p", BOOKMARK.format(901, "a" * 41)), f"a bookmark can't be called '{'a' * 41}'."),
        (BODY, add("//w:p", BOOKMARK.format(901, "a") + BOOKMARK.format(902, "A")), "2 bookmarks are called a."),
        (BODY, add("//w:p", '<w:hyperlink w:anchor="a"/>'), "a link leads to the bookmark a, which is not there."),
    ],
    "bookmarks_are_paired": [
        (BODY, add("//w:p", START.format(901, "a")), "Bookmark 901 has 1 starts and 0 ends."),
        (BODY, add("//w:p", END.format(901)), "Bookmark 901 has 0 starts and 1 ends."),
    ],
    "fields_are_whole": [
        (FOOTER, drop("//w:r[w:fldChar/@w:fldCharType='end']"), "a field is not whole."),
        (FOOTER, give("//w:fldChar[@w:fldCharType='separate']", "end", f"{{{W}}}fldCharType"), "a field is not whole."),
    ],
    "tables_are_whole": [
        (BODY, drop("//w:tr[2]/w:tc[2]/w:sdt"), "a cell does not end with a paragraph."),
        (BODY, add("//w:tr[2]/w:tc[2]", ROW_WITHOUT_CELLS, at=1), "a row has no cells."),
        (BODY, drop("//w:tr[2]/w:tc[2]"), "a row has not as many cells as the table has columns."),
    ],
    "tables_have_header_rows": [
        (BODY, drop("//w:tblHeader"), ONE_HEADER),
        (BODY, add("//w:tr[2]/w:trPr", "<w:tblHeader/>"), ONE_HEADER),
    ],
    "text_is_where_it_shows": [
        (BODY, say("//w:r", "lost"), "'lost' stands where no text is shown."),
        (BODY, say("//w:t", "a\tb"), "a tab or line end in w:t is shown as a space."),
    ],
    "changes_are_tracked": [
        (BODY, add("//w:p", 2 * CHANGE.format("ins", 1, "A", "")), "2 tracked changes have the number 1."),
        (BODY, add("//w:p", CHANGE.format("ins", 1, "", "")), "a tracked change has no author."),
        (BODY, add("//w:p", CHANGE.format("del", 1, "A", "<w:t>a</w:t>")), "'a' is deleted or it is not."),
        (BODY, add("//w:p", CHANGE.format("ins", 1, "A", "<w:delText>a</w:delText>")), "'a' is deleted or it is not."),
        (BODY, add(f"{ANSWER}//w:p[last()]/w:pPr", TRACKED_END, at=1), "the tracked end of a paragraph leads nowhere."),
    ],
    "lists_are_defined": [
        (BODY, give("//w:numId", "999"), "list 999 is not defined."),
        (STYLES, give("//w:numId", "999"), "list 999 is not defined."),
        (NUMBERING, give("//w:num/w:abstractNumId", "999"), "list 1 is there twice, or its kind is not."),
    ],
    "styles_are_defined": [
        (BODY, give("//w:pStyle", "Nothing"), "the style Nothing is not defined."),
        (STYLES, give("//w:next", "Nothing"), "the style Nothing is not defined."),
        (NUMBERING, give("//w:pStyle", "Nothing"), "the style Nothing is not defined."),
        (STYLES, add("/*", A_STYLE.format("Normal", "")), "the style Normal is defined 2 times."),
    ],
    "styles_end": [(STYLES, add("/*", A_STYLE.format("A", "A")), "the style A rests on itself.")],
    "footnotes_are_there": [
        (NOTES, drop("//w:footnote[@w:id='1']/w:p"), "Footnote 1 has no paragraph."),
        (BODY, drop("//w:footnoteReference"), "Footnote 1 is referred to 0 times."),
        (BODY, add("//w:r", '<w:footnoteReference w:id="9"/>'), "Footnote 9 is not there."),
    ],
    "the_section_ends_the_body": [(BODY, swap("//w:body/w:sectPr"), "the body does not end with its section.")],
}
CASES = [(rule, *fault) for rule, faults in FAULTS.items() for fault in faults]
IDS = [f"{rule}-{number}" for number, (rule, *_) in enumerate(CASES)]


@pytest.fixture(scope="module")
def sound(write: Callable[[Path], bytes], samples: Path) -> bytes:
    """A document that breaks no rule."""
    package = write(samples / "good/full.yaml")
    assert not broken(package)
    return package


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("rule", "part", "change", "says"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_a_fault_is_found_by_its_rule_alone(rule: str, part: str, change: Change, says: str, sound: bytes) -> None:
    [found] = broken(with_change(sound, part, change))
    assert found.startswith(f"{rule}: ")
    assert found.endswith(says)


def test_each_rule_has_a_fault() -> None:
    assert list(FAULTS) == [rule.__name__ for rule in WORD_RULES]
