"""The engine's expressions on Spark, on this machine: the same sums and the same problems as on DuckDB."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ibis
import pytest

from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine import episodes_shape
from qis_tool.evidence.engine.checks import completeness, sound
from qis_tool.evidence.engine.costs import sums
from qis_tool.evidence.engine.opening import ROW, opened
from qis_tool.evidence.program import the_program
from tests.evidence.settlement_cases import case, written
from tests.outside_tools import spark

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark and Ibis warn of each other's ways


@pytest.fixture(scope="module")
def on_spark() -> Iterator[Any]:
    """An Ibis connection to a Spark session of one processor."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = spark()
        yield ibis.pyspark.connect(session)
        session.stop()


def test_spark_and_duckdb_sum_alike(tmp_path: Path, on_spark: Any) -> None:
    found = case(2, 60)
    faults = {"allowed": "x", "end_date": "2023-02-30", "funding": "", "episode_id": "9"}
    for row, (column, cell) in zip(found.rows, faults.items(), strict=False):
        row[column] = cell
    episodes, contract, _ = written(found, tmp_path)
    agreed = read_contract(contract, the_program())
    costs = the_program().hospital_costs_in(agreed.period)
    shape = episodes_shape(agreed, facility=bool(costs))
    with opened(episodes, shape) as (table, name, _remarks):
        both = [
            (sums(sound(rows, shape), agreed, costs), completeness(rows, shape, name, agreed.period))
            for rows in (table, on_spark.table(view(on_spark, table)))
        ]
    assert both[0] == both[1]
    assert both[0][1].left_out >= len(faults)


def view(on_spark: Any, table: Any) -> str:
    """The name under which Spark knows the rows of a table."""
    rows = [tuple(row.values()) for row in table.to_pyarrow().to_pylist()]
    types = ", ".join(f"{name} {'bigint' if name == ROW else 'string'}" for name in table.columns)
    on_spark._session.createDataFrame(rows, types).createOrReplaceTempView("given")
    return "given"
