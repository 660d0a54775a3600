"""Waivers: which findings they let stand, and what is said of those that let none."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.finding import Report, Waiver
from qis_tool.source import Source
from qis_tool.validate import validate

Changed = Callable[[Mapping[str, Any]], Source]

TODAY = datetime.date(2024, 3, 31)
NAMED = {"part_c.description": "Sierra Lupine reduces NTSV C-sections with CMQCC. CMQCC coaching is encouraged."}
WAIVER = {
    "code": "K2-204",
    "field": "part_c.description",
    "reason": "The name stands in the title of a public program.",
    "by": "Compliance reviewer",
    "until": "2024-03-31",
}


@pytest.fixture
def judged(changed: Changed) -> Callable[..., Report]:
    """The report of a plan that names its issuer in item 4, with these waivers."""

    def judge(*waivers: Any, today: datetime.date | None = TODAY, **changes: Any) -> Report:
        return validate(changed({**NAMED, **changes, "waivers": list(waivers)}), today=today)

    return judge


def told(report: Report) -> list[str]:
    return [f"{'waived' if found.waived else found.rule.level} {found.rule.code}" for found in report.findings]


def test_a_finding_stands_because_of_its_waiver(judged: Callable[..., Report]) -> None:
    report = judged(WAIVER)
    assert told(judged()) == ["note K2-204"]
    assert told(report) == ["waived K2-204"]
    assert report.findings[0].waived == Waiver(WAIVER["reason"], "Compliance reviewer", "2024-03-31")
    assert (report.count("note"), report.waived) == (0, 1)


@pytest.mark.parametrize("code", ["company-named", "k2-204", " K2-204 "])
def test_a_rule_may_be_named_in_any_way_that_explain_knows(judged: Callable[..., Report], code: str) -> None:
    assert told(judged(WAIVER | {"code": code})) == ["waived K2-204"]


def test_a_waiver_for_a_group_lets_findings_in_it_stand(judged: Callable[..., Report]) -> None:
    milestones = [{"milestone": "Sierra Lupine sends the first NTSV report.", "date": "2023-06-30"}]
    waivers = [WAIVER | {"field": field} for field in ("part_c", "part_d.timeline.milestones")]
    report = judged(*waivers, **{"part_d.timeline.milestones": milestones})
    assert told(report) == ["waived K2-204", "waived K2-204"]


@pytest.mark.parametrize("field", ["part_c.goal_1", "part_d.risk"])
def test_a_waiver_for_another_field_lets_nothing_stand(judged: Callable[..., Report], field: str) -> None:
    assert told(judged(WAIVER | {"field": field})) == ["note K2-204", "warning QIS122"]


def test_it_holds_on_its_last_day_and_not_after(judged: Callable[..., Report]) -> None:
    day = datetime.timedelta(days=1)
    assert told(judged(WAIVER, today=TODAY)) == ["waived K2-204"]
    assert told(judged(WAIVER, today=TODAY + day)) == ["note K2-204", "warning QIS121"]
    assert told(judged(WAIVER, today=None)) == ["waived K2-204"]


@pytest.mark.parametrize("part", sorted(WAIVER))
def test_one_that_lacks_a_part_has_no_effect_and_the_part_is_named(judged: Callable[..., Report], part: str) -> None:
    report = judged(WAIVER | {part: " "})
    assert told(report) == ["note K2-204", "error QIS102"]
    assert report.findings[1].path == ("waivers", 0, part)


@pytest.mark.parametrize("until", ["2024-02-30", "next year", 2024])
def test_one_without_a_real_day_has_no_effect(judged: Callable[..., Report], until: object) -> None:
    first, second = told(judged(WAIVER | {"until": until}))
    assert (first, second[:5]) == ("note K2-204", "error")


@pytest.mark.parametrize("waivers", ["none", [None], ["K2-204"], [[WAIVER]]])
def test_what_is_no_list_of_waivers_has_no_effect(changed: Changed, waivers: object) -> None:
    report = validate(changed({**NAMED, "waivers": waivers}), today=TODAY)
    assert told(report)[0] == "note K2-204"
    assert report.waived == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"code": "K2-999"}, "there is no such rule"),
        ({"code": "QIS108"}, "a form with such a fault can't be filed"),
        ({"code": "K2-201"}, "a form with such a fault can't be filed"),
        ({"code": "QIS122"}, "a form with such a fault can't be filed"),
        ({"field": "part_c.goal_9"}, "the form has no field part_c.goal_9"),
    ],
)
def test_what_no_waiver_may_do_is_told(judged: Callable[..., Report], changes: dict[str, str], why: str) -> None:
    report = judged(WAIVER | changes)
    assert told(report) == ["note K2-204", "error QIS123"]
    assert why in report.findings[1].message


def test_an_error_that_rests_on_a_search_may_be_waived(judged: Callable[..., Report]) -> None:
    changes = {"part_c.description": "Lorem ipsum is the name of a public program on C-sections with CMQCC coaching."}
    waiver = WAIVER | {"code": "K2-206"}
    assert told(judged(**changes)) == ["error K2-206"]
    assert told(judged(waiver, **changes)) == ["waived K2-206"]


def test_a_reason_is_told_in_one_line_with_nothing_hidden(judged: Callable[..., Report]) -> None:
    found, _ = judged(WAIVER | {"reason": "It is\n  meant\N{ZERO WIDTH SPACE}."}).findings
    assert str(found.waived) == "until 2024-03-31, by Compliance reviewer: It is meant<U+200B>."
