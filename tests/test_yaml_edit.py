"""A plan's values changed in its own text, with every other byte as it was."""

from pathlib import Path
from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.source import read_file
from qis_tool.yaml_edit import edited
from tests.plan_text import LONG, PLAN, after, difference, read


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


def test_a_text_where_a_group_belongs_is_told() -> None:
    with pytest.raises(UserError, match=r"^plan.yaml: part_c.number.a: something else stands where"):
        after("part_c.number.a", "x")
    with pytest.raises(UserError, match=r"part_c.number\[\].a"):
        edited(read(PLAN), {("part_c", "number", 0, "a"): "x"})


def test_a_plan_that_can_not_be_read_is_refused() -> None:
    with pytest.raises(UserError, match=r"^plan.yaml: it can't be read in full, so nothing was changed"):
        after("a", "b", "- a: b\n")


VALUES = (None, "x", LONG, "one\n\ntwo", " x # y: z", [{"milestone": LONG, "date": "x"}], ["a", "b"])


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_every_comment_survives_whatever_is_changed(value: Any) -> None:
    source = read(PLAN)
    comments = ("# A plan", "# of it", "# still", "# a remark", "# quoted", "# first", "# between", "# of - rows")
    for path in source.places:
        made = edited(source, {path: value}).decode()
        assert [comment for comment in (*comments, "# why", "# the end") if comment not in made] == [], path
