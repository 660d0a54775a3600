"""What a Word document that came back changes in its plan."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.errors import UserError
from qis_tool.form import Form, load_form
from qis_tool.source import Source, read_bytes, read_text
from qis_tool.updating import Difference, compared, plan_changes, refuse_damaged
from qis_tool.updating.rows import NO_ROW, Row, aligned
from qis_tool.yaml_edit import edited

ROWS = [
    {"milestone": "Train the nurses of every hospital", "date": "2024-01-31"},
    {"milestone": "Write to all physicians about rates", "date": "2024-03-31"},
    {"milestone": "Report the results to the committee", "date": "2024-06-30"},
]
PLAN: dict[str, Any] = {
    "form": "k2",
    "plan_year": 2024,
    "part_a": {"product_types": ["PPO", "HMO"]},
    "part_c": {"goal_1": "We engage.\n", "goal_2": None},
    "part_d": {"timeline": {"start_date": "2024-01-01", "milestones": ROWS}},
}


def changed(values: dict[str, Any], base: dict[str, Any] = PLAN) -> dict[str, Any]:
    """A plan with other values at dotted paths."""
    made = deepcopy(base)
    for path, value in values.items():
        *above, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        node: Any = made
        for part in above:
            node = node[part] if isinstance(part, int) else node.setdefault(part, {})
        node[last] = value
    return made


def source(data: dict[str, Any]) -> Source:
    return read_bytes(json.dumps(data, ensure_ascii=False, indent=1).encode(), "plan.yaml")


def found(
    theirs: dict[str, Any], ours: dict[str, Any] | None = None, base: dict[str, Any] | None = PLAN
) -> list[Difference]:
    """The differences between a plan, its document and what that was rendered with."""
    return compared(source(changed(ours or {})), load_form("k2", 2024), base, changed(theirs))


def told(differences: list[Difference]) -> list[tuple[str, str, str, str | None, str, str, bool]]:
    return [(d.kind, d.label, d.choice, d.was, d.ours, d.theirs, d.is_conflict) for d in differences]


def updated(theirs: dict[str, Any], ours: dict[str, Any] | None = None, base: dict[str, Any] | None = PLAN) -> Any:
    """The plan's values once all of Word's is taken."""
    plan, form = source(changed(ours or {})), load_form("k2", 2024)
    taken = compared(plan, form, base, changed(theirs))
    after = read_bytes(edited(plan, plan_changes(plan, form, taken)), "new")
    assert compared(after, form, base, changed(theirs)) == []
    return after.data


def rows_of(data: Any) -> Any:
    return data["part_d"]["timeline"]["milestones"]


MILESTONES = "part_d.timeline.milestones"
NEW = {"milestone": "Something else altogether", "date": "2025-01-31"}


def test_what_only_word_changed_is_an_edit() -> None:
    assert told(found({"part_c.goal_1": "We all engage."})) == [
        ("text", "QIS Goal 1", "", "We engage.\n", "We engage.\n", "We all engage.", False)
    ]
    assert updated({"part_c.goal_1": "We all engage."})["part_c"]["goal_1"] == "We all engage.\n"


@pytest.mark.parametrize(
    "theirs",
    [{}, {"part_c.goal_1": "We engage."}, {"part_c.goal_1": "\nWe engage. \n\n"}, {"part_c.goal_2": ""}],
    ids=["nothing", "line end", "spaces", "blank"],
)
def test_what_no_reader_sees_is_no_edit(theirs: dict[str, Any]) -> None:
    assert found(theirs) == []


def test_what_only_the_plan_changed_stays() -> None:
    assert (
        found({}, {"part_c.goal_1": "Other.", f"{MILESTONES}.1.date": "2024-04-30", "part_a.product_types": []}) == []
    )
    assert found({}, {MILESTONES: [ROWS[0]]}) == []


def test_what_both_changed_alike_is_no_difference() -> None:
    both = {"part_c.goal_1": "Other.", "part_a.product_types": ["EPO"], MILESTONES: [NEW]}
    assert found(both, both) == []
    assert found(both, both, None) == []


def test_what_both_changed_otherwise_is_a_conflict() -> None:
    assert told(found({"part_c.goal_1": "Theirs."}, {"part_c.goal_1": "Ours."})) == [
        ("text", "QIS Goal 1", "", "We engage.\n", "Ours.", "Theirs.", True)
    ]


def test_without_a_record_every_difference_is_a_conflict() -> None:
    theirs = {"part_c.goal_1": "Theirs.", "part_a.product_types": ["PPO"], f"{MILESTONES}.0.date": "2024-02-28"}
    differences = found(theirs, base=None)
    assert [(d.kind, d.was, d.is_conflict) for d in differences] == [
        ("box", None, True),
        ("text", None, True),
        ("text", None, True),
    ]
    assert [(d.kind, d.label) for d in found({MILESTONES: ROWS[:2]}, base=None)] == [("table", "Milestones")]


def test_what_was_emptied_becomes_blank() -> None:
    assert updated({"part_c.goal_1": ""})["part_c"]["goal_1"] is None


def test_boxes_are_compared_choice_by_choice() -> None:
    assert told(found({"part_a.product_types": ["EPO", "HMO"]}, {"part_a.product_types": ["PPO", "HMO", "Other"]})) == [
        ("box", "Product types", "Preferred Provider Organization (PPO)", "ticked", "ticked", "not ticked", False),
        ("box", "Product types", "Exclusive Provider Organization (EPO)", "not ticked", "not ticked", "ticked", False),
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["PPO", "HMO"], ["PPO", "HMO", "EPO"], ["PPO", "HMO", "EPO"]),
        (["PPO", "HMO", "EPO"], ["PPO"], ["PPO", "EPO"]),
        (["HMO", "Other", "PPO"], ["PPO"], ["Other", "PPO"]),
        ([], ["PPO", "HMO", "EPO"], ["EPO"]),
        (None, ["EPO"], ["EPO"]),
        (["HMO", "PPO", "HMO"], [], None),
    ],
)
def test_a_list_of_boxes_keeps_its_order(ours: Any, theirs: Any, expected: Any) -> None:
    data = updated({"part_a.product_types": theirs}, {"part_a.product_types": ours})
    assert data["part_a"]["product_types"] == expected


def test_a_box_ticked_anew_stands_where_the_form_has_it() -> None:
    base = changed({"part_a.product_types": ["EPO"]})
    data = updated({"part_a.product_types": ["HMO", "PPO", "EPO"]}, {"part_a.product_types": ["EPO"]}, base)
    assert data["part_a"]["product_types"] == ["HMO", "PPO", "EPO"]


def test_what_stands_there_in_place_of_boxes_or_rows_is_not_replaced_unasked() -> None:
    odd = {"part_a.product_types": "HMO", MILESTONES: "soon", "part_c.goal_1": {"a": "b"}}
    theirs = {"part_a.product_types": ["PPO", "HMO", "EPO"], MILESTONES: [*ROWS, NEW], "part_c.goal_1": "x"}
    assert {(d.kind, d.is_conflict) for d in found(theirs, odd)} == {("box", True), ("table", True), ("text", True)}
    assert rows_of(updated({MILESTONES: [NEW]}, odd)) == [NEW]


def test_a_number_is_compared_as_it_is_written() -> None:
    assert found({"part_c.goal_2": "2.50"}, {"part_c.goal_2": 2.5}, changed({"part_c.goal_2": "2.50"})) == []
    assert (
        updated({"part_c.goal_2": "7"}, {"part_c.goal_2": 6}, changed({"part_c.goal_2": "6"}))["part_c"]["goal_2"]
        == "7"
    )


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        ([ROWS[0], ROWS[2]], [("row", "Milestones, row 2", False)]),
        ([NEW, *ROWS], [("row", "Milestones, row 1", False)]),
        ([*ROWS[:2], NEW, ROWS[2]], [("row", "Milestones, row 3", False)]),
        ([ROWS[0], ROWS[1] | {"date": "x"}, ROWS[2]], [("text", "Milestone date 2", False)]),
        ([ROWS[0], NEW, ROWS[2]], [("text", "Milestone 2", False), ("text", "Milestone date 2", False)]),
        (
            [ROWS[1] | {"milestone": "Write to all the physicians about rates"}, NEW, ROWS[2]],
            [("row", "Milestones, row 1", False), ("text", "Milestone 2", False), ("row", "Milestones, row 2", False)],
        ),
        ([], [("row", f"Milestones, row {number}", False) for number in (1, 2, 3)]),
        ([*ROWS, {}, {"milestone": " "}], []),
    ],
)
def test_rows_are_told_apart(theirs: list[Any], expected: list[Any]) -> None:
    assert [(d.kind, d.label, d.is_conflict) for d in found({MILESTONES: theirs})] == expected
    assert (rows_of(updated({MILESTONES: theirs})) or []) == [row for row in theirs if row.get("date")]


def test_rows_are_changed_beside_the_plans_own_changes() -> None:
    ours = {MILESTONES: [ROWS[0], ROWS[1] | {"date": "2024-04-30"}, ROWS[2], NEW]}
    theirs = {MILESTONES: [ROWS[0] | {"date": "2024-02-28"}, *ROWS[1:]]}
    assert rows_of(updated_apart(theirs, ours)) == [theirs[MILESTONES][0], *ours[MILESTONES][1:]]
    theirs = {MILESTONES: [ROWS[0], ROWS[1], NEW, ROWS[2]]}
    assert rows_of(updated_apart(theirs, {MILESTONES: ours[MILESTONES][:3]})) == [
        ROWS[0],
        ours[MILESTONES][1],
        NEW,
        ROWS[2],
    ]


def updated_apart(theirs: dict[str, Any], ours: dict[str, Any]) -> Any:
    """The plan's values once Word's edits are taken beside its own."""
    plan, form = source(changed(ours)), load_form("k2", 2024)
    edits = compared(plan, form, PLAN, changed(theirs))
    assert not [edit for edit in edits if edit.is_conflict]
    return read_bytes(edited(plan, plan_changes(plan, form, edits)), "new").data


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ([*ROWS, NEW], ROWS[:2]),
        (ROWS[:2], [*ROWS[:2], ROWS[2] | {"date": "2024-07-31"}]),
        ([*ROWS[:2], ROWS[2] | {"date": "2024-07-31"}], ROWS[:2]),
    ],
    ids=["both", "removed and changed", "changed and removed"],
)
def test_rows_that_both_sides_regrouped_are_one_conflict(theirs: list[Any], ours: list[Any]) -> None:
    [difference] = found({MILESTONES: theirs}, {MILESTONES: ours})
    assert (difference.kind, difference.is_conflict, difference.label) == ("table", True, "Milestones")
    assert difference.ours == "\n\n".join(f"{row['milestone']} | {row['date']}" for row in ours)
    assert rows_of(updated({MILESTONES: theirs}, {MILESTONES: ours})) == theirs


def test_a_new_row_first_fills_a_blank_one() -> None:
    blank = [{"milestone": None, "date": ""}, None]
    base = changed({MILESTONES: []})
    assert rows_of(updated({MILESTONES: [*ROWS, NEW]}, {MILESTONES: blank}, base)) == [
        ROWS[0],
        ROWS[1],
        ROWS[2],
        NEW,
        None,
    ]


def test_rows_come_where_there_was_no_table() -> None:
    base = changed({MILESTONES: None})
    assert rows_of(updated({MILESTONES: ROWS}, {MILESTONES: None}, base)) == ROWS


def test_far_too_many_rows_stand_for_each_other_in_their_order() -> None:
    old = [Row(number, (f"old row {number}",)) for number in range(60)]
    new = [Row(number, (f"new row {number}",)) for number in range(59)]
    assert [NO_ROW in pair for pair in aligned(old, new)] == [True] * 119
    assert aligned(old, [*new, new[0]])[:1] == [(old[0], new[0])]


def test_what_is_not_printed_is_not_compared(k2: Form) -> None:
    theirs = changed({"issuer": {"legal_name": "Other"}, "part_d.attachment_j": {"questions_4_4_3_answered": True}})
    assert compared(source(PLAN), k2, PLAN, theirs) == []
    shown = changed({"part_c.goal_1": "x"})
    assert compared(source(PLAN), k2, PLAN, shown, frozenset({"part_c.goal_1"})) == []


@pytest.mark.parametrize("text", ["a: [", "a: b\na: c\n", "a: &x b\nc: *x\n", "- a\n"])
def test_a_damaged_plan_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"^plan.yaml: it can't be read in full, so nothing was changed"):
        refuse_damaged(read_text(text, "plan.yaml"))


def test_a_plan_that_only_draws_warnings_is_not_refused() -> None:
    refuse_damaged(read_text("a:\n  b: c # d\n  e: f\u00adg\n", "plan.yaml"))


CELLS = st.sampled_from(["Train the nurses", "Train nurses", "Report it", "x", ""])
TABLES = st.lists(st.fixed_dictionaries({"milestone": CELLS, "date": st.sampled_from(["1", "2", ""])}), max_size=4)


@given(TABLES, TABLES, TABLES | st.none())
def test_any_table_becomes_words_once_all_is_taken(ours: list[Any], theirs: list[Any], base: list[Any] | None) -> None:
    before = None if base is None else changed({MILESTONES: base})
    plan, form = source(changed({MILESTONES: ours})), load_form("k2", 2024)
    differences = compared(plan, form, before, changed({MILESTONES: theirs}))
    after = read_bytes(edited(plan, plan_changes(plan, form, differences)), "new")
    if base in (None, ours) or any(difference.kind == "table" for difference in differences):
        assert shown(rows_of(after.data)) == shown(theirs)
        assert compared(after, form, before, changed({MILESTONES: theirs})) == []


def shown(rows: Any) -> list[Any]:
    return [tuple(row.get(name) or "" for name in ("milestone", "date")) for row in rows or () if any(row.values())]
