"""The engines that expressions run on: DuckDB within this process, or Spark."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from qis_tool.errors import UserError
from qis_tool.evidence.engine.interrupts import interruptible
from qis_tool.evidence.extra import library

ROW = "row_number"  # as a spreadsheet shows it: the heads are row 1
_NEED = "The episodes or claims are a table of many rows"
_EXTENSIONS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}  # nothing comes from elsewhere
_PLACE = "file_row_number"  # DuckDB's name for where a row stands in a Parquet file
_DAMAGED = "it can't be read as a table: it is damaged."
_ASKED = "SET enable_progress_bar = true; SET enable_progress_bar_print = false"  # how far a query is, on request


class Engine(NamedTuple):
    """A connection, ways to read a CSV file or a Parquet file, and how far the running query is, in percent.

    `csv` takes a file, the number of its columns and what separates them; it yields a table of texts with row numbers,
    and the lines that have too few or too many cells or are not in UTF-8. `keep` works an expression out, once.
    """

    name: str
    connection: Any
    csv: Callable[[str, int, str], tuple[Any, list[int]]]
    parquet: Callable[[str], Any]
    keep: Callable[[Any], Any]
    done: Callable[[], float]


@contextmanager
def _duckdb() -> Iterator[Engine]:
    """DuckDB: half of the memory at most, what is more in a folder of our own that goes away again."""
    for needed in ("ibis", "duckdb"):
        library(needed, _NEED)
    import duckdb
    import ibis

    with TemporaryDirectory(prefix="qis-") as folder, interruptible():
        connection = ibis.duckdb.connect(temp_directory=folder, memory_limit="50%", **_EXTENSIONS)
        connection.con.execute(f"{_ASKED}; SET lock_configuration = true")
        numbers, files = count(), list[str]()

        def parquet(file: str) -> Any:
            files.append(Path(file).name)
            return _parquet_in_duckdb(connection, file)

        try:
            yield Engine(
                "duckdb",
                connection,
                lambda *file: _csv_in_duckdb(connection, Path(folder), *file),
                parquet,
                lambda expression: connection.create_table(f"kept_{next(numbers)}", expression, temp=True),
                connection.con.query_progress,
            )
        except duckdb.OutOfMemoryException:
            raise UserError("There is too little memory, or too little room in the temporary folder.") from None
        except duckdb.Error as fault:
            if type(fault) not in (duckdb.Error, duckdb.InvalidInputException):  # so it tells of a file's own pages
                raise
            raise UserError(f"{' or '.join(files)}: {_DAMAGED}") from None
        finally:
            connection.disconnect()


def _csv_in_duckdb(connection: Any, folder: Path, file: str, columns: int, separator: str) -> tuple[Any, list[int]]:
    """Parsed once, into a Parquet file of ours: parsing costs more than all that follows."""
    types = {f"c{number}": "VARCHAR" for number in range(columns)}
    source = (
        "read_csv(?, columns = ?, delim = ?, header = true, auto_detect = false, quote = '\"', escape = '\"', "
        "hive_partitioning = false, ignore_errors = true, store_rejects = true, rejects_limit = 0)"
    )
    target = folder / f"{len(list(folder.iterdir()))}.parquet"
    query = f"COPY (SELECT *, row_number() OVER () + 1 AS {ROW} FROM {source}) TO '{target}'"  # noqa: S608 - ours
    connection.con.execute(query, [file, types, separator])
    lines = connection.con.execute("SELECT DISTINCT line FROM reject_errors ORDER BY line").fetchall()
    connection.con.execute("DELETE FROM reject_errors")
    return connection.read_parquet(str(target)), [line for (line,) in lines]


def _parquet_in_duckdb(connection: Any, file: str) -> Any:
    """Numbered by us: a column of the file's own that is called as ours are, in any case of letters, is not read."""
    duckdb, name = library("duckdb", _NEED), Path(file).name
    try:
        table = connection.read_parquet(file, file_row_number=True, hive_partitioning=False)
    except duckdb.BinderException:
        raise UserError(f"{name}: it has a column called {_PLACE}, which can't be read. Rename it.") from None
    except duckdb.Error:
        raise UserError(f"{name}: {_DAMAGED}") from None
    others = table.drop(*(column for column in table.columns if column.lower() == ROW))
    return others.mutate(**{ROW: others[_PLACE] + 2}).drop(_PLACE)


@contextmanager
def _spark() -> Iterator[Engine]:
    """The Spark session that the surroundings give, or one on this machine."""
    ibis, sql = (library(needed, "With --engine spark, tables are read by Spark") for needed in ("ibis", "pyspark.sql"))
    running = sql.SparkSession.getActiveSession()
    session = running or sql.SparkSession.builder.appName("qis").getOrCreate()
    connection = ibis.pyspark.connect(session)
    try:
        yield Engine(
            "spark",
            connection,
            _csv_in_spark,
            lambda file: _numbered_in_spark(connection, session.read.parquet(file)),
            lambda expression: connection.table(_view(session.sql(connection.compile(expression)).cache(), "kept")),
            lambda: -1.0,
        )
    finally:
        if not running:
            session.stop()


def _csv_in_spark(file: str, *_: Any) -> tuple[Any, list[int]]:
    """Spark can't say which lines of a CSV file are no rows, nor where a row stands."""
    raise UserError(f"{file}: with --engine spark the tables have to be Parquet. Store it so, or use DuckDB.")


def _numbered_in_spark(connection: Any, frame: Any) -> Any:
    return connection.table(_view(frame.selectExpr("*", f"_metadata.row_index + 2 AS {ROW}"), "given"))


def _view(frame: Any, name: str) -> str:
    named = f"{name}_{id(frame)}"
    frame.createOrReplaceTempView(named)
    return named


ENGINES: Mapping[str, Callable[[], AbstractContextManager[Engine]]] = {"duckdb": _duckdb, "spark": _spark}
