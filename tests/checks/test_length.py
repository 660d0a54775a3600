"""An answer's length and line ends."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.source import Source
from qis_tool.validate import validate

Found = Callable[[Mapping[str, Any]], list[tuple[str, str]]]

RATIONALE = "part_d.rationale"
OTHER = "part_b.data_sources.other_description"
MILESTONE = "part_d.timeline.milestones.1.milestone"
LINE = "All of our enrollees in the three counties were asked by mail and"  # 65 characters
SENTENCE = "All of our enrollees in the three counties were asked by mail."


@pytest.mark.parametrize(
    ("field", "words", "expected"),
    [
        (RATIONALE, 196, []),
        (RATIONALE, 197, ["near-limit"]),
        (RATIONALE, 200, ["near-limit"]),
        (RATIONALE, 201, ["too-many-words"]),
        (OTHER, 97, []),
        (OTHER, 98, ["near-limit"]),
        (OTHER, 100, ["near-limit"]),
        (OTHER, 101, ["too-many-words"]),
        (MILESTONE, 48, []),
        (MILESTONE, 49, ["near-limit"]),
        (MILESTONE, 50, ["near-limit"]),
        (MILESTONE, 51, ["too-many-words"]),
    ],
)
def test_a_limit_is_inclusive_and_near_it_is_noted(found: Found, field: str, words: int, expected: list[str]) -> None:
    boxes = {"part_b.data_sources.checked": ["registries", "other"], OTHER: "Minutes of meetings."}
    assert found(boxes | {field: "word " * words}) == [(name, field) for name in expected]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("word", "near-limit"),
        ("word \N{EN DASH}", "undecided-count"),
        ("yes--no", "too-many-words"),
        ("a\N{FIGURE DASH}b", "undecided-count"),
        ("中", "undecided-count"),
        ("word\N{EN DASH}word", "too-many-words"),
    ],
)
def test_what_counters_disagree_on_warns_only_where_it_decides(found: Found, more: str, expected: str) -> None:
    assert found({RATIONALE: "word " * 199 + more}) == [(expected, RATIONALE)]
    assert found({RATIONALE: "word " * 50 + more}) == []


@pytest.mark.parametrize(
    ("text", "wrapped"),
    [
        (f"{LINE}\n{LINE}\nemail", True),
        (f"{LINE}\n{LINE}\n{LINE}\n{SENTENCE}\n", True),
        (f"{SENTENCE}\n\n{LINE}\n{LINE}\nemail", True),
        (f"{LINE}\n{SENTENCE}", False),
        (f"{LINE}\n\n{LINE}\n\n{SENTENCE}", False),
        (f"{SENTENCE}\n{SENTENCE}\n{SENTENCE}", False),
        (f"{LINE}\n- {LINE}\n- {LINE}\n- {LINE}", False),
        ("Phone\nemail\nmail\nletters", False),
        (f"{' ' * 70}\n{' ' * 70}\n{' ' * 70}\nmail", False),
    ],
)
def test_lines_broken_inside_a_sentence_are_noted_once(found: Found, text: str, wrapped: bool) -> None:  # noqa: FBT001
    assert found({RATIONALE: text}) == ([("hard-wrapped", RATIONALE)] if wrapped else [])


def test_two_wrapped_paragraphs_are_one_note(found: Found) -> None:
    paragraph = f"{LINE}\n{LINE}\nemail"
    assert found({RATIONALE: f"{paragraph}\n\n{paragraph}"}) == [("hard-wrapped", RATIONALE)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one\n- two", []),
        ("One.\n  - two", ["typed-list"]),
        ("\N{BULLET} one\n\N{BULLET} two", ["typed-list"]),
        ("One.\n* two", ["typed-list"]),
        ("\N{EN DASH} one", ["typed-list"]),
        ("(1) one\n(2) two", ["typed-list"]),
        ("1. one", ["typed-list"]),
        ("- one - two - three", ["typed-list"]),
        ("In 2023. Two", []),
        ("One 1. two", []),
        ("2023. One", []),
        ("# ask the director\nOne.", ["note-in-answer"]),
        ("One.\n  ## two", ["note-in-answer"]),
        ("One # two", []),
        ("#1 of five", []),
    ],
)
def test_a_line_that_will_not_print_as_it_looks_is_told(found: Found, text: str, expected: list[str]) -> None:
    assert found({RATIONALE: text}) == [(name, RATIONALE) for name in expected]


def test_the_line_told_is_the_first_of_its_kind(changed: Callable[[Mapping[str, Any]], Source]) -> None:
    (finding,) = validate(changed({RATIONALE: "One.\n\n  * two\n  * three"})).findings
    assert finding.message.endswith('its own: "* two".')
