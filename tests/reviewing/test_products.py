"""Which products an issuer's plans cover."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from qis_tool.reviewing import reviewed
from qis_tool.reviewing.products import by_issuer
from qis_tool.reviewing.values import IssuerProducts, PlanReview
from qis_tool.source import Source

EDITION = "Attachment K2 plan year 2024"


@pytest.fixture
def plan(changed: Callable[[Mapping[str, Any]], Source]) -> Callable[..., PlanReview]:
    """Makes the review of a plan that sells and covers these products, for an issuer known by ID and name."""

    def make(
        file: str,
        sold: Sequence[str] | None,
        covered: Sequence[str],
        name: str | None = "A",
        number: str | None = "99999",
    ) -> PlanReview:
        changes = {
            "issuer": {"legal_name": name, "hios_issuer_id": number, "product_types": sold},
            "part_a.product_types": covered,
        }
        return replace(reviewed(changed(changes)).plan, file=file)

    return make


def rows(*found: IssuerProducts) -> list[tuple[object, ...]]:
    return [tuple(product) for issuer in found for product in issuer.products]


def test_each_product_sold_is_covered_by_plans_or_by_none(plan: Callable[..., PlanReview]) -> None:
    [issuer] = by_issuer([plan("a", ["HMO", "PPO", "EPO"], ["HMO"]), plan("b", ["HMO", "PPO", "EPO"], ["HMO", "PPO"])])
    assert (issuer.edition, issuer.issuer, issuer.plans, issuer.sold_known) == (EDITION, "A", ("a", "b"), True)
    assert rows(issuer) == [("HMO", True, ("a", "b")), ("PPO", True, ("b",)), ("EPO", True, ())]


def test_what_is_sold_is_told_by_any_of_the_plans(plan: Callable[..., PlanReview]) -> None:
    assert rows(*by_issuer([plan("a", ["HMO"], ["HMO"]), plan("b", ["PPO"], ["EPO"])])) == [
        ("HMO", True, ("a",)),
        ("PPO", True, ()),
        ("EPO", False, ("b",)),
    ]


def test_what_is_sold_may_be_told_by_none(plan: Callable[..., PlanReview]) -> None:
    [issuer] = by_issuer([plan("a", None, ["HMO"])])
    assert (issuer.sold_known, rows(issuer)) == (False, [("HMO", False, ("a",))])


def test_issuers_are_told_apart_as_the_rule_says(plan: Callable[..., PlanReview]) -> None:
    plans = [plan("a", [], ["HMO"]), plan("b", [], ["PPO"], number="11111"), plan("c", [], ["EPO"], name="Other")]
    assert [(issuer.issuer, issuer.plans) for issuer in by_issuer(plans)] == [("A", ("a", "c")), ("A", ("b",))]


def test_the_first_name_that_is_given_is_the_issuers(plan: Callable[..., PlanReview]) -> None:
    plans = [plan("a", [], ["HMO"], name=None), plan("b", [], ["HMO"], name="B"), plan("c", [], ["HMO"], name="C")]
    assert [issuer.issuer for issuer in by_issuer(plans)] == ["B"]


def test_plans_that_name_no_issuer_stand_alone(plan: Callable[..., PlanReview]) -> None:
    plans = [plan("a", ["HMO", "PPO"], ["HMO"], None, None), plan("b", ["HMO", "PPO"], ["PPO"], None, None)]
    assert [(issuer.issuer, rows(issuer)) for issuer in by_issuer(plans)] == [
        ("", [("HMO", True, ("a",)), ("PPO", True, ())]),
        ("", [("HMO", True, ()), ("PPO", True, ("b",))]),
    ]


def test_editions_are_kept_apart(plan: Callable[..., PlanReview]) -> None:
    one = plan("a", ["HMO"], ["HMO"])
    assert len(list(by_issuer([one, replace(one, file="b", edition="Attachment K2 plan year 2025")]))) == 2


def test_a_plan_of_no_known_form_offers_nothing() -> None:
    assert list(by_issuer([PlanReview("a", "", None, 1, 0, 0, 0)])) == []
