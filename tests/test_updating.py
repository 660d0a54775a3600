"""What a Word document that came back changes in its plan."""

from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.form import Form
from qis_tool.source import read_text
from qis_tool.updating import Difference, compared, refuse_damaged
from tests.plan_versions import MILESTONES, NEW, PLAN, ROWS, changed, found, rows_of, source, updated


def told(differences: list[Difference]) -> list[tuple[str, str, str, str | None, str, str, bool]]:
    return [(d.kind, d.label, d.choice, d.was, d.ours, d.theirs, d.is_conflict) for d in differences]


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
