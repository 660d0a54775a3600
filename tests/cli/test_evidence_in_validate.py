"""qis validate --evidence"""

from collections.abc import Callable
from pathlib import Path

import pytest

Qis = Callable[..., tuple[int, str, str]]
TABLES = Path(__file__).parents[2] / "samples/evidence"


@pytest.fixture
def plan(samples: Path) -> Path:
    return samples / "good/full.yaml"


def test_a_plan_that_agrees_with_its_tables_has_no_finding(qis: Qis, plan: Path) -> None:
    tables = [TABLES / "roster.csv", TABLES / "contracts.csv"]
    code, out, err = qis("validate", plan, "--evidence", tables[0], "--evidence", tables[1])
    assert (code, "0 errors, 0 warnings, 0 notes. Passed." in out) == (0, True)
    assert err == f"Figures that qis recognizes were compared with {tables[0]}, {tables[1]}.\n"


def test_22_of_24_is_a_warning_where_the_roster_has_21(qis: Qis, plan: Path, tmp_path: Path) -> None:
    roster = (TABLES / "roster.csv").read_text("utf-8").splitlines()
    changed = [line.replace(",yes,no,no,", ",no,no,no,") if line.startswith("Toyon") else line for line in roster]
    (tmp_path / "r.csv").write_text("\n".join(changed), "utf-8")
    code, out, _ = qis("validate", plan, "--evidence", "r.csv", "--format", "concise", "--fail-level", "warning")
    assert (code, out.count("K2-233")) == (1, 1)
    said = "gives 22 for hospitals in the Maternal Data Center. The evidence has: “21 of 24 hospitals in the "
    assert said in out


def test_rows_left_out_are_told(qis: Qis, plan: Path) -> None:
    faulty = TABLES / "roster-with-faults.csv"
    _, _, err = qis("validate", plan, "--evidence", faulty)
    assert "were left out. See the rows with qis hospitals or qis payments.\n" in err


def test_the_output_may_not_replace_a_table(qis: Qis, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes((TABLES / "roster.csv").read_bytes())
    code, _, err = qis("validate", plan, "--evidence", "r.csv", "-o", "r.csv", "--force")
    assert (code, "r.csv" in err) == (2, True)
    assert (tmp_path / "r.csv").read_bytes() == (TABLES / "roster.csv").read_bytes()
