"""A plan's values changed in its own text, with every other byte as it was."""

import json
from pathlib import Path
from typing import Any

import pytest

from qis_tool import yaml_edit
from qis_tool.differences import changes
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.source import Source, read_bytes, read_file, read_text
from qis_tool.yaml_edit import edited

LONG = "A text of more than sixty characters, which is to stand on a line of its own below its name."
PLAN = """\
# A plan
part_c:
  description: |  # of it
    one

    two words here


  goal_1:
  goal_2: # still open
  folded: >-
    x y
    z
# a remark at the margin
  plain: plain and
    multi
  double: "some \\
    \\u00e9\\n \\"words\\"
    here"  # quoted
  single: ! 'it''s
    written'
  number: 5
  empty: |
part_d:
  boxes:
    - one  # first
    # between
    - two
  flow: [one, two,
    three]
  group: {a: 1, b: }
  nothing: {}
  rows:
    - # of - rows
      milestone: x
      date: y  # why
    -
    - date: |+
       z

# the end
"""


def read(text: str) -> Source:
    return read_bytes(text.encode(), "plan.yaml")


def after(path: str, value: Any, text: str = PLAN) -> str:
    """The text of a plan with another value at a dotted path."""
    return edited(read(text), {steps(path): value}).decode()


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def lines_changed(old: str, new: str) -> str:
    """The lines taken out and put in, each with its sign."""
    before, now = old.splitlines(), new.splitlines()
    shown = []
    for start, end, new_start, new_end in changes(before, now):
        shown += [f"-{line}" for line in before[start:end]] + [f"+{line}" for line in now[new_start:new_end]]
    return "\n".join(shown)


def difference(path: str, value: Any, text: str = PLAN) -> str:
    return lines_changed(text, after(path, value, text))


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("part_c.description", "one\n\ntwo words there", "-    two words here\n+    two words there"),
        ("part_c.description", "one\n\nnew\n\ntwo words here", "+    new\n+"),
        ("part_c.description", "two words here", "-    one\n-"),
        ("part_c.folded", "x y or z", "-    z\n+    or z"),
        ("part_c.folded", "x q z", "-    x y\n+    x q"),
        ("part_c.folded", "x y z\n\nmore", "+\n+\n+    more"),
        ("part_c.plain", "plain and simple multi", "-    multi\n+    simple multi"),
        ("part_c.plain", "plain or multi", "-  plain: plain and\n+  plain: plain or"),
        ("part_c.plain", "plain and\nmulti", "+"),
        ("part_c.double", 'some é\n "words" there', '-    here"  # quoted\n+    there"  # quoted'),
        ("part_c.double", 'some é\n "new" here', '-    \\u00e9\\n \\"words\\"\n+    \\u00e9\\n \\"new\\"'),
        ("part_c.single", "it's not written", "-    written'\n+    not written'"),
        ("part_c.single", "it's 'written'", "-    written'\n+    ''written'''"),
        ("part_c.number", "6", '-  number: 5\n+  number: "6"'),
        ("part_d.rows.0.date", "z", "-      date: y  # why\n+      date: z  # why"),
    ],
)
def test_a_changed_word_changes_its_own_line(path: str, value: str, expected: str) -> None:
    assert difference(path, value) == expected


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("part_c.goal_1", "A word", "-  goal_1:\n+  goal_1: A word"),
        ("part_c.goal_1", LONG, f"-  goal_1:\n+  goal_1: |\n+    {LONG}"),
        ("part_c.goal_1", "a: b", '-  goal_1:\n+  goal_1: "a: b"'),
        ("part_c.goal_1", "next\x85line", '-  goal_1:\n+  goal_1: "next\\u0085line"'),
        ("part_c.goal_2", "A word", '-  goal_2: # still open\n+  goal_2: "A word" # still open'),
        ("part_c.goal_2", LONG, f"-  goal_2: # still open\n+  goal_2: | # still open\n+    {LONG}"),
        ("part_c.empty", "A word", "-  empty: |\n+  empty: A word"),
        ("part_c.empty", LONG, f"+    {LONG}"),
        ("part_c.goal_3", "A word", "+  goal_3: A word"),
        ("part_c.on", "A word", '+  "on": A word'),
        ("part_e", LONG, f"+part_e: |\n+  {LONG}"),
        ("part_e.group.a", "A word", "+part_e:\n+  group:\n+    a: A word"),
        ("part_c.goal_1.a.b", "A word", "+    a:\n+      b: A word"),
        ("part_d.rows.1.date", "soon", "+      date: soon"),
        ("part_d.rows.0.by", "us", "+      by: us"),
        ("part_d.group.b", "x, y", '-  group: {a: 1, b: }\n+  group: {a: 1, b: "x, y"}'),
        ("part_d.group.c", "x", '-  group: {a: 1, b: }\n+  group: {a: 1, b: , c: "x"}'),
        ("part_c.goal_1", ["a", "b"], "-  goal_1:\n+  goal_1: [a, b]"),
    ],
)
def test_a_blank_is_filled_and_what_is_missing_put_last(path: str, value: Any, expected: str) -> None:
    assert difference(path, value) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "part_c.description",
            "-  description: |  # of it\n-    one\n-\n-    two words here\n+  description:  # of it",
        ),
        ("part_c.folded", "-  folded: >-\n-    x y\n-    z\n+  folded:"),
        ("part_c.plain", "-  plain: plain and\n-    multi\n+  plain:"),
        ("part_c.empty", "-  empty: |\n+  empty:"),
        ("part_d.boxes", "-    - one  # first\n+    # first\n-    - two"),
        ("part_d.flow", "-  flow: [one, two,\n-    three]\n+  flow:"),
        ("part_d.group.a", "-  group: {a: 1, b: }\n+  group: {a: null, b: }"),
        ("part_d.rows.0.date", "-      date: y  # why\n+      date:  # why"),
        ("part_c.goal_1", ""),
        ("part_e.group", ""),
    ],
)
def test_an_answer_that_was_emptied_leaves_its_key_and_the_comments(path: str, expected: str) -> None:
    assert difference(path, None) == expected


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


@pytest.mark.parametrize(
    ("text", "path", "value", "expected"),
    [
        ("a: |\n  b", "a", "c", "a: |\n  c"),
        ("a: b", "c", "d", "a: b\nc: d"),
        ("a:\n- b\n- c", "a", [0], "a:\n- b\n"),
        ("a: |+\n  b\n\nc: d\n", "e.f", "g", "a: |+\n  b\n\nc: d\ne:\n  f: g\n"),
        ("x:\n  a: |+\n    b\n\n", "x.e", "g", "x:\n  a: |+\n    b\n\n  e: g\n"),
        ("a: |\n    b\n", "a", " lead\nb", "a: |4\n     lead\n    b\n"),
        ("a: |2\n    b\n", "a", "  b\nc", "a: |2\n    b\n  c\n"),
        ("a: >\n  b\n", "a", "  b", 'a: "  b"\n'),
        ("a: &x b c\n", "a", "b d", "a: &x b d\n"),
        ("a: b\n", "a", "b # c", 'a: "b # c"\n'),
        ("a: 'b'\n", "a", "b\n\nc", "a: |\n  b\n\n  c\n"),
        ("a: >\n  b\n\n  c\n", "a", "b c", "a: >\n  b c\n"),
        ("? a\n: b\n", "a", None, "? a\n:\n"),
        ("a: # note\n  b\n", "a", None, "a: # note\n"),
        ("a:\n  # below\n  # it\nb: c\n", "a", LONG, f'a: "{LONG}"\n  # below\n  # it\nb: c\n'),
        ("a: [b, [c]]\n", "a", [0], "a: [b]\n"),
        ("a:\n  -\n    b: c\n  -\n    b: d\n", "a", [1], "a:\n  -\n    b: d\n"),
        ('"a": "b\\x63\\U00000064\\u0065"\n', "a", "bcdf", '"a": "b\\x63\\U00000064f"\n'),
        ('a: "b\n\n  c"\n', "a", "b\nd", 'a: "b\n\n  d"\n'),
        ('a: "b\\\n\n  c"\n', "a", "d", "a: d\n"),
        ('a: "b\\\n\n  c d"\n', "a", "x d", "a: x d\n"),
        ("a: b  \n  c\n", "a", "b\nc", "a: b\n\n  c\n"),
    ],
)
def test_every_way_of_writing_is_kept_as_far_as_it_holds(text: str, path: str, value: Any, expected: str) -> None:
    assert after(path, value, text) == expected


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_marks_stay_as_they_are(ends: str) -> None:
    text = "\ufeff" + PLAN.replace("\n", ends)
    made = after("part_c.description", "one\n\nnew\n\ntwo words there", text)
    assert made.startswith("\ufeff# A plan")
    assert (made.count(ends), made.count("\n")) == (text.count(ends) + 2, text.count("\n") + 2 * ends.count("\n"))


def test_mixed_line_ends_stay_where_they_are() -> None:
    text = "a: |\r\n  b\n\n  c\r\nd: e\r\nf: g"
    assert after("a", "b\n\nnew\n\nc", text) == "a: |\r\n  b\n\n  new\n\n  c\r\nd: e\r\nf: g"
    assert after("d", "x", text) == text.replace("e", "x")
    assert after("h", "i", text) == f"{text}\r\nh: i"
    assert after("a", "b", "a: |") == "a: b"
    assert after("a", LONG, "a: |") == f"a: |\n  {LONG}"


def test_nothing_to_change_gives_the_same_bytes(good: Path) -> None:
    source = read_file(str(good))
    assert edited(source, {}) == source.content


def test_where_no_single_entry_can_be_put_in_the_list_is_written_anew_with_its_comments() -> None:
    text = "? a\n: - b  # why\n  - c\n"
    assert after("a", ["x", 0, 1], text) == "? a\n: [x, b, c]\n    # why\n"
    assert after("a", [1], text) == "? a\n: [c]\n    # why\n"


def test_a_text_where_a_group_belongs_is_told() -> None:
    with pytest.raises(UserError, match=r"^part_c.number.a: something else stands in the plan where"):
        after("part_c.number.a", "x")
    with pytest.raises(UserError, match=r"part_c.number\[\].a"):
        edited(read(PLAN), {("part_c", "number", 0, "a"): "x"})


def test_a_plan_that_can_not_be_read_is_refused() -> None:
    with pytest.raises(UserError, match=r"^plan.yaml: it can't be read in full, so nothing was changed"):
        after("a", "b", "- a: b\n")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("part_c.goal_1", LONG),
        ("part_c.plain", "x"),
        ("part_c.double", "x"),
        ("part_c.goal_1", None),
        ("part_c.goal_3", "x"),
        ("part_d.flow", [0, 1]),
        ("part_d.flow", [1, 2]),
        ("part_d.flow", [0, 1, 2, "x"]),
        ("part_d.rows", [NEW, 0, 1, 2]),
        ("part_d.rows", [0, 1, 2, NEW]),
        ("part_d.rows", [1, 2]),
        ("part_d.group.b", "x\n\ny"),
        ("part_d.group.c", "x"),
        ("part_d.nothing.c", "x"),
        ("a.b", "x"),
    ],
)
def test_what_can_not_be_proved_is_not_written(path: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read(PLAN.replace("goal_1:", "goal_1: x") if value is None else PLAN)
    monkeypatch.setattr(yaml_edit, "read_text", lambda *_: read("a: other"))
    with pytest.raises(NotAsWritten, match=path.rpartition(".")[2]):
        edited(source, {steps(path): value})


def test_the_bytes_themselves_are_proved_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_edit, "read_bytes", lambda *_: read_text("a: other", "plan.yaml"))
    source = read_text(PLAN, "plan.yaml")
    with pytest.raises(NotAsWritten, match="goal_1"):
        edited(source, {("part_c", "goal_1"): "x"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("part_c.goal_3", "next\x85line"),
        ("part_d.boxes", [0, 1, "next\x85line"]),
        ("part_d.rows", [0, 1, 2, {"milestone": "next\x85line"}]),
        ("part_d.rows.1.date", "next\x85line"),
        ("part_d.group.c", "next\x85line"),
        ("part_e", [{"milestone": "next\x85line"}]),
    ],
)
def test_what_yaml_forbids_is_spelled_out_anywhere(path: str, value: Any) -> None:
    assert "next\\u0085line" in after(path, value)
