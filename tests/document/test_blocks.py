"""Paragraphs and bullets of an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.document.blocks import Paragraph, joined, paragraphs

PIECES = st.sampled_from(["- ", "-", "a", "b c", " ", "\t", "\u00a0", "\n", "\n", "\n\n", "\n \n", "\n- "])
ANSWERS = st.lists(PIECES, max_size=12).map("".join) | st.text()


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one line", [Paragraph("one line")]),
        ("one\n\ntwo", [Paragraph("one"), Paragraph("two")]),
        ("one\n \t\n\n two\n", [Paragraph("one"), Paragraph(" two")]),
        ("a line\nand its second", [Paragraph("a line\nand its second")]),
        ("- one\n- two", [Paragraph("one", bullet=True), Paragraph("two", bullet=True)]),
        ("two lines\nof lead:\n- one", [Paragraph("two lines\nof lead:"), Paragraph("one", bullet=True)]),
        ("lead:\n- one\n  more", [Paragraph("lead:"), Paragraph("one\n  more", bullet=True)]),
        ("- one\n\nafter", [Paragraph("one", bullet=True), Paragraph("after")]),
        ("-5 degrees, - not a bullet", [Paragraph("-5 degrees, - not a bullet")]),
        ("- ", [Paragraph("", bullet=True)]),
    ],
)
def test_an_answer_parts_into_paragraphs_and_bullets(answer: str, parts: list[Paragraph]) -> None:
    assert paragraphs(answer) == parts


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (" \n", ""),
        ("\n\none\n \t\n\n\ntwo\n\n", "one\n\ntwo"),
        ("- one\n\n- two\n- three", "- one\n- two\n- three"),
        ("lead\n- one\n\nbetween\n\n- two", "lead\n\n- one\n\nbetween\n\n- two"),
        ("- one\n  and on", "- one\n  and on"),
    ],
)
def test_paragraphs_join_with_one_blank_line_and_bullets_with_none(answer: str, text: str) -> None:
    assert joined(paragraphs(answer)) == text


@given(ANSWERS)
def test_what_was_joined_parts_into_the_same_paragraphs(answer: str) -> None:
    parts = paragraphs(answer)
    assert paragraphs(joined(parts)) == parts


@given(ANSWERS)
def test_joining_is_a_fixed_point(answer: str) -> None:
    once = joined(paragraphs(answer))
    assert joined(paragraphs(once)) == once


@given(ANSWERS)
def test_no_visible_character_is_lost(answer: str) -> None:
    assert joined(paragraphs(answer)).split() == answer.split()
