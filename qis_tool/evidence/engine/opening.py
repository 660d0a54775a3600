"""A file of many rows as a table of texts in DuckDB: its columns named by a shape, its rows numbered."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from qis_tool.errors import UserError
from qis_tool.evidence.columns import Column, Shape
from qis_tool.evidence.extra import library
from qis_tool.evidence.grids import Line, grid_of, separator_of
from qis_tool.evidence.tables import columns_of
from qis_tool.source import content_of

ROW = "row_number"
_FIRST_BYTES = 65_536
_PARQUET = b"PAR1"
_ZIP = b"PK\x03\x04"
_MANY_FILES = re.compile(r"[*?\[\]{}]")
_AT_LINE = re.compile(r"CSV Error on Line: (\d+)")
_EXACT = re.compile(r"U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|DECIMAL\(.*\)|DATE|VARCHAR")
_SETTINGS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}  # nothing comes from elsewhere


@contextmanager
def opened(file: str, shape: Shape) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """A file's rows as an Ibis table of texts with a column for each of the shape, the file's name, and remarks.

    Raises UserError for a file that is no table, lacks a column or has one twice, or holds money in floating point.
    """
    name = Path(file).name
    start = content_of(file, _FIRST_BYTES)
    if _MANY_FILES.search(file):
        told = "its name or folder has one of * ? [ ] { }, which here would mean many files. Rename it."
        raise UserError(f"{file}: {told}")
    if start.startswith(_ZIP):
        raise UserError(f"{name}: it is an Excel workbook or another zip file. Save the table as CSV or Parquet.")
    for needed in ("ibis", "duckdb"):
        library(needed, f"{name} is a table of many rows")
    import ibis

    with TemporaryDirectory(prefix="qis-") as spill:
        connection = ibis.duckdb.connect(temp_directory=spill, **_SETTINGS)
        try:
            columns, remarks = _loaded(connection.con, file, start, shape)
            yield _named(connection.table("given"), columns, shape), name, tuple(remarks)
        finally:
            connection.disconnect()


def _loaded(connection: Any, file: str, start: bytes, shape: Shape) -> tuple[list[Column | None], list[str]]:
    """What each column of the file is, once all of its rows are in the table `given` as texts c0, c1 and so on."""
    import duckdb

    name = Path(file).name
    try:
        heads, source, options = (_parquet if start.startswith(_PARQUET) else _csv)(connection, file, start)
        columns, remarks = columns_of(Line(1, tuple(heads)), shape, name)
        _refuse_inexact(connection.execute(f"DESCRIBE SELECT * FROM {source}", options).fetchall(), columns, name)  # noqa: S608 - ours
        texts = ", ".join(f"#{number + 1}::VARCHAR AS c{number}" for number in range(len(heads)))
        connection.execute(f"CREATE TEMP TABLE given AS SELECT {texts} FROM {source}", options)  # noqa: S608 - ours
    except duckdb.Error as fault:
        raise UserError(f"{name}{_told(str(fault))}") from None
    return columns, remarks


def _csv(_: Any, file: str, start: bytes) -> tuple[Sequence[str], str, list[Any]]:
    first_line = start.partition(b"\n")[0]
    name = Path(file).name
    heads = next((line.cells for line in grid_of(first_line, name).lines), ())
    if not any(heads):
        raise UserError(f"{name}: it is empty, or its first row is. The first row holds the heads.")
    types = {f"c{number}": "VARCHAR" for number in range(len(heads))}
    source = "read_csv(?, columns = ?, delim = ?, header = true, auto_detect = false, quote = '\"', escape = '\"')"
    return heads, source, [file, types, separator_of(first_line.decode("utf-8-sig"))]


def _parquet(connection: Any, file: str, _: bytes) -> tuple[Sequence[str], str, list[Any]]:
    found = connection.execute("SELECT * FROM read_parquet(?) LIMIT 0", [file])
    return [column[0] for column in found.description], "read_parquet(?)", [file]


def _refuse_inexact(types: Sequence[tuple[str, ...]], columns: Sequence[Column | None], name: str) -> None:
    for column, (_, kind, *_rest) in zip(columns, types, strict=True):
        if column and not _EXACT.fullmatch(kind):
            told = "Store money as DECIMAL, days as DATE, and all else as text."
            raise UserError(f"{name}: {column.label} is stored as {kind}, which can't be read exactly. {told}")


def _named(table: Any, columns: Sequence[Column | None], shape: Shape) -> Any:
    import ibis

    at = {column.name: f"c{number}" for number, column in enumerate(columns) if column}
    blank = ibis.null("string")
    found = {column.name: table[at[column.name]] if column.name in at else blank for column in shape.columns}
    return table.select(**{ROW: (ibis.row_number() + 2).cast("int64")}, **found)


def _told(fault: str) -> str:
    """What DuckDB says, in other words: its own repeat the row."""
    line = _AT_LINE.search(fault)
    if line and "nicode" in fault:
        return f" row {line[1]}: it is not in UTF-8. Save the file in Excel as “CSV UTF-8”."
    if line:
        return (
            f" row {line[1]}: it has more or fewer cells than there are heads, or a quotation mark that is not closed."
        )
    return ": it can't be read as a table: it is damaged, or a quotation mark in it stands inside a text."
