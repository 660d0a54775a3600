"""A house's settings: what they change in the rules, and in the report of a plan."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.finding import LEVELS, NOTHING_SET, OFF, Report, Settings
from qis_tool.form import Form, common_rules
from qis_tool.settings import changes, refuse_lowered, rules_of
from qis_tool.source import Source, read_bytes
from qis_tool.validate import validate

Changed = Callable[[Mapping[str, Any]], Source]
Judged = Callable[..., Report]

NAMED = {"part_c.description": "Sierra Lupine reduces NTSV C-sections with CMQCC. CMQCC coaching is encouraged."}


@pytest.fixture
def judged(changed: Changed) -> Judged:
    """The report of a good plan with these changes, under these settings."""

    def judge(changes: Mapping[str, Any], **settings: Any) -> Report:
        return validate(changed(changes), settings=Settings(**settings))

    return judge


def told(report: Report) -> list[str]:
    return [f"{found.rule.level} {found.rule.code}" for found in report.findings]


def test_without_settings_the_rules_are_the_forms_own(k2: Form) -> None:
    assert rules_of(k2, NOTHING_SET) == {rule.name: rule for rule in k2.rules}
    assert rules_of(None, NOTHING_SET) == {rule.name: rule for rule in common_rules()}
    assert changes(k2, NOTHING_SET) == NOTHING_SET


def test_a_rule_that_is_off_is_left_out(judged: Judged) -> None:
    assert told(judged(NAMED)) == ["note K2-204"]
    assert told(judged(NAMED, levels={"K2-204": OFF})) == []


def test_a_level_may_be_raised_and_lowered(judged: Judged) -> None:
    assert told(judged(NAMED, levels={"K2-204": "error"})) == ["error K2-204"]
    left_over = {"part_c.goal_1": "Engage hospitals, xx of them, to reach 23.9%. Note to self: ask."}
    assert told(judged(left_over)) == ["error K2-206"]
    assert told(judged(left_over, levels={"K2-206": "note"})) == ["note K2-206"]


def test_a_rule_that_is_off_is_looked_for_all_the_same_as_its_check_may_tell_of_others(k2: Form) -> None:
    off = Settings(levels={rule.code: OFF for rule in k2.rules if rule.waivable or rule.level != "error"})
    assert rules_of(k2, off) == {rule.name: rule for rule in k2.rules}


@pytest.mark.parametrize("level", ["warning", "note", OFF])
def test_an_error_that_makes_a_form_unfit_for_filing_is_never_lowered(judged: Judged, level: str) -> None:
    with pytest.raises(UserError, match=r"^QIS108 too-many-words makes a form unfit for filing, so it can't "):
        judged({}, levels={"QIS108": level})


def test_what_may_be_lowered_is_what_may_be_waived(k2: Form) -> None:
    def lowered(code: str) -> bool:
        try:
            refuse_lowered(k2.rule(code), OFF)
        except UserError:
            return False
        return True

    assert {rule.code for rule in k2.rules if not lowered(rule.code)} == {
        rule.code for rule in k2.rules if rule.level == "error" and not rule.waivable
    }
    for rule in k2.rules:
        refuse_lowered(rule, "error")


def test_a_further_name_counts_as_naming_the_company(judged: Judged) -> None:
    plan = {
        "part_b.data_sources.checked": ["other"],
        "part_b.data_sources.other_description": "A survey of Foothill Mothers’ Group, LLC. The subgroup is small.",
        "part_c.description": "Foothill Mothers' Group reduces NTSV C-sections with CMQCC coaching and participation.",
    }
    assert [code for code in told(judged(plan)) if "K2-20" in code] == []
    terms = ("foothill mothers’ GROUP, LLC", "group of")
    report = judged(plan, identity_terms=terms)
    assert told(report) == ["error K2-203", "note K2-204"]
    assert [found.message for found in report.findings] == [
        'Other data source (item 2) may identify the company: "Foothill Mothers’ Group".',
        'QIS Description (item 4) names the company or a contact: "Foothill Mothers\' Group".',
    ]


def test_the_house_style_is_told_once_an_answer_with_its_place_and_what_to_write(judged: Judged) -> None:
    goal = "We Utilize visits and utilize data; hospitals reutilize it, leveraged to 23.9%. In order to engage."
    terms = {"utilize": "use", "in order to": "", "leverage": "", "a.b": ""}
    first, second = judged({"part_c.goal_1": goal}, style_terms=terms).findings
    assert (first.message, first.help) == (
        'QIS Goal 1 (item 5) says "Utilize", which the house style avoids.',
        "Write “use” instead.",
    )
    assert (second.message, second.help) == (
        'QIS Goal 1 (item 5) says "In order to", which the house style avoids.',
        "Say it in other words.",
    )
    assert first.at is not None
    assert second.at is not None
    assert second.at.column - first.at.column == goal.index("In order") - goal.index("Utilize")


@pytest.mark.parametrize(("words", "near_limit", "codes"), [(190, None, []), (190, 10, ["note QIS110"]), (189, 10, [])])
def test_near_limit_begins_where_it_is_set(judged: Judged, words: int, near_limit: int, codes: list[str]) -> None:
    goal = "We engage hospitals to reach 23.9%" + " more" * (words - 6)
    assert told(judged({"part_c.goal_1": goal}, near_limit=near_limit)) == codes


def test_near_limit_is_in_proportion_for_other_limits(judged: Judged) -> None:
    milestone = {"part_d.timeline.milestones.0.milestone": "word " * 48}
    assert told(judged(milestone)) == []
    assert told(judged(milestone, near_limit=8)) == ["note QIS110"]


def test_a_file_that_can_not_be_read_is_judged_by_the_settings_too() -> None:
    source = read_bytes(b"a: '\xc2\xad'\nb: [", "plan.yaml")
    report = validate(source, settings=Settings(levels={"QIS013": OFF, "K2-204": "error"}))
    assert told(validate(source)) == ["warning QIS013", "error QIS002"]
    assert told(report) == ["error QIS002"]
    assert report.settings.levels == {"QIS013": OFF}


def test_a_report_says_what_was_changed_and_no_more(judged: Judged) -> None:
    levels = {"K2-204": OFF, "QIS110": "note", "QIS116": "warning", "OTHER-201": "note"}
    report = judged({}, levels=levels, near_limit=3, fail_level="warning", sources={"near_limit": "qis.toml"})
    assert report.settings.levels == {"K2-204": OFF, "QIS116": "warning"}
    assert (report.settings.off, report.settings.near_limit) == (("K2-204",), None)
    assert (report.settings.fail_level, report.settings.sources) == ("warning", {"near_limit": "qis.toml"})
    assert judged({}, near_limit=4).settings.near_limit == 4


@pytest.mark.parametrize("fail_level", LEVELS)
def test_the_fail_level_says_from_where_on_a_plan_fails(judged: Judged, fail_level: str) -> None:
    assert judged(NAMED, fail_level=fail_level).fails == (fail_level == "note")
    assert judged(NAMED, fail_level=fail_level, levels={"K2-204": "error"}).fails


def test_a_waiver_of_a_rule_that_is_off_is_not_called_unused(changed: Changed) -> None:
    waiver = {"code": "K2-204", "field": "part_c.description", "reason": "It is meant.", "by": "Reviewer"}
    plan = changed(NAMED | {"waivers": [waiver | {"until": "2024-12-31"}]})
    report = validate(plan, today=datetime.date(2024, 1, 1), settings=Settings(levels={"K2-204": OFF}))
    assert report.findings == ()
