"""Which lines of a file are answers in a table: by tag as long as the rows are in their order, else by cell."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from qis_tool.document.blocks import Document, Table
from qis_tool.readers.lines import Cell, Line, folded

Row = dict[int, list[str]]


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


def rows_below(document: Document, lines: Sequence[Line]) -> int:
    """The most rows that stand below the heads of one of the document's tables."""
    tables = _tables(lines)
    found = (_heads(tables, [folded(column) for column in table.columns]) for table in _of(document))
    return max((sum(row > head for row in tables[number]) for number, head, _ in filter(None, found)), default=0)


def below_heads(document: Document, lines: Sequence[Line], is_wording: Callable[[str], bool]) -> set[int]:
    """The lines, by number, that stand below the heads of a table, down to a row that holds wording of the form."""
    tables = _tables(lines)
    found = (_heads(tables, [folded(column) for column in table.columns]) for table in _of(document))
    rows: set[tuple[int, int]] = set()
    for number, head, _ in filter(None, found):
        below = [row for row in sorted(tables[number]) if row > head]
        ends = (at for at, row in enumerate(below) if any(map(is_wording, chain(*tables[number][row].values()))))
        rows |= {(number, row) for row in below[: next(ends, None)]}
    return {at for at, line in enumerate(lines) if line.cell and line.cell[:2] in rows}


def _of(document: Document) -> Iterator[Table]:
    return (block for block in document.blocks if isinstance(block, Table))


def _cells(document: Document, lines: Sequence[Line]) -> Iterator[tuple[Cell | None, str]]:
    """Every cell for an answer, below the heads, with the answer's path; heads that stand there again are left out."""
    tables, expected = _tables(lines), list(_of(document))
    in_order = len(tables) <= len(expected)
    for count, table in enumerate(expected):
        columns = [folded(column) for column in table.columns]
        in_its_place = (count if in_order and _may_be(tables.get(count, {}), columns) else -1, 0, _of_form(columns))
        number, head, places = _heads(tables, columns) or in_its_place
        rows = tables.pop(number, {})
        below = sorted(row for row in rows if row > head and not _places(rows[row], columns))
        for row, answers in zip(below, table.rows, strict=False):
            yield from (((number, row, column), a.path) for column, a in zip(places, answers, strict=True))


def _heads(tables: dict[int, dict[int, Row]], columns: list[str]) -> tuple[int, int, list[int]] | None:
    """The table and the row in which these heads stand, and their columns."""
    for number, rows in tables.items():
        for row, cells in rows.items():
            if places := _places(cells, columns):
                return number, row, places
    return None


def _places(cells: Row, columns: list[str]) -> list[int]:
    """The columns of these heads, in their order, in a row that holds them all; others may stand between them."""
    held = iter(sorted(cells.items()))
    places = [next((column for column, texts in held if " ".join(texts) == head), -1) for head in columns]
    return [] if -1 in places else places


def _of_form(columns: list[str]) -> list[int]:
    """The columns of these heads in a table of the form, behind the numbers of its rows."""
    return list(range(1, len(columns) + 1))


def _may_be(rows: dict[int, Row], columns: list[str]) -> bool:
    """Whether a table has as many columns as the form's, and above none of them the head of another."""
    last = max((column for cells in rows.values() for column in cells), default=0)
    above = [" ".join(rows.get(0, {}).get(column, ())) for column in _of_form(columns)]
    swapped = any(text in columns and text != head for text, head in zip(above, columns, strict=True))
    return last == len(columns) and not swapped


def _tables(lines: Sequence[Line]) -> dict[int, dict[int, Row]]:
    """What stands in each column of each row of each table; a cell that holds nothing is there too."""
    tables: dict[int, dict[int, Row]] = {}
    for line in lines:
        if line.cell:
            number, row, column = line.cell
            texts = tables.setdefault(number, {}).setdefault(row, {}).setdefault(column, [])
            texts += [folded(line.wording or line.text)] if line.text.strip() else []
    return tables
