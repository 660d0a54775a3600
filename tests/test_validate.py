"""From a plan to its report: what is quoted, shown and named of it, and in which order."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.finding import Finding, Position
from qis_tool.source import Source, read_bytes, read_text
from qis_tool.validate import MAX_EXCERPT, MAX_QUOTE, shown, validate

Changed = Callable[[Mapping[str, Any]], Source]

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
MINIMAL = (Path(__file__).parent.parent / "samples/k2/2024/good/minimal.yaml").read_text("utf-8")
ODD = st.text(st.sampled_from("ab \t:#-\"'\\\x07\x1b\x85\u00ad\u200b\u2028\u202e\ufeff\uffff🙂"), max_size=30)


def told(text: str) -> tuple[Finding, ...]:
    """The findings of the smallest good plan with this in place of its rationale's first words."""
    plan = MINIMAL.replace("Our QHP enrollees are about", text)
    assert plan != MINIMAL
    return validate(read_text(plan, "plan.yaml")).findings


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        (200, "200"),
        ("two\n  lines\tand tabs", "two lines and tabs"),
        ("bell\x07 escape\x1b[31m", "bell<U+0007> escape<U+001B>[31m"),
        ("left\u202eright\u200b", "left<U+202E>right<U+200B>"),
        ("[/red] {0} é 🙂", "[/red] {0} é 🙂"),
        ("x" * MAX_QUOTE, "x" * MAX_QUOTE),
        ("x" * (MAX_QUOTE + 1), "x" * MAX_QUOTE + "…"),
    ],
)
def test_a_value_is_quoted_on_one_line_with_nothing_unseen(value: object, text: str) -> None:
    assert shown(value) == text


@given(ODD)
def test_whatever_stands_in_a_plan_nothing_unseen_reaches_a_report(text: str) -> None:
    for finding in told(text):
        lines = [finding.message, finding.help, finding.label, *(line.text for line in finding.excerpt)]
        assert [line for line in lines if CONTROL.search(line)] == []


@pytest.mark.parametrize("padding", [0, 10, 40, 60, 200, 1000])
@pytest.mark.parametrize("tail", ["", " and so on" * 20])
def test_an_excerpt_is_a_window_that_shows_the_place(padding: int, tail: str) -> None:
    before = "é" * padding
    (finding,) = told(f"{before} tbd{tail}")
    line = finding.excerpt[-1]
    assert line.mark is not None
    assert line.text[line.mark :].startswith("tbd")
    assert len(line.text) <= MAX_EXCERPT + 2
    assert line.text.startswith("…") == (padding > MAX_EXCERPT // 2)
    assert finding.at == Position(line.number, 6 + padding)


def test_a_mark_stands_right_behind_what_is_spelled_out() -> None:
    line = told("a\N{ZERO WIDTH SPACE}b\tc tbd")[-1].excerpt[-1]
    assert line.text.startswith("    a<U+200B>b c tbd")
    assert line.mark == len("    a<U+200B>b c ")


def test_an_answers_first_line_is_shown_before_the_place_in_it() -> None:
    (finding,) = told("One.\n\n    tbd")
    assert [(line.number, line.text.strip()[:12], line.mark) for line in finding.excerpt] == [
        (30, "rationale: |", None),
        (33, "tbd 6,000 pe", 4),
    ]


def test_findings_are_in_the_order_of_the_file() -> None:
    found = validate(read_text("x: 1\nform: k2\npart_c:\n  goal_1: tbd\nx: 2\n", "plan.yaml")).findings
    places = [finding.at or finding.span.start for finding in found]
    assert places == sorted(places)
    assert len(places) > 10


def test_reading_problems_do_not_hide_what_the_rules_find(changed: Changed) -> None:
    source = changed({"part_c.goal_1": None})
    doubled = read_text(source.text.replace('{"form": "k2",', '{"form": "k2", "form": "k2",'), "plan.yaml")
    assert {finding.rule.name for finding in validate(doubled).findings} == {"blank-field", "duplicate-key"}


def test_a_report_on_what_could_not_be_read_names_no_form() -> None:
    report = validate(read_bytes(b"a: b: c", "plan.yaml"))
    assert (report.file, report.form, report.form_name, report.plan_year) == ("plan.yaml", "", "", None)
    assert [(finding.rule.code, finding.item, finding.cite) for finding in report.findings] == [("QIS002", "", "")]


def test_a_file_without_text_shows_no_line() -> None:
    (finding,) = validate(read_bytes(b"\xff\xfe", "plan.yaml")).findings
    assert finding.excerpt == ()


@pytest.mark.parametrize(
    "text", ["- a\N{ZERO WIDTH SPACE}b", "- - one two # three", "- one"], ids=["hidden", "note", "list"]
)
def test_what_is_no_plan_does_not_pass_for_a_lesser_finding(text: str) -> None:
    assert validate(read_text(text, "plan.yaml")).count("error") == 1


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("a: b: c", "a text without quotes holds a colon and a space"),
        ("a:\n\tb: 1", "a tab is used for indenting"),
        ("a: 'b", "a quote is opened and never closed"),
        ("a: [b", "a list in square brackets is not closed"),
        ("a: | b", "text stands right behind a | or >"),
        ("a: *", "a text without quotes begins with * or &"),
        ('a: "\\q"', "a text in double quotes holds a backslash"),
        ("a: 1\nb", "a line of text stands where a field's name and a colon should"),
        ("a:\n  b: 1\n c: 2", "a line is indented differently from its neighbors"),
    ],
)
def test_a_syntax_error_is_told_in_plain_words(reason: str, says: str) -> None:
    (finding,) = validate(read_text(reason, "plan.yaml")).findings
    assert says in finding.message


def test_a_finding_names_field_item_place_and_the_forms_line(changed: Changed) -> None:
    (finding,) = validate(changed({"part_d.timeline.milestones.1.milestone": "word " * 51})).findings
    assert finding.message.startswith("Milestone 2 (item 10b) has 51 words; the limit is 50")
    assert (finding.item, finding.label) == ("10b", "Milestone 2")
    assert finding.cite == "(50 word limit per milestone)"
    assert (finding.limit, finding.count, finding.mark) == (50, 51, "word 51")
