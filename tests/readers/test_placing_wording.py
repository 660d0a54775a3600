"""Every printed line is looked at: what reads otherwise, is missing or was added is named, and nothing else is."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from qis_tool.document.blocks import Answer, Box, Document, Heading, Text
from qis_tool.readers.lines import Line, Margins, Printed, folded, printed_lines, printed_margins, script
from qis_tool.readers.placing import Change, placed
from qis_tool.readers.word.names import Element, w
from tests.readers.shapes import (
    SHAPES,
    Rendered,
    Shape,
    controls,
    element,
    parent,
    tagged,
    unwrapped,
    without_tags,
)

in_every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def printed(lines: list[Line], document: Document) -> Iterator[tuple[int, Printed]]:
    """The number of each line that prints the form's wording, with its part."""
    at = -1
    for part in script(document):
        if isinstance(part, Printed):
            at = next(n for n in range(at + 1, len(lines)) if not lines[n].tag and part.text in folded(lines[n].text))
            yield at, part


def reworded(text: str) -> str:
    """A text with its middle word replaced."""
    words = text.split(" ")
    words[len(words) // 2] = "otherwise"
    return " ".join(words)


@pytest.mark.usefixtures("untraced")
@in_every_shape
def test_one_word_of_any_printed_line_changed_names_that_line_and_no_answer(full: Rendered, shape: Shape) -> None:
    lines, number = full.lines(shape), 0
    for at, part in printed(lines, full.document):
        line, now = lines[at], reworded(part.text)
        new = replace(line, text=line.text.replace(part.text, now), wording=line.wording.replace(part.text, now))
        found = full.placed_in([*lines[:at], new, *lines[at + 1 :]])
        assert found.changes == [Change(part.text, now)]
        assert full.differences(found) == (set(), set())
        number += 1
    assert number + 4 == len(printed_lines(full.document)) == 105


def test_a_prompt_that_reads_otherwise_is_parted_from_its_answer_where_no_control_does(full: Rendered) -> None:
    lines, was = full.lines(unwrapped), "10a. QIS Initiation/Start Date:"
    [at] = [at for at, part in printed(lines, full.document) if part.text == was]
    text = lines[at].text.replace("Initiation/Start", "First")
    found = full.placed_in([*lines[:at], replace(lines[at], text=text, wording=text), *lines[at + 1 :]])
    assert found.changes == [Change(was, "10a. QIS First Date:")]
    assert full.differences(found) == (set(), set())


def test_one_word_of_any_line_in_the_margins_changed_names_that_line(full: Rendered) -> None:
    lines, margins = full.lines(), printed_margins(full.document)
    for at, note in enumerate(margins.notes):
        notes = [*margins.notes[:at], reworded(note), *margins.notes[at + 1 :]]
        assert full.placed_in(lines, Margins(notes, margins.feet)).changes == [Change(note, reworded(note))]
    for at, foot in enumerate(margins.feet):
        feet = [*margins.feet[:at], reworded(foot), *margins.feet[at + 1 :]]
        assert full.placed_in(lines, Margins(margins.notes, feet)).changes == [Change(foot, reworded(foot))]


def test_an_issuers_own_lines_in_the_foot_are_none_of_the_forms(full: Rendered) -> None:
    notes, feet = printed_margins(full.document)
    assert full.placed_in(full.lines(), Margins(notes, ["Golden Poppy", *feet, "Page 1"])).changes == []
    assert full.placed_in(full.lines(), Margins(notes, ["Golden Poppy", feet[0]])).changes == [Change(feet[1], "")]
    assert full.placed_in(full.lines(), Margins(notes, [])).changes == [Change(foot, "") for foot in feet]


def test_a_note_added_or_cut_is_named(full: Rendered) -> None:
    (first, second), feet = printed_margins(full.document)
    lines = full.lines()
    assert full.placed_in(lines, Margins([first, "Not so.", second], feet)).changes == [Change("", "Not so.")]
    assert full.placed_in(lines, Margins([second], feet)).changes == [Change(first, "")]
    assert full.placed_in(lines, Margins([second, first], feet)).changes == [Change(second, ""), Change("", second)]


@pytest.mark.usefixtures("untraced")
@in_every_shape
def test_any_printed_line_removed_is_named_and_no_answer(full: Rendered, shape: Shape) -> None:
    lines = full.lines(shape)
    for at, part in printed(lines, full.document):
        if part.holds is None:
            found = full.placed_in([*lines[:at], *lines[at + 1 :]])
            assert found.changes == [Change(part.text, "")]
            assert full.differences(found) == (set(), set())


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("shape", [tagged, unwrapped], ids=lambda shape: shape.__name__)
def test_a_line_added_is_named_or_is_part_of_the_answer_it_stands_in(full: Rendered, shape: Shape) -> None:
    lines, parts = full.lines(shape), script(full.document)
    places = [at for at, _ in printed(lines, full.document)]
    below = [part.path for part in parts if isinstance(part, Answer)]
    for at in places[1:]:
        found = full.placed_in([*lines[:at], Line("We beg to differ.", "We beg to differ."), *lines[at:]])
        answers, ticks = full.differences(found)
        assert not ticks
        assert found.changes == ([] if answers else [Change("", "We beg to differ.")])
        assert answers <= set(below)
        assert all(found.answers[path].endswith("We beg to differ.") for path in answers)


def test_text_in_a_control_of_ones_own_is_a_line_added(full: Rendered) -> None:
    strange = Line("We beg to differ.", "We beg to differ.", tag="mine")
    assert full.placed_in([strange, *full.lines()]).changes == [Change("", "We beg to differ.")]


@pytest.mark.parametrize("tag", ["", "mine", "part_c.goal_1"])
def test_words_put_on_a_printed_line_by_a_control_are_a_change_of_that_line(full: Rendered, tag: str) -> None:
    [at] = [at for at, part in printed(full.lines(), full.document) if part.text == "7. Rationale for QIS"]
    lines, tags = full.lines(), ((tag, " NOT"),) if tag else ()
    lines[at] = replace(lines[at], text="7. Rationale for QIS NOT", inner=" NOT", tagged=tags)
    found = full.placed_in(lines)
    assert found.changes == [Change("7. Rationale for QIS", "7. Rationale for QIS NOT")]
    assert full.differences(found) == (set(), set())


@pytest.mark.parametrize(
    "now", ["☐ 7. Rationale for QIS", "7. R\N{CYRILLIC SMALL LETTER A}tionale for QIS", "7. R\u200bationale for QIS"]
)
def test_marks_lookalikes_and_what_nobody_sees_are_changes_of_a_printed_line(full: Rendered, now: str) -> None:
    lines = full.lines()
    [at] = [at for at, part in printed(lines, full.document) if part.text == "7. Rationale for QIS"]
    lines[at] = Line(now, now)
    assert full.placed_in(lines).changes == [Change("7. Rationale for QIS", now)]


def test_white_space_in_a_printed_line_is_none_of_its_wording(full: Rendered) -> None:
    lines = full.lines()
    [at] = [at for at, part in printed(lines, full.document) if part.text == "7. Rationale for QIS"]
    lines[at] = Line("7.\t\N{NO-BREAK SPACE}Rationale\nfor QIS ", "7.\t\N{NO-BREAK SPACE}Rationale\nfor QIS ")
    assert full.placed_in([*lines, Line("", ""), Line(" ", " ")]).changes == []


@pytest.mark.parametrize("shape", [tagged, without_tags], ids=lambda shape: shape.__name__)
def test_words_beside_a_box_in_its_control_are_a_change_of_its_line(full: Rendered, shape: Shape) -> None:
    def change(root: Element) -> None:
        [control] = controls(root, "part_d.incentives.checked=in_kind")
        next(control.iter(w("t"))).text = "☒ not"

    found = full.placed(shape, change)
    assert found.changes == [Change("In-kind incentives", "☒ not In-kind incentives")]
    assert full.differences(found) == (set(), {("part_d.incentives.checked", "in_kind")})


def test_a_printed_line_in_a_control_of_somebodys_is_still_that_line(full: Rendered) -> None:
    def change(root: Element) -> None:
        for style in root.findall(f".//{w('pStyle')}[@{w('val')}='Heading2']"):
            heading = parent(parent(style))
            control = element(f'<w:sdt {W}><w:sdtPr><w:tag w:val="mine"/></w:sdtPr><w:sdtContent/></w:sdt>')
            heading.addprevious(control)
            control[1].append(heading)

    found = full.placed(tagged, change)
    assert (found.changes, full.differences(found)) == ([], (set(), set()))


def test_all_of_a_document_may_stand_in_one_control(full: Rendered) -> None:
    def change(root: Element) -> None:
        body = root[0]
        control = element(f"<w:sdt {W}><w:sdtPr><w:group/></w:sdtPr><w:sdtContent/></w:sdt>")
        control[1].extend(list(body))
        body.append(control)

    found = full.placed(tagged, change)
    assert (found.changes, full.differences(found)) == ([], (set(), set()))


def test_a_word_that_begins_with_x_is_no_ticked_box() -> None:
    document = small(Heading(1, "X-rays"), Text("text", "xylophones"), Box("a", "b", "X-ray", ticked=True))
    found = placed(document, [Line(text, text) for text in ("X-rays", "xylophones", "x X-ray")], NO_MARGINS)
    assert (found.changes, found.ticks) == ([], {("a", "b"): True})


def test_prompts_that_begin_alike_are_told_apart() -> None:
    document = small(*(Answer(name, name, name, prompt) for name, prompt in (("a", "Date:"), ("b", "Date: of end"))))
    lines = [Line(text, text) for text in ("Date: of end soon", "Date:  tomorrow\nor so")]
    found = placed(document, lines[::-1], NO_MARGINS)
    assert (found.changes, found.answers) == ([], {"a": " tomorrow\nor so", "b": "soon"})


def test_answers_that_follow_on_one_another_are_told_apart_by_their_tags() -> None:
    document = small(Answer("a", "a", "one"), Answer("b", "b", "two"))
    tags = [Line("one", "one", tag="a"), Line("more", "more"), Line("two", "two", tag="b")]
    assert placed(document, tags, NO_MARGINS).answers == {"a": "one\n\nmore", "b": "two"}


def test_a_form_may_print_one_line_many_times_over() -> None:
    """Pairing the longest runs of equal lines first would go astray here."""
    lines = ["A", None, "B", None, "X", None, "A", "B"]
    parts = [Text("text", line) if line else Answer(str(at), "", "yes") for at, line in enumerate(lines)]
    read = [Line(line or "yes", line or "yes") for line in lines]
    found = placed(small(*parts), read, NO_MARGINS)
    assert (found.changes, found.answers) == ([], {"1": "yes", "3": "yes", "5": "yes"})


NO_MARGINS = Margins([], [])


def test_a_block_of_no_known_kind_is_told() -> None:
    with pytest.raises(TypeError, match="str"):
        script(small("block"))  # type: ignore[arg-type]


def small(*blocks: Heading | Text | Box | Answer) -> Document:
    """A document of these blocks."""
    return Document("", "", (), "en", blocks, (), ())
