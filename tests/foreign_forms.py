"""The form as others lay it out: filled Word documents without this project's controls, styles and record.

Each builder takes a document and returns a package, made once for each document; `without` and `blank` change the
document beforehand.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, List, Table, Text
from tests.foreign.controls import in_controls_of_another_program
from tests.foreign.lines import blank_of_lines
from tests.foreign.paragraphs import in_paragraphs
from tests.foreign.tables import in_tables

__all__ = [
    "BUILDERS",
    "blank",
    "blank_of_lines",
    "in_controls_of_another_program",
    "in_paragraphs",
    "in_tables",
    "without",
]

BUILDERS: tuple[Callable[[Document], bytes], ...] = (in_paragraphs, in_tables, in_controls_of_another_program)


def blank(document: Document) -> Document:
    """The form with no box ticked and no answer given."""
    return replace(document, blocks=tuple(map(_emptied, document.blocks)))


def _emptied(block: Block) -> Block:
    match block:
        case Box():
            return replace(block, ticked=False)
        case Answer():
            return replace(block, text="")
        case Table():
            return replace(block, rows=tuple(tuple(replace(cell, text="") for cell in row) for row in block.rows))
    return block


def without(document: Document, leave_out: str, occurrence: int = 1) -> Document:
    """The form with one printed line left out; the mark or the answer that stands on that line stays."""
    blocks: list[Block] = []
    seen = 0
    for block in document.blocks:
        seen += leave_out in _lines(block)
        gone = seen == occurrence and leave_out in _lines(block)
        blocks += _rid(block, leave_out) if gone else [block]
    notes = tuple(note for note in document.footnotes if note != leave_out)
    footer = tuple(line for line in document.footer if line != leave_out)
    changed = replace(document, blocks=tuple(blocks), footnotes=notes, footer=footer)
    if changed == document:
        raise ValueError(leave_out)
    return changed


def _lines(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(text=text) | Text(text=text) | Box(label=text) | Answer(prompt=text):
            return (text,)
        case List(items=lines) | Table(columns=lines):
            return lines


def _rid(block: Block, line: str) -> Iterator[Block]:
    match block:
        case List(items=items):
            yield replace(block, items=tuple(item for item in items if item != line))
        case Box():
            yield replace(block, label="")
        case Answer():
            yield replace(block, prompt="")
        case Table(columns=columns):
            yield replace(block, columns=tuple("" if column == line else column for column in columns))
