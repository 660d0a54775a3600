"""A plan's answers in the form's layout."""

from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble, unplaced
from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, List, Table, Text
from qis_tool.form import Form
from qis_tool.source import read_file, read_text

ROWS = "part_d:\n  timeline:\n    milestones:\n"
GOAL, MILESTONES = "QIS Goal 1 (item 5)", "Milestones (item 10b) (part_d.timeline.milestones"


def filled(plan: str, form: Form, *, draft: bool = False) -> Document:
    return assemble(read_text(plan, "plan.yaml"), form, draft=draft)


def lost(plan: str, form: Form) -> list[str]:
    source = read_text(plan, "plan.yaml")
    return unplaced(source, form, assemble(source, form))


def wording(block: Block) -> list[str]:
    """The form's own words in a block."""
    match block:
        case Heading(text=text) | Text(text=text) | Box(label=text) | Answer(prompt=text):
            return [text]
        case List(items=items) | Table(columns=items):
            return list(items)


def answers(document: Document) -> dict[str, str]:
    return {answer.path: answer.text for answer in document.answers}


def test_the_wording_stands_in_the_order_of_the_form(k2: Form) -> None:
    document = filled("form: k2\n", k2)
    found = [line for block in document.blocks for line in wording(block) if line]
    margins = {*document.footnotes, *document.footer}
    printed = [line for line in k2.printed.values() if line not in margins]
    assert list(dict.fromkeys(found)) == list(dict.fromkeys(printed))


def test_margins_and_properties_come_from_the_form(k2: Form) -> None:
    document = filled("form: k2\n", k2)
    assert document.footnotes == (k2.printed["footnote_1"], k2.printed["footnote_2"])
    assert document.footer == (k2.printed["footer_1"], k2.printed["footer_2"])
    assert (document.title, document.subject) == (k2.printed["title"], k2.subject)
    assert (document.keywords, document.language) == (k2.keywords, "en-US")


def test_every_printed_field_has_one_place(k2: Form) -> None:
    document = filled("form: k2\n", k2)
    printed = [field for field in k2.fields.values() if field.item]
    texts = [field.path for field in printed if field.kind in {"text", "date"}]
    columns = [path.replace("[]", f"[{row}]") for path in texts if "[]" in path for row in range(10)]
    placed = [answer.path for answer in document.answers]
    assert sorted(placed) == sorted([path for path in texts if "[]" not in path] + columns)
    boxes = [(field.path, choice) for field in printed if field.kind == "boxes" for choice in field.choices]
    assert [(box.path, box.choice) for box in document.boxes] == boxes


def test_blank_fields_are_blank_answers(k2: Form) -> None:
    document = filled("form: k2\npart_c:\n  goal_1: ''\n  goal_2:\n  description: []\n", k2)
    assert set(answers(document).values()) == {""}
    assert not any(box.ticked for box in document.boxes)


def test_each_answer_is_the_plans_own(good: Path, k2: Form) -> None:
    source = read_file(str(good))
    found = answers(assemble(source, k2))
    fields = [field for field in k2.fields.values() if field.kind == "text" and field.item]
    plain = {field.path: source.value(tuple(field.path.split("."))) or "" for field in fields}
    assert {path: text for path, text in plain.items() if "[]" not in path}.items() <= found.items()
    rows = source.value(("part_d", "timeline", "milestones"))
    given = {f"part_d.timeline.milestones[{n}].{key}": row[key] for n, row in enumerate(rows) for key in row}
    assert given.items() <= found.items()


def test_boxes_are_ticked_as_the_plan_says(good: Path, k2: Form) -> None:
    source = read_file(str(good))
    ticked = [box.choice for box in assemble(source, k2).boxes if box.ticked]
    paths = ("part_a.product_types", "part_b.data_sources.checked", "part_d.incentives.checked")
    assert ticked == [choice for path in paths for choice in source.value(tuple(path.split(".")))]


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% raw %}", "{# note #}", "{{ printed.title }}", "{%"])
def test_template_code_in_an_answer_is_only_text(text: str, k2: Form) -> None:
    assert answers(filled(f"part_c:\n  goal_1: '{text}'\n", k2))["part_c.goal_1"] == text


@pytest.mark.parametrize("number", ["90210", "007", "1.50", "true", "-3"])
def test_a_number_stands_as_it_is_written(number: str, k2: Form) -> None:
    plan = f"part_b:\n  data_sources:\n    census_type: {number}  # a note\n"
    assert answers(filled(plan, k2))["part_b.data_sources.census_type"] == number


@pytest.mark.parametrize(
    "plan",
    ["part_c:\n  goal_1: [a, b]\n", "part_c:\n  goal_1: {a: b}\n", "part_c: a\n", ROWS + "      - a\n"],
    ids=["list", "mapping", "part", "row"],
)
def test_what_has_the_wrong_shape_is_no_answer(plan: str, k2: Form) -> None:
    assert set(answers(filled(plan, k2)).values()) == {""}


def test_a_table_has_ten_rows_or_as_many_as_the_plan(k2: Form) -> None:
    eleven = ROWS + "".join(f"      - milestone: step {number}\n" for number in range(11))
    [table] = [block for block in filled(eleven, k2).blocks if isinstance(block, Table)]
    assert [row[0].text for row in table.rows] == [f"step {number}" for number in range(11)]
    [blank] = [block for block in filled("form: k2\n", k2).blocks if isinstance(block, Table)]
    assert len(blank.rows) == 10
    assert lost(eleven, k2) == []


def test_only_a_draft_is_marked(k2: Form) -> None:
    assert filled("form: k2\n", k2, draft=True).mark.startswith("DRAFT")
    assert not filled("form: k2\n", k2).mark


def test_a_good_plan_loses_nothing(good: Path, k2: Form) -> None:
    source = read_file(str(good))
    assert unplaced(source, k2, assemble(source, k2)) == []


@pytest.mark.parametrize(
    ("plan", "labels"),
    [
        ("remarks: x\n", ["remarks"]),
        ("remarks:\n  first: x\n  second: [y, '']\n", ["remarks.first", "remarks.second[0]"]),
        ("part_c:\n  goal_3: x\n", ["Part C (part_c.goal_3)"]),
        ("part_c: x\n", ["Part C (part_c)"]),
        ("part_c:\n  goal_1: [x, y]\n", [f"{GOAL}, “x”", f"{GOAL}, “y”"]),
        ("part_c:\n  goal_1: {x: y}\n", [f"{GOAL} (part_c.goal_1.x)"]),
        ("part_a:\n  product_types: [HMO, POS]\n", ["Product types (item 1), “POS”"]),
        (ROWS + "      - x\n", ["Milestones (item 10b), “x”"]),
        (ROWS + "      - {milestone: x, owner: y}\n", [f"{MILESTONES}[0].owner)"]),
        ("issuer: x\ncoverage: y\n", []),
        ("form: k2\nissuer:\n  legal_name: x\n  aliases: [y]\n", []),
        ("part_d:\n  attachment_j:\n    questions_4_4_3_answered: true\n", []),
    ],
)
def test_everything_without_a_place_is_named(plan: str, labels: list[str], k2: Form) -> None:
    assert lost(plan, k2) == labels


@pytest.mark.parametrize("wrong", ["bonus_payment", "[[bonus_payment]]", "{box: bonus_payment}"])
def test_a_tick_outside_a_list_is_named(wrong: str, k2: Form) -> None:
    assert lost(f"part_d:\n  incentives:\n    checked: {wrong}\n", k2) != []


def test_a_key_with_dots_is_named(k2: Form) -> None:
    assert lost("part_c.goal_1: x\n", k2) == ["part_c.goal_1"]
