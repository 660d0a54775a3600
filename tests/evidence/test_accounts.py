"""The table of accountable providers."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.accounts import read_accounts
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.program import the_program
from qis_tool.evidence.settling.values import Account

SAMPLES = Path(__file__).parents[2] / "samples/evidence"
CONTRACT = read_contract(str(SAMPLES / "contract.yaml"), the_program())


def read(tmp_path: Path, text: str) -> dict[str, Account]:
    """The accounts in a file with these lines."""
    (tmp_path / "providers.csv").write_text(text, "utf-8")
    return read_accounts(str(tmp_path / "providers.csv"), CONTRACT)[0]


def test_money_and_rates_are_exact(tmp_path: Path) -> None:
    found = read(tmp_path, "PAP,Total allowed,hiv_screening,ntsv_rate\nP1,25000.10,80.5%,33/138\nP2,,,\n")
    assert found == {
        "P1": Account(Decimal("25000.10"), {"hiv_screening": Fraction("80.5"), "ntsv_rate": Fraction(3300, 138)}),
        "P2": Account(None, {}),
    }


def test_columns_of_measures_may_be_missing_until_they_are_needed(tmp_path: Path) -> None:
    assert read(tmp_path, "PAP,Total allowed\nP1,1\n") == {"P1": Account(Decimal(1), {})}


@pytest.mark.parametrize("rate", ["x", "101", "-1", "1/0", "5/4", "1/2/3", "23,9"])
def test_a_result_that_is_no_rate_stops_the_settlement(tmp_path: Path, rate: str) -> None:
    with pytest.raises(UserError, match=r"providers.csv row 2, HIV screening: it is neither a rate"):
        read(tmp_path, f'PAP,hiv_screening\nP1,"{rate}"\n')


def test_so_does_an_amount_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="row 2, Total allowed: “25k” is not an amount in dollars"):
        read(tmp_path, "PAP,Total allowed\nP1,25k\n")


def test_the_sample_is_read_whole() -> None:
    accounts, remarks = read_accounts(str(SAMPLES / "providers.csv"), CONTRACT)
    assert len(accounts) == 6
    assert remarks == ()
