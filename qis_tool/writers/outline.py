"""A document's blocks as a page or a plain text wants them: headings that skip no level, check boxes in groups."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from qis_tool.document.blocks import Block, Box, Heading

Boxes = tuple[Box, ...]


def outlined(blocks: Iterable[Block]) -> Iterator[Block | Boxes]:
    """The blocks, headings at levels from 0 without a gap, boxes of one field that follow each other as one group."""
    open_levels: list[int] = []
    for field, group in groupby(blocks, key=lambda block: block.path if isinstance(block, Box) else None):
        if field is not None:
            yield tuple(block for block in group if isinstance(block, Box))
            continue
        for block in group:
            yield _placed(block, open_levels) if isinstance(block, Heading) else block


def _placed(heading: Heading, open_levels: list[int]) -> Heading:
    """A heading one level below the one it belongs to; `open_levels` are those of the headings above it."""
    while open_levels and open_levels[-1] >= heading.level:
        open_levels.pop()
    open_levels.append(heading.level)
    return replace(heading, level=len(open_levels) - 1)
