"""Lines that somebody else laid out, brought into those of the form."""

from dataclasses import replace

from qis_tool.document.blocks import Answer, Box, Document, Heading, Table
from qis_tool.readers.landmarks import in_own_lines
from qis_tool.readers.lines import Line
from qis_tool.readers.rows import with_rows

ROW = (Answer("rows[0].what", "What", ""), Answer("rows[0].when", "When", ""))
TABLE = Table("", "", ("What", "By when"), (ROW,))
FORM = Document(
    "", "", (), "en",
    (
        Heading(1, "1. Kinds"),
        Box("kinds", "a", "First kind", ticked=False), Box("kinds", "b", "Second kind", ticked=False),
        Answer("start", "Start", "", "2a. Start:"), Heading(1, "3. Steps"), TABLE, Heading(1, "4. End"),
    ),
    (), (),
)  # fmt: skip


def lines(*texts: str) -> list[Line]:
    return [Line(text, text, number=number) for number, text in enumerate(texts)]


def own(*texts: str) -> list[tuple[str, str, str]]:
    """The text, the wording and the mark of each line that these are brought into."""
    return [(line.text, line.wording, line.inner) for line in in_own_lines(FORM, lines(*texts))]


def cells(*texts: str) -> list[tuple[str, tuple[int, int]]]:
    """What stands in which row and column where a table's rows are typed as paragraphs."""
    found = with_rows(FORM, lines("What", "By when", *texts, "4. End"))
    return [(line.text, line.cell[1:]) for line in found if line.cell and line.cell[1]]


def test_printed_lines_of_one_paragraph_are_parted() -> None:
    assert own("1) kinds:\nx First kind\tSecond kind") == [
        ("1) kinds:", "1. Kinds", ""),
        ("☒ First kind", "First kind", "☒"),
        ("Second kind", "Second kind", ""),
    ]


def test_a_printed_line_below_other_text_in_a_paragraph_is_parted_from_it() -> None:
    assert own("Some words\n3. Steps") == [("Some words", "Some words", ""), ("3. Steps", "3. Steps", "")]


def test_an_answer_on_the_line_of_a_prompt_stays_there() -> None:
    assert own("3. Steps\nStart: soon") == [("3. Steps", "3. Steps", ""), ("2a. Start: soon", "2a. Start: soon", "")]


def test_marks_in_lines_of_their_own_belong_to_the_labels_that_follow_or_go_before() -> None:
    for texts in (("x", "First kind", "[ ]", "Second kind"), ("First kind", "☒", "Second kind", "☐")):
        assert [mark for _, _, mark in own(*texts)] == ["☒", "☐"]


def test_a_mark_that_belongs_to_no_label_is_a_line() -> None:
    assert own("☒", "Some text") == [("☒", "☒", ""), ("Some text", "Some text", "")]


def test_a_printed_line_in_a_sentence_is_no_line() -> None:
    says = "The first kind\tis what we sell, of the\tthird kind"
    assert own(says) == [(says, says, "")]


def test_rows_typed_as_paragraphs_end_with_a_date() -> None:
    assert cells("Begin", "and go on", "2024-01-31", "End: May 1, 2024", "Later") == [
        ("Begin", (1, 1)),
        ("and go on", (1, 1)),
        ("2024-01-31", (1, 2)),
        ("End", (2, 1)),
        ("May 1, 2024", (2, 2)),
        ("Later", (3, 1)),
    ]


def test_heads_typed_again_are_no_row() -> None:
    assert cells("What", "Begin", "By when", "1/31/2024") == [("Begin", (1, 1)), ("1/31/2024", (1, 2))]


def test_a_table_whose_heads_stand_in_a_row_is_left_alone() -> None:
    heads = [replace(line, cell=(0, 0, line.number)) for line in lines("What", "By when")]
    assert with_rows(FORM, heads) == heads
