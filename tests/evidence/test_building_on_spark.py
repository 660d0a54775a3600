"""The expressions that build episodes, on Spark: the same episodes as on DuckDB, and the same fate of each claim."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from qis_tool.evidence.building.rules import rules_of
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine.building import Files, build
from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.program import the_program
from tests.outside_tools import spark

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark and Ibis warn of each other's ways
SAMPLES = Path(__file__).parent.parent.parent / "samples/evidence"


@pytest.fixture(scope="module", autouse=True)
def session() -> Iterator[None]:
    """A Spark session of one processor, which the engine finds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = spark()
        yield
        running.stop()


def test_spark_and_duckdb_build_alike(tmp_path: Path) -> None:
    for name in ("claims", "deliveries"):
        rows = duckdb.read_csv(str(SAMPLES / f"{name}.csv"), all_varchar=True)
        twice = duckdb.sql("SELECT * FROM rows UNION ALL SELECT * FROM rows LIMIT 24")
        assert twice is not None
        twice.write_parquet(str(tmp_path / name))
        assert len(rows) < 24
    files = Files(str(tmp_path / "claims"), str(tmp_path / "deliveries"))
    rules = rules_of(read_contract(str(SAMPLES / "building-contract.yaml"), the_program()), from_claims=False)
    found = []
    for engine in ENGINES.values():
        with engine() as running:
            built, episodes, _ = build(files, rules, running, lambda: None)
            found.append((built, list(episodes.rows())))
    assert found[0] == found[1]
    assert found[0][0].bad_rows > 3
