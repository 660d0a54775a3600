"""The rows of a table that Word changed, and the plan perhaps too."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.form import load_form
from qis_tool.source import read_bytes
from qis_tool.updating import compared, plan_changes
from qis_tool.updating.rows import NO_ROW, Row, aligned
from qis_tool.updating.tables import regrouped
from qis_tool.yaml_edit import edited
from tests.plan_versions import MILESTONES, NEW, PLAN, ROWS, changed, found, rows_of, source, updated


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


def test_a_row_put_in_where_the_plan_has_a_blank_one_fills_that() -> None:
    path = ("part_d", "timeline", "milestones")
    assert regrouped([{}], path, [], [(0, {"milestone": "one"})]) == {(*path, 0, "milestone"): "one"}
