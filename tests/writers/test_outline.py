"""Headings without a gap, and check boxes in groups."""

import pytest

from qis_tool.document.blocks import Block, Box, Heading, Text
from qis_tool.writers.outline import outlined

LINE = Text("text", "A line.")
BALL, KITE, CARD = (Box(*names, ticked=False) for names in [("a", "ball", "B"), ("a", "kite", "K"), ("b", "card", "C")])


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ([0, 1, 2, 3, 2, 1], [0, 1, 2, 3, 2, 1]),
        ([0, 2, 3, 2], [0, 1, 2, 1]),
        ([2, 3, 3, 0, 3, 1, 2], [0, 1, 1, 0, 1, 1, 2]),
        ([3, 2, 1, 0], [0, 0, 0, 0]),
    ],
)
def test_headings_never_skip_a_level(levels: list[int], shown: list[int]) -> None:
    headings = [Heading(level, f"Heading {level}") for level in levels]
    assert [block.level for block in outlined(headings) if isinstance(block, Heading)] == shown


def test_boxes_of_one_field_that_follow_each_other_make_a_group() -> None:
    blocks: list[Block] = [BALL, KITE, CARD, LINE, LINE, BALL]
    assert list(outlined(blocks)) == [(BALL, KITE), (CARD,), LINE, LINE, (BALL,)]
