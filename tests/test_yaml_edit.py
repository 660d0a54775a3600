"""A plan's values changed in its own text, with every other byte as it was."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qis_tool import yaml_edit
from qis_tool.differences import changes
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.source import Source, read_bytes, read_file
from qis_tool.yaml_edit import edited

LONG = "A text of more than sixty characters, which is to stand on a line of its own below its name."
PLAN = """\
# A plan
part_c:
  description: |  # of the strategy
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
            "-  description: |  # of the strategy\n-    one\n-\n-    two words here\n"
            "+  description:  # of the strategy",
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


def words(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text of a plan with its path."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from words(part, (*path, key))
    if isinstance(data, str):
        yield path, data


def test_one_word_changed_in_a_sample_is_one_word_in_the_file(good: Path) -> None:
    source = read_file(str(good))
    for path, text in words(source.data):
        for word in (text.split()[0], text.split()[-1]):
            made = edited(source, {path: re.sub(rf"(?<!\S){re.escape(word)}(?!\S)", "another", text)})
            codes = SequenceMatcher(None, source.content.split(), made.split(), autojunk=False).get_opcodes()
            told = [(source.content.split()[a:b], made.split()[c:d]) for kind, a, b, c, d in codes if kind != "equal"]
            assert told, path
            for old, new in told:
                assert [part.strip(b'[]",') for part in old] == [word.strip('[]",').encode()] * len(old)
                assert [part.strip(b'[]",') for part in new] == [b"another"] * len(old)


def test_where_no_single_entry_can_be_put_in_the_list_is_written_anew_with_its_comments() -> None:
    text = "? a\n: - b  # why\n  - c\n"
    assert after("a", ["x", 0, 1], text) == "? a\n: [x, b, c]\n    # why\n"
    assert after("a", [1], text) == "? a\n: [c]\n    # why\n"


def test_a_text_where_a_group_belongs_is_told() -> None:
    with pytest.raises(UserError, match=r"^part_c.number.a: something else stands in the plan where"):
        after("part_c.number.a", "x")
    with pytest.raises(UserError, match=r"part_c.number\[\].a"):
        edited(read(PLAN), {("part_c", "number", 0, "a"): "x"})


def texts_and_blanks(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of everything in a plan that is no group and no list."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from texts_and_blanks(part, (*path, key))
    if not isinstance(data, dict | list):
        yield path


TEXTS = st.text("abc é#:-'\"\\%{}[],&*!|>\n\t", max_size=40) | st.sampled_from([LONG, f"{LONG}\n\n- a\n- b\n"])
GROUPS = st.dictionaries(st.sampled_from("abcdef"), TEXTS | st.none(), min_size=1, max_size=4)
PLANS = st.dictionaries(st.sampled_from("ghi"), GROUPS | st.lists(GROUPS, min_size=1, max_size=3) | TEXTS, min_size=1)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from(["", "'", '"', "|", ">"]),
        "default_flow_style": st.sampled_from([False, True, None]),
        "width": st.integers(10, 80),
        "indent": st.integers(2, 6),
        "allow_unicode": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n", "\r"]),
    }
)


def unended(value: Any) -> Any:
    """Values without line ends behind their texts."""
    if isinstance(value, dict):
        return {key: unended(part) for key, part in value.items()}
    if isinstance(value, list):
        return [unended(part) for part in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def with_value(data: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A plan with another value at a path."""
    made = deepcopy(data)
    *above, last = path
    node = made
    for part in above:
        node = node[part]
    node[last] = value
    return made


@pytest.mark.usefixtures("untraced")
@settings(max_examples=400)
@given(PLANS, STYLES, st.data())
def test_any_answer_in_any_style_becomes_any_other(plan: Any, style: dict[str, Any], draw: st.DataObject) -> None:
    source = read(yaml.safe_dump(plan, **style))
    assume(source.data == plan and not source.problems)
    path = draw.draw(st.sampled_from(list(texts_and_blanks(plan))))
    value = draw.draw(TEXTS.filter(str.strip) | st.none())
    assume((value is None) <= (path[-1] != 0))
    made = edited(source, {path: value})
    found = read_bytes(made, "new")
    assert unended(found.data) == unended(with_value(plan, path, value))
    assert {problem.rule for problem in found.problems} == set()
    place = source.places[path]
    first, last = source.position(place.key).line - 1, source.position(place.end).line
    before, after_it = source.content.splitlines(keepends=True)[:first], source.content.splitlines(keepends=True)[last:]
    now = made.splitlines(keepends=True)
    assert now[: len(before)] == before
    assert now[len(now) - len(after_it) :] == after_it


@pytest.mark.usefixtures("untraced")
@given(PLANS, STYLES)
def test_identity_in_any_style(plan: Any, style: dict[str, Any]) -> None:
    source = read(yaml.safe_dump(plan, **style))
    assume(source.data == plan and not source.problems)
    assert edited(source, {}) == source.content
    same = {path: source.value(path) for path in texts_and_blanks(plan)}
    assert edited(source, {path: text for path, text in same.items() if text and text.strip()}) == source.content


ROWS = st.lists(
    st.fixed_dictionaries({"m": TEXTS.filter(str.strip), "d": st.sampled_from("xyz")}), min_size=1, max_size=4
)


@pytest.mark.usefixtures("untraced")
@given(ROWS, ROWS, STYLES, st.data())
def test_rows_are_put_in_and_taken_out_in_any_style(
    rows: list[dict[str, str]], others: list[dict[str, str]], style: dict[str, Any], draw: st.DataObject
) -> None:
    plan = {"a": {"rows": rows, "z": "end"}}
    source = read(yaml.safe_dump(plan, **style, sort_keys=False))
    assume(source.data == plan and not source.problems)
    kept = sorted(draw.draw(st.sets(st.sampled_from(range(len(rows))))))
    marks: list[Any] = list(kept)
    for other in others:
        marks.insert(draw.draw(st.integers(0, len(marks))), other)
    found = read_bytes(edited(source, {("a", "rows"): marks}), "new")
    wanted = [rows[mark] if isinstance(mark, int) else mark for mark in marks]
    assert unended(found.data) == unended({"a": {"rows": wanted, "z": "end"}})


def test_a_plan_that_can_not_be_read_is_refused() -> None:
    with pytest.raises(UserError, match=r"^plan.yaml: it can't be read in full, so nothing was changed"):
        after("a", "b", "- a: b\n")


def test_what_can_not_be_proved_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched, pytest.raises(NotAsWritten, match="goal_1"):
        patched.setattr(yaml_edit, "read_bytes", lambda *_: read("a: other"))
        after("part_c.goal_1", "x")
    with monkeypatch.context() as patched, pytest.raises(NotAsWritten, match="goal_1"):
        patched.setattr(yaml_edit, "read_text", lambda *_: read("a: other"))
        after("part_c.goal_1", "x")
