"""The lines of a Word file: paragraphs, controls, tables and bullets."""

import pytest

from tests.readers.files import control, lines, paragraph, read, run, xml

ROW = "<w:tr>{}</w:tr>"
CELL = "<w:tc>{}</w:tc>"


def table(*rows: tuple[str, ...]) -> str:
    made = (ROW.format("".join(CELL.format(cell) for cell in row)) for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def test_each_paragraph_is_a_line() -> None:
    assert [line.text for line in lines(paragraph("one") + "<w:p/>" + paragraph("two"))] == ["one", "", "two"]


def test_a_control_around_paragraphs_gives_each_its_tag() -> None:
    read = lines(paragraph("before") + control(paragraph("one") + paragraph("two"), "part_c.goal_1"))
    assert [(line.text, line.tag, line.owner) for line in read] == [
        ("before", "", ""),
        ("one", "part_c.goal_1", "part_c.goal_1"),
        ("two", "part_c.goal_1", "part_c.goal_1"),
    ]


def test_a_control_in_a_line_parts_it_from_the_wording() -> None:
    [line] = lines(f"<w:p>{run('Start: ')}{control(run('soon'), 'start')}{run('!')}</w:p>")
    assert (line.text, line.wording, line.inner) == ("Start: soon!", "Start: !", "soon")
    assert (line.tag, line.tagged, line.owner) == ("", (("start", "soon"),), "")


def test_a_control_that_is_all_of_a_line_owns_it() -> None:
    [line] = lines(f"<w:p>{control(run('soon'), 'start')}</w:p>")
    assert (line.owner, line.tag, line.wording) == ("start", "", "")


def test_a_control_without_a_tag_still_parts_a_line() -> None:
    [line] = lines(f"<w:p>{run('Start: ')}{control(run('soon'))}</w:p>")
    assert (line.wording, line.inner, line.tagged, line.owner) == ("Start: ", "soon", (), "")


@pytest.mark.parametrize(
    "around", ["<w:ins>{}</w:ins>", "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>"]
)
def test_a_control_is_found_inside_of_what_stands_around_it(around: str) -> None:
    inside = around.format(run("Start: ") + control(run("soon"), "start") + "<w:del><w:r/></w:del>")
    [line] = lines(f"<w:p>{inside}</w:p>")
    assert (line.wording, line.tagged) == ("Start: ", (("start", "soon"),))


def test_the_outer_control_names_the_lines_of_those_within() -> None:
    [line] = lines(control(control(paragraph("one"), "inner"), "outer"))
    assert line.tag == "outer"
    [line] = lines(control(control(paragraph("one"), "inner")))
    assert line.tag == "inner"


@pytest.mark.parametrize("empty", ["<w:sdt/>", "<w:sdt><w:sdtPr/></w:sdt>", control(""), control("", "goal")])
def test_a_control_without_content_is_no_line(empty: str) -> None:
    assert lines(empty) == []
    [line] = lines(f"<w:p>{run('one')}{empty}</w:p>")
    assert (line.text, line.inner) == ("one", "")


def test_cells_are_counted_by_table_row_and_column() -> None:
    found = lines(paragraph("one") + table((paragraph("a") * 2, paragraph("b"))) + table(("",), (paragraph("c"),)))
    assert [(line.text, line.cell) for line in found] == [
        ("one", None),
        ("a", (0, 0, 0)),
        ("a", (0, 0, 0)),
        ("b", (0, 0, 1)),
        ("c", (1, 1, 0)),
    ]


def test_a_table_in_a_table_is_a_table_of_its_own() -> None:
    found = lines(table((paragraph("a") + table((paragraph("in"),)), paragraph("b"))))
    assert [(line.text, line.cell) for line in found] == [("a", (0, 0, 0)), ("in", (1, 0, 0)), ("b", (0, 0, 1))]


@pytest.mark.parametrize(
    "inside",
    [
        control(ROW.format(CELL.format(paragraph("a")))),
        ROW.format(control(CELL.format(paragraph("a")), "cell")),
        ROW.format(CELL.format(control(paragraph("a")))),
        f'<w:customXml w:element="x">{ROW.format(CELL.format(paragraph("a")))}</w:customXml>',
        f"<w:tblPr/><w:bookmarkStart/>{ROW.format('<w:trPr/>' + CELL.format(paragraph('a')))}",
    ],
)
def test_controls_around_rows_cells_or_paragraphs_leave_a_cell_in_its_place(inside: str) -> None:
    [line] = lines(f"<w:tbl>{inside}</w:tbl>")
    assert (line.text, line.cell) == ("a", (0, 0, 0))


def test_a_control_around_a_table_gives_its_lines_the_tag() -> None:
    [line] = lines(control(table((paragraph("a"),)), "goal"))
    assert (line.tag, line.cell) == ("goal", (0, 0, 0))


@pytest.mark.parametrize(
    ("look", "bullet"),
    [
        ("", False),
        ('<w:pStyle w:val="AB"/>', True),
        ('<w:pStyle w:val="Loop"/>', False),
        ('<w:pStyle w:val="Unknown"/>', False),
        ('<w:numPr><w:numId w:val="3"/></w:numPr>', True),
        ('<w:numPr><w:numId w:val="0"/></w:numPr>', False),
        ('<w:pStyle w:val="AB"/><w:numPr><w:numId w:val="0"/></w:numPr>', False),
        ('<w:pStyle w:val="AB"/><w:numPr><w:ilvl w:val="0"/></w:numPr>', True),
    ],
)
def test_a_bullet_is_one_by_its_style_or_by_its_numbering(look: str, bullet: bool) -> None:  # noqa: FBT001
    [line] = lines(paragraph("one", look))
    assert line.bullet is bullet


def test_text_outside_of_any_paragraph_is_a_line_too() -> None:
    [chunk, equation] = lines(
        '<w:altChunk r:id="rId9"/><m:oMathPara><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>'
    )
    assert (chunk.text, equation.text) == ("\N{OBJECT REPLACEMENT CHARACTER}", "x")


def test_paragraphs_are_found_in_what_word_may_put_around_them() -> None:
    [line] = lines(f'<w:customXml w:element="x"><w:ins>{paragraph("one")}</w:ins></w:customXml>')
    assert line.text == "one"
    assert lines(f"<w:del>{paragraph('gone')}</w:del><w:moveFrom>{paragraph('gone')}</w:moveFrom>") == []


def test_properties_hold_no_text_whoever_made_them_up() -> None:
    strange = f'<x:columns xmlns:x="urn:x">{run("one")}</x:columns>'
    cell = f"<w:tblPr>{strange}</w:tblPr><w:tr><w:trPr>{strange}</w:trPr><w:tc><w:tcPr>{strange}</w:tcPr></w:tc></w:tr>"
    assert lines(f"<w:tbl>{cell}</w:tbl><w:sectPr>{strange}</w:sectPr>") == []


def test_page_heads_feet_and_notes_are_those_the_body_refers_to() -> None:
    """A part that nothing refers to is not shown."""
    body = (
        f'<w:p>{run("one")}<w:r><w:footnoteReference w:id="2"/><w:footnoteReference w:id="7"/></w:r>'
        '<w:r><w:endnoteReference w:id="2"/></w:r><w:del><w:r><w:footnoteReference w:id="1"/></w:r></w:del></w:p>'
        '<w:sectPr><w:headerReference r:id="rId2"/><w:footerReference r:id="rId9"/></w:sectPr>'
    )
    root = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{1}</w:{0}>'
    above = f'<w:footnote w:type="separator" w:id="-1">{paragraph("Not so:")}</w:footnote>'
    notes = above + "".join(f'<w:footnote w:id="{n}">{paragraph(f" note  {n}")}<w:p/></w:footnote>' for n in (1, 2))
    end = f'<w:endnote w:id="2">{paragraph("the")}{paragraph("end")}</w:endnote>'
    found = read(
        body,
        header=root.format("hdr", paragraph("DRAFT") + paragraph("head")),
        footer=root.format("ftr", paragraph("foot")),
        footnotes=root.format("footnotes", notes),
        endnotes=root.format("endnotes", end),
    )
    assert found.margins.notes == ["note 2", "\N{OBJECT REPLACEMENT CHARACTER}", "Not so:", "the end"]
    assert (found.heads, found.margins.feet) == (["DRAFT", "head"], [])


def test_a_paragraph_in_another_of_a_note_or_page_foot_is_read_as_part_of_it() -> None:
    nested = f"<w:p>{run('one')}<w:r><w:pict>{paragraph('two')}</w:pict></w:r></w:p>"
    body = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p><w:sectPr><w:footerReference r:id="rId2"/></w:sectPr>'
    notes = xml("footnotes", f'<w:footnote w:id="1">{nested}</w:footnote>')
    found = read(body, footer=xml("ftr", nested), footnotes=notes)
    assert found.margins.notes == found.margins.feet == ["one\N{OBJECT REPLACEMENT CHARACTER}two"]
