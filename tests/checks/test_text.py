"""Wording: phrases that must or must not stand in an answer, figures and identity."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.checks.text import listed
from qis_tool.source import Source
from qis_tool.validate import validate

Found = Callable[[Mapping[str, Any]], list[tuple[str, str]]]

GOAL_1 = "part_c.goal_1"
GOAL_2 = "part_c.goal_2"
RATIONALE = "part_d.rationale"
ASSESSMENT = "part_d.risk.no_barriers_assessment"
SOURCES = "part_b.data_sources"


@pytest.mark.parametrize(("names", "prose"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_names_are_listed_as_prose(names: list[str], prose: str) -> None:
    assert listed(names) == prose


@pytest.mark.parametrize(
    ("field", "text", "missing"),
    [
        (GOAL_1, "We engage each hospital to reach 23.9% or less.", None),
        (GOAL_1, "Working with HOSPITALS toward 23.9 percent.", None),
        (GOAL_1, "We engage each hospital.", "the rate of 23.9%"),
        (GOAL_1, "We want fewer C-sections.", "hospitals, engagement and the rate of 23.9%"),
        (GOAL_2, "Hospitals and physicians get one blended case rate.", None),
        (GOAL_2, "Hospitals are paid fairly.", "a Smart Care California payment strategy and physicians"),
    ],
)
def test_a_goal_names_what_its_note_asks(
    changed: Callable[[Mapping[str, Any]], Source], field: str, text: str, missing: str | None
) -> None:
    topics = {"coverage.hospital_engagement": [GOAL_1], "coverage.payment_strategy": [GOAL_2]}
    messages = [finding.message for finding in validate(changed(topics | {field: text})).findings]
    assert [message.rpartition("a mention of ")[2] for message in messages] == ([f"{missing}."] if missing else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N/A", "not-applicable"),
        ("n / a.", "not-applicable"),
        ("Not applicable, because we own no hospital.", "not-applicable"),
        ("NA", "not-applicable"),
        ("Naturally, we plan visits.", ""),
        ("This is not applicable to rural hospitals.", ""),
        ("Lorem ipsum dolor.", "placeholder"),
        ("We visit [insert number] hospitals.", "placeholder"),
        ("We visit <name of hospital> each quarter.", "placeholder"),
        ("Click or tap here to enter text.", "placeholder"),
        ("XXXX hospitals agreed.", "placeholder"),
        ("We visit [some] hospitals.", ""),
        ("None.", "stand-in-words"),
        ("nothing known", "stand-in-words"),
        ("Dates are to be determined.", "stand-in-words"),
        ("TBD", "stand-in-words"),
        ("See above.", "stand-in-words"),
        ("None of the hospitals refused.", ""),
        ("Hospitals foresee above all a lack of staff.", ""),
        ("The strategy strengthens advanced primary care.", "other-attachment"),
    ],
)
def test_what_stands_in_for_an_answer_is_told(found: Found, text: str, expected: str) -> None:
    assert set(found({RATIONALE: text})) == ({(expected, RATIONALE)} if expected else set())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hospitals with an NTSV rate over 23.9% are removed from the network.", True),
        ("We exclude hospitals with a high C-section rate.", True),
        ("We terminate a hospital for its NTSV rate. It may appeal, but not twice.", True),
        ("Not all is lost.\nWe terminate a hospital for its NTSV rate.", True),
        ("No hospital is removed for its NTSV rate alone.", False),
        ("Removal of a hospital weighs its NTSV rate with its trajectory.", False),
        ("Hospitals are not excluded for their NTSV rate.", False),
        ("We remove financial barriers.", False),
    ],
)
def test_removal_on_the_rate_alone_is_told_unless_the_sentence_excuses_it(
    found: Found, text: str, *, told: bool
) -> None:
    assert found({RATIONALE: text}) == ([("removal-on-rate-alone", RATIONALE)] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Sierra Lupine maternity survey.", True),
        ("The SIERRA LUPINE HEALTH survey.", True),
        ("A survey of SLH enrollees.", True),
        ("Filed under 99997.", True),
        ("Write to quality@example.org.", True),
        ("Call 916-555-0142.", True),
        ("Call (916) 555-0142.", True),
        ("See https://example.org/survey.", True),
        ("See www.example.org.", True),
        ("See example.org for more.", True),
        ("A survey of maternity patients, 12,345 in all.", False),
        ("A survey of mothers in the SLHX trial.", False),
    ],
)
def test_the_other_data_source_does_not_identify_the_company(found: Found, text: str, *, told: bool) -> None:
    other = f"{SOURCES}.other_description"
    plan = {f"{SOURCES}.checked": ["registries", "other"], other: text}
    assert set(found(plan)) == ({("company-identified", other)} if told else set())


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Write to Quality@Example.org today.", "Quality@Example.org"),
        ("See https://example.org/survey for more.", "https://example.org/survey"),
        ("See example.org for more.", "example.org"),
        ("The sierra lupine survey.", "sierra lupine"),
        ("Call (916) 555-0142.", "916) 555-0142"),
    ],
)
def test_what_identifies_is_quoted_as_it_is_written(
    changed: Callable[[Mapping[str, Any]], Source], text: str, quoted: str
) -> None:
    (finding,) = validate(changed({RATIONALE: text})).findings
    assert f'"{quoted}"' in finding.message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sierra Lupine Health, Inc.", "Sierra Lupine Health serves them."),
        ("Sierra Lupine Health LLC", "Sierra Lupine Health's enrollees."),
        ("A+ Care (West)", "They chose A+ Care (West) freely."),
    ],
)
def test_a_name_is_known_without_its_legal_form(found: Found, name: str, text: str) -> None:
    plan = {"issuer.legal_name": name, "issuer.aliases": [], RATIONALE: text}
    assert found(plan) == [("company-named", RATIONALE)]


def test_names_that_are_no_names_are_looked_for_nowhere(found: Found) -> None:
    assert found({"issuer.aliases": ["", " "], "issuer.hios_issuer_id": None}) == []
    assert found({"issuer.aliases": "x", "issuer.legal_name": 5}) == [
        ("wrong-type", "issuer.legal_name"),
        ("wrong-type", "issuer.aliases"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bring NTSV rates to 23.9% or less.", False),
        ("Bring NTSV rates to 23.6% or less.", True),
        ("Our target is 24.7%.", True),
        ("The goal of 25 percent was met.", True),
        ("A 23.6% target.", True),
        ("Bring NTSV rates to at most 24%.", True),
        ("Our target is 90% attendance.", False),
        ("The rate was 25.1% in 2022.", False),
    ],
)
def test_a_target_other_than_the_forms_is_told(found: Found, text: str, *, told: bool) -> None:
    assert set(found({RATIONALE: text})) == ({("other-target", RATIONALE)} if told else set())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See above.", "stand-in-words"),
        ("Bring NTSV rates to 23.6% or less.", "other-target"),
        ("Write to quality@example.org.", "company-named"),
        ("See https://www.example.org/survey.", "company-named"),
    ],
)
def test_what_several_phrases_find_in_one_place_is_told_once(found: Found, text: str, expected: str) -> None:
    assert found({RATIONALE: text}) == [(expected, RATIONALE)]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("We meet 12 network hospitals.", "All 12 contracted hospitals agreed.", []),
        ("We meet 12 network hospitals.", "All 11 network hospitals agreed.", ["11"]),
        ("Ten of our 12 hospitals agreed.", "Nine of our 11 hospitals agreed.", ["11"]),
        ("A baseline rate of 26.1%.", "The baseline was 26.0%.", ["26.0"]),
        ("We meet 12 network hospitals.", "A baseline rate of 26.1%.", []),
    ],
)
def test_a_quantity_has_one_figure(
    changed: Callable[[Mapping[str, Any]], Source], first: str, second: str, told: list[str]
) -> None:
    plan = {"part_c.description": first, RATIONALE: second, "part_d.timeline.milestones.0.milestone": "Start."}
    found = [finding for finding in validate(changed(plan)).findings if finding.rule.name == "figures-disagree"]
    assert [finding.message.split()[4] for finding in found if finding.path == ("part_d", "rationale")] == told
