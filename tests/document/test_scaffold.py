"""A fresh plan file, blank or with last year's answers."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qis_tool.checks.plan import without_blanks
from qis_tool.document.scaffold import left_behind, scaffold
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.form import Form, load_form
from qis_tool.source import Source, read_file, read_text
from qis_tool.validate import validate

VISIBLE = st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"]) | st.just("\n")
ODD = ["yes", "NULL", "2024-01-01", "# 1", "a: b", "a #b", "'", '"', "%", "x ", " x", "\n x", "x\n\n", "{{ 7*7 }}"]


def carried(data: dict[str, Any]) -> Any:
    """What a scaffold made from this plan reads back as."""
    return without_blanks(read_text(scaffold(load_form("k2", 2024), Source("last", "", data)), "new").data)


def test_a_fresh_plan_lacks_nothing_but_answers(k2: Form) -> None:
    findings = validate(read_text(scaffold(k2), "plan.yaml")).findings
    assert [(found.rule.name, found.item or found.label) for found in findings] == [
        ("issuer-not-named", "Legal name"),
        ("issuer-products-not-given", "Product types sold"),
        ("no-box-ticked", "1"),
        ("no-box-ticked", "2"),
        ("blank-field", "4"),
        ("blank-field", "5"),
        ("blank-field", "5"),
        ("no-box-ticked", "6"),
        ("blank-field", "7"),
        ("blank-field", "8a"),
        ("blank-field", "8b"),
        ("blank-field", "10a"),
        ("no-row", "10b"),
        ("no-risk-assessment", "11"),
    ]


def test_it_begins_with_the_line_for_editors(k2: Form) -> None:
    first = scaffold(k2).splitlines()[0]
    assert first == "# yaml-language-server: $schema=./k2-2024.schema.json"


def test_every_field_has_its_note(k2: Form) -> None:
    notes = [line.strip() for line in scaffold(k2).splitlines() if line.lstrip().startswith("#")]
    for field in k2.fields.values():
        if field.item:
            limit = f" (up to {field.limit} words)" if field.limit else ""
            assert f"# Item {field.item}. {field.label}{limit}. {field.description}" in notes


def test_every_box_is_listed_with_its_line(k2: Form) -> None:
    text = scaffold(k2)
    for field, choices in k2.boxes.items():
        for choice in choices:
            assert f"#   {choice}: {k2.printed_line(field, choice)}\n" in text


def test_every_field_of_the_form_stands_in_it(k2: Form) -> None:
    places = read_text(scaffold(k2), "plan.yaml").places
    names = {".".join(str(part) for part in path).replace(".0", "[]") for path in places}
    assert {field for field in k2.fields if not field.startswith("waivers[]")} <= names


def test_the_samples_answers_are_carried_over_and_confirmed_anew(good: Path, k2: Form) -> None:
    last = read_file(str(good))
    new = read_text(scaffold(k2, last), "plan.yaml")
    before = without_blanks(last.data)
    confirmed = before["part_d"].pop("attachment_j")
    assert without_blanks(new.data) == before
    assert {found.rule.name for found in validate(new).findings} == {"attachment-j"}
    assert left_behind(k2, last) == [f"part_d.attachment_j.{name}" for name in sorted(confirmed)]


@pytest.mark.parametrize(
    "lines",
    [
        "  legal_name: Golden Poppy Health Plan, Inc.\n",
        "  aliases: [Golden Poppy, GPHP]\n",
        '  hios_issuer_id: "99999"\n',
        "    start_date: 2023-01-01\n",
        "  goal_1: |\n    We will engage all 24 network",
        "    milestones:\n      - milestone: |\n          First quarterly MDC report",
        "\n        date: 2023-02-28\n      - milestone: |\n",
    ],
)
def test_answers_are_carried_over_as_one_would_write_them(lines: str, k2: Form, samples: Path) -> None:
    assert lines in scaffold(k2, read_file(str(samples / "good/full.yaml")))


def test_no_line_ends_in_a_space(good: Path, k2: Form) -> None:
    for text in (scaffold(k2), scaffold(k2, read_file(str(good)))):
        assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_the_new_plan_is_for_the_form_asked_for(k2: Form) -> None:
    assert carried({"form": "old", "plan_year": 1999}) == {"form": "k2", "plan_year": 2024}


@pytest.mark.parametrize("text", ODD)
def test_text_that_yaml_would_take_for_something_else_is_carried(text: str) -> None:
    new = carried({"part_c": {"goal_1": text}, "issuer": {"legal_name": text, "aliases": [text]}})
    assert new["part_c"] == {"goal_1": text}
    assert new["issuer"] == {"legal_name": text, "aliases": [text]}


@pytest.mark.usefixtures("untraced")
@given(st.text(VISIBLE, min_size=1).filter(str.strip))
@example("- a\n- b")
@example("a line that is longer than sixty characters, so that it would not stand behind its key")
def test_any_visible_text_is_carried_exactly(text: str) -> None:
    new = carried({"part_c": {"goal_1": text}, "part_d": {"timeline": {"milestones": [{"milestone": text}]}}})
    assert new["part_c"]["goal_1"] == text
    assert new["part_d"]["timeline"]["milestones"] == [{"milestone": text}]


@pytest.mark.usefixtures("untraced")
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@example("soft\u00adhyphen")
@example("next\u0085line")
def test_any_text_at_all_is_carried_exactly_or_refused(text: str) -> None:
    try:
        new = carried({"part_c": {"goal_1": text}})
    except NotAsWritten:
        return
    assert new["part_c"]["goal_1"] == text


@pytest.mark.parametrize("value", [5, 1.5, True, ["a", 2], {"a": "b"}], ids=str)
def test_a_value_of_the_wrong_kind_is_carried_for_the_author_to_correct(value: object) -> None:
    assert carried({"part_c": {"goal_1": value}}) == {
        "form": "k2",
        "plan_year": 2024,
        "part_c": {"goal_1": value},
    }


def test_a_row_keeps_all_that_stood_in_it() -> None:
    rows = [{"milestone": "one", "date": "2024-01-01", "owners": ["a", "b"]}, {}, {"date": "soon"}]
    new = carried({"part_d": {"timeline": {"milestones": rows}}})
    assert new["part_d"]["timeline"]["milestones"] == rows


def test_an_answer_that_would_not_read_back_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qis_tool.document.scaffold.in_block", lambda *_: "another")
    with pytest.raises(NotAsWritten, match=r"part_c.goal_1"):
        carried({"part_c": {"goal_1": "one"}})


def test_a_character_that_yaml_forbids_is_spelled_out() -> None:
    answer = "next\u0085line"
    assert carried({"part_c": {"goal_1": answer}})["part_c"]["goal_1"] == answer


def test_a_plan_that_can_not_be_read_in_full_is_refused(k2: Form) -> None:
    with pytest.raises(UserError, match=r"last.yaml: it can't be read in full, so nothing was carried over"):
        scaffold(k2, read_text("part_c: [", "last.yaml"))


def test_what_has_no_field_any_more_is_named(k2: Form) -> None:
    last = read_text("form: k2\nremarks: x\npart_c:\n  goal_1: y\n  goal_3: z\n", "last.yaml")
    assert left_behind(k2, last) == ["part_c.goal_3", "remarks"]


@pytest.mark.parametrize("alias", ["Golden Poppy, Inc.", "two\nlines"])
def test_any_text_in_a_list_is_carried(alias: str) -> None:
    new = carried({"issuer": {"aliases": [alias, "GP"]}})
    assert new["issuer"]["aliases"] == [alias, "GP"]


@pytest.mark.parametrize("text", ["soft\u00adhyphen", "\U0001f469\u200d\u2695\ufe0f"], ids=["hyphen", "emoji"])
def test_a_hidden_character_is_carried(text: str) -> None:
    new = carried({"part_c": {"goal_1": text}})
    assert new["part_c"]["goal_1"] == text


@pytest.mark.parametrize(
    ("plan", "names"),
    [
        ("part_d:\n  timeline:\n    milestones:\n      - {milestone: x, owner: y}\n", []),
        ("part_c: x\n", ["part_c"]),
        ("part_c.goal_1: x\n", ["part_c.goal_1"]),
    ],
    ids=["row", "shape", "dots"],
)
def test_what_is_left_behind_is_what_was_not_carried(plan: str, names: list[str], k2: Form) -> None:
    assert left_behind(k2, read_text(plan, "last.yaml")) == names


@pytest.mark.parametrize(
    ("plan", "names"),
    [("remarks: 0\n", ["remarks"]), ("remarks: false\n", ["remarks"]), ("part_c:\n  goal_1: {a: b}\n", [])],
    ids=["zero", "false", "mapping"],
)
def test_so_it_is_for_values_of_other_kinds(plan: str, names: list[str], k2: Form) -> None:
    assert left_behind(k2, read_text(plan, "last.yaml")) == names
