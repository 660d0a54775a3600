"""Any plan, in any way YAML can write it, with any answer changed."""

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

from qis_tool.source import Source, read_bytes, read_file
from qis_tool.yaml_edit import edited

LONG = "A text of more than sixty characters, which is to stand on a line of its own below its name."


def read(text: str) -> Source:
    return read_bytes(text.encode(), "plan.yaml")


def words(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text of a plan with its path."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in parts:
        yield from words(part, (*path, key))
    if isinstance(data, str):
        yield path, data


@pytest.mark.usefixtures("untraced")
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
@settings(max_examples=120)
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
