"""Every way a YAML file has tripped a reader: what becomes of it, and at which place it is told."""

from typing import Any

import pytest

from qis_tool import yaml_values
from qis_tool.source import Source, read_bytes
from qis_tool.yaml_values import MAX_DEPTH

BOMB = b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9)) for n in range(1, 9))


def told(source: Source) -> list[tuple[str, int, int]]:
    """Rule, line and column of each reading problem."""
    return [(p.rule, p.position.line, p.position.column) for p in source.problems if p.position]


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        # Structure
        (b"", "not-a-plan", 1, 1),
        (b"# a comment\n", "not-a-plan", 1, 1),
        (b"Our plan is to engage hospitals.", "not-a-plan", 1, 1),
        (b"- a\n- b", "not-a-plan", 1, 1),
        (b"a: b: c", "yaml-syntax", 1, 5),
        (b"a:\n\tb: 1", "yaml-syntax", 2, 1),
        (b"a: 'open", "yaml-syntax", 1, 4),
        (b"a: [1, 2", "yaml-syntax", 1, 4),
        (b"a: |\n  x\n y\n", "yaml-syntax", 3, 2),
        (b"a: 1\n---\nb: 2", "several-documents", 2, 1),
        # Depth and size
        (b"[" * 100_000, "too-deep", 1, MAX_DEPTH + 1),
        (b"- " * 100_000, "too-deep", 1, 2 * MAX_DEPTH + 1),
        (b"a: " + b"{b: " * 100_000, "too-deep", 1, 4 * MAX_DEPTH),
        # Aliases and merge keys
        (b"a: &x 1\nb: *x", "alias", 2, 4),
        (b"a: &x [*x]", "alias", 1, 8),
        (b"a: *nowhere", "alias", 1, 4),
        (b"a: 1\n*x : 2", "alias", 2, 1),
        (b"a:\n  <<: {b: 1}", "alias", 2, 3),
        # Tags
        (b"a: !!int x", "tag", 1, 4),
        (b"a: !!bool maybe", "tag", 1, 4),
        (b"a: !!python/object/apply:os.system [ls]", "tag", 1, 4),
        (b"a: !!set {b, c}", "tag", 1, 4),
        (b"!!map {a: 1}", "tag", 1, 1),
        (b"!own a: 1", "tag", 1, 1),
        # Keys
        (b"a: 1\nb: 2\na: 3", "duplicate-key", 3, 1),
        (b"a: {b: 1,\n b: 2}", "duplicate-key", 2, 2),
        (b"'a': 1\na: 2", "duplicate-key", 2, 1),
        (b"? ? ", "key-not-text", 1, 3),
        (b"? [a, b]\n: 1", "key-not-text", 1, 3),
        (b"? {a: {b: [1]}}\n: {d: 2}", "key-not-text", 1, 3),
        (b"1: a", "key-not-text", 1, 1),
        (b"true: a", "key-not-text", 1, 1),
        (b"~: a", "key-not-text", 1, 1),
        # Encodings
        (b"\xff\xfef\x00:\x00", "not-utf-8", 1, 1),
        (b"\xfe\xff\x00f\x00:", "not-utf-8", 1, 1),
        (b"a: 1\nb: \x93caf\xe9\x94", "not-utf-8", 2, 1),
        (b"a: \xed\xa0\x80", "not-utf-8", 1, 1),
        (b'a: "\\uD800"', "yaml-syntax", 1, 7),
        (b'a: "\\UFFFFFFFF"', "yaml-syntax", 1, 7),
        # Characters
        (b"a: 1\nb: x\x07y", "forbidden-character", 2, 5),
        (b"a: x\x7fy", "forbidden-character", 1, 5),
        ("a: x\ufffey".encode(), "forbidden-character", 1, 5),
        (b'a: "x\\0y"', "forbidden-character", 1, 4),
        (b'a: "x\\x1by"', "forbidden-character", 1, 4),
        (b'a: "x\\ry"', "forbidden-character", 1, 4),
        (b'a: "x\\r\\ny"', "forbidden-character", 1, 4),
        (b'a: "x\\x7fy"', "forbidden-character", 1, 4),
        ("a: infor\u00admation".encode(), "hidden-character", 1, 4),
        ("a: x\u202ey".encode(), "hidden-character", 1, 4),
        (b'a: "x\\u200By"', "hidden-character", 1, 4),
        # Notes behind answers
        (b"p:\n  a: one # two", "text-after-hash", 2, 6),
        (b"p:\n  a: one\n    two\t# three\n", "text-after-hash", 2, 6),
        (b"p: [one, two # three\n  ]", "text-after-hash", 1, 10),
        # Line ends
        (b"a: 1\r\nb: c: d", "yaml-syntax", 2, 5),
        (b"a: 1\rb: c: d", "yaml-syntax", 2, 5),
    ],
)
def test_tells_what_it_met_and_where(content: bytes, rule: str, line: int, column: int) -> None:
    assert told(read_bytes(content, "plan.yaml")) == [(rule, line, column)]


@pytest.mark.parametrize(
    "content",
    [
        b"a: one # two",
        b'a: |\r\n  one\r\n\r\n  two\rb: "one\r\n  two"\r',
        b"p:\n  a: 5 # two",
        b"p:\n  a: 'one' # two",
        b"p:\n  a: one#two",
        b"p:\n  a: |\n    one # two",
        b"p:\n  a: one\n  # two",
        b"p: # one\n  a: one",
        b"a: &x 1",
        b"a: ! x",
        b"'<<': 1",
        b"%YAML 1.1\n---\na: 1\n...\n",
        "a: \N{NO-BREAK SPACE}é🙂".encode(),
    ],
)
def test_has_nothing_to_tell_of_what_is_fine(content: bytes) -> None:
    assert told(read_bytes(content, "plan.yaml")) == []


def test_reading_stops_at_a_number_of_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "MAX_EVENTS", 10)  # of which the start, the group, its key and the list are five
    assert told(read_bytes(b"x: [1,1,1,1,1,1]", "plan.yaml")) == [("too-many-values", 1, 15)]
    assert told(read_bytes(b"x: [1]", "plan.yaml")) == []


def test_an_alias_bomb_stays_small() -> None:
    source = read_bytes(BOMB, "plan.yaml")
    assert {rule for rule, _, _ in told(source)} == {"alias"}
    assert source.data == {f"a{n}": [None] * 9 for n in range(1, 9)}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"", None),
        (b"~", None),
        (b"null", None),
        (b"true", True),
        (b"False", False),
        (b"200", 200),
        (b"-7", -7),
        (b"23.9", 23.9),
        (b"no", "no"),
        (b"Yes", "Yes"),
        (b"on", "on"),
        (b"2024-01-01", "2024-01-01"),
        (b"2024-02-30", "2024-02-30"),
        (b"12:30", "12:30"),
        (b"1_000", "1_000"),
        (b"1,000", "1,000"),
        (b"012", "012"),
        (b"0x1F", "0x1F"),
        (b"1e5", "1e5"),
        (b".5", ".5"),
        (b".inf", ".inf"),
        (b"+1", "+1"),
        (b"1234567890123456", "1234567890123456"),
        (b"'true'", "true"),
        (b'"200"', "200"),
        (b"|\n  200", "200"),
        (b">\n  one\n  two\n", "one two\n"),
        (b"'it''s'", "it's"),
        (b'"{{ 7*7 }}"', "{{ 7*7 }}"),
    ],
)
def test_a_value_is_what_yaml_1_2_says_or_text(written: bytes, value: Any) -> None:
    source = read_bytes(b"a: " + written, "plan.yaml")
    assert (source.data, told(source)) == ({"a": value}, [])
    assert type(source.value(("a",))) is type(value)


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"a: first\na: second", {"a": "first"}),
        (b"a: {b: 1}\na: {b: 2, c: 3}", {"a": {"b": 1}}),
        (b"a: &x {k: 1}\nb:\n  <<: *x\n  c: 2", {"a": {"k": 1}, "b": {"c": 2}}),
        (b"a: {*x : 1, c: 2}\nd: 3", {"a": {"c": 2}, "d": 3}),
        (b"? [a, {b: 1}]\n: {d: [2, 2]}\ne: 3", {"e": 3}),
        (b"1: {a: 1, a: 2, 3: 4}\ne: 3", {"e": 3}),
        (b"a: !!int x\nb: !own [1]", {"a": "x", "b": [1]}),
    ],
)
def test_what_is_refused_leaves_the_rest_in_its_place(content: bytes, data: dict[str, Any]) -> None:
    assert read_bytes(content, "plan.yaml").data == data


@pytest.mark.parametrize("content", [b"a: 1\nb: c: d", b"a: 1\n---\nb: 2", b"a: 1\nb: " + b"[" * 99])
def test_where_reading_breaks_off_no_answer_is_taken(content: bytes) -> None:
    assert read_bytes(content, "plan.yaml").data is None


def test_a_depth_at_the_limit_is_read() -> None:
    content = b"a: " + b"[" * (MAX_DEPTH - 1) + b"]" * (MAX_DEPTH - 1)
    assert told(read_bytes(content, "plan.yaml")) == []


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (b"a: 1\n\nb: 2\na: 3", {"key": "a", "first_line": 1}),
        (b"a: *x", {"name": "*x"}),
        (b"p:\n  a: one # two  three", {"rest": "# two  three"}),
        (b"*x : 1", {"name": "*x"}),
        (b"<<: 1", {"name": "<<"}),
        (b"a: !!int x", {"tag": "!!int"}),
        (b"a: !own x", {"tag": "!own"}),
        (b'a: "\\r"', {"characters": "U+000D"}),
        (b'a: "\\0 \\x07 \\0"', {"characters": "U+0000, U+0007"}),
        ("a: \u200b\u00ad\u200b".encode(), {"characters": "U+00AD, U+200B"}),
        (b"ok: 1\na: caf\xe9", {"byte": 12}),
        (b"\xff\xfea", {"suggestion": "UTF-16"}),
    ],
)
def test_the_facts_of_a_problem(content: bytes, facts: dict[str, Any]) -> None:
    (problem,) = read_bytes(content, "plan.yaml").problems
    assert facts.items() <= problem.facts.items()


@pytest.mark.parametrize(
    ("content", "data"),
    [
        (b"a: 1\nb: {c: 2}\nd: 3\ne: : :", {"a": 1, "b": {"c": 2}}),
        (b"d: {a: 1, b: 2}\na: 1\nb: 2\ne: 3", {"d": {"a": 1, "b": 2}, "a": 1, "b": 2}),
        (b"a: 1\nd: 3", {"a": 1, "d": 3}),
    ],
    ids=["no further than asked", "top-level only", "all, where one is missing"],
)
def test_reads_only_the_fields_asked_for(content: bytes, data: dict[str, Any]) -> None:
    source = read_bytes(content, "plan.yaml", frozenset({"a", "b"}))
    assert (source.data, source.problems) == (data, ())
