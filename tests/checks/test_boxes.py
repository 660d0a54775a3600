"""Boxes against the texts that belong to them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

Found = Callable[[Mapping[str, Any]], list[tuple[str, str]]]

SOURCES = "part_b.data_sources"
INCENTIVES = "part_d.incentives"
RELATION = "part_d.activities.relation_to_incentives"
QUESTION = "part_d.attachment_j.questions_4_4_3_answered"
ENROLLEES = {
    f"{INCENTIVES}.checked": ["enrollee_program"],
    f"{INCENTIVES}.enrollee_program_description": "Classes for enrollees.",
    RELATION: "The enrollee incentive brings enrollees to classes.",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({f"{SOURCES}.census_type": "ZIP Code"}, [("text-without-box", f"{SOURCES}.census_type")]),
        (
            {f"{SOURCES}.checked": ["claim_files", "registries", "census_data"], f"{SOURCES}.census_type": "ZIP Code"},
            [],
        ),
        ({f"{SOURCES}.census_type": "  "}, []),
        (
            {f"{INCENTIVES}.in_kind_description": "Coaching."},
            [("text-without-box", f"{INCENTIVES}.in_kind_description")],
        ),
        ({f"{INCENTIVES}.in_kind_description": 5}, [("wrong-type", f"{INCENTIVES}.in_kind_description")]),
    ],
)
def test_a_text_goes_with_its_box(found: Found, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert found(changes) == expected


@pytest.mark.parametrize(
    ("checked", "text", "expected"),
    [
        (["bonus_payment"], "A bonus rewards coaching.", []),
        (["bonus_payment"], "Coaching is rewarded.", ["incentive-not-explained"]),
        (["bonus_payment"], "A bonus, and in-kind help.", ["incentive-not-ticked"]),
        (["increased_reimbursement"], "A bonus rewards coaching.", ["incentive-not-explained", "incentive-not-ticked"]),
        (["bonus_payment", "increased_reimbursement"], "A bonus rewards coaching.", ["incentive-not-explained"]),
        (["bonus_payment", "increased_reimbursement"], "A bonus and higher payments reward coaching.", []),
    ],
)
def test_8b_speaks_of_the_incentives_ticked(found: Found, checked: list[str], text: str, expected: list[str]) -> None:
    changes = {f"{INCENTIVES}.checked": checked, RELATION: text}
    assert found(changes) == [(name, RELATION) for name in expected]


def test_an_enrollee_incentive_alone_does_not_go_with_goal_2(found: Found) -> None:
    assert found(ENROLLEES) == [("enrollee-incentive-only", f"{INCENTIVES}.checked")]


def test_an_enrollee_incentive_alone_goes_with_a_blank_goal_2(found: Found) -> None:
    topic = {"coverage.payment_strategy": ["part_d.rationale"]}
    assert found(ENROLLEES | topic | {"part_c.goal_2": None}) == [("blank-field", "part_c.goal_2")]


def test_an_enrollee_incentive_beside_a_provider_incentive_is_fine(found: Found) -> None:
    both = {f"{INCENTIVES}.checked": ["bonus_payment", "enrollee_program"], RELATION: "Bonus and enrollee incentive."}
    assert found(ENROLLEES | both) == []


@pytest.mark.parametrize(
    ("checked", "text", "expected"),
    [
        (["claim_files"], "Our rationale rests on data from CMQCC.", [("source-not-ticked", "part_d.rationale")]),
        (["claim_files"], "The MDC's reports and CMQCC’s dashboards.", [("source-not-ticked", "part_d.rationale")]),
        (["claim_files"], "Our rationale rests on claims.", []),
        (["other"], "Our rationale rests on data from CMQCC.", []),
        (["registries"], "Our rationale rests on data from CMQCC.", []),
    ],
)
def test_data_relied_on_has_its_box(
    found: Found, checked: list[str], text: str, expected: list[tuple[str, str]]
) -> None:
    changes = {f"{SOURCES}.checked": checked, "part_d.rationale": text}
    other = {f"{SOURCES}.other_description": "Minutes of meetings."} if "other" in checked else {}
    assert found(changes | other) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, []),
        (False, ["attachment-j"]),
        (None, ["attachment-j"]),
        ("true", ["wrong-type"]),
    ],
)
def test_attachment_j_is_confirmed(found: Found, value: object, expected: list[str]) -> None:
    assert found({QUESTION: value}) == [(name, QUESTION) for name in expected]


def test_attachment_j_as_a_whole_is_missed(found: Found) -> None:
    questions = ["part_d.attachment_j.questions_4_4_3_answered", "part_d.attachment_j.questions_4_4_4_answered"]
    assert found({"part_d.attachment_j": None}) == [("attachment-j", question) for question in questions]


@pytest.mark.parametrize(
    ("field", "expected"),
    [("issuer.legal_name", "issuer-not-named"), ("issuer.product_types", "issuer-products-not-given")],
)
def test_who_files_is_given(found: Found, field: str, expected: str) -> None:
    assert found({field: None}) == [(expected, field)]
