"""The topics a form demands without giving them a box."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.checks.phrases import holds
from qis_tool.form import Form
from qis_tool.source import Source
from qis_tool.validate import validate

Found = Callable[[Mapping[str, Any]], list[tuple[str, str]]]

LIST = "part_d.activities.list"
COACHING = "coverage.cmqcc_coaching"
NO_COACHING = {
    LIST: "We promote the Maternal Data Center.",
    "part_d.activities.relation_to_incentives": "The bonus rewards it.",
    "part_d.risk.barriers": "Few staff.",
}


def test_a_topic_is_looked_for_in_all_answers(found: Found) -> None:
    assert found(NO_COACHING | {"part_c.description": "Contract terms; hospitals join CMQCC."}) == [
        ("topic-not-found", "coverage.cmqcc_coaching")
    ]


def test_a_topic_with_a_stated_home_is_not_looked_for(found: Found) -> None:
    stated = {COACHING: [LIST], "part_c.description": "Contract terms; hospitals join CMQCC."}
    assert found(NO_COACHING | stated) == []


@pytest.mark.parametrize(
    ("assessment", "expected"), [(None, [("topic-not-found", "coverage.barriers_and_mitigation")]), ("Nobody.", [])]
)
def test_a_topic_with_a_field_of_its_own_is_not_looked_for_once_that_is_filled(
    found: Found, assessment: str | None, expected: list[tuple[str, str]]
) -> None:
    item_11 = {"part_d.risk": {"no_barriers_assessment": assessment}}
    assert [each for each in found(item_11) if each[0] == "topic-not-found"] == expected


def test_a_topic_is_named_as_the_rule_writes_it(changed: Callable[[Mapping[str, Any]], Source]) -> None:
    (finding,) = validate(
        changed(NO_COACHING | {"part_c.description": "Contract terms; hospitals join CMQCC."})
    ).findings
    assert finding.message.startswith("Did not find encouraging CMQCC coaching (topic 6) in any answer")


def test_a_topic_not_found_stands_at_the_plans_list_of_homes(changed: Callable[[Mapping[str, Any]], Source]) -> None:
    text = {"part_c.description": "Contract terms; hospitals join CMQCC.", COACHING: None}
    (finding,) = validate(changed(NO_COACHING | text)).findings
    assert finding.help.startswith("Its usual place is item 8a.")


@pytest.mark.parametrize(
    ("home", "why"),
    [
        ("part_d.activities.list", ""),
        ("part_d.timeline.milestones[].milestone", ""),
        ("part_d.incentives.checked", ""),
        ("part_d.timeline.milestones", ""),
        ("part_d.activities", "that is no answer on the form"),
        ("part_d.timeline.start_date", "that is no answer on the form"),
        ("part_d.activity.list", "that is no answer on the form"),
        ("issuer.legal_name", "that is no answer on the form"),
        ("", "that is no answer on the form"),
        ("part_d.risk.no_barriers_assessment", "that field is blank"),
    ],
)
def test_a_stated_home_is_a_field_and_is_filled(
    changed: Callable[[Mapping[str, Any]], Source], home: str, why: str
) -> None:
    found = validate(changed({COACHING: [LIST, home]})).findings
    assert [(f.path, f.message.rpartition("but ")[2]) for f in found] == (
        [(("coverage", "cmqcc_coaching", 1), f"{why}.")] if why else []
    )


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        ({"cmqcc_coaching": [5, "nowhere"]}, [("stated-home-blank", 1), ("wrong-type", 0)]),
        ({"cmqcc_coaching": LIST}, [("wrong-type", None)]),
        ("somewhere", [("wrong-type", None)]),
        ({"cmqcc_coaching": None}, []),
    ],
)
def test_a_list_of_homes_of_another_shape_is_told_once(
    changed: Callable[[Mapping[str, Any]], Source], coverage: object, expected: list[tuple[str, int | None]]
) -> None:
    found = [
        (f.rule.name, f.path[2] if len(f.path) > 2 else None)
        for f in validate(changed({"coverage": coverage})).findings
    ]
    assert sorted(found) == expected


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("22 hospitals take part in CMQCC", True),
        ("Three more have signed up for the Maternal Data Center", True),
        ("22 of 24 are in the MDC", True),
        ("CMQCC has a website", False),
    ],
)
def test_participation_is_found_in_plain_words(k2: Form, said: str, *, is_found: bool) -> None:
    (topics,) = (rule.options["topics"] for rule in k2.rules if rule.check == "topic_not_found")
    assert holds(topics["cmqcc_participation_updates"]["terms"], said.lower()) is is_found
