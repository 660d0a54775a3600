"""Two versions of an answer written into each other."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.document.woven import Woven, parted, woven


def shown(lines: Sequence[Woven]) -> list[str]:
    """Each paragraph with [what is gone] and {what has come}, and ¶ where it ends."""
    marks = {"kept": "{}", "old": "[{}]", "new": "{{{}}}"}
    ends = {(True, True): "¶", (True, False): "[¶]", (False, True): "{¶}"}
    return [
        "".join(marks[piece.state].format(piece.text) for piece in line.pieces)
        + ends[line.old is not None, line.new is not None]
        for line in lines
    ]


def read_off(lines: Sequence[Woven], state: str) -> list[str]:
    """The paragraphs of one version."""
    texts = [""]
    for line in lines:
        texts[-1] += "".join(piece.text for piece in line.pieces if piece.state in ("kept", state))
        if (line.old if state == "old" else line.new) is not None:
            texts.append("")
    return texts[:-1]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["a b c"], ["a b c"], ["a b c¶"]),
        (["a b c"], ["a x c"], ["a [b]{x} c¶"]),
        (["a b"], ["a b c"], ["a b{ c}¶"]),
        (["a b c"], ["a c"], ["a [b ]c¶"]),
        (["a  b"], ["a b"], ["a[  ]{ }b¶"]),
        (["a\nb"], ["a b"], ["a{ }[\n]b¶"]),
        ([" a"], ["a"], ["[ ]a¶"]),
        (["a. b."], ["a.", "b."], ["a.[ ]{¶}", "b.¶"]),
        (["a", "b"], ["a b"], ["a{ }[¶]", "b¶"]),
        (["a", "b", "c"], ["a", "c"], ["a¶", "[b][¶]", "c¶"]),
        (["a"], ["a", "b"], ["a{¶}", "{b}¶"]),
        ([""], ["a"], ["{a}¶"]),
        (["a", "b"], [""], ["[a][¶]", "[b]¶"]),
        (["a b c d x e f g h"], ["1 2 3 4 x 5 6 7 8"], ["[a b c d x e f g h]{1 2 3 4 x 5 6 7 8}¶"]),
    ],
)
def test_what_is_gone_and_has_come(old: list[str], new: list[str], expected: list[str]) -> None:
    assert shown(woven(old, new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "kinds", "new_kinds", "expected"),
    [
        (["a", "b"], ["a b"], "--", "-", ["a{ }[¶]", "b¶"]),
        (["a", "b"], ["a b"], "*-", "-", ["[a][¶]", "{a }b¶"]),
        (["a b"], ["a", "b"], "-", "*-", ["{a}{¶}", "[a ]b¶"]),
        (["a", "b", "c"], ["a b c"], "***", "-", ["[a][¶]", "[b][¶]", "{a b }c¶"]),
        (["a"], ["a"], "-", "*", ["a¶"]),
        (["a", "b c", "d"], ["a b x", "d"], "-*-", "--", ["a{ }[¶]", "[b c][¶]", "{b x}{¶}", "d¶"]),
        (["a b", "c"], ["a", "b c"], "--", "-*", ["a[ ]{¶}", "[b][¶]", "{b }c¶"]),
        (["x a", "b", "c"], ["x", "a b", "c"], "---", "-*-", ["x[ ]{¶}", "[a][¶]", "[b][¶]", "{a b}{¶}", "c¶"]),
    ],
)
def test_no_kept_words_lead_into_a_paragraph_of_another_kind(
    old: list[str], new: list[str], kinds: str, new_kinds: str, expected: list[str]
) -> None:
    assert shown(parted(woven(old, new), kinds, new_kinds)) == expected


TEXTS = st.text(st.sampled_from("ab \t\n-"), max_size=8)
KINDS = st.tuples(TEXTS, st.sampled_from("-*"))
VERSION = st.lists(KINDS, min_size=1, max_size=4)


@given(VERSION, VERSION)
def test_either_version_can_be_read_off(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    (texts, kinds), (new_texts, new_kinds) = ([list(part) for part in zip(*v, strict=True)] for v in (old, new))
    texts, new_texts = ([text.replace("\n\n", "\n") for text in version] for version in (texts, new_texts))
    lines = woven(texts, new_texts)
    for found in (lines, parted(lines, kinds, new_kinds)):
        assert (read_off(found, "old"), read_off(found, "new")) == (texts, new_texts)
        assert [line.old for line in found if line.old is not None] == list(range(len(texts)))
