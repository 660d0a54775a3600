"""Names of folders and columns that DuckDB, or we, use for something else: none adds, moves or replaces a column."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.building.rules import rules_of
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine import read_sums
from qis_tool.evidence.engine.building import Files, build
from qis_tool.evidence.engine.engines import ENGINES, Engine
from qis_tool.evidence.program import the_program

SAMPLES = Path(__file__).parents[2] / "samples/evidence"
CONTRACT = read_contract(str(SAMPLES / "contract.yaml"), the_program())
RULES = rules_of(read_contract(str(SAMPLES / "building-contract.yaml"), the_program()), from_claims=False)
FOLDERS = ["allowed=1", "c0=x"]
EPISODES = [
    f"'{value}' AS {name}"
    for name, value in {
        "episode_id": "1",
        "pap": "P1",
        "line_of_business": "qhp",
        "funding": "fully_insured",
        "end_date": "2023-05-01",
        "allowed": "4000.00",
        "facility_allowed": "3000.00",
    }.items()
]
CLAIMS = (
    "'C1' AS claim_id, 'M1' AS member_id, '2023-06-15' AS service_date, 'pharmacy' AS claim_type, 'X' AS provider, "
    "'O80' AS diagnoses, '10.00' AS allowed"
)
DELIVERIES = (
    "'D' AS delivery_id, 'M1' AS member_id, '2023-06-15' AS delivery_date, 'P1' AS pap, 'qhp' AS line_of_business, "
    "'fully_insured' AS funding, 'yes' AS continuous_coverage"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with ENGINES["duckdb"]() as running:
        yield running


def stored(file: Path, cells: str) -> str:
    file.parent.mkdir(exist_ok=True)
    duckdb.sql(f"COPY (SELECT {cells}) TO '{file}'")  # our own; its ending says as what
    return str(file)


def built(engine: Engine, claims: str, folder: Path) -> tuple[int, Decimal]:
    """How many rows could not be used, and the dollars of the one episode."""
    found, episodes, _ = build(Files(claims, stored(folder / "d.parquet", DELIVERIES)), RULES, engine, lambda: None)
    [episode] = episodes.rows()
    return found.bad_rows, episode[6]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_called_like_a_column_adds_none_to_episodes(tmp_path: Path, folder: str, ending: str) -> None:
    file = stored(tmp_path / folder / f"episodes.{ending}", ", ".join(EPISODES))
    [found], complete = read_sums(file, CONTRACT, the_program().hospital_costs_in(2023))
    assert (found.pap, found.cost) == ("P1", Decimal(4000))
    assert not complete.remarks


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_called_like_a_column_adds_none_to_claims(
    tmp_path: Path, engine: Engine, folder: str, ending: str
) -> None:
    file = stored(tmp_path / folder / f"claims.{ending}", CLAIMS)
    assert built(engine, file, tmp_path / folder) == (0, Decimal("10.00"))


@pytest.mark.parametrize("name", ["row_number", "ROW_NUMBER"])
def test_a_column_called_like_one_of_ours_moves_no_other(tmp_path: Path, engine: Engine, name: str) -> None:
    file = stored(tmp_path / "claims.parquet", f"7 AS {name}, {CLAIMS}")
    assert built(engine, file, tmp_path) == (0, Decimal("10.00"))


def test_a_column_that_hides_where_a_row_stands_is_refused(tmp_path: Path, engine: Engine) -> None:
    file = stored(tmp_path / "claims.parquet", f"7 AS file_row_number, {CLAIMS}")
    with pytest.raises(UserError, match="it has a column called file_row_number, which"):
        built(engine, file, tmp_path)


def test_a_file_that_only_begins_like_parquet_is_told_as_damaged(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "claims.parquet").write_bytes(b"PAR1 no parquet at all")
    with pytest.raises(UserError, match=r"claims\.parquet: it can't be read as a table: it is damaged"):
        built(engine, str(tmp_path / "claims.parquet"), tmp_path)
