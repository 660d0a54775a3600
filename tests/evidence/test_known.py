"""Tables given as evidence: told apart by their heads, and what they know."""

from decimal import Decimal
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.known import known_by

ROOT = Path(__file__).parents[2]
ROSTER, CONTRACTS = (str(ROOT / f"samples/evidence/{name}.csv") for name in ("roster", "contracts"))
WITH_FAULTS = str(ROOT / "samples/evidence/roster-with-faults.csv")


def test_each_table_is_known_by_its_heads() -> None:
    facts = known_by([CONTRACTS, ROSTER]).facts
    assert (facts["hospitals.total"].value, facts["hospitals.in_data_center"].value) == (24, 22)
    assert facts["network.rate"].value == Decimal("22.9")
    assert facts["payments.hospitals.total"].place == "contracts.csv"


def test_rows_that_are_left_out_are_told() -> None:
    (remark,) = known_by([WITH_FAULTS]).remarks
    assert remark.startswith(f"{WITH_FAULTS}: ")
    assert remark.endswith(" were left out.")


def test_a_second_table_of_a_kind_is_refused() -> None:
    with pytest.raises(UserError, match=r"roster\.csv is such a table already"):
        known_by([ROSTER, WITH_FAULTS])


def test_a_table_of_another_kind_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "births.csv").write_text("Births,Year\n1,2022\n")
    with pytest.raises(UserError, match=r"it is no evidence that qis knows\. As hospital roster: no column is headed"):
        known_by([str(tmp_path / "births.csv")])


@pytest.mark.parametrize(("content", "says"), [(b"", "it is empty"), (b"\xff\xfeH", "UTF-16")])
def test_what_is_no_table_is_told_once(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(UserError, match=says) as told:
        known_by([str(tmp_path / "x.csv")])
    assert str(told.value).count("x.csv") == 1


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(UserError, match="there is no such file"):
        known_by(["nowhere.csv"])
