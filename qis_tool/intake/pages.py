"""A Word file's paragraphs as lines, one below the other, so that a place in it is a line and a column."""

import re
from collections.abc import Sequence
from itertools import accumulate

from qis_tool.document.blocks import BULLET
from qis_tool.finding import Position
from qis_tool.readers.lines import Line
from qis_tool.readers.word.symbols import OBJECT
from qis_tool.yaml_values import Place

_BREAK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]")


class Pages:
    """Knows where in the text of all paragraphs a line of the file stands."""

    def __init__(self, lines: Sequence[Line]) -> None:
        shown = [_shown(line) for line in lines]
        self.text = "\n".join(shown)
        starts = accumulate((len(text) + 1 for text in shown), initial=0)
        self._lines = {
            line.number: (at, start, text)
            for at, (line, start, text) in reversed(list(enumerate(zip(lines, starts, shown, strict=False))))
        }

    def place(self, lines: Sequence[Line]) -> Place:
        """From where the first of these lines begins to where the last one ends."""
        start = self._start(lines[0])
        _, last, text = self._lines[lines[-1].number]
        return Place(start, start, max(start, last + len(text)))

    def position(self, line: Line | None) -> Position | None:
        """Where a line of the file, or the part of it that is meant, begins; None for no line of its body."""
        if line is None:
            return None
        at, start, _ = self._lines[line.number]
        return Position(at + 1, self._start(line) - start + 1)

    def _start(self, line: Line) -> int:
        _, start, text = self._lines[line.number]
        meant = _BREAK.sub(" ", line.inner or line.text).replace(OBJECT, "").strip()
        return start + max(0, text.find(meant))


def _shown(line: Line) -> str:
    text = _BREAK.sub(" ", line.text).replace(OBJECT, "")
    return f"{BULLET}{text}" if line.bullet else text
