"""The rules as data: sound in themselves, and at one with the checks, the form and the schema."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qis_tool.checks import CHECKS
from qis_tool.checks.phrases import plain_parts
from qis_tool.finding import LEVELS, Rule
from qis_tool.form import CITE_LIMIT, Form, load_form

K2 = load_form("k2", 2024)
RULES = pytest.mark.parametrize("rule", K2.rules, ids=lambda rule: rule.code)


def phrases(rule: Rule) -> list[str]:
    """Every phrase of a rule, however it is grouped."""
    options = rule.options
    lists = [options.get("phrases", []), options.get("unless", []), *options.get("terms", {}).values()]
    lists += [*options.get("groups", {}).values(), *options.get("figures", {}).values()]
    lists += [topic["terms"] for topic in options.get("topics", {}).values()]
    return [phrase for group in lists for phrase in group]


def rules_named(node: Any) -> Iterator[str]:
    """Every rule the schema names."""
    if isinstance(node, dict):
        yield from [node["rule"]] if isinstance(node.get("rule"), str) else []
    for part in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from rules_named(part)


def test_codes_and_names_are_unique() -> None:
    codes, names = [rule.code for rule in K2.rules], [rule.name for rule in K2.rules]
    assert (sorted(set(codes)), sorted(set(names))) == (sorted(codes), sorted(names))


def test_codes_are_in_order() -> None:
    codes = [rule.code for rule in K2.rules]
    assert codes == sorted(codes, key=lambda code: (not code.startswith("QIS"), code))


@RULES
def test_a_rule_is_named_and_graded(rule: Rule) -> None:
    assert re.fullmatch(r"QIS[01]\d\d|K2-2\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.level in LEVELS


def test_every_check_is_used_and_every_one_used_exists() -> None:
    assert {rule.check for rule in K2.rules if rule.check} == set(CHECKS)


def test_the_shape_is_checked_once() -> None:
    assert [rule.check for rule in K2.rules].count("shape") == 1


def test_every_rule_the_schema_names_exists() -> None:
    named = set(rules_named(K2.schema))
    assert named
    assert named <= {rule.name for rule in K2.rules}


@RULES
def test_a_citation_is_a_printed_line(rule: Rule) -> None:
    assert rule.cite in ("", CITE_LIMIT) or K2.printed[rule.cite]


@RULES
def test_the_fields_of_a_rule_are_fields_of_the_form(rule: Rule) -> None:
    options = rule.options
    named = [*rule.fields, *options.get("names", []), *options.get("except", []), *options.get("issuer", [])]
    named += [options[name] for name in ("start", "homes", "sold", "covered") if name in options]
    boxes = options.get("boxes", {})
    named += [boxes] if isinstance(boxes, str) else [*boxes, *(field for texts in boxes.values() for field in texts)]
    assert [field for field in named if field not in K2.fields] == []


@RULES
def test_the_boxes_of_a_rule_are_boxes_of_the_form(rule: Rule) -> None:
    given = rule.options.get("boxes", {})
    named = (
        [(given, box) for key in ("only", "any_of", "terms") for box in rule.options.get(key, ())]
        if isinstance(given, str)
        else [(boxes, box) for boxes, texts in given.items() for box in texts.values()]
    )
    assert [(boxes, box) for boxes, box in named if box not in K2.fields[boxes].choices] == []


def test_the_topics_are_those_of_the_plan() -> None:
    topics = K2.rule("topic-not-found").options["topics"]
    assert [f"coverage.{topic}" for topic in topics] == [path for path in K2.fields if path.startswith("coverage.")]


@RULES
def test_its_phrases_are_patterns_in_lower_case(rule: Rule) -> None:
    for phrase in phrases(rule):
        letters = re.sub(r"\\.|\(\?P<", "", phrase)
        assert letters == letters.lower()
        re.compile(phrase)


@pytest.mark.usefixtures("untraced")
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_what_a_phrase_matches_holds_its_plain_parts(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from(sorted({phrase for rule in K2.rules for phrase in phrases(rule)})))
    match = re.search(phrase, data.draw(st.from_regex(re.compile(phrase))))
    assert match
    assert [part for part in plain_parts(phrase) if part not in match[0]] == []


@pytest.mark.parametrize("check", ["other_figure", "figures_disagree"])
def test_a_phrase_for_a_figure_says_which_part_it_is(check: str) -> None:
    found = [phrase for rule in K2.rules if rule.check == check for phrase in phrases(rule)]
    assert found
    assert [phrase for phrase in found if "figure" not in re.compile(phrase).groupindex] == []


@pytest.mark.parametrize(("line", "means"), K2.slips, ids=[line for line, _ in K2.slips])
def test_a_slip_is_about_a_printed_line(line: str, means: str) -> None:
    assert line in K2.printed
    assert means


def test_every_box_has_its_printed_line(k2: Form) -> None:
    boxes = {field.path: field.choices for field in k2.fields.values() if field.kind == "boxes" and field.item}
    assert {path: tuple(choices) for path, choices in k2.boxes.items()} == boxes
    assert all(k2.printed_line(path, choice) for path, choices in boxes.items() for choice in choices)


@pytest.mark.parametrize("field", [field for field in K2.fields.values() if field.item], ids=lambda field: field.path)
def test_a_field_of_the_form_cites_its_printed_lines(field: Any) -> None:
    assert field.line in K2.printed
    assert field.limit_line in K2.printed if field.limit else not field.limit_line
