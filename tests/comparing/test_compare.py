"""What differs between two plans, whatever they hold."""

import json
from typing import Any

import pytest

from qis_tool.comparing import Comparison, Difference, compare
from qis_tool.errors import UserError
from qis_tool.source import Source, read_bytes, read_text
from tests.plan_versions import PLAN, changed

FLAG, CONFIRMED = "part_d.attachment_j.questions_4_4_3_answered", "Attachment J, question 4.4.3"


def source(values: dict[str, Any], name: str = "plan.yaml") -> Source:
    """A plan in a file, with other values at dotted paths."""
    return read_bytes(json.dumps(changed(values), ensure_ascii=False, indent=1).encode(), name)


def found(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    return list(compare(source(old), source(new)).differences)


def told(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [(d.what, d.label, d.choice, d.old, d.new) for d in found(old, new)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {}),
        ({"part_c.goal_1": "We engage.\n"}, {"part_c.goal_1": "\nWe engage.  \n\n\n"}),
        ({"part_c.goal_1": "a\n\n\n\nb"}, {"part_c.goal_1": "a\n\nb"}),
        ({"part_c.goal_2": "  "}, {"part_c.goal_2": None}),
        ({"part_a.product_types": ["HMO", "PPO"]}, {"part_a.product_types": ["PPO", "HMO", "PPO"]}),
        ({"issuer.aliases": ["A", "B", None]}, {"issuer.aliases": ["B", "A"]}),
        ({"issuer": {"aliases": []}}, {"issuer": None}),
        ({"part_d.timeline.start_date": "2024-01-01"}, {"part_d.timeline.start_date": "1/1/2024"}),
        ({"part_c.goal_1": True}, {"part_c.goal_1": "true"}),
    ],
)
def test_what_no_page_shows_is_no_difference(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert told(old, new) == []


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("part_c.goal_1", "a", "b", ("changed", "QIS Goal 1", "", "a", "b")),
        ("part_c.goal_1", "a  b", "a b", ("changed", "QIS Goal 1", "", "a  b", "a b")),
        ("part_c.goal_1", "a", ["b", "c"], ("changed", "QIS Goal 1", "", "a", '[\n   "b",\n   "c"\n  ]')),
        ("part_c.goal_1", {"x": 1}, "a", ("changed", "QIS Goal 1", "", '{\n   "x": 1\n  }', "a")),
        ("part_c.goal_1", 12, None, ("removed", "QIS Goal 1", "", "12", "")),
        ("part_c", {}, "all of it", ("added", "Part C", "", "", "all of it")),
        ("part_a.product_types", ["HMO"], "HMO", ("changed", "Product types", "", '[\n   "HMO"\n  ]', "HMO")),
        ("part_a.product_types", ["HMO"], ["HMO", "POS"], ("added", "Product types", "POS", "", "POS")),
        ("part_a.product_types", [{"HMO": 1}], None, ("removed", "Product types", "{'HMO': 1}", "{'HMO': 1}", "")),
        ("issuer.aliases", None, ["A"], ("added", "Other names", "A", "", "A")),
        ("coverage.cmqcc_coaching", [], ["x.y"], ("added", "CMQCC coaching", "x.y", "", "x.y")),
        (
            "coverage.cmqcc_coaching",
            ["part_c.goal_1"],
            [],
            ("removed", "CMQCC coaching", "QIS Goal 1 (item 5)", "part_c.goal_1", ""),
        ),
        (FLAG, True, False, ("changed", CONFIRMED, "", "yes", "no")),
        (FLAG, True, "yes", ()),
        (FLAG, None, "maybe", ("added", CONFIRMED, "", "", "maybe")),
        ("part_d.timeline.start_date", "2024-01-01", "soon", ("changed", "Start date", "", "2024-01-01", "soon")),
        ("part_d.timeline.milestones", [], "none yet", ("added", "Milestones", "", "", "none yet")),
        ("part_c.goal_3", None, "more", ("added", "part_c.goal_3", "", "", "more")),
        ("notes", "a", None, ("removed", "notes", "", "a", "")),
        ("issuer", {}, {"part_c.goal_1": "a"}, ("added", "issuer.part_c\\.goal_1", "", "", "a")),
    ],
)
def test_each_kind_of_field_is_compared_and_what_is_odd_as_it_is_written(
    path: str, old: object, new: object, expected: tuple[str, ...]
) -> None:
    assert told({path: old}, {path: new}) == ([expected] if expected else [])


def test_a_difference_names_its_part_and_item() -> None:
    [goal, note] = found({"part_c.goal_1": "a"}, {"part_c.goal_1": "b", "notes": {"of": "ours"}})
    assert (goal.part, goal.item, goal.kind, goal.path) == ("Part C", "5", "text", ("part_c", "goal_1"))
    assert (note.part, note.item, note.label, note.path) == ("notes", "", "notes", ("notes",))


def test_a_plan_that_is_in_no_file_is_compared_too() -> None:
    odd = Source("odd", "", changed({"part_c.goal_1": ["a"]}))
    [difference] = compare(Source("plain", "", PLAN), odd).differences
    assert difference.new == "['a']"


@pytest.mark.parametrize(
    "content", ["form: k2\nform: k2\n", "form: k2\nx: &a b\ny: *a\n", "form: [\n", "form: k2\nx: \x00\n"]
)
def test_a_plan_that_can_not_be_read_in_full_is_refused_by_name(content: str) -> None:
    damaged, sound = read_text(content, "damaged.yaml"), source({})
    for pair in ((damaged, sound), (sound, damaged)):
        with pytest.raises(UserError, match=r"damaged.yaml: it can't be read in full, so nothing was compared. See:"):
            compare(*pair)


def test_warnings_about_reading_a_plan_are_counted() -> None:
    def remarks(text: str) -> tuple[str, ...]:
        return compare(read_text(text, "a.yaml"), source({})).remarks

    hidden = "form: k2\npart_c:\n  goal_1: a\u200bb\n"
    assert remarks(hidden) == ("There is a warning about reading a.yaml. See: qis validate a.yaml",)
    assert remarks(f"{hidden}  goal_2: c\u200bd\n")[0].startswith("There are 2 warnings about reading a.yaml.")


def test_what_a_document_does_not_show_is_not_compared() -> None:
    hidden = frozenset({"issuer", "issuer.legal_name", "part_c.goal_2"})
    old = source({"issuer.legal_name": "A", "part_c.goal_2": "a", "part_c.goal_1": "a"}, "plan.yaml")
    new = Source("k2.docx", "", changed({"part_c.goal_1": "b"}), not_shown=hidden, remarks=("It is struck.",))
    comparison = compare(old, new)
    assert [difference.label for difference in comparison.differences] == ["QIS Goal 1"]
    assert comparison.remarks == (
        "k2.docx: It is struck.",
        "k2.docx does not show these, so they were not compared: Issuer, QIS Goal 2.",
    )
    assert isinstance(compare(new, old), Comparison)
