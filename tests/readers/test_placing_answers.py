"""Every answer and tick is found again, in whatever shape a word processor leaves a document."""

from itertools import cycle

import pytest

from qis_tool.document.blocks import Answer
from qis_tool.readers.placing import Change, box_tag
from qis_tool.readers.word.names import Element, w
from tests.readers.shapes import (
    SHAPES,
    Rendered,
    Shape,
    another_word,
    controls,
    element,
    element_of,
    first_paragraph_only,
    parent,
    tagged,
    texts,
    unwrapped,
    without_tags,
)

in_every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
in_three_shapes = pytest.mark.parametrize("shape", SHAPES[::2], ids=lambda shape: shape.__name__)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GOAL = "part_c.goal_1"


@in_every_shape
def test_every_answer_and_tick_is_found_and_the_wording_unchanged(sample: Rendered, shape: Shape) -> None:
    found = sample.placed(shape)
    assert sample.differences(found) == (set(), set())
    assert found.changes == []


@pytest.mark.usefixtures("untraced")
@in_every_shape
def test_one_word_of_one_answer_changed_is_that_answer_changed(sample: Rendered, shape: Shape) -> None:
    filled = [path for path, text in sample.answers.items() if text]
    lines, places = sample.lines(shape), sample.places
    assert len(filled) > 10
    for path in filled:
        at = places[path]
        found = sample.placed_in([*lines[:at], another_word(lines[at]), *lines[at + 1 :]])
        assert sample.differences(found) == ({path}, set())
        assert found.answers[path].endswith("otherwise")
        assert found.changes == []


@pytest.mark.usefixtures("untraced")
@in_three_shapes
def test_one_box_flipped_is_that_box_flipped(full: Rendered, shape: Shape) -> None:
    for (path, choice), ticked in full.ticks.items():
        found = full.placed(shape, instead(box_tag(path, choice), "☐" if ticked else "☒"))
        assert full.differences(found) == (set(), {(path, choice)})
        assert found.changes == []


@pytest.mark.usefixtures("untraced")
@in_three_shapes
def test_an_answer_emptied_is_blank(full: Rendered, shape: Shape) -> None:
    for path in (path for path, text in full.answers.items() if text):
        found = full.placed(shape, instead(path, "\N{EN SPACE}" * 16))
        assert full.differences(found) == ({path}, set())
        assert (found.answers[path], found.changes) == ("", [])


@pytest.mark.usefixtures("untraced")
@in_three_shapes
def test_a_blank_filled_in_is_that_answer(full: Rendered, shape: Shape) -> None:
    for path in (path for path, text in full.answers.items() if not text):
        found = full.placed(shape, instead(path, "An answer."))
        assert full.differences(found) == ({path}, set())
        assert (found.answers[path], found.changes) == ("An answer.", [])


@pytest.mark.parametrize("mark", "☑✓✔☒x X□☐")
def test_a_box_is_ticked_by_any_mark_people_use(full: Rendered, mark: str) -> None:
    box = ("part_a.product_types", "HMO")
    found = full.placed(unwrapped, instead(box_tag(*box), mark))
    assert found.ticks[box] is (mark in "☑✓✔☒xX")
    assert found.changes == []


@in_every_shape
def test_what_word_puts_into_text_changes_nothing(full: Rendered, shape: Shape) -> None:
    found = full.placed(shape, split_runs)
    assert full.differences(found) == (set(), set())
    assert found.changes == []


@pytest.mark.usefixtures("untraced")
@in_every_shape
def test_an_answer_may_hold_a_paragraph_that_the_form_prints_too(full: Rendered, shape: Shape) -> None:
    """The form's own line, which stands right above many an answer, and some that stand elsewhere."""
    answers = (block.path for block in full.document.blocks if isinstance(block, Answer) and not block.prompt)
    lines = cycle(["(200 words)", "Registries", "QIS Goal 1:"])
    for path, line in zip(answers, lines, strict=False):
        found = full.placed(shape, below(path, line))
        assert full.differences(found) == ({path}, set())
        assert found.changes == []


@in_every_shape
def test_a_bullet_made_a_paragraph_is_a_change_of_that_answer(full: Rendered, shape: Shape) -> None:
    def change(root: Element) -> None:
        [control] = controls(root, "part_c.goal_2")
        style = next(style for style in control.iter(w("pStyle")) if style.get(w("val")) == "AnswerBullet")
        style.set(w("val"), "Answer")

    assert full.differences(full.placed(shape, change)) == ({"part_c.goal_2"}, set())


def test_a_control_copied_and_pasted_is_a_change_where_it_was_pasted(full: Rendered) -> None:
    def paste(after: str) -> Shape:
        def change(root: Element) -> None:
            [control], [place] = controls(root, GOAL), controls(root, after)
            place.addnext(element_of(control))

        return change

    for place in (GOAL, "part_c.goal_2", "part_c.description"):
        found = full.placed(tagged, paste(place))
        assert full.differences(found) == ({place}, set())
        assert found.answers[place].endswith(full.answers[GOAL])


def test_an_answer_moved_below_another_heading_is_that_headings(full: Rendered) -> None:
    def move(root: Element) -> None:
        [control], [place] = controls(root, GOAL), controls(root, "part_d.rationale")
        place.addnext(control)

    found = full.placed(tagged, move)
    assert full.differences(found) == ({GOAL, "part_d.rationale"}, set())
    assert found.answers[GOAL] == ""


def test_two_answers_that_change_places_are_two_changes(full: Rendered) -> None:
    def swap(root: Element) -> None:
        [one], [other] = controls(root, GOAL), controls(root, "part_c.goal_2")
        last = other.getnext()
        one.addnext(other)
        assert last is not None
        last.addprevious(one)

    found = full.placed(tagged, swap)
    assert full.differences(found)[0] >= {GOAL, "part_c.goal_2"}


def test_an_answer_moved_between_printed_lines_is_a_line_added(full: Rendered) -> None:
    def move(root: Element) -> None:
        [control] = controls(root, "part_d.timeline.start_date")
        line = parent(control)
        kept = element(f'<w:p {W}><w:r><w:t xml:space="preserve">10a. QIS Initiation/Start Date: </w:t></w:r></w:p>')
        line.addprevious(kept)
        for text in line.findall(w("r")):
            line.remove(text)
        next(root.iter(w("p"))).addnext(line)

    found = full.placed(tagged, move)
    assert full.differences(found) == ({"part_d.timeline.start_date"}, set())
    assert found.changes == [Change("", "2023-01-01")]


def test_an_answer_on_a_line_is_found_by_its_tag_where_the_line_is_another(full: Rendered) -> None:
    def change(root: Element) -> None:
        [control] = controls(root, "part_d.timeline.start_date")
        for text in parent(control).findall(w("r")):
            parent(control).remove(text)
        control.addprevious(element(f"<w:r {W}><w:t>When do you mean to begin?</w:t></w:r>"))

    found = full.placed(tagged, change)
    assert full.differences(found) == (set(), set())
    assert [change.was for change in found.changes if change.was] == ["10a. QIS Initiation/Start Date:"]


@pytest.mark.parametrize(
    ("where", "says"), [("before", "ZIP Code not"), ("after", "ZIP Code not")], ids=["before", "after"]
)
@pytest.mark.parametrize("shape", [tagged, without_tags, first_paragraph_only])
def test_words_beside_a_control_belong_to_the_answer_on_the_line(
    full: Rendered, shape: Shape, where: str, says: str
) -> None:
    def change(root: Element) -> None:
        [control] = controls(root, "part_b.data_sources.census_type")
        words = element(f'<w:r {W}><w:t xml:space="preserve">{"not " if where == "before" else " not"}</w:t></w:r>')
        (control.addprevious if where == "before" else control.addnext)(words)

    found = full.placed(shape, change)
    assert full.differences(found) == ({"part_b.data_sources.census_type"}, set())
    assert found.answers["part_b.data_sources.census_type"].split() == says.split()


def instead(tag: str, text: str) -> Shape:
    """Puts a text in place of all that stands in a control."""

    def change(root: Element) -> None:
        [control] = controls(root, tag)
        content = control.find(w("sdtContent"))
        assert content is not None
        first, *others = control.iter(w("t"))
        first.text = text
        for other in others:
            parent(other).remove(other)
        for more in list(content)[1:]:
            content.remove(more)
        for look in list(content.iter(w("pPr"))):
            parent(look).remove(look)

    return change


def below(tag: str, text: str) -> Shape:
    """Puts a paragraph at the end of an answer."""

    def change(root: Element) -> None:
        [control] = controls(root, tag)
        content = control.find(w("sdtContent"))
        assert content is not None
        content.append(element(f"<w:p {W}><w:r><w:t>{text}</w:t></w:r></w:p>"))

    return change


def split_runs(root: Element) -> None:
    """Runs fall apart, with marks of the spelling checker, of revisions and of places between them."""
    marks = [
        f'<w:proofErr {W} w:type="spellStart"/>',
        f'<w:bookmarkStart {W} w:id="77" w:name="_GoBack"/>',
        f'<w:bookmarkEnd {W} w:id="77"/>',
    ]
    for text in texts(root):
        run, words = parent(text), text.text or ""
        if [child.tag for child in run if child.tag != w("rPr")] == [w("t")]:
            rest = element_of(run)
            run.set(w("rsidR"), "00A1B2C3")
            text.text, second = words[: len(words) // 2], rest.find(w("t"))
            assert second is not None
            second.text = words[len(words) // 2 :]
            for added in (rest, *map(element, marks)):
                run.addnext(added)
