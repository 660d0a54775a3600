"""A form read from its data folder, and what is told of data that is not sound."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from qis_tool.errors import DataFault, UserError
from qis_tool.finding import Path as PlanPath
from qis_tool.form import Form, form_of, known_editions, load_form, read_data, without_references
from qis_tool.source import read_text

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copied(own_forms: Path) -> Path:
    """The folder of a copy of our form, which can be spoiled."""
    return Path(copytree(ROOT / "schemas/k2/2024", own_forms / "schemas/k2/2024"))


@pytest.mark.parametrize(
    ("path", "label", "place"),
    [
        (("part_c", "goal_1"), "QIS Goal 1", "QIS Goal 1 (item 5)"),
        (("part_d", "timeline", "milestones", 3, "date"), "Milestone date 4", "Milestone date 4 (item 10b)"),
        (("part_d", "timeline", "milestones", 3), "Milestones", "Milestones (item 10b)"),
        (("part_d", "timeline", "milestones", 3, "who"), "Milestones", "Milestones (item 10b)"),
        (("part_a", "product_types", 0), "Product types", "Product types (item 1)"),
        (("part_c", "gaol_1"), "Part C", "Part C"),
        (("issuer", "legal_name"), "Legal name", "Legal name"),
        (("nowhere",), "", ""),
        ((), "", ""),
    ],
)
def test_a_place_is_called_by_its_label_and_item(k2: Form, path: PlanPath, label: str, place: str) -> None:
    assert (k2.label(path), k2.place(path)) == (label, place)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("part_c.goal_1", "text"),
        ("part_a.product_types", "boxes"),
        ("part_d.timeline.start_date", "date"),
        ("part_d.attachment_j.questions_4_4_3_answered", "flag"),
        ("part_d.timeline.milestones", "rows"),
        ("part_d.timeline.milestones[].milestone", "text"),
        ("issuer.aliases", "list"),
        ("part_d", "group"),
    ],
)
def test_the_kind_of_a_field_follows_from_the_schema(k2: Form, field: str, kind: str) -> None:
    assert k2.fields[field].kind == kind


@pytest.mark.parametrize(
    ("rule", "field", "line"),
    [
        ("too-many-words", "part_c.goal_1", "limit_200"),
        ("too-many-words", "part_d.timeline.milestones[].milestone", "limit_milestone"),
        ("blank-field", "part_c.goal_1", "goal_1_note"),
        ("goal-1-content", "part_c.goal_1", "goal_1_note"),
        ("stated-home-blank", "part_c.goal_1", "topics"),
        ("blank-field", "issuer.legal_name", ""),
        ("too-many-words", "", ""),
    ],
)
def test_a_finding_cites_the_rules_line_or_the_fields(k2: Form, rule: str, field: str, line: str) -> None:
    assert k2.cited(k2.rule(rule), k2.fields.get(field)) == (k2.printed[line] if line else "")


@pytest.mark.parametrize("name", ["QIS108", "qis108", "too-many-words", "Too-Many-Words"])
def test_a_rule_is_known_by_code_and_name(k2: Form, name: str) -> None:
    assert k2.rule(name).code == "QIS108"


def test_an_unknown_rule_is_a_users_slip(k2: Form) -> None:
    with pytest.raises(UserError, match=r"^There is no rule 'QIS999' for Attachment K2 plan year 2024\."):
        k2.rule("QIS999")


def test_a_box_is_named_without_its_instructions(k2: Form) -> None:
    boxes = "part_b.data_sources.checked"
    assert k2.box_name(boxes, "other") == "Other"
    assert k2.printed_line(boxes, "other").startswith("Other: Please describe.")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("form: k9", "form: k9"),
        ("plan_year: 1999", "plan_year: 1999"),
        ("form: k2\nplan_year: 2023", "form: k2, plan_year: 2023"),
        (f"form: {'k' * 99}", f"form: {'k' * 40}"),
        ("form: [k2]", r"form: \['k2'\]"),
    ],
)
def test_a_plan_for_a_form_that_is_not_known_is_not_judged(text: str, named: str) -> None:
    known = "Known: form: k2, plan_year: 2024"
    with pytest.raises(
        UserError, match=rf"^plan.yaml: it names {named}, which is not an edition qis knows\. {known}\.$"
    ):
        form_of(read_text(text, "plan.yaml"))


@pytest.mark.parametrize("text", ["a: 1", "form: k2", "plan_year: 2024", "form: k2\nplan_year: '2024'"])
def test_the_only_edition_that_fits_is_taken(text: str) -> None:
    assert form_of(read_text(text, "plan.yaml")).edition == "Attachment K2 plan year 2024"


def test_two_editions_have_to_be_told_apart(copied: Path) -> None:
    newer = Path(copytree(copied, copied.with_name("2025")))
    form = (newer / "form.yaml").read_text("utf-8")
    (newer / "form.yaml").write_text(form.replace("plan_year: 2024", "plan_year: 2025"), "utf-8")
    assert known_editions() == (("k2", 2024), ("k2", 2025))
    assert form_of(read_text("plan_year: 2025", "plan.yaml")).year == 2025
    with pytest.raises(UserError, match="names no form"):
        form_of(read_text("a: 1", "plan.yaml"))


def test_a_folder_that_is_no_year_is_no_edition(copied: Path) -> None:
    copytree(copied, copied.with_name("draft"))
    assert known_editions() == (("k2", 2024),)


def test_an_edition_there_is_not_is_a_users_slip() -> None:
    with pytest.raises(UserError, match=r"^There is no form 'k2' for plan year 1999\."):
        load_form("k2", 1999)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("form.yaml", "name: Attachment K2\n", "", "lacks or misuses 'name'"),
        ("form.yaml", "plan_year: 2024", "plan_year: 2023", "form and plan_year should be k2 and 2024"),
        ("form.yaml", "form: k2", "form: k2\nform: k2", r"form.yaml: not a sound data file \(line 5\)"),
        ("form.yaml", "form: k2", "form: k2: k2", r"form.yaml: not a sound data file \(line 4\)"),
        ("rules.yaml", "    name: box-needs-text\n", "", "lacks or misuses .*name"),
        ("rules.yaml", "    why: A ticked box", "    whi: A ticked box", "lacks or misuses 'why'"),
        ("plan.schema.json", '"#/$defs/date"', '"#/$defs/day"', "lacks or misuses 'day'"),
        ("plan.schema.json", '"$schema":', "$schema:", "plan.schema.json"),
    ],
)
def test_a_form_with_a_fault_in_its_data_is_told_apart_from_a_fault_of_ours(
    copied: Path, file: str, old: str, new: str, fault: str
) -> None:
    text = (copied / file).read_text("utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFault, match=fault):
        load_form("k2", 2024)


def test_data_that_is_no_text_is_not_sound(tmp_path: Path) -> None:
    (tmp_path / "form.yaml").write_bytes(b"form: \xff")
    with pytest.raises(DataFault, match="not a sound data file"):
        read_data(tmp_path / "form.yaml")


@pytest.mark.parametrize(
    ("node", "whole"),
    [
        ({"$ref": "#/$defs/text"}, {"type": "string", "maxLength": 9}),
        ({"$ref": "#/$defs/text", "maxLength": 5}, {"type": "string", "maxLength": 5}),
        ({"items": [{"$ref": "#/$defs/text"}, 1]}, {"items": [{"type": "string", "maxLength": 9}, 1]}),
        ({"maxWords": 5, "pattern": "x"}, {"maxWords": 5}),
        ({"pattern": "x"}, {"pattern": "x"}),
        ({"$defs": {}, "type": "object"}, {"type": "object"}),
    ],
)
def test_a_schema_is_read_without_references(node: Any, whole: Any) -> None:
    schema = {"$defs": {"text": {"type": "string", "maxLength": 9}}}
    assert without_references(schema, node) == whole


def test_reading_the_schema_leaves_nothing_to_look_up(k2: Form) -> None:
    assert "$ref" not in json.dumps(k2.schema)
