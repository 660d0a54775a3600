"""A plan in three versions: as it is, as its document was rendered, and as Word has it."""

import json
from copy import deepcopy
from typing import Any

from qis_tool.form import load_form
from qis_tool.source import Source, read_bytes
from qis_tool.updating import Difference, compared, plan_changes
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
