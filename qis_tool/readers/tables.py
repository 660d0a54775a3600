"""Which lines of a file are answers in a table: by tag as long as the rows are in their order, else by cell."""

from collections.abc import Iterator, Sequence

from qis_tool.document.blocks import Document, Table
from qis_tool.readers.lines import Cell, Line, folded


def in_tables(document: Document, lines: Sequence[Line]) -> dict[int, str]:
    """The lines, by number, that belong to an answer in a table, with its path."""
    cells = dict(_cells(document, lines))
    ranks = {path: rank for rank, path in enumerate(cells.values())}
    tags = {at: line.owner for at, line in enumerate(lines) if line.cell and line.owner in ranks}
    met = list(dict.fromkeys(tags.values()))
    if met != sorted(met, key=ranks.__getitem__):
        tags, met = {}, []
    where = {cell: path for cell, path in cells.items() if path not in met}
    where |= {lines[at].cell: path for at, path in tags.items()}
    return {at: where[line.cell] for at, line in enumerate(lines) if line.cell in where} | tags


def _cells(document: Document, lines: Sequence[Line]) -> Iterator[tuple[Cell | None, str]]:
    """Every cell for an answer, below the heads and right of the row's number, with the answer's path."""
    heads = _heads(lines)
    for count, table in enumerate(block for block in document.blocks if isinstance(block, Table)):
        columns = [folded(column) for column in table.columns]
        number = next((number for number, texts in heads.items() if texts == columns), count)
        heads.pop(number, None)
        for row, answers in enumerate(table.rows, 1):
            yield from (((number, row, column), answer.path) for column, answer in enumerate(answers, 1))


def _heads(lines: Sequence[Line]) -> dict[int, list[str]]:
    """What stands in the first row of each table of a file, by the table's number."""
    heads: dict[int, list[str]] = {}
    for line in lines:
        if line.cell and line.cell[1] == 0 and line.text.strip():
            heads.setdefault(line.cell[0], []).append(folded(line.text))
    return heads
