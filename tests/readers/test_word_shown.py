"""What a reader of a Word file does not see is not read."""

import pytest

from tests.readers.files import control, lines, paragraph, run, text

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
ALTERNATE = (
    '<mc:AlternateContent><mc:Choice Requires="x">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
INVITES = "<w:showingPlcHdr/>"
PALE = '<w:rStyle w:val="PH"/>'


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ("<w:b/>", True),
        ("<w:vanish/>", False),
        ('<w:vanish w:val="1"/>', False),
        ('<w:vanish w:val="0"/>', True),
        ('<w:vanish w:val="false"/>', True),
        ("<w:strike/>", False),
        ("<w:dstrike/>", False),
        ('<w:strike w:val="off"/><w:vanish/>', False),
        ('<w:rStyle w:val="Secret"/>', False),
        ('<w:rStyle w:val="Heir"/>', False),
        ('<w:rStyle w:val="Open"/>', True),
        ('<w:rStyle w:val="Loop"/>', True),
        ('<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>', True),
    ],
)
def test_hidden_and_struck_words_are_not_there(look: str, seen: bool) -> None:  # noqa: FBT001
    assert text(run("We will ") + run("not ", look) + run("go.")) == f"We will {'not ' if seen else ''}go."


def test_a_paragraph_of_a_style_that_hides_is_not_there() -> None:
    [line] = lines(paragraph("secret", '<w:pStyle w:val="Heir"/>'))
    assert line.text == ""


def test_a_hidden_row_is_not_there() -> None:
    rows = "".join(f"<w:tr>{look}<w:tc>{paragraph('a')}</w:tc></w:tr>" for look in ("", "<w:trPr><w:hidden/></w:trPr>"))
    assert [line.cell for line in lines(f"<w:tbl>{rows}</w:tbl>")] == [(0, 0, 0)]


def test_a_text_in_two_readings_is_read_once() -> None:
    box = "<w:r><w:{0}><w:txbxContent><w:p>" + run("boxed") + "</w:p></w:txbxContent></w:{0}></w:r>"
    assert text(ALTERNATE.format(box.format("drawing"), box.format("pict"))) == f"{OBJECT}boxed"
    assert [line.text for line in lines(ALTERNATE.format(paragraph("one"), paragraph("one")))] == ["one"]


def test_an_emoji_of_words_own_is_read_once() -> None:
    symbol = '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F476"/>'
    either = ALTERNATE.format(symbol, "<w:t>\N{BABY}</w:t>")
    assert text(f"<w:r>{either}</w:r>") == "\N{BABY}"


def test_readings_that_differ_are_never_read_as_one_of_them() -> None:
    assert text(ALTERNATE.format(run("We will"), run("We won't"))) == f"We willWe won't{OBJECT}"
    assert text(ALTERNATE.format(run("We will"), "")) == f"We will{OBJECT}"
    assert text("<mc:AlternateContent/>") == ""


@pytest.mark.parametrize(
    "answer",
    [
        control(paragraph("\N{EN SPACE}" * 16), "goal", INVITES),
        control(f"<w:p>{run('Click here to enter text.', PALE)}</w:p>", "goal", INVITES),
        control(f"<w:p>{control(run('Click here.', PALE), '', INVITES)}</w:p>", "goal", INVITES),
        f"<w:p>{control(run('Click here.', PALE), 'goal', INVITES)}</w:p>",
        f"<w:p>{control(control(run('Click here.', PALE), 'inner', INVITES), 'goal')}</w:p>",
    ],
)
def test_what_only_invites_an_answer_is_none(answer: str) -> None:
    [line] = lines(answer)
    assert (line.text, line.owner) == ("", "goal")


@pytest.mark.parametrize(
    ("properties", "look"),
    [("", PALE), ('<w:showingPlcHdr w:val="0"/>', PALE), ('<w:showingPlcHdr w:val="false"/>', PALE), (INVITES, "")],
)
def test_an_answer_is_one_unless_it_is_marked_as_a_placeholder_and_looks_like_one(properties: str, look: str) -> None:
    [line] = lines(control(f"<w:p>{run('An answer.', look)}</w:p>", "goal", properties))
    assert line.text == "An answer."


def test_a_placeholder_in_a_row_leaves_its_cells_in_their_places() -> None:
    cell = f"<w:tc><w:p>{run('Click here.', PALE)}</w:p></w:tc>"
    found = lines(f"<w:tbl><w:tr>{control(cell, 'goal', INVITES)}<w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl>")
    assert [(line.text, line.cell) for line in found] == [("", (0, 0, 0)), ("b", (0, 0, 1))]


def test_a_value_bound_from_elsewhere_in_the_file_is_never_read_as_what_stands_there() -> None:
    """Word puts the value in place of it when it opens the file."""
    bound = '<w:dataBinding w:xpath="/answer"/>'
    assert [line.text for line in lines(control(paragraph("We will."), "goal", bound))] == ["We will.", OBJECT]
    assert text(control(run("We will."), "goal", bound)) == f"We will.{OBJECT}"
    assert text(f"<w:dataBinding/>{run('We will.')}") == "We will."


@pytest.mark.parametrize(("depth", "seen"), [(4, "one"), (5, f"one{OBJECT}")])
def test_readings_nested_deeper_than_any_program_nests_them_are_not_compared(depth: int, seen: str) -> None:
    around = "<mc:AlternateContent><mc:Choice>{}</mc:Choice></mc:AlternateContent>"
    deep = run("one")
    for _ in range(depth):
        deep = around.format(deep)
    assert text(deep) == seen


def test_a_run_nested_deeper_than_any_program_nests_it_is_an_answer() -> None:
    deep = run("", PALE)
    for _ in range(5):
        deep = f"<w:r><w:rPr>{PALE}</w:rPr>{deep}</w:r>"
    assert text(control(deep + run("Enter it here", PALE), "goal", INVITES)) == ""
    plain = deep.replace(PALE, "")
    assert text(control(plain + run("Enter it here", PALE), "goal", INVITES)) == "Enter it here"
