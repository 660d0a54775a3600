"""The engine's expressions on Spark, on this machine: the same sums and the same problems as on DuckDB."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine import read_sums
from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.program import the_program
from tests.evidence.settlement_cases import case, written
from tests.outside_tools import spark

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark and Ibis warn of each other's ways


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    """A Spark session of one processor, which the engine finds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = spark()
        yield
        running.stop()


def test_spark_and_duckdb_sum_alike(tmp_path: Path) -> None:
    found = case(2, 60)
    faults = {"allowed": "x", "end_date": "2023-02-30", "funding": "", "episode_id": "9"}
    for row, (column, cell) in zip(found.rows, faults.items(), strict=False):
        row[column] = cell
    episodes, contract, _ = written(found, tmp_path)
    duckdb.read_csv(episodes, all_varchar=True).write_parquet(str(tmp_path / "episodes.parquet"))
    agreed = read_contract(contract, the_program())
    costs = the_program().hospital_costs_in(agreed.period)
    both = [read_sums(str(tmp_path / "episodes.parquet"), agreed, costs, engine) for engine in ENGINES]
    assert both[0] == both[1]
    assert both[0][1].left_out >= len(faults)
