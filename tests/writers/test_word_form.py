"""The form as Word shows it: wording, headings, boxes, notes, table and lists."""

import copy
import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from qis_tool.document.blocks import Answer, Table
from qis_tool.form import Form
from qis_tool.source import read_file
from qis_tool.writers.word.body import Body
from qis_tool.writers.word.xml import make

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
BLANK_LINE = "\N{EN SPACE}" * 16
Write = Callable[..., bytes]
Part = Callable[..., etree._Element]
BLANK = "form: k2\n"
ROWS = "part_d:\n  timeline:\n    milestones:\n"


def find(element: etree._Element, path: str) -> list[Any]:
    found: Any = element.xpath(path, namespaces={"w": W, "w14": W14})
    return list(found)


def values(element: etree._Element, path: str) -> list[str]:
    return [str(value) for value in find(element, path)]


def lines(root: etree._Element) -> list[str]:
    """The text of each paragraph that has any, what stands in controls left out."""
    bare = copy.deepcopy(root)
    for control in find(bare, "//w:sdt"):
        control.getparent().remove(control)
    texts = ("".join(values(paragraph, "descendant::w:t/text()")).strip() for paragraph in find(bare, "//w:p"))
    return [text for text in texts if text]


@pytest.fixture(scope="module")
def blank(write: Write, part: Part) -> etree._Element:
    """The body of an empty form."""
    return part(write(BLANK))


def test_every_printed_line_is_there_in_order(blank: etree._Element, k2: Form) -> None:
    margins = ("footnote", "footer")
    printed = [line for name, line in k2.printed.items() if not name.startswith(margins)]
    assert list(dict.fromkeys(lines(blank))) == list(dict.fromkeys(printed))


def test_a_line_that_is_printed_several_times_is_there_as_often(blank: etree._Element, k2: Form) -> None:
    found = lines(blank)
    limits = [field.limit for field in k2.limited]
    in_its_box = 1  # item 2 prints the limit beside its box
    assert found.count("(200 words)") == limits.count(200)
    assert found.count("(100 words)") == limits.count(100) - in_its_box
    assert found.count("QIS Goal 1:") == found.count("QIS Goal 2:") == 2


def test_answers_change_nothing_in_the_wording(good: Path, write: Write, part: Part, blank: etree._Element) -> None:
    assert lines(part(write(good))) == lines(blank)


def test_there_is_one_title_and_no_level_is_left_out(blank: etree._Element) -> None:
    styles = values(blank, "//w:pStyle/@w:val")
    levels = [["Title", "Heading1", "Heading2", "Heading3"].index(s) for s in styles if s[:5] in ("Title", "Headi")]
    assert levels.count(0) == 1
    assert levels[0] == 0
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_parts_and_items_are_headings(blank: etree._Element, k2: Form) -> None:
    headings = {
        style: ["".join(values(p, "w:r/w:t/text()")) for p in find(blank, f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")]
        for style in ("Title", "Heading1", "Heading2")
    }
    items = [f"item_{number}" for number in range(1, 12)]
    assert headings["Title"] == [k2.printed["title"]]
    assert headings["Heading1"] == [k2.printed[f"part_{letter}"] for letter in "abcd"]
    assert headings["Heading2"] == [k2.printed[name] for name in items]


def test_every_part_but_the_first_begins_a_page(blank: etree._Element, k2: Form) -> None:
    fresh = find(blank, "//w:p[w:pPr/w:pageBreakBefore]")
    assert ["".join(values(p, "w:r/w:t/text()")) for p in fresh] == [k2.printed[f"part_{letter}"] for letter in "bcd"]


def test_check_boxes_are_words_own_and_ticked_as_the_plan_says(good: Path, write: Write, part: Part, k2: Form) -> None:
    source, root = read_file(str(good)), part(write(good))
    boxes = [(field, choice) for field, choices in k2.boxes.items() for choice in choices]
    ticked = [choice in source.value(tuple(field.split("."))) for field, choice in boxes]
    control = "//w:sdt[w:sdtPr/w14:checkbox]"
    assert values(root, f"{control}/w:sdtPr/w:tag/@w:val") == [f"{field}={choice}" for field, choice in boxes]
    assert values(root, f"{control}//w14:checked/@w14:val") == [str(int(tick)) for tick in ticked]
    assert values(root, f"{control}//w:t/text()") == ["☒" if tick else "☐" for tick in ticked]
    assert set(values(root, f"{control}//w14:checkedState/@w14:val")) == {"2612"}
    assert set(values(root, f"{control}//w14:uncheckedState/@w14:val")) == {"2610"}
    assert set(values(root, f"{control}//@w14:font | {control}//w:r/w:rPr/w:rFonts/@w:ascii")) == {"MS Gothic"}


def test_an_empty_form_has_every_box_and_none_ticked(blank: etree._Element, k2: Form) -> None:
    ticks = values(blank, "//w14:checkbox/w14:checked/@w14:val")
    assert ticks == ["0"] * sum(len(choices) for choices in k2.boxes.values())


def test_every_control_has_a_name_of_its_own(blank: etree._Element) -> None:
    controls = len(find(blank, "//w:sdt"))
    assert len(set(values(blank, "//w:sdtPr/w:tag/@w:val"))) == controls
    titles = values(blank, "//w:sdtPr/w:alias/@w:val")
    assert len(titles) == controls
    assert all(0 < len(title) <= 64 for title in titles)


def test_both_footnotes_stand_where_the_form_has_them(write: Write, part: Part, k2: Form) -> None:
    package = write(BLANK)
    marked = find(part(package), "//w:p[w:r/w:footnoteReference]")
    assert [values(p, "w:r/w:footnoteReference/@w:id") for p in marked] == [["1"], ["2"]]
    assert [values(p, "w:r/w:t/text()") for p in marked] == [[k2.printed["item_1"]], [k2.printed["item_4"]]]
    assert values(part(package), "//w:r[w:footnoteReference]/w:rPr/w:rStyle/@w:val") == ["FootnoteReference"] * 2
    notes = part(package, "word/footnotes.xml")
    text = {
        note.get(f"{{{W}}}id"): "".join(values(note, ".//w:t/text()")).strip() for note in find(notes, "w:footnote")
    }
    assert text == {"-1": "", "0": "", "1": k2.printed["footnote_1"], "2": k2.printed["footnote_2"]}
    assert values(notes, "//w:r[w:footnoteRef]/w:rPr/w:rStyle/@w:val") == ["FootnoteReference"] * 2


def test_every_page_ends_with_the_forms_lines_and_its_number(write: Write, part: Part, k2: Form) -> None:
    footer = part(write(BLANK), "word/footer1.xml")
    texts = ["".join(values(p, "w:r/w:t/text()")) for p in find(footer, "w:p")]
    assert texts == [k2.printed["footer_1"], k2.printed["footer_2"], "1"]
    assert values(footer, "w:p[3]//w:instrText/text()") == [" PAGE "]


def test_only_a_draft_says_so_in_the_header(write: Write, part: Part) -> None:
    for draft in (True, False):
        header = part(write(BLANK, draft=draft), "word/header1.xml")
        assert "".join(values(header, "//w:t/text()")) == ("DRAFT – not for submission" if draft else "")


def test_the_milestones_are_a_table_that_a_screen_reader_can_follow(blank: etree._Element, k2: Form) -> None:
    [table] = find(blank, "//w:tbl")
    rows = find(table, "w:tr")
    assert len(rows) == 11
    assert [len(find(row, "w:trPr/w:tblHeader")) for row in rows] == [1] + [0] * 10
    head = ["".join(values(cell, ".//w:t/text()")) for cell in find(rows[0], "w:tc")]
    assert head == ["", k2.printed["milestone_column"], k2.printed["date_column"]]
    assert values(table, "w:tblPr/w:tblCaption/@w:val") == ["Milestones"]
    assert "milestones" in values(table, "w:tblPr/w:tblDescription/@w:val")[0]
    assert {len(find(row, "w:tc")) for row in rows} == {len(find(table, "w:tblGrid/w:gridCol"))}
    assert not find(table, ".//w:tbl | .//w:gridSpan | .//w:vMerge")
    assert values(table, "w:tblPr/w:tblLook/@w:firstRow") == ["1"]


def test_no_row_is_torn_apart_by_the_end_of_a_page(blank: etree._Element) -> None:
    assert len(find(blank, "//w:tbl/w:tr/w:trPr/w:cantSplit")) == 11


def test_no_page_begins_or_ends_with_a_single_row(blank: etree._Element) -> None:
    rows = [find(row, "descendant::w:p[w:pPr/w:keepNext]") for row in find(blank, "//w:tbl/w:tr")[1:]]
    assert [len(row) for row in rows] == [3, 0, 0, 0, 0, 0, 0, 3, 3, 0]


@pytest.mark.parametrize(("number", "kept"), [(1, [0]), (2, [1, 0]), (3, [1, 1, 0]), (5, [1, 0, 1, 1, 0])])
def test_a_small_table_keeps_together(number: int, kept: list[int]) -> None:
    answers = tuple((Answer(f"a[{row}].b", "B", "text"),) for row in range(number))
    [table] = new_body().elements(Table("caption", "description", ("A",), answers))
    rows = [find(row, "w:tc[2]//w:keepNext") for row in find(table, "w:tr")[1:]]
    assert [len(row) for row in rows] == kept


def test_the_columns_fill_the_page_between_its_margins(blank: etree._Element) -> None:
    [table] = find(blank, "//w:tbl")
    columns = [int(width) for width in values(table, "w:tblGrid/w:gridCol/@w:w")]
    assert set(values(table, ".//w:tblW/@w:type | .//w:tcW/@w:type")) == {"dxa"}
    [page, left, right] = values(blank, "//w:pgSz/@w:w | //w:pgMar/@w:left | //w:pgMar/@w:right")
    assert sum(columns) == int(page) - int(left) - int(right)
    assert all([int(w) for w in values(row, "w:tc/w:tcPr/w:tcW/@w:w")] == columns for row in find(table, "w:tr"))


def new_body() -> Body:
    return Body(9360, make("num", numId=1), "0")


def test_a_table_of_one_column_fills_the_page_too() -> None:
    [table] = new_body().elements(Table("caption", "description", ("A",), ((Answer("a[0].b", "B", "text"),),)))
    assert values(table, "w:tblGrid/w:gridCol/@w:w") == ["540", "8820"]


def test_a_block_the_writer_does_not_know_is_no_silent_gap() -> None:
    with pytest.raises(TypeError, match="str"):
        new_body().elements("a picture")


def test_a_draft_shows_an_eleventh_milestone(write: Write, part: Part) -> None:
    eleven = ROWS + "".join(f"      - milestone: step {number}\n" for number in range(1, 12))
    rows = find(part(write(eleven, draft=True)), "//w:tbl/w:tr")
    assert ["".join(values(row, ".//w:t/text()")).strip() for row in rows[1:]] == [f"step {n}" for n in range(1, 12)]


def test_every_style_that_is_named_is_defined(good: Path, write: Write, part: Part) -> None:
    package = write(good, draft=True)
    known = set(values(part(package, "word/styles.xml"), "//w:style/@w:styleId"))
    for name in ("document", "header1", "footer1", "footnotes"):
        named = values(part(package, f"word/{name}.xml"), "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
        assert named
        assert set(named) <= known


def test_each_kind_of_text_has_its_look(write: Write, part: Part, k2: Form) -> None:
    body = part(write("form: k2\npart_c:\n  goal_1: |\n    words\n    - a bullet\n"))
    style = "w:pPr/w:pStyle/@w:val"
    looks = {"".join(values(p, "descendant::w:t/text()")): values(p, style)[0] for p in find(body, "//w:p")}
    assert looks[k2.printed["background"]] == "BodyText"
    assert looks[k2.printed["must"]] == "Prompt"
    assert looks[k2.printed["limit_200"]] == "LimitNote"
    assert looks[k2.printed["strategy_1"]] == "ListBullet"
    assert looks[f"☐{k2.printed['hmo']}"] == "CheckBox"
    assert looks[f"{k2.printed['item_10a']} {BLANK_LINE}"] == "AnswerLine"
    assert looks[f"{k2.printed['census_type']} {BLANK_LINE}"] == "CheckBoxText"
    assert values(body, "//w:sdt[w:sdtPr/w:tag[contains(@w:val, 'start_date')]]//w:rStyle/@w:val") == ["ShortAnswer"]
    assert (looks["words"], looks["a bullet"]) == ("Answer", "AnswerBullet")
    assert looks[k2.printed["date_column"]] == "TableHeading"
    assert set(values(body, "//w:tr[2]/w:tc[1]//w:pStyle/@w:val")) == {"TableNumber"}
    assert set(values(body, "//w:tr[2]/w:tc[2]//w:pStyle/@w:val")) == {"TableText"}
    blank = "//w:sdt[w:sdtPr/w:tag[@w:val='part_c.goal_2']]/w:sdtContent/w:p"
    assert values(body, f"{blank}/{style}") == ["AnswerBlank"]


def test_each_numbered_list_counts_from_one(write: Write, part: Part, k2: Form) -> None:
    package = write(BLANK)
    items = find(part(package), "//w:p[w:pPr/w:pStyle/@w:val='ListNumber']")
    numbers = [values(item, "w:pPr/w:numPr/w:numId/@w:val")[0] for item in items]
    names = [name for name in k2.printed if name.startswith(("must_", "topic_"))]
    assert ["".join(values(item, "w:r/w:t/text()")) for item in items] == [k2.printed[name] for name in names]
    assert len(set(numbers[:3])) == len(set(numbers[3:])) == 1
    assert numbers[0] != numbers[3]
    for number in (numbers[0], numbers[3]):
        [restarted] = find(part(package, "word/numbering.xml"), f"//w:num[@w:numId='{number}']")
        assert values(restarted, "w:lvlOverride/w:startOverride/@w:val") == ["1"]
        [kind] = values(restarted, "w:abstractNumId/@w:val")
        form = f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl/w:numFmt/@w:val"
        assert values(restarted.getroottree().getroot(), form) == ["decimal"]


def test_python_docx_opens_it_and_knows_its_properties(write: Write, k2: Form) -> None:
    properties = docx.Document(io.BytesIO(write(BLANK))).core_properties
    assert (properties.title, properties.subject) == (k2.printed["title"], k2.subject)
    assert (properties.keywords, properties.language) == (", ".join(k2.keywords), "en-US")
    assert properties.author == "qis"


def test_nothing_tells_when_or_by_what_library_it_was_made(write: Write, part: Part) -> None:
    core = etree.tostring(part(write(BLANK), "docProps/core.xml"))
    assert not any(word in core for word in (b"created", b"modified", b"lastModifiedBy", b"python-docx"))


def test_a_short_answer_left_blank_is_a_blank_box_that_is_no_answer(write: Write, part: Part) -> None:
    start = "//w:sdt[w:sdtPr/w:tag[@w:val='part_d.timeline.start_date']]"
    blank, filled = part(write(BLANK)), part(write("form: k2\npart_d:\n  timeline:\n    start_date: 2024-01-01\n"))
    assert values(blank, f"{start}//w:t/text()") == [BLANK_LINE]
    assert (len(find(blank, f"{start}//w:showingPlcHdr")), len(find(filled, f"{start}//w:showingPlcHdr"))) == (1, 0)
