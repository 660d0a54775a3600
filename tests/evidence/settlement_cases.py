"""Random settlements: a table of episodes with many providers, a contract, and accounts, close to every edge."""

import csv
import json
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.evidence.settlement_reference import BRANCHES

HEADS = ("episode_id", "pap", "pap_name", "line_of_business", "funding", "end_date", "allowed", "facility_allowed")
HOSPITALS = ("", "Aspen Valley", "Birchwood", "P0001")


class Case(NamedTuple):
    """Episodes as rows of texts, the contract and the accounts as the reference takes them."""

    rows: list[dict[str, str]]
    contract: dict[str, Any]
    accounts: dict[str, dict[str, Any]]


def case(seed: int, providers: int) -> Case:
    """The settlement of this seed."""
    random = Random(seed)  # noqa: S311 - cases, no secrets
    periods = list(BRANCHES)
    lines = {name: terms(random) for name in ("qhp", "commercial")}
    contract = {
        "period": periods[seed % len(periods)],
        "lines": lines,
        "gain": (50, 33)[seed % 2],
        "risk": random.choice((50, 25)),
        "factor": seed % 2 == 0,
        "outliers": (None, (500_00, "leave_out"), (450_00, "cap"))[seed % 3],
    }
    rows = [
        row(random, f"P{number:04d}", contract) for number in range(providers) for _ in range(random.randint(1, 14))
    ]
    numbered = [{"episode_id": str(number), **found} for number, found in enumerate(rows)]
    accounts = {f"P{number:04d}": account(random) for number in range(providers)}
    return Case(numbered, contract, accounts)


def terms(random: Random) -> dict[str, Any]:
    """Thresholds of a line of business in cents."""
    below = random.choice((30000, 33333, 35050))
    return {
        "below": below,
        "above": below + random.choice((0, 1, 3000)),
        "facility": random.choice((None, 15000, 20001)),
    }


def row(random: Random, pap: str, contract: dict[str, Any]) -> dict[str, str]:
    """One episode."""
    allowed = random.choice((30000, 33333, 33334, 35050, 38050, random.randint(20000, 60000)))
    facility = random.choice((0, allowed, random.randint(0, allowed)))
    year = contract["period"] - (random.random() < 0.05)
    return {
        "pap": pap,
        "pap_name": f"Dr. {pap}",
        "line_of_business": random.choice(("qhp", "commercial", "commercial")),
        "funding": random.choice(("fully_insured", "self_insured")),
        "end_date": f"{year}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "allowed": dollars(allowed),
        "facility_allowed": dollars(facility),
        "hospital": random.choice(HOSPITALS),
        "factor": random.choice(("1", "0.9", "1.000001", "1.123456")),
    }


def account(random: Random) -> dict[str, Any]:
    """Allowed dollars in cents, and whether each of two measures is passed."""
    passes = [random.random() < 0.8, random.random() < 0.8]
    return {"allowed": random.choice((0, 99, 200_000, random.randint(0, 500_000))), "passes": passes}


def dollars(cents: int) -> str:
    """Cents as a text of dollars."""
    return f"{cents // 100}.{cents % 100:02d}"


def written(found: Case, folder: Path) -> tuple[str, str, str]:
    """The names of the files of a case: episodes, contract, providers."""
    files = [folder / name for name in ("episodes.csv", "contract.yaml", "providers.csv")]
    with files[0].open("w", newline="", encoding="utf-8") as file:
        rows = csv.DictWriter(file, list(found.rows[0]))
        rows.writeheader()
        rows.writerows(found.rows)
    files[1].write_text(json.dumps(contract_data(found.contract)), "utf-8")
    with files[2].open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(("pap", "total_allowed", "first", "second"))
        for pap, of in found.accounts.items():
            first, second = (("80", "79.999")[not passed] for passed in of["passes"])
            lines.writerow((pap, dollars(of["allowed"]), first, "33/150" if second == "80" else "33/138"))
    return str(files[0]), str(files[1]), str(files[2])


def contract_data(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract as its file has it."""
    lines = {
        name: {
            "name": name,
            "gain_below": of["below"] / 100,
            "risk_above": of["above"] / 100,
            "facility_threshold": "none" if of["facility"] is None else of["facility"] / 100,
        }
        for name, of in contract["lines"].items()
    }
    outliers = contract["outliers"]
    return {
        "contract": "Random",
        "episode_type": "perinatal",
        "period": contract["period"],
        "lines_of_business": lines,
        "gain_share": contract["gain"],
        "risk_share": contract["risk"],
        "cap_base": "All dollars",
        "quality": [
            {"column": "first", "name": "First", "at_least": 80},
            {"column": "second", "name": "Second", "at_most": 23.9},
        ],
        "risk_adjustment": {"multiply_by": "factor"} if contract["factor"] else "none",
        "outliers": {"above": outliers[0] / 100, "treatment": outliers[1]} if outliers else "none",
    }
