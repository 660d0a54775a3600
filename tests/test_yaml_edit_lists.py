"""Entries of a list put in and taken out, and plans in JSON."""

import json
from typing import Any

import pytest

from qis_tool.source import read_bytes
from qis_tool.yaml_edit import edited
from tests.plan_text import LONG, PLAN, after, difference, read

NEW = {"milestone": LONG, "date": "2024-01-01"}
NEW_ROW = f"+    - milestone: |\n+        {LONG}\n+      date: 2024-01-01"


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("part_d.boxes", [0, "more", 1], "+    - more"),
        ("part_d.boxes", [1], "-    - one  # first\n+    # first"),
        ("part_d.boxes", ["more"], "-    - one  # first\n+    - more\n+    # first\n-    - two"),
        ("part_d.boxes", [], "-    - one  # first\n+    # first\n-    - two"),
        ("part_d.boxes", ["a: b", 0, 1], '+    - "a: b"'),
        ("part_d.flow", [0, 1, 2, "more"], "-    three]\n+    three, more]"),
        ("part_d.flow", ["more", 0, 1, 2], "-  flow: [one, two,\n+  flow: [more, one, two,"),
        ("part_d.flow", [0, 2], "-  flow: [one, two,\n+  flow: [one,"),
        ("part_d.flow", [1, 2], "-  flow: [one, two,\n+  flow: [two,"),
        ("part_d.flow", [0, 1], "-  flow: [one, two,\n-    three]\n+  flow: [one, two]"),
        ("part_d.rows", [0, NEW, 1, 2], NEW_ROW),
        ("part_d.rows", [NEW, 0, 1, 2], NEW_ROW),
        ("part_d.rows", [0, 1, 2, NEW], NEW_ROW),
        ("part_d.rows", [0, 2], "-    -"),
        ("part_d.rows", [0, 1], "-    - date: |+\n-       z"),
        (
            "part_d.rows",
            [1, 2],
            "-    - # of - rows\n-      milestone: x\n-      date: y  # why\n+    # of - rows\n+    # why",
        ),
    ],
)
def test_entries_of_a_list_are_put_in_and_taken_out(path: str, value: list[Any], expected: str) -> None:
    assert difference(path, value) == expected


def test_a_table_is_put_where_there_is_none() -> None:
    assert difference("part_c.goal_1", [NEW, {"date": "2025-01-01"}]) == f"{NEW_ROW}\n+    - date: 2025-01-01"


def test_several_changes_are_made_at_once_and_texts_within_a_list_before_its_entries() -> None:
    made = edited(read(PLAN), {("part_d", "rows"): [2, NEW], ("part_d", "rows", 2, "date"): "q", ("part_e",): "x"})
    rows = read_bytes(made, "new").data["part_d"]["rows"]  # type: ignore[index]
    assert [row["date"].strip() for row in rows] == ["q", "2024-01-01"]


def test_where_no_single_entry_can_be_put_in_the_list_is_written_anew_with_its_comments() -> None:
    text = "? a\n: - b  # why\n  - c\n"
    assert after("a", ["x", 0, 1], text) == "? a\n: [x, b, c]\n    # why\n"
    assert after("a", [1], text) == "? a\n: [c]\n    # why\n"


def test_a_list_with_very_many_changes_is_written_anew() -> None:
    rows = [{"milestone": f"step {number}", "date": "2024-01-01"} for number in range(60)]
    made = after("part_d.rows", [0, *rows])
    data: Any = read(made).data
    assert [row["milestone"] for row in data["part_d"]["rows"]] == ["x", *(row["milestone"] for row in rows)]
    assert "# of - rows" in made


JSON = """{
  "part_c": {
    "goal_1": "One \\"word\\" \\ud83d",
    "goal_2": null
  },
  "part_d": {
    "rows": [
      {"date": "a"},
      {"date": "b"}
    ],
    "none": {}
  }
}
""".replace("\\ud83d", "\\u00e9")


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            "part_c.goal_1",
            'One "letter" é',
            '-    "goal_1": "One \\"word\\" \\u00e9",\n+    "goal_1": "One \\"letter\\" \\u00e9",',
        ),
        ("part_c.goal_2", "a\nb", '-    "goal_2": null\n+    "goal_2": "a\\nb"'),
        ("part_c.goal_3", "a", '-    "goal_2": null\n+    "goal_2": null,\n+    "goal_3": "a"'),
        ("part_d.none.a", "b", '-    "none": {}\n+    "none": {"a": "b"}'),
        ("part_e", "b", '-  }\n+  },\n+  "part_e": "b"'),
        ("part_d.rows", [1], '-      {"date": "a"},'),
        ("part_d.rows", [0], '-      {"date": "a"},\n-      {"date": "b"}\n+      {"date": "a"}'),
        ("part_d.rows", [0, {"date": "c"}, 1], '+      {"date": "c"},'),
        ("part_d.rows", [{"date": "c"}, 0, 1], '+      {"date": "c"},'),
    ],
)
def test_a_plan_in_json_stays_json(path: str, value: Any, expected: str) -> None:
    assert difference(path, value, JSON) == expected
    json.loads(after(path, value, JSON))


def test_an_empty_plan_in_json_is_filled() -> None:
    assert after("part_c.goal_1", "a", "# a plan\n---\n{}\n") == '# a plan\n---\n{"part_c": {"goal_1": "a"}}\n'
