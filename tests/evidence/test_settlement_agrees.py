"""The engine and the settlement against a plain-Python reference, on thousands of random providers."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from qis_tool.evidence.accounts import read_accounts
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine import read_sums
from qis_tool.evidence.program import the_program
from qis_tool.evidence.settling import settle
from qis_tool.evidence.settling.values import UNNAMED_HOSPITAL, Books, Line
from tests.evidence.settlement_cases import case, written
from tests.evidence.settlement_reference import BRANCHES, settled

PROVIDERS = 400
SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_engine_and_plain_python_settle_alike(seed: int, tmp_path: Path) -> None:
    found = case(seed, PROVIDERS)
    expected = settled(found.rows, found.contract, found.accounts)
    lines = by_qis(*written(found, tmp_path))
    assert {key: plain(line) for key, line in lines.items()} == expected
    assert len(expected) > PROVIDERS


def test_the_random_cases_reach_every_outcome_and_every_branch() -> None:
    results = [(seed, case(seed, PROVIDERS)) for seed in SEEDS]
    outcomes: Counter[str] = Counter()
    for _, found in results:
        outcomes.update(of["outcome"] for of in settled(found.rows, found.contract, found.accounts).values())
    assert set(outcomes) == {"not eligible", "owes", "gains", "gain withheld", "neither"}
    assert min(outcomes.values()) > 20
    assert {found.contract["period"] for _, found in results} == set(BRANCHES)


def by_qis(episodes: str, contract: str, providers: str) -> dict[tuple[str, str], Line]:
    """The lines by provider and line of business, from the files."""
    program = the_program()
    agreed = read_contract(contract, program)
    costs = program.hospital_costs_in(agreed.period)
    sums, complete = read_sums(episodes, agreed, costs)
    assert not complete.problems
    accounts, _ = read_accounts(providers, agreed)
    return {
        (line.pap, line.terms.id): line for line in settle(sums, Books(agreed, costs, accounts, providers), program)
    }


def plain(line: Line) -> dict[str, Any]:
    """A line as the reference has it."""
    hospitals = {
        ("" if part.hospital == UNNAMED_HOSPITAL else part.hospital, part.funding, part.side): int(part.changed * 100)
        for part in line.hospitals
    }
    return {"outcome": line.outcome, "cents": int(line.amount * 100), "hospitals": hospitals}
