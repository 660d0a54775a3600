"""Episodes built by the engine, held to a plain-Python reference on many random small cases."""

import csv
import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from qis_tool.evidence.building.rules import rules_of
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine.building import Files, build
from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.program import the_program
from tests.evidence.building_reference import built as plainly_built

DIAGNOSES = ("O80", "O80.1", "o82", "Z37.0", "P07.1", "C50", "C50.911", "E11", "")
PROCEDURES = ("59400", "59400X", "99213", "")
TYPES = ("inpatient_facility", "outpatient_facility", "professional", "pharmacy")
FIRST = datetime.date(2023, 1, 1)
MEMBERS = 150  # each is a small case of its own: two deliveries and ten claims or so


def contract_of(random: Random) -> dict[str, Any]:
    lists: list[dict[str, Any]] = [
        {"diagnoses": ["O80"]},
        {"diagnoses": ["O8*", "Z37*"], "procedures": ["59400"]},
        {"procedures": ["59400*"], "claim_types": ["professional", "pharmacy"]},
        {"claim_types": ["inpatient_facility"]},
        {"diagnoses": ["P*"]},
        {"diagnoses": ["C50"]},
    ]
    some = [{"claims": f"list {n}", **row} for n, row in enumerate(random.sample(lists, 3))]
    left_out = [
        {"episodes": f"code {n}", **row} for n, row in enumerate(random.sample(lists[4:], random.randint(0, 2)))
    ]
    left_out += random.sample(
        [{"episodes": "uncovered", "column": "continuous_coverage", "is": "no"}], random.randint(0, 1)
    )
    left_out += random.sample([{"episodes": "not said", "column": "transfer", "is": "blank"}], random.randint(0, 1))
    random.shuffle(left_out)
    return {
        "contract": "Random",
        "episode_type": "perinatal",
        "period": 2023,
        "lines_of_business": {"qhp": {"name": "QHP", "gain_below": 1, "risk_above": 2, "facility_threshold": "none"}},
        "gain_share": 50,
        "risk_share": 50,
        "cap_base": "all",
        **dict.fromkeys(("quality", "risk_adjustment", "outliers"), "none"),
        "window": {"before_days": random.choice((0, 1, 9, 30)), "after_days": random.choice((0, 1, 7))},
        "include": some[:2],
        "exclude": some[2:] + left_out,
    }


def deliveries_of(random: Random, members: int) -> list[dict[str, Any]]:
    return [
        {
            "delivery_id": f"D{number}",
            "member_id": f"M{random.randint(1, members)}",
            "delivery_date": FIRST + datetime.timedelta(days=random.choice((0, 5, 11, 20, 21, 40, 361))),
            "pap": f"P{random.randint(1, 2)}",
            "hospital": random.choice(("", "H9")),
            "line_of_business": random.choice(("qhp", "qhp", "other")),
            "funding": "fully_insured",
            "continuous_coverage": random.choice(("yes", "yes", "no")),
            "transfer": random.choice(("yes", "no", "")),
        }
        for number in range(2 * members)
    ]


def claims_of(random: Random, members: int) -> list[dict[str, Any]]:
    return [
        {
            "claim_id": f"C{number}",
            "member_id": f"M{random.randint(1, members + members // 4)}",
            "service_date": FIRST + datetime.timedelta(days=random.randint(-12, 50)),
            "claim_type": random.choice(TYPES),
            "provider": f"H{random.randint(1, 3)}",
            "diagnoses": ";".join(random.sample(DIAGNOSES, random.randint(0, 2))),
            "procedures": random.choice(PROCEDURES),
            "allowed": Decimal(random.randint(-500, 99_999)) / 100,
        }
        for number in range(12 * members)
    ]


def written(file: Path, rows: list[dict[str, Any]], heads: list[str]) -> str:
    with file.open("w", newline="") as out:
        table = csv.DictWriter(out, heads)
        table.writeheader()
        table.writerows(rows)
    return str(file)


def case(seed: int) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    random = Random(seed)  # noqa: S311 - cases, no secrets
    return contract_of(random), claims_of(random, MEMBERS), deliveries_of(random, MEMBERS)


CLAIM_HEADS = [
    *("claim_id", "member_id", "service_date", "claim_type", "provider", "diagnoses", "procedures", "allowed"),
]
DELIVERY_HEADS = [
    *("delivery_id", "member_id", "delivery_date", "pap", "hospital", "line_of_business", "funding"),
    *("continuous_coverage", "transfer"),
]


def engine_built(folder: Path, contract: Mapping[str, Any], claims: Any, deliveries: Any, engine: Any) -> Any:
    file = folder / "contract.yaml"
    file.write_text(json.dumps(contract))
    files = Files(
        written(folder / "claims.csv", claims, CLAIM_HEADS),
        written(folder / "deliveries.csv", deliveries, DELIVERY_HEADS),
    )
    return build(files, rules_of(read_contract(str(file), the_program()), from_claims=False), engine, lambda: None)


def compare(found: Any, expected: Any) -> None:
    built, episodes, _ = found
    given = {(share.went, share.reason): (share.number, share.dollars) for share in built.claims if share.number}
    assert given == {went: (number, expected.dollars[went]) for went, number in expected.claims.items()}
    assert {(s.went, s.reason): s.number for s in built.events if s.number} == dict(expected.events)
    assert built.overlapping.number == expected.overlapping
    assert sorted(map(str, (row[1:] for row in episodes.rows()))) == sorted(map(str, expected.episodes))


@pytest.mark.parametrize("seed", range(4))
def test_the_engine_builds_what_plain_python_builds(tmp_path: Path, seed: int) -> None:
    contract, claims, deliveries = case(seed)
    with ENGINES["duckdb"]() as engine:
        found = engine_built(tmp_path, contract, claims, deliveries, engine)
    compare(found, plainly_built(claims, deliveries, contract))
