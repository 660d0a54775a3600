"""The rows of a table that somebody typed as paragraphs, given the cells that they would stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from qis_tool.document.blocks import Document, Table
from qis_tool.readers.dates import iso_date
from qis_tool.readers.landmarks import key
from qis_tool.readers.lines import Cell, Line, Printed, folded, script

_BEHIND = re.compile(r"(.*\S)\s*[\t|:\u2013\u2014-]\s*([^\t|]+)", re.DOTALL)


def with_rows(document: Document, lines: Sequence[Line]) -> list[Line]:
    """The lines, with a cell for each that stands below a table's heads where these stand as paragraphs."""
    found = list(lines)
    for number, table in enumerate(block for block in document.blocks if isinstance(block, Table)):
        heads = [folded(column) for column in table.columns]
        start = _start(found, heads)
        if start is not None:
            end = _end(document, found, start + len(heads), heads)
            found[start:end] = _cells(found[start:end], heads, -1 - number)
    return found


def _start(lines: Sequence[Line], heads: list[str]) -> int | None:
    """Where all the heads stand one below the other, in no row of a table."""
    for at in range(len(lines) - len(heads) + 1):
        below = lines[at : at + len(heads)]
        in_a_row = len({line.cell and line.cell[:2] for line in below}) == 1 and below[0].cell is not None
        if [folded(line.wording) for line in below] == heads and not in_a_row:
            return at
    return None


def _end(document: Document, lines: Sequence[Line], start: int, heads: list[str]) -> int:
    """Where the next printed line stands."""
    wording = {part.text for part in script(document) if isinstance(part, Printed)}.difference(heads)
    return next((at for at in range(start, len(lines)) if folded(lines[at].wording) in wording), len(lines))


def _cells(lines: Sequence[Line], heads: list[str], table: int) -> Iterator[Line]:
    """Lines with cells: a date, or what stands behind the last head again, ends a row."""
    yield from (replace(line, cell=(table, 0, at)) for at, line in enumerate(lines[: len(heads)], 1))
    row, last = 1, len(heads)
    for line in lines[len(heads) :]:
        if iso_date(line.text):
            yield _in(line, line.text, (table, row, last))
            row += 1
        elif (parts := _BEHIND.fullmatch(line.text)) and iso_date(parts[2]):
            yield _in(line, parts[1], (table, row, 1))
            yield _in(line, parts[2], (table, row, last))
            row += 1
        elif key(line.text) not in map(key, heads):
            yield _in(line, line.text, (table, row, 1))


def _in(line: Line, text: str, cell: Cell) -> Line:
    return replace(line, text=text.strip(), wording=text.strip(), inner="", bullet=False, cell=cell)
