"""A plan's answers as checks see them."""

import datetime
import sys
from typing import Any

import pytest

from qis_tool.checks.plan import Plan, as_date, lower, without_blanks
from qis_tool.finding import Path
from qis_tool.form import Form

DATA = {
    "part_c": {"goal_1": "One.", "goal_2": 5},
    "part_d": {"timeline": {"milestones": [{"milestone": "A", "date": "2024-01-01"}, "no row", {"date": "soon"}]}},
    "part_a": {"product_types": ["HMO", "POS", 5]},
    "issuer": {"legal_name": "Never an answer"},
}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"a": None, "b": "", "c": " \n\t", "d": [], "e": {}, "f": "x"}, {"f": "x"}),
        ({"a": {"b": {"c": None}}}, {}),
        ({"a": [None, ""], "b": [[], [" "]]}, {}),
        ({"a": [None, "x", ""]}, {"a": [{}, "x", ""]}),
        ({"a": [{"b": None}, {"b": 1}]}, {"a": [{}, {"b": 1}]}),
        ({"a": False, "b": 0}, {"a": False, "b": 0}),
    ],
)
def test_blank_values_are_absent(value: Any, kept: Any) -> None:
    assert without_blanks(value) == kept


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("part_c.goal_1", [(("part_c", "goal_1"), "One.")]),
        ("part_c.goal_1.deeper", []),
        ("part_d.timeline.milestones[].milestone", [(("part_d", "timeline", "milestones", 0, "milestone"), "A")]),
        ("part_a.product_types[]", [(("part_a", "product_types", n), v) for n, v in enumerate(["HMO", "POS", 5])]),
        ("part_c[]", []),
        ("nowhere", []),
    ],
)
def test_the_values_at_a_dotted_path(k2: Form, pattern: str, values: list[tuple[Path, Any]]) -> None:
    assert list(Plan(DATA, k2).values(pattern)) == values


def test_answers_are_the_texts_the_form_prints(k2: Form) -> None:
    plan = Plan(DATA, k2)
    assert [answer.text for answer in plan.answers] == ["One.", "A"]
    assert plan.lower == "one.\n\na"
    assert [answer.text for answer in plan.answers_in(["part_c.goal_1"])] == ["One."]
    assert [answer.text for answer in plan.answers_in([])] == ["One.", "A"]


@pytest.mark.parametrize(("pattern", "text"), [("part_c.goal_1", "One."), ("part_c.goal_2", ""), ("part_b.x", "")])
def test_a_text_is_never_anything_else(k2: Form, pattern: str, text: str) -> None:
    assert Plan(DATA, k2).text(pattern) == text


def test_only_boxes_of_the_form_are_ticked(k2: Form) -> None:
    assert Plan(DATA, k2).ticked("part_a.product_types") == ["HMO"]
    assert Plan({"part_a": {"product_types": "HMO"}}, k2).ticked("part_a.product_types") == []


def test_only_real_dates_are_dates(k2: Form) -> None:
    found = Plan(DATA, k2).dates("part_d.timeline.milestones[].date")
    assert found == [(("part_d", "timeline", "milestones", 0, "date"), datetime.date(2024, 1, 1))]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("2023-02-29", None),
        ("2024-2-9", None),
        ("20240229", None),
        ("2024-02-29\n", None),
        (2024.0229, None),
        (None, None),
    ],
)
def test_a_date_is_a_calendar_day_written_in_full(value: object, day: datetime.date | None) -> None:
    assert as_date(value) == day


def test_lower_case_keeps_every_character_in_its_place() -> None:
    characters = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [odd for odd in characters if len(odd.lower()) != 1] == ["İ"]
    assert len(lower(characters)) == len(characters)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("İSTANBUL ΟΔΟΣ", "istanbul οδος"),
        ("Don\N{RIGHT SINGLE QUOTATION MARK}t", "don't"),
        ("in\N{NON-BREAKING HYPHEN}kind", "in-kind"),
        ("23.9\N{NO-BREAK SPACE}%\tor", "23.9 % or"),
        ("see\nabove", "see above"),
        ("One.\n\nTwo.", "one.\n\ntwo."),
        ("- one\n- two", "- one\n- two"),
    ],
)
def test_signs_that_look_alike_are_alike(text: str, plain: str) -> None:
    assert lower(text) == plain
