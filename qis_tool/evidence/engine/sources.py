"""A file of many rows as a table with the columns of a shape, in whichever engine reads it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import ibis

from qis_tool.errors import UserError
from qis_tool.evidence.building.values import Unfit
from qis_tool.evidence.columns import Column, Shape
from qis_tool.evidence.engine.engines import ROW, Engine
from qis_tool.evidence.engine.soundness import PROBLEM, keyed, problems, typed
from qis_tool.evidence.grids import Line, grid_of, separator_of
from qis_tool.evidence.tables import columns_of
from qis_tool.source import content_of

_FIRST_BYTES = 65_536
_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_MANY_FILES = re.compile(r"[*?\[\]{}]")
_NO_CELLS = "it has too few or too many cells, a quotation mark out of place, or is not in UTF-8."


class Given(NamedTuple):
    """A file's rows: the table with their numbers, where lines lie that are no rows, remarks.

    `there` are the columns that the file has; the others of the shape are blank.
    """

    file: str
    shape: Shape
    table: Any
    there: frozenset[str]
    unread: tuple[int, ...]
    remarks: tuple[str, ...]


class Read(NamedTuple):
    """A file's rows with exact values, and how many there are of them."""

    given: Given
    table: Any
    rows: int

    @property
    def bad_rows(self) -> int:
        """How many of the rows have a problem, lines that are no rows among them."""
        return number(self.table[PROBLEM].count()) + len(self.given.unread)


def read(one: Given, engine: Engine) -> Read:
    """The values of its cells, and the problem of each row."""
    names = [name for name in one.shape.unique if name in one.there]
    table = typed(keyed(one.table, names, engine.keep), one.shape)
    return Read(one, table, number(one.table.count()) + len(one.unread))


def unfit_rows(one: Read, most: int | None = None) -> Iterator[Unfit]:
    """What is wrong in the rows that could not be used, in their order: `most` of them, or all."""
    return islice(_unfit(one, most), most)


def number(expression: Any) -> int:
    """What an expression comes to that is one whole number."""
    return int(expression.to_pyarrow().as_py())


def _unfit(one: Read, most: int | None) -> Iterator[Unfit]:
    """An engine counts the rows without the lines that are none: those before a row are added to its number."""
    file, said = one.given.file, problems(one.given.table, one.given.shape)
    bad = one.table.filter(one.table[PROBLEM].notnull()).select(ROW, PROBLEM).order_by(ROW).limit(most)
    lines, told = one.given.unread, 0
    for batch in bad.to_pyarrow().to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            while told < len(lines) and lines[told] <= row[ROW] + told:
                yield Unfit(file, lines[told], "", _NO_CELLS)
                told += 1
            yield Unfit(file, row[ROW] + told, *said[row[PROBLEM]])
    yield from (Unfit(file, line, "", _NO_CELLS) for line in lines[told:])


def given(file: str, shape: Shape, engine: Engine) -> Given:
    """Raises UserError for a file that is no table, lacks a column or has one twice, or holds what is not exact."""
    start = content_of(file, _FIRST_BYTES)
    name = Path(file).name
    if _MANY_FILES.search(file):
        told = "its name or folder has one of * ? [ ] { }, which here would mean many files. Rename it."
        raise UserError(f"{file}: {told}")
    if start.startswith(_ZIP):
        raise UserError(f"{name}: it is an Excel workbook or another zip file. Save the table as CSV or Parquet.")
    if start.startswith(_PARQUET):
        table, unread = engine.parquet(file), list[int]()
        heads = [column for column in table.columns if column != ROW]
    else:
        heads, separator = _heads(start, name)
        table, unread = engine.csv(file, len(heads), separator)
    columns, remarks = columns_of(Line(1, tuple(heads)), shape, name)
    there = frozenset(column.name for column in columns if column)
    return Given(name, shape, _named(table, columns, shape, name), there, tuple(unread), tuple(remarks))


def _heads(start: bytes, name: str) -> tuple[list[str], str]:
    first_line = start.partition(b"\n")[0]
    lines = grid_of(first_line, name).lines
    if not lines or not any(lines[0].cells):
        raise UserError(f"{name}: it is empty, or its first row is. The first row holds the heads.")
    return list(lines[0].cells), separator_of(first_line.decode("utf-8-sig"))


def _named(table: Any, columns: Sequence[Column | None], shape: Shape, name: str) -> Any:
    """The table with the columns of the shape; those that the file lacks are blank."""
    names = [column for column in table.columns if column != ROW]
    at = {column.name: names[number] for number, column in enumerate(columns) if column}
    found = {column.name: _exact(table, at.get(column.name), column, name) for column in shape.columns}
    return table.select(ROW, **found)


def _exact(table: Any, at: str | None, column: Column, name: str) -> Any:
    if at is None:
        return ibis.null("string")
    kind = table[at].type()
    if kind.is_string() or (column.kind, kind.is_date()) == ("date", True):
        return table[at]
    if kind.is_integer() or kind.is_decimal() or kind.is_boolean():
        return table[at] if column.kind in {"money", "yes_no"} else table[at].cast("string")
    told = "Store money as DECIMAL, days as DATE, and all else as text."
    raise UserError(f"{name}: {column.label} is stored as {kind}, which can't be read exactly. {told}")
