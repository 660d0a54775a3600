"""qis episodes build"""

import json
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pyarrow import parquet

from qis_tool.cli.commands.episodes_build import _moving
from tests.outside_tools import without_spark

Qis = Callable[..., tuple[int, str, str]]
Golden = Callable[[Path, str], None]
ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples/evidence"
BUILD = ("episodes", "build", SAMPLES / "claims.csv", "--contract", SAMPLES / "building-contract.yaml")
WITH_DELIVERIES = (*BUILD, "--deliveries", SAMPLES / "deliveries.csv")


def test_the_sample_is_built_as_expected(qis: Qis, golden: Golden, tmp_path: Path) -> None:
    code, out, err = qis(*WITH_DELIVERIES, "-o", "episodes.csv", "--bad-rows", "bad.csv")
    assert (code, err) == (0, "Wrote bad.csv.\nWrote episodes.csv.\n")
    golden(SAMPLES / "expected/building.txt", out)
    golden(SAMPLES / "expected/built-episodes.csv", (tmp_path / "episodes.csv").read_text("utf-8"))
    golden(SAMPLES / "expected/built-bad-rows.csv", (tmp_path / "bad.csv").read_text("utf-8"))


def test_no_id_of_a_member_a_claim_or_a_delivery_is_written(qis: Qis, tmp_path: Path) -> None:
    told = "".join(qis(*WITH_DELIVERIES, "-o", "episodes.csv", "--bad-rows", "bad.csv")[1:])
    told += "".join(file.read_text("utf-8") for file in tmp_path.glob("*.csv"))
    ids = [line.split(",")[:2] for name in ("claims", "deliveries") for line in lines(SAMPLES / f"{name}.csv")[1:]]
    assert not [found for row in ids for found in row if found in told.replace("PAP", "").replace("P100", "")]


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def test_json_keeps_to_its_schema_and_parquet_holds_what_csv_holds(qis: Qis, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "schemas/meta/building.schema.json").read_bytes())
    code, out, _ = qis(*WITH_DELIVERIES, "-o", "episodes.parquet", "--format", "json")
    found = json.loads(out)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(found)] == []
    assert (code, found["episodes"], found["claims"]["went"][0]["dollars"]) == (0, 3, "25720.75")
    rows = parquet.read_table(tmp_path / "episodes.parquet", columns=["episode_id", "pap", "allowed"]).to_pylist()
    assert [",".join(map(str, row.values())) for row in rows] == ["1,P100,11260.00", "2,P200,6960.00", "3,P100,7500.75"]


def test_strict_writes_no_episodes_where_a_row_could_not_be_used_and_still_the_list(qis: Qis, tmp_path: Path) -> None:
    code, out, err = qis(*WITH_DELIVERIES, "-o", "episodes.csv", "--bad-rows", "bad.csv", "--strict")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == (
        "qis: 3 rows could not be used, and --strict lets none be left out. No episodes were written."
    )
    assert [file.name for file in tmp_path.iterdir()] == ["bad.csv"]


def test_events_may_come_from_claims_and_nothing_need_be_written(qis: Qis, tmp_path: Path) -> None:
    text = (SAMPLES / "building-contract.yaml").read_text("utf-8")
    (tmp_path / "contract.yaml").write_text(
        text.replace('    column: continuous_coverage\n    is: "no"', "    diagnoses: [C*]")
    )
    rows = [
        f"{row}," + ("QHP" if n else "Line of business") for n, row in enumerate(lines(SAMPLES / "claims.csv")[:10])
    ]
    (tmp_path / "claims.csv").write_text(
        "\n".join(f"{row},{'Self-insured' if n else 'Funding'}" for n, row in enumerate(rows))
    )
    code, out, _ = qis("episodes", "build", "claims.csv", "--contract", "contract.yaml", "--bad-rows", "bad.csv")
    assert code == 0
    assert "Read were 1 claim with a trigger code; the lines above add up to 1." in out
    assert "A claim less than 180 days after the one before belongs to the same event." in " ".join(out.split())
    assert lines(tmp_path / "bad.csv") == ["file,row,column,problem"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-o", "episodes.xlsx"], "end its name in .csv or .parquet"),
        (["-o", "same.csv", "--bad-rows", "same.csv"], "need a file each"),
        (["-o", SAMPLES / "claims.csv", "--force"], "this is the file being read"),
        (["--engine", "spark"], "with --engine spark the tables have to be Parquet"),
    ],
    ids=str,
)
def test_what_can_not_be_done_is_told_before_the_work(
    qis: Qis, monkeypatch: pytest.MonkeyPatch, options: list[Any], told: str
) -> None:
    if "spark" in options:
        monkeypatch.setattr("qis_tool.evidence.engine.engines.library", without_spark)
    code, _, err = qis(*WITH_DELIVERIES, *options)
    assert code == 2
    assert told in err


def test_the_bar_moves_by_step_and_by_how_far_the_engine_is_and_never_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qis_tool.cli.commands.episodes_build._OFTEN", 0.001)
    done, moved = [30.0], []
    engine: Any = SimpleNamespace(done=lambda: done[0])
    with _moving(engine, lambda: moved.append(1)) as step:
        wait_for(lambda: len(moved) == 30)
        done[0] = -1.0
        step()
        wait_for(lambda: len(moved) == 100)
    assert len(moved) == 100


def wait_for(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.001)
