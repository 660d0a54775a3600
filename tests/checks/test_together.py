"""What an issuer sells against what its plans cover, over the plans given together."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.source import Source, read_text
from qis_tool.validate import Together, covered_by, fields_of_survey, validate

Changes = Mapping[str, Any]
Changed = Callable[[Changes], Source]

SOLD = "issuer.product_types"
COVERED = "part_a.product_types"
EPO: dict[str, Any] = {SOLD: ["PPO", "EPO"], COVERED: ["EPO"]}
PPO: dict[str, Any] = {SOLD: ["PPO", "EPO"], COVERED: ["PPO"]}
HMO = {SOLD: ["HMO", "PPO", "EPO"], COVERED: ["HMO"]}
OTHER_ISSUER = {"issuer.hios_issuer_id": "99998", "issuer.legal_name": "Tule Fog Health"}
NAME_ONLY = {"issuer.hios_issuer_id": None}
SAME_NAME = NAME_ONLY | {"issuer.legal_name": " SIERRA lupine Health "}
UNNAMED = {"issuer.hios_issuer_id": None, "issuer.legal_name": None}


@pytest.fixture
def judged(changed: Changed) -> Callable[..., list[str]]:
    """The sentences about products in the reports on plans given together."""

    def judge(*plans: Changes) -> list[str]:
        sources = [changed(plan) for plan in plans]
        together = Together(len(sources))
        for source in sources:
            together.add(covered_by(source))
        found = [finding for source in sources for finding in validate(source, together).findings]
        return [f"{f.rule.code} {f.message}" for f in found if f.path == ("issuer", "product_types")]

    return judge


def test_one_plan_alone_is_warned_of_what_it_leaves_out(judged: Callable[..., list[str]]) -> None:
    assert judged(EPO) == ["K2-229 The issuer sells PPO, which this plan does not cover."]


@pytest.mark.parametrize(
    "plans",
    [(EPO, PPO), (EPO, PPO, {}), (EPO | NAME_ONLY, PPO | SAME_NAME)],
    ids=["two plans", "three plans", "told apart by name"],
)
def test_plans_of_one_issuer_cover_its_products_together(
    judged: Callable[..., list[str]], plans: tuple[Changes, ...]
) -> None:
    assert judged(*plans) == []


def test_each_plan_is_told_what_no_plan_covers(judged: Callable[..., list[str]]) -> None:
    missing = "K2-228 The issuer sells PPO, but none of its plans given here covers it."
    assert judged(EPO, HMO) == [missing, missing]


@pytest.mark.parametrize("others", [OTHER_ISSUER, UNNAMED], ids=["another issuer", "an unnamed issuer"])
def test_a_plan_of_another_issuer_covers_nothing(judged: Callable[..., list[str]], others: dict[str, Any]) -> None:
    assert [sentence.split()[4] for sentence in judged(EPO, PPO | others)] == ["PPO,", "EPO,"]


def test_plans_without_an_issuer_stand_each_for_itself(judged: Callable[..., list[str]]) -> None:
    assert [sentence.split()[4] for sentence in judged(EPO | UNNAMED, PPO | UNNAMED)] == ["PPO,", "EPO,"]


def test_a_plan_that_cannot_be_read_covers_nothing() -> None:
    assert covered_by(read_text("a: b: c", "plan.yaml")) == {}


def test_a_survey_reads_what_it_needs_and_no_answer() -> None:
    assert fields_of_survey() == {"form", "plan_year", "issuer", "part_a"}
