"""What stands on the line of a check box beside its label."""

from dataclasses import replace
from typing import NamedTuple

from qis_tool.document.blocks import Box, Document
from qis_tool.readers.lines import Line, folded, mark_state
from qis_tool.readers.placing import Placed, box_tag


class Beside(NamedTuple):
    """The line of a box, a sign there that may be a tick or none, and text behind the label; each may be empty."""

    line: Line
    sign: str
    text: str


def beside_boxes(document: Document, found: Placed) -> dict[Box, Beside]:
    """The boxes beside whose label anything else stands than a tick or an empty box."""
    beside = {box: _beside(box, found.where[box_tag(box.path, box.choice)][0]) for box in document.boxes}
    return {box: other for box, other in beside.items() if other.sign or other.text}


def without_doubtful_ticks(document: Document, found: Placed) -> Placed:
    """What was found, no box ticked whose sign may be a tick or none."""
    beside = beside_boxes(document, found)
    doubtful = {(box.path, box.choice): False for box, other in beside.items() if other.sign}
    return replace(found, ticks=found.ticks | doubtful)


def _beside(box: Box, line: Line) -> Beside:
    text, label = folded(line.text), folded(box.label)
    before, _, behind = text.partition(label) if label in text else ("", "", "")
    sign = line.inner if mark_state(line.inner) is None else before
    is_mark = mark_state(behind.strip(" :.")) is not None
    return Beside(line, "" if mark_state(sign) is not None else sign.strip(), "" if is_mark else behind.strip())
