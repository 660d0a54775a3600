"""The plan against its schema: which rule tells each failure, at which field, and that no failure hides another."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qis_tool.checks.plan import without_blanks
from qis_tool.checks.shape import _failures, _gate, _with_groups
from qis_tool.form import load_form
from qis_tool.source import Source, read_text
from qis_tool.validate import validate

Changes = Mapping[str, Any]
Changed = Callable[[Changes], Source]
Found = Callable[[Changes], list[tuple[str, str]]]

GOAL_1 = "part_c.goal_1"
ROWS = "part_d.timeline.milestones"
SOURCES = "part_b.data_sources"
RISK = "part_d.risk"
LONG = "a" * 20_001


@pytest.mark.parametrize(
    ("changes", "rule", "path"),
    [
        ({GOAL_1: None}, "blank-field", GOAL_1),
        ({GOAL_1: " \n"}, "blank-field", GOAL_1),
        ({f"{ROWS}.0.date": None}, "blank-field", f"{ROWS}.0.date"),
        ({f"{ROWS}.1.milestone": ""}, "blank-field", f"{ROWS}.1.milestone"),
        ({f"{SOURCES}.checked": []}, "no-box-ticked", f"{SOURCES}.checked"),
        ({f"{SOURCES}.checked": None}, "no-box-ticked", f"{SOURCES}.checked"),
        ({ROWS: []}, "no-row", ROWS),
        ({"part_c.gaol_1": "x"}, "unknown-field", "part_c.gaol_1"),
        ({"part_e": {"x": 1}}, "unknown-field", "part_e"),
        ({f"{ROWS}.0.who": "x"}, "unknown-field", f"{ROWS}.0.who"),
        ({f"{SOURCES}.checked": ["registries", "claims"]}, "not-a-choice", f"{SOURCES}.checked.1"),
        ({"plan_year": "2024"}, "not-a-choice", "plan_year"),
        ({f"{SOURCES}.checked": ["registries", "registries"]}, "repeated-choice", f"{SOURCES}.checked"),
        ({f"{SOURCES}.checked": "registries"}, "wrong-type", f"{SOURCES}.checked"),
        ({"issuer.legal_name": 5}, "wrong-type", "issuer.legal_name"),
        ({"issuer.aliases": ["SLH", 5]}, "wrong-type", "issuer.aliases.1"),
        (
            {"part_d.attachment_j.questions_4_4_3_answered": "yes"},
            "wrong-type",
            "part_d.attachment_j.questions_4_4_3_answered",
        ),
        ({f"{ROWS}.0.date": 2023.5}, "wrong-type", f"{ROWS}.0.date"),
        ({f"{ROWS}.1": "A milestone"}, "wrong-type", f"{ROWS}.1"),
        ({f"{ROWS}.1.date": "12/31/2023"}, "not-a-date", f"{ROWS}.1.date"),
        ({ROWS: [{"milestone": "Visits.", "date": "2023-12-31"}] * 11}, "too-many-rows", ROWS),
        ({GOAL_1: "We engage hospitals for 23.9%. " + "word " * 196}, "too-many-words", GOAL_1),
        ({"part_c.description": LONG}, "too-many-characters", "part_c.description"),
        ({"issuer.legal_name": "a" * 201}, "too-many-characters", "issuer.legal_name"),
        ({"issuer.hios_issuer_id": "999"}, "not-as-described", "issuer.hios_issuer_id"),
        ({f"{SOURCES}.checked": ["registries", "census_data"]}, "box-needs-text", f"{SOURCES}.census_type"),
    ],
)
def test_each_failure_has_its_rule_and_place(found: Found, changes: Changes, rule: str, path: str) -> None:
    assert found(changes) == [(rule, path)]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"part_c.gaol_1": "x"}, 'has no field named "gaol_1" here. Did you mean goal_1?'),
        ({"part_c.zzz": "x"}, 'has no field named "zzz" here. Fields here: description, goal_1, goal_2.'),
        ({"part_c.g\u043eal_1": "x"}, "Did you mean goal_1? It holds U+043E, which may only look like a usual letter."),
        ({"part_a.product_types": ["epo"]}, 'no choice "epo". Did you mean EPO?'),
        ({"part_a.product_types": ["dental"]}, 'no choice "dental". Choose from: HMO, PPO, EPO.'),
        ({f"{SOURCES}.checked": ["registry"]}, 'no choice "registry". Did you mean registries?'),
        ({f"{SOURCES}.checked": ["registries", {"a": 1}]}, "no choice \"{'a': 1}\". Choose from: internal_"),
        ({"plan_year": "2024"}, 'no choice "2024". Write 2024 without quotes.'),
        ({"issuer.legal_name": 5}, "should be text. Put it in quotes."),
        ({"issuer.legal_name": ["x"]}, "should be text. Put | after the field's name"),
        ({"issuer.aliases": "SLH"}, "should be a list. Write it as [one, two]"),
        ({"part_d.attachment_j.questions_4_4_3_answered": "yes"}, "should be true or false."),
        ({"coverage": ["x"]}, "should be a group of fields."),
        ({f"{ROWS}.0.date": "6/30/2023"}, '"6/30/2023". Write 2023-06-30, if that is the day meant.'),
        ({f"{ROWS}.0.date": "June 30, 2023"}, "Write 2023-06-30, if that is the day meant."),
        ({f"{ROWS}.0.date": "2023-06-31"}, "Write the day as YYYY-MM-DD, such as 2024-03-31."),
        ({"issuer.hios_issuer_id": "999"}, 'Five digits, in quotes: "99999".'),
        ({ROWS: [{"milestone": "Visits.", "date": "2023-12-31"}] * 11}, "has 11 entries; the form has room for 10."),
        ({f"{SOURCES}.checked": ["registries", "registries"]}, 'lists "registries" twice.'),
        ({"part_c.description": LONG}, "has 20001 characters; there is room for 20000."),
        (
            {"part_c.description": "word " * 200 + "over."},
            "has 201 words; the limit is 200, which is 1 over, from “over”",
        ),
    ],
)
def test_a_failure_says_what_is_wrong_and_what_is_near(changed: Changed, changes: Changes, says: str) -> None:
    assert says in " ".join(finding.message for finding in validate(changed(changes)).findings)


@pytest.mark.parametrize("odd", ["\\N", "\\x1c", "\\x1f "], ids=["next line", "separators", "and a space"])
def test_a_word_over_may_be_a_character_python_takes_for_white_space(odd: str) -> None:
    source = read_text(f'part_c:\n  goal_1: "{"word " * 200}{odd}"', "plan.yaml")
    assert "has 201 words" in " ".join(finding.message for finding in validate(source).findings)


def test_a_message_never_quotes_a_whole_answer(changed: Changed) -> None:
    found = validate(changed({f"{SOURCES}.checked": ["registries", LONG], "part_c.description": LONG})).findings
    assert [len(finding.message) < 500 for finding in found] == [True, True]


@pytest.mark.parametrize("changes", [{f"{ROWS}.0": None}, {f"{ROWS}.0": {}}], ids=["null", "empty"])
def test_an_empty_row_names_each_of_its_fields(found: Found, changes: Changes) -> None:
    assert found(changes) == [("blank-field", f"{ROWS}.0.milestone"), ("blank-field", f"{ROWS}.0.date")]


PARTS = {
    "part_a": ["no-box-ticked part_a.product_types"],
    "part_b": [f"no-box-ticked {SOURCES}.checked"],
    "part_c": [f"blank-field part_c.{name}" for name in ("description", "goal_1", "goal_2")],
    "part_d": [
        "blank-field part_d.activities.list",
        "blank-field part_d.activities.relation_to_incentives",
        "blank-field part_d.rationale",
        "blank-field part_d.timeline.start_date",
        "no-box-ticked part_d.incentives.checked",
        "no-risk-assessment part_d.risk.no_barriers_assessment",
        "no-row part_d.timeline.milestones",
    ],
}


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_names_each_blank_field(found: Found, part: str) -> None:
    rules = {"blank-field", "no-box-ticked", "no-row", "no-risk-assessment"}
    assert sorted(f"{name} {path}" for name, path in found({part: None}) if name in rules) == PARTS[part]


def test_an_empty_plan_names_every_blank_field_once() -> None:
    found = validate(read_text("form: k2\nplan_year: 2024\n", "plan.yaml")).findings
    errors = sorted(f"{f.rule.name} {'.'.join(map(str, f.path))}" for f in found if f.rule.level == "error")
    assert errors == sorted(line for lines in PARTS.values() for line in lines)


def test_a_plan_without_form_and_year_is_judged_by_the_only_form_there_is(found: Found) -> None:
    assert found({"form": None, "plan_year": None}) == [("blank-field", "form"), ("blank-field", "plan_year")]


def test_a_failure_hides_nothing_elsewhere(found: Found) -> None:
    changes = {"part_a": "EPO", GOAL_1: 5, "part_c.description": "word " * 201, f"{ROWS}.0.date": "soon", "x": 1}
    assert sorted(found(changes)) == [
        ("not-a-date", f"{ROWS}.0.date"),
        ("product-not-covered-here", "issuer.product_types"),
        ("too-many-words", "part_c.description"),
        ("unknown-field", "x"),
        ("wrong-type", "part_a"),
        ("wrong-type", GOAL_1),
    ]


TEXT = {"filled": "Two hospitals lack staff.", "blank": None}
TOPIC = {"part_d.rationale": "Our enrollees meet barriers."}
ITEM_11 = {
    ("filled", "blank", "filled"): [],
    ("filled", "blank", "blank"): ["barriers-without-mitigation mitigation"],
    ("filled", "filled", "filled"): ["barriers-and-no-barriers no_barriers_assessment"],
    ("filled", "filled", "blank"): [
        "barriers-and-no-barriers no_barriers_assessment",
        "barriers-without-mitigation mitigation",
    ],
    ("blank", "filled", "blank"): [],
    ("blank", "filled", "filled"): ["mitigation-without-barriers mitigation"],
    ("blank", "blank", "blank"): ["no-risk-assessment no_barriers_assessment"],
    ("blank", "blank", "filled"): [
        "mitigation-without-barriers mitigation",
        "no-risk-assessment no_barriers_assessment",
    ],
}


@pytest.mark.parametrize("sides", ITEM_11, ids="-".join)
def test_item_11_takes_one_side(found: Found, sides: tuple[str, str, str]) -> None:
    fields = ("barriers", "no_barriers_assessment", "mitigation")
    changes = {f"{RISK}.{field}": TEXT[side] for field, side in zip(fields, sides, strict=True)}
    assert sorted(f"{name} {path.rpartition('.')[2]}" for name, path in found(TOPIC | changes)) == ITEM_11[sides]


def test_without_item_11_only_the_missing_assessment_is_told(found: Found) -> None:
    assert found(TOPIC | {RISK: None}) == [("no-risk-assessment", f"{RISK}.no_barriers_assessment")]


K2 = load_form("k2", 2024)
LEAVES = [field.path for field in K2.fields.values() if field.kind != "group" and "[]" not in field.path]
TEXTS = ["", " ", "x", "HMO", "other", "2024-02-30", "2024-02-29", "word " * 200, "word " * 201, "a\n", "99999\n"]
LISTS = [[], ["HMO"], ["x", "x"], ["other"], [None], [{"date": "2024-02-30", "milestone": "word " * 51}], [{"x": {}}]]
ODD = st.sampled_from([None, *TEXTS, *LISTS, 5, 2.5, 2024.0, True, {}, {"x": 1}])


@pytest.mark.usefixtures("untraced")
@example({"part_d.timeline.start_date": "0000-01-01"})
@example({"issuer.hios_issuer_id": "99999\n"})
@example({"part_d.risk.mitigation": "\N{ZERO WIDTH NO-BREAK SPACE}"})
@example({"part_d.risk.barriers": "\N{ZERO WIDTH NO-BREAK SPACE}"})
@given(st.dictionaries(st.sampled_from([*LEAVES, "part_e", "part_c.x"]), ODD, max_size=4))
def test_both_engines_give_the_same_verdict(changed: Changed, changes: Changes) -> None:
    data = _with_groups(K2.schema, without_blanks(changed(changes).data))
    assert _gate(K2).is_valid(data) == (not list(_failures(K2.schema, data)))


def test_a_list_past_its_limit_is_told_as_too_long_and_not_compared(changed: Changed) -> None:
    sources = [{"a": number} for number in range(3000)]
    findings = validate(changed({"part_b.data_sources.checked": sources})).findings
    assert "too-many-rows" in {finding.rule.name for finding in findings}
