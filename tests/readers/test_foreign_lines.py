"""Lines that somebody else laid out, brought into those of the form."""

from dataclasses import replace

import pytest

from qis_tool.document.blocks import Answer, Box, Document, Heading, Table
from qis_tool.readers.landmarks import in_own_lines
from qis_tool.readers.lines import Line
from qis_tool.readers.rows import with_rows

Typed = list[tuple[str, tuple[int, int]]]

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


def cells(*texts: str) -> Typed:
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


def numbered(*texts: str) -> Typed:
    """As `cells`, where a line that begins with a hash has an automatic number."""
    zone = [Line(text.lstrip("#"), text.lstrip("#"), bullet=text.startswith("#")) for text in texts]
    found = with_rows(FORM, [*lines("What", "By when"), *zone, *lines("4. End")])
    return [(line.text, line.cell[1:]) for line in found if line.cell and line.cell[1]]


def in_turn(*texts: str) -> Typed:
    """Texts in the cells of as many rows as there are pairs of them."""
    return [(text, (at // 2 + 1, at % 2 + 1)) for at, text in enumerate(texts)]


def undated(*texts: str) -> Typed:
    """Texts each in a row of its own."""
    return [(text, (row, 1)) for row, text in enumerate(texts, 1)]


def test_rows_typed_as_paragraphs_end_with_a_date() -> None:
    typed = cells("Begin", "2024-01-31", "End: May 1, 2024", "", "Report - 2024-06-30.")
    assert typed == in_turn("Begin", "2024-01-31", "End", "May 1, 2024", "Report", "2024-06-30.")


def test_rows_may_begin_with_their_date() -> None:
    typed = cells("1/31/2024", "Begin", "5/1/2024", "End")
    assert typed == [("1/31/2024", (1, 2)), ("Begin", (1, 1)), ("5/1/2024", (2, 2)), ("End", (2, 1))]


@pytest.mark.parametrize(
    "typed",
    [
        ("Begin", "and go on", "1/31/2024"),
        ("Begin", "1/31/2024", "End"),
        ("Begin", "1/31/2024", "5/1/2024"),
        ("1/31/2024", "Begin", "End", "5/1/2024"),
        ("1/31/2024", "Begin - 2/1/2024", "End"),
    ],
)
def test_lines_whose_dates_could_be_those_of_others_are_in_no_row(typed: tuple[str, ...]) -> None:
    assert cells(*typed) == []
    found = with_rows(FORM, lines("What", "By when", *typed, "4. End"))
    assert [line.text for line in found if not line.cell] == [*typed, "4. End"]


def test_without_a_date_in_between_each_line_is_a_row() -> None:
    assert cells("Begin", "Q2 2024", "End") == undated("Begin", "Q2 2024", "End")
    typed = cells("Begin - Q2 2024", "Go on", "End - 1/5/2025")
    assert typed == [*undated("Begin - Q2 2024", "Go on", "End"), ("1/5/2025", (3, 2))]


def test_a_date_behind_a_space_is_one_where_most_lines_end_so() -> None:
    typed = cells("1. Begin 1/31/2024", "2. Go on, 5 May 2024", "3. End")
    assert typed == [*in_turn("1. Begin", "1/31/2024", "2. Go on", "5 May 2024"), ("3. End", (3, 1))]
    assert cells("Begin", "Go on by 5/1/2024") == undated("Begin", "Go on by 5/1/2024")
    assert cells("Report of 1/1/2024", "1/31/2024") == in_turn("Report of 1/1/2024", "1/31/2024")


@pytest.mark.parametrize("said", ["Run 1/1/2024 - 3/31/2024", "Run 1/1 - 3/31/2024", "Run January 1 - March 31, 2024"])
def test_a_line_with_two_dates_has_none_that_is_certain(said: str) -> None:
    assert cells(said) == undated(said)


def test_numbers_tell_rows_of_several_lines_apart() -> None:
    typed = numbered("#Begin", "and go on", "1/31/2024", "#", "#Rest", "#End", "and close - 5/1/2024", "")
    assert typed == [
        ("Begin", (1, 1)),
        ("and go on", (1, 1)),
        ("1/31/2024", (1, 2)),
        ("", (2, 1)),
        ("Rest", (3, 1)),
        ("End", (4, 1)),
        ("and close", (4, 1)),
        ("5/1/2024", (4, 2)),
    ]


def test_numbered_rows_may_begin_with_their_date() -> None:
    assert numbered("#1/31/2024", "Begin", "and go on", "#5/1/2024", "End") == [
        ("1/31/2024", (1, 2)),
        ("Begin", (1, 1)),
        ("and go on", (1, 1)),
        ("5/1/2024", (2, 2)),
        ("End", (2, 1)),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        ("#Begin", "1/31/2024", "and go on", "#End", "5/1/2024"),
        ("#Begin", "1/31/2024", "5/1/2024", "#End"),
        ("1/31/2024", "#Begin", "and go on", "5/1/2024", "#End"),
    ],
)
def test_numbered_rows_with_a_date_on_another_end_are_none(typed: tuple[str, ...]) -> None:
    assert numbered(*typed) == []


def test_numbers_on_all_lines_tell_no_rows_apart() -> None:
    assert numbered("#Begin", "#1/31/2024", "#End", "#5/1/2024") == in_turn("Begin", "1/31/2024", "End", "5/1/2024")
    assert numbered("#Begin", "#") == undated("Begin")
    assert numbered("1/31/2024", "#Begin", "5/1/2024", "#End") == [
        ("1/31/2024", (1, 2)),
        ("Begin", (1, 1)),
        ("5/1/2024", (2, 2)),
        ("End", (2, 1)),
    ]


def test_heads_typed_again_are_no_row() -> None:
    assert cells("What", "Begin", "By when", "1/31/2024") == [("Begin", (1, 1)), ("1/31/2024", (1, 2))]


def test_a_table_whose_heads_stand_in_a_row_is_left_alone() -> None:
    heads = [replace(line, cell=(0, 0, line.number)) for line in lines("What", "By when")]
    assert with_rows(FORM, heads) == heads
