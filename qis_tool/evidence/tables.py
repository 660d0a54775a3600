"""A small table, read and checked by the data of its columns: its sound rows, and what is wrong with the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from qis_tool.errors import UserError
from qis_tool.evidence.cells import Unfit, folded, shown, value_of
from qis_tool.evidence.columns import Column, Shape
from qis_tool.evidence.grids import Line, grid_of
from qis_tool.source import content_of

MAX_BYTES = 10_000_000
_LONGEST_HEAD = 60  # signs; longer ones are no slip of the pen
_NEAR = 0.85


@dataclass(frozen=True, slots=True)
class Row:
    """A sound row: its number as a spreadsheet shows it (the heads are row 1), and a value for each column.

    A blank cell and a column that the file lacks are None.
    """

    number: int
    values: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row, at the label of a column, or of no one column; the message says it in a sentence."""

    row: int
    column: str
    message: str

    def told(self, file: str) -> str:
        """With its place: roster.csv row 7, NTSV births: “2o4” is not a whole number."""
        column = f", {self.column}" if self.column else ""
        return f"{file} row {self.row}{column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read: sound rows in their order, problems by row; a row that has one is not among the rows.

    `remarks` say in sentences what else a reader should know, such as a column that was not read.
    """

    file: str
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def left_out(self) -> int:
        """How many rows have a problem."""
        return len({problem.row for problem in self.problems})

    @property
    def nothing(self) -> str:
        """Why there is nothing to say of a table without a sound row: that it has none, and the first problem."""
        first = f" {self.problems[0].told(self.file)}" if self.problems else ""
        return f"{self.file}: no row of it could be read, so there is nothing to say.{first}"

    @property
    def completeness(self) -> str:
        """Whether all rows are in it: 2 of 26 rows were left out."""
        rows = len(self.rows) + self.left_out
        if not self.left_out:
            return "Its one row was read." if rows == 1 else f"All {rows} rows were read."
        verb = "was" if self.left_out == 1 else "were"
        return f"{self.left_out} of {rows} row{'s' if rows > 1 else ''} {verb} left out."


def read_table(file: str, shape: Shape) -> Table:
    """Read a CSV file or an Excel workbook's first sheet.

    Raises UserError where no row of it can be read: no such file, no text, heads that are missing or there twice.
    """
    return table_of(content_of(file, MAX_BYTES + 1), file, shape)


def table_of(content: bytes, file: str, shape: Shape) -> Table:
    """As `read_table`, from memory; at most 10 MB."""
    name = Path(file).name
    if len(content) > MAX_BYTES:
        raise UserError(f"{name}: it is larger than {MAX_BYTES // 1_000_000} MB, far too large for such a table.")
    grid = grid_of(content, name)
    lines = [line for line in grid.lines if any(line.cells)]
    if not lines:
        raise UserError(f"{name}: it is empty. The first row holds the heads: {_heads(shape.columns)}.")
    columns, unread = columns_of(lines[0], shape, name)
    rows, problems = [], []
    for line in lines[1:]:
        values, found = _values(line, columns, shape)
        problems += found
        rows += [] if found else [Row(line.number, MappingProxyType(values))]
    sound, doubles = _without_doubles(rows, shape)
    problems = sorted([*problems, *doubles], key=lambda problem: problem.row)
    return Table(name, tuple(sound), tuple(problems), (*grid.remarks, *unread))


def blank(shape: Shape) -> str:
    """A CSV file to start from: its heads alone."""
    return ",".join(column.label for column in shape.columns) + "\n"


def _heads(columns: Iterable[Column]) -> str:
    return ", ".join(column.label for column in columns)


def columns_of(heads: Line, shape: Shape, file: str) -> tuple[list[Column | None], list[str]]:
    """The column of each head, and a remark on heads that are none. Raises UserError."""
    known = {folded(head): column for column in shape.columns for head in (column.name, column.label, *column.also)}
    columns = [known.get(folded(head)) for head in heads.cells]
    found = [column.name for column in columns if column]
    if twice := [column for column in shape.columns if found.count(column.name) > 1]:
        raise UserError(f"{file}: the head {twice[0].label} is there twice. Keep the one column that holds it.")
    if missing := [column for column in shape.columns if column.required and column.name not in found]:
        there = ", ".join(shown(head) for head in heads.cells if head)
        raise UserError(
            f"{file}: no column is headed {' or '.join(column.label for column in missing)}. "
            f"Row {heads.number} has: {there}. The first row holds the heads: {_heads(shape.columns)}."
        )
    free = {head: column.label for head, column in known.items() if column.name not in found}
    others = [
        shown(head) + _hint(head, free)
        for head, column in zip(heads.cells, columns, strict=True)
        if head and not column
    ]
    return columns, [f"Not read, as no column of this table is called so: {', '.join(others)}."] if others else []


def _hint(head: str, free: Mapping[str, str]) -> str:
    near = get_close_matches(folded(head[:_LONGEST_HEAD]), free, 1, _NEAR)
    return f" (did you mean {free[near[0]]}?)" if near else ""


def _values(line: Line, columns: Sequence[Column | None], shape: Shape) -> tuple[dict[str, Any], list[RowProblem]]:
    values: dict[str, Any] = dict.fromkeys(column.name for column in shape.columns)
    problems = list(_faults_of(line, columns))
    for column, text in zip(columns, line.cells, strict=False):
        if column and text:
            try:
                values[column.name] = value_of(text, column)
            except Unfit as fault:
                problems.append(RowProblem(line.number, column.label, str(fault)))
    unread = {problem.column for problem in problems}
    problems += [
        RowProblem(line.number, column.label, "it is blank, and needed.")
        for column in shape.columns
        if column.required and values[column.name] is None and column.label not in unread
    ]
    return values, [*problems, *_too_many(line.number, values, shape)]


def _faults_of(line: Line, columns: Sequence[Column | None]) -> Iterator[RowProblem]:
    if any(line.cells[len(columns) :]):
        told = f"it has {len(line.cells)} cells under {len(columns)} heads. Put a text with a comma in quotation marks."
        yield RowProblem(line.number, "", told)
    for at in line.unknown:
        if at < len(columns) and (column := columns[at]):
            told = "its formula has no value in the file. Open it in Excel, save it, and try again."
            yield RowProblem(line.number, column.label, told)


def _too_many(number: int, values: Mapping[str, Any], shape: Shape) -> Iterator[RowProblem]:
    for column in shape.columns:
        if not column.at_most:
            continue
        value, most = values[column.name], values[column.at_most]
        if value is not None and most is not None and value > most:
            other = shape.column(column.at_most).label
            yield RowProblem(number, column.label, f"it is more than the row's {other}.")


def _without_doubles(rows: Iterable[Row], shape: Shape) -> tuple[list[Row], list[RowProblem]]:
    first: dict[tuple[Any, ...], Row] = {}
    sound, problems = [], []
    labels = " and ".join(shape.column(name).label for name in shape.unique)
    for row in rows:
        key = tuple(folded(str(row[name])) for name in shape.unique) or (row.number,)
        if first.setdefault(key, row) is row:
            sound.append(row)
        else:
            told = f"it has the same {labels} as row {first[key].number}, which was taken. Keep one of them."
            problems.append(RowProblem(row.number, "", told))
    return sound, problems
