"""Words as Microsoft Word counts them, and the pattern that says the same limit to any validator."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import regress
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.form import Form
from qis_tool.words import count_words, limit_pattern, measure, nth_word

SNIPPETS = json.loads(Path(__file__).with_name("data").joinpath("word-count-snippets.json").read_bytes())["snippets"]
MANY = 100_000

# Pieces of text on which counters differ, and enough plain ones between them.
PIECES = (
    *(
        "a",
        "C-section",
        "of",
        "23.9%",
        "-",
        "- ",
        "--",
        "---",
        "/",
        "&",
        ".",
        "1.",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n- ",
        "\t",
    ),
    *(
        "\r",
        "\u00a0",
        "\u00ad",
        "\u2009",
        "\u2010",
        "\u2011",
        "\u2012",
        "\u2013",
        "\u2014",
        "\u2015",
        "\u2028",
        "\u202f",
    ),
    *("\u200b", "\u2060", "\u3000", "\ufeff", "\u0085", "\u001c", "中", "ア", "한", "\u0301", "\u0130", "🙂", "𠀀"),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=24).map("".join)


def test_the_snippets_are_those_the_rule_was_found_with() -> None:
    evidence = Counter(snippet["evidence"] for snippet in SNIPPETS)
    assert evidence == {"measured": 49, "documented": 12, "third-party": 12, "inferred": 6}


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: f"{snippet['evidence']}: {snippet['name']}")
def test_counts_as_word_does(snippet: dict[str, Any]) -> None:
    assert count_words(snippet["text"]) == snippet["words"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("- one\n- two", 2),
        ("- one\n\n- two\n", 2),
        ("one - two", 3),
        ("- - one", 2),
        ("  - one", 2),
        ("-one", 1),
        ("\N{EN DASH} one", 1),
        ("\N{SOFT HYPHEN}", 0),
        ("one\N{SOFT HYPHEN} two", 2),
        ("\N{ZERO WIDTH NO-BREAK SPACE}one", 1),
        ("yes--no--maybe", 3),
        ("--", 1),
        ("for--", 1),
    ],
)
def test_counts_what_the_snippets_leave_open(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("one two three", 1, "one two three"),
        ("one two three", 3, "three"),
        ("one two three", 4, ""),
        ("- one\n- two", 2, "two"),
        ("yes--no", 2, "no"),
        ("one \N{EM DASH} two", 2, "two"),
        ("中文", 2, "文"),
    ],
)
def test_finds_where_a_word_starts(text: str, number: int, rest: str) -> None:
    offset, word = nth_word(text, number)
    assert text[offset:] == rest
    assert bool(word) == bool(rest)
    assert rest.startswith(word)


@given(TEXTS)
def test_as_many_words_stand_before_a_word_as_its_number_says(text: str) -> None:
    before = [count_words(text[: nth_word(text, number)[0]]) for number in range(1, count_words(text) + 1)]
    assert before == list(range(count_words(text)))


@pytest.mark.parametrize(
    ("text", "count", "upper", "undecided"),
    [
        ("one two", 2, 2, ()),
        ("- one\n- two", 2, 2, ()),
        ("one \N{EN DASH} two", 2, 3, ()),
        ("one\N{EN DASH}two", 2, 2, ()),
        ("yes--no", 2, 3, ("yes--no",)),
        ("yes -- no", 3, 3, ()),
        ("foo\N{ZERO WIDTH SPACE}bar", 1, 2, ("foo\N{ZERO WIDTH SPACE}bar",)),
        ("555\N{FIGURE DASH}1234 now", 2, 3, ("555\N{FIGURE DASH}1234",)),
        ("well 🙂 said", 3, 4, ("🙂",)),
        ("Hello 世界", 3, 4, ("世界",)),
    ],
)
def test_names_what_another_counter_may_count_apart(
    text: str, count: int, upper: int, undecided: tuple[str, ...]
) -> None:
    words = measure(text)
    assert (words.count, words.upper, words.undecided) == (count, upper, undecided)


@given(TEXTS)
def test_the_upper_figure_is_never_below_the_count(text: str) -> None:
    assert count_words(text) == measure(text).count <= measure(text).upper


@pytest.mark.parametrize("unit", ["a", "-", "\u00ad", " ", "- ", "\n- ", "a--", "a-", "a\u00ad", "--\u00ad", "-- "])
def test_a_huge_text_of_one_kind_comes_to_an_end(unit: str) -> None:
    # Anything worse than linear would not come back: no clock is needed to see it.
    text = unit * MANY
    assert count_words(text) <= measure(text).upper <= 2 * MANY
    assert re.search(limit_pattern(2 * MANY), text)


@given(TEXTS)
def test_the_pattern_accepts_what_the_counter_accepts(text: str) -> None:
    pattern = limit_pattern(max(count_words(text), 1))
    assert re.search(pattern, text)
    assert regress.Regex(pattern).find(text)
    assert regress.Regex(pattern, "u").find(text)


@pytest.mark.parametrize("words", [" word", "\nword", "\n- word", "\N{EM DASH}word", "\N{NO-BREAK SPACE}word", " &"])
def test_the_pattern_rejects_one_word_too_many(words: str) -> None:
    pattern = limit_pattern(200)
    assert re.search(pattern, words * 200)
    assert not re.search(pattern, words * 201)
    assert not regress.Regex(pattern, "u").find(words * 201)


def test_the_patterns_of_the_schema_say_its_word_limits(samples: Path) -> None:
    schema = json.loads((samples.parents[2] / "schemas/k2/2024/plan.schema.json").read_bytes())
    limited = [node for node in schema["$defs"].values() if "maxWords" in node]
    assert [node["maxWords"] for node in limited] == [200, 100, 50]
    assert all(node["pattern"] == limit_pattern(node["maxWords"]) for node in limited)


def test_the_form_has_its_fourteen_limits(k2: Form) -> None:
    limits = Counter(field.limit for field in k2.limited)
    assert limits == {200: 9, 100: 4, 50: 1}
