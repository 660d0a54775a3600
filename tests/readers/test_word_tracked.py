"""Tracked changes of a Word file, taken as accepted or taken back."""

import pytest

from qis_tool.readers.word import read_word
from qis_tool.readers.word.tracked import Tracked
from tests.readers.files import paragraph, run, word_file

INSERTED, DELETED = "<w:ins>{}</w:ins>", "<w:del>{}</w:del>"
TO, FROM = "<w:moveTo>{}</w:moveTo>", "<w:moveFrom>{}</w:moveFrom>"
GONE = '<w:r><w:delText xml:space="preserve">gone </w:delText></w:r>'


def both(body: str) -> tuple[list[str], list[str], int]:
    """The lines with the changes and before them, and how many changes there were."""
    accepted, original = (read_word(word_file(body), "k2.docx", kind) for kind in Tracked)
    assert accepted.changes == original.changes
    return [line.text for line in accepted.lines], [line.text for line in original.lines], accepted.changes


def ended(content: str, change: str) -> str:
    """A paragraph whose end was inserted or deleted."""
    return f"<w:p><w:pPr><w:rPr><w:{change}/></w:rPr></w:pPr>{content}</w:p>"


@pytest.mark.parametrize(
    ("body", "accepted", "original", "changes"),
    [
        (paragraph("one"), ["one"], ["one"], 0),
        (f"<w:p>{INSERTED.format(run('new '))}{run('one')}</w:p>", ["new one"], ["one"], 1),
        (f"<w:p>{DELETED.format(GONE)}{run('one')}</w:p>", ["one"], ["gone one"], 1),
        (f"<w:p>{INSERTED.format(DELETED.format(GONE))}{run('one')}</w:p>", ["one"], ["one"], 2),
        (
            f"<w:p>{FROM.format(run('two '))}{run('one ')}{TO.format(run('two '))}</w:p>",
            ["one two "],
            ["two one "],
            2,
        ),
        (ended(run("one "), "del") + paragraph("two"), ["one two"], ["one ", "two"], 1),
        (ended(run("one "), "ins") + paragraph("two"), ["one ", "two"], ["one two"], 1),
        (ended(run("one "), "del") + paragraph("two", "<w:jc/>"), ["one two"], ["one ", "two"], 1),
        (ended(DELETED.format(GONE), "del") + paragraph("two"), ["two"], ["gone ", "two"], 2),
        (ended(run("one"), "del"), ["one"], ["one"], 1),
        (ended(run("one"), "del") + "<w:sdt/>", ["one"], ["one"], 1),
        (ended(run("a "), "del") + ended(run("b "), "del") + paragraph("c"), ["a b c"], ["a ", "b ", "c"], 2),
        (
            ended(FROM.format(run("a")), "moveFrom") + paragraph("b") + ended(TO.format(run("a")), "moveTo") + "<w:p/>",
            ["b", "a", ""],
            ["a", "b", ""],
            4,
        ),
    ],
)
def test_words_and_paragraphs_count_as_they_stand_after_or_before_the_changes(
    body: str, accepted: list[str], original: list[str], changes: int
) -> None:
    assert both(body) == (accepted, original, changes)


def test_rows_count_as_they_stand_after_or_before_the_changes() -> None:
    cell = "<w:tc>{}</w:tc>"
    rows = (
        f"<w:tr>{cell.format(paragraph('kept'))}</w:tr>"
        f"<w:tr><w:trPr><w:ins/></w:trPr>{cell.format(paragraph('new'))}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell.format(paragraph('old'))}</w:tr>"
    )
    assert both(f"<w:tbl>{rows}</w:tbl>") == (["kept", "new"], ["kept", "old"], 2)


def test_changes_of_notes_count_too() -> None:
    body = f'<w:p>{run("one")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    changed = f"<w:p>{run('a ')}{INSERTED.format(run('note'))}</w:p>"
    notes = f'<w:footnotes {space}><w:footnote w:id="1">{changed}</w:footnote></w:footnotes>'
    file = word_file(body, footnotes=notes)
    accepted, original = (read_word(file, "k2.docx", kind) for kind in Tracked)
    assert (accepted.margins.notes, original.margins.notes, accepted.changes) == (["a note"], ["a"], 1)


BULLET = '<w:pStyle w:val="AB"/>'
CHANGED = "<w:pPrChange>{}</w:pPrChange>"


@pytest.mark.parametrize(
    ("properties", "accepted", "original"),
    [
        (BULLET + CHANGED.format("<w:pPr/>"), True, False),
        (CHANGED.format(f"<w:pPr>{BULLET}</w:pPr>"), False, True),
        (BULLET + CHANGED.format(f"<w:pPr>{BULLET}</w:pPr>"), True, True),
        (BULLET + CHANGED.format(""), True, True),
    ],
)
def test_a_paragraph_has_the_style_it_had_before_that_was_changed(
    properties: str, accepted: bool, original: bool  # noqa: FBT001
) -> None:  # fmt: skip
    for tracked, expected in ((Tracked.accepted, accepted), (Tracked.original, original)):
        read = read_word(word_file(paragraph("one", properties) + paragraph("two")), "k2.docx", tracked)
        assert [(line.text, line.bullet) for line in read.lines] == [("one", expected), ("two", False)]


def test_a_change_of_style_that_stands_elsewhere_changes_nothing() -> None:
    body = paragraph("one") + CHANGED.format(f"<w:pPr>{BULLET}</w:pPr>")
    assert both(body) == (["one"], ["one"], 0)
