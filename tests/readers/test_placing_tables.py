"""Rows of answers: found by tag as long as they stand in their order, else by cell."""

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Answer, Document, Table
from qis_tool.form import Form
from qis_tool.readers.lines import Line, Margins
from qis_tool.readers.placing import Change, placed
from qis_tool.readers.tables import in_tables
from qis_tool.readers.word.names import Element, w
from tests.documents import at_limits
from tests.readers.shapes import SHAPES, Rendered, Shape, controls, element_of, parent, tagged, unwrapped, without_tags

MILESTONES = "part_d.timeline.milestones"
in_every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)


def rows(root: Element) -> list[Element]:
    """The rows of the table, its head the first."""
    return list(root.iter(w("tr")))


def paths(*numbers: int) -> set[str]:
    return {f"{MILESTONES}[{number}].{name}" for number in numbers for name in ("milestone", "date")}


def drop_row(root: Element) -> None:
    row = rows(root)[3]
    parent(row).remove(row)


def add_row(root: Element) -> None:
    row = rows(root)[3]
    copy = element_of(row)
    unwrapped(copy)
    for text in copy.iter(w("t")):
        text.text = "Added."
    row.addnext(copy)


def swap_rows(root: Element) -> None:
    one, other = rows(root)[1:3]
    other.addnext(one)


def test_a_row_deleted_is_that_milestone_blank(full: Rendered) -> None:
    found = full.placed(tagged, drop_row)
    assert full.differences(found) == (paths(2), set())
    assert (found.answers[f"{MILESTONES}[2].date"], found.changes) == ("", [])


def test_without_tags_a_row_deleted_moves_the_others_up(full: Rendered) -> None:
    found = full.placed(without_tags, drop_row)
    assert full.differences(found) == (paths(2, 3, 4, 5, 6), set())
    assert (found.answers[f"{MILESTONES}[6].date"], found.changes) == ("", [])


def test_a_row_added_between_others_is_lines_added(full: Rendered) -> None:
    found = full.placed(tagged, add_row)
    assert full.differences(found) == (set(), set())
    assert found.changes == [Change("", "Added.")] * 2


def test_a_row_added_at_the_end_is_lines_added(full: Rendered) -> None:
    def change(root: Element) -> None:
        add_row(root)
        rows(root)[-1].addnext(rows(root)[4])

    for shape in (tagged, unwrapped):
        found = full.placed(shape, change)
        assert full.differences(found) == (set(), set())
        assert found.changes == [Change("", "Added.")] * 2


def test_a_paragraph_below_a_control_in_its_cell_is_part_of_that_answer(full: Rendered) -> None:
    path = f"{MILESTONES}[0].milestone"

    def change(root: Element) -> None:
        [control] = controls(root, path)
        more = element_of(next(control.iter(w("p"))))
        next(more.iter(w("t"))).text = "More."
        control.addnext(more)

    found = full.placed(tagged, change)
    assert full.differences(found) == ({path}, set())
    assert found.answers[path].endswith("\n\nMore.")


@in_every_shape
def test_rows_that_change_places_are_two_changes_whatever_their_tags_say(full: Rendered, shape: Shape) -> None:
    found = full.placed(shape, swap_rows)
    assert full.differences(found) == (paths(0, 1), set())
    assert found.changes == []


@in_every_shape
def test_a_table_typed_into_an_answer_leaves_the_forms_own_in_its_place(full: Rendered, shape: Shape) -> None:
    def change(root: Element) -> None:
        [control] = controls(root, "part_c.goal_1")
        table = element_of(next(root.iter(w("tbl"))))
        for row in rows(table)[1:]:
            parent(row).remove(row)
        for cell, text in zip(table.iter(w("t")), ("Hospital", "Rate"), strict=True):
            cell.text = text
        control[1].append(table)

    found = full.placed(shape, change)
    assert full.differences(found) == ({"part_c.goal_1"}, set())
    assert found.answers["part_c.goal_1"].endswith("\n\nHospital\n\nRate")
    assert found.changes == []


@pytest.mark.parametrize("over", [0, 1])
def test_all_rows_are_found_also_those_that_only_a_draft_has(k2: Form, over: int) -> None:
    document = assemble(at_limits(k2, over=over), k2, draft=True)
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows) == 10 + over
    lines = [Line(column, column, cell=(0, 0, at)) for at, column in enumerate(table.columns, 1)]
    for row, answers in enumerate(table.rows, 1):
        lines += [Line(answer.text, answer.text, cell=(0, row, at)) for at, answer in enumerate(answers, 1)]
    found = placed(document, lines, Margins([], [])).answers
    assert all(found[answer.path] == answer.text for row in table.rows for answer in row)


def test_a_table_whose_heads_read_otherwise_is_the_one_of_its_number() -> None:
    tables = [Table("", "", (head,), ((Answer(head, head, ""),),)) for head in ("a", "b", "b")]
    document = Document("", "", (), "en", tuple(tables), (), ())
    assert in_tables(document, cells("a", "b", "b")) == {1: "a", 3: "b", 5: "b"}
    assert in_tables(document, cells("b", "a")) == {3: "a", 1: "b"}
    assert in_tables(document, cells("A")) == {1: "a"}


def cells(*heads: str) -> list[Line]:
    """One table for each head, of one row below it."""
    return [Line(text, text, cell=(n, row, 1)) for n, head in enumerate(heads) for row, text in enumerate((head, "x"))]


def grid(*rows: tuple[str, ...]) -> list[Line]:
    """One table with these texts."""
    return [Line(text, text, cell=(0, at, column)) for at, row in enumerate(rows) for column, text in enumerate(row)]


def of_grid(*rows: tuple[str, ...]) -> dict[str, str]:
    """What a table says by the path of its answer, where the form has a table of two columns and one row."""
    answers = tuple(Answer(path, path, "") for path in ("what", "when"))
    document = Document("", "", (), "en", (Table("", "", ("What", "When"), (answers,)),), (), ())
    lines = grid(*rows)
    return {path: lines[at].text for at, path in in_tables(document, lines).items()}


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (("What", "Owner", "When"), ("Begin", "Staff", "May")),
        (("What", "When", "Owner"), ("Begin", "May", "Staff")),
        (("", "Owner", "What", "When"), ("1", "Staff", "Begin", "May")),
    ],
)
def test_a_column_that_somebody_added_takes_no_answer_from_the_others(
    heads: tuple[str, ...], row: tuple[str, ...]
) -> None:
    assert of_grid(heads, row) == {"what": "Begin", "when": "May"}


def test_columns_are_guessed_only_where_the_form_has_as_many_and_no_head_stands_above_another() -> None:
    row = ("1", "Begin", "May")
    for heads in (("", "Steps", "Dates"), ("", "What", "Dates"), ("", "Steps", "When")):
        assert of_grid(heads, row) == {"what": "Begin", "when": "May"}
    assert of_grid(("", "When", "What"), row) == {}
    assert of_grid(("Steps", "Dates"), row[1:]) == {}
    assert of_grid(("", "Steps", "Owners", "Dates"), ("1", "Begin", "Staff", "May")) == {}
