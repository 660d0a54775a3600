"""Searching answers for phrases."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.checks.phrases import holds, matches_in, plain_parts

# What rules write phrases with; each unit is a pattern of its own.
UNITS = [
    *"abc .-",
    r"\.",
    r"\b",
    r"\w",
    r"\s?",
    "a?",
    "ab*",
    "c+",
    "a{2}",
    "b{0,2}?",
    "[ab]",
    "[^.]{0,3}",
    "(a|bc)",
    "(?:b)?",
]
PHRASES = st.lists(st.sampled_from([*UNITS, "|"]), min_size=1, max_size=6).map("".join)


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("hospitals?", ("hospital",)),
        (r"engag\w+", ("engag",)),
        (r"tbd\b|to be", ()),
        (r"pay[- ]for", ("pay", "for")),
        (r"in(ner)? part", ("in", " part")),
        (r"23\.9\s?%", ("23.9", "%")),
        (r"xxx+\b", ("xxx",)),
        (r"ab{2}c", ("a", "c")),
        (r"remov\w*[^.]{0,80}\bhospital", ("remov", "hospital")),
        (r"\[(add|name)\b[^\]]*\]", ("[", "]")),
        ("a.c^$", ("a", "c")),
        *(
            (re.escape(name), (name,))
            for name in ("a\0b", "a\nb", "a\rb", "a\vb", "\\", "(", "a\\", "a b\n", "[a]{2}|")
        ),
    ],
)
def test_the_plain_parts_of_a_phrase(phrase: str, parts: tuple[str, ...]) -> None:
    assert plain_parts(phrase) == parts


@given(PHRASES, st.text("abc .-", max_size=12))
def test_every_match_holds_the_plain_parts(phrase: str, text: str) -> None:
    for match in re.finditer(phrase, text):
        assert all(part in match[0] for part in plain_parts(phrase))


@given(st.lists(PHRASES, min_size=1, max_size=3), st.text("abc .-", max_size=12))
def test_every_match_that_begins_a_word_is_found_or_lies_in_one_that_is(phrases: list[str], text: str) -> None:
    starts = {match.start() for phrase in phrases for match in re.finditer(phrase, text)}
    inside = {at for at in range(1, len(text)) if text[at - 1].isalnum() and text[at].isalnum()}
    found = list(matches_in(phrases, text))
    covered = {at for match in found for at in range(match.start(), max(match.end(), match.start() + 1))}
    assert {match.start() for match in found} <= starts - inside <= covered
    assert all(first.end() <= second.start() for first, second in pairwise(found))
    assert holds(phrases, text) == bool(starts - inside)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("aco", "an aco", True),
        ("aco", "monaco", False),
        ("aco", "(aco)", True),
        ("aco", "monaco or aco", True),
        (r"@\w+", "someone@example", True),
        ("rate", "birthrate", False),
    ],
)
def test_a_phrase_starts_where_a_word_does(phrase: str, text: str, *, found: bool) -> None:
    assert holds([phrase], text) is found


@pytest.mark.parametrize(
    ("phrases", "found"),
    [
        (["one two", "no one"], ["no one"]),
        (["no", "no one", "two"], ["no one", "two"]),
        (["two", "one", "no"], ["no", "one", "two"]),
        (["", "no one two"], ["no one two", ""]),
    ],
)
def test_where_several_phrases_match_the_longest_is_told_in_order(phrases: list[str], found: list[str]) -> None:
    assert [match[0] for match in matches_in(phrases, "no one two")] == found
