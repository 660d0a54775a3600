"""The schema as any validator of JSON Schema 2020-12 reads it, without the keywords of our own."""

import json
import re
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from qis_tool.form import Form
from qis_tool.source import Source, read_file
from qis_tool.validate import validate

Changed = Callable[[Mapping[str, Any]], Source]

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/k2/2024/plan.schema.json").read_bytes())
PLAIN = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
ITEM_11 = ("barriers", "no_barriers_assessment", "mitigation")
BOXES = {
    ("part_b.data_sources", "census_data"): "census_type",
    ("part_b.data_sources", "other"): "other_description",
    ("part_d.incentives", "in_kind"): "in_kind_description",
    ("part_d.incentives", "other_provider"): "other_provider_description",
    ("part_d.incentives", "enrollee_program"): "enrollee_program_description",
}


def agrees(source: Source) -> bool:
    """True where the bare schema and this tool give a plan the same verdict."""
    errors = validate(source).count("error")
    return PLAIN.is_valid(source.data) == (errors == 0)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_accepts_the_good_samples(good: Path) -> None:
    assert [error.message for error in PLAIN.iter_errors(read_file(str(good)).data)] == []


@pytest.mark.parametrize(
    ("field", "limit"),
    [
        ("part_c.description", 200),
        ("part_b.data_sources.other_description", 100),
        ("part_d.timeline.milestones.0.milestone", 50),
    ],
)
def test_it_rejects_one_word_too_many(changed: Changed, field: str, limit: int) -> None:
    assert PLAIN.is_valid(changed({field: "word " * limit}).data)
    (error,) = PLAIN.iter_errors(changed({field: "word " * (limit + 1)}).data)
    assert error.validator == "pattern"


@pytest.mark.parametrize("sides", list(product([None, " \n", "Two hospitals lack staff."], repeat=3)), ids=repr)
def test_it_agrees_on_item_11(changed: Changed, sides: tuple[str | None, ...]) -> None:
    assert agrees(changed({f"part_d.risk.{field}": text for field, text in zip(ITEM_11, sides, strict=True)}))


@pytest.mark.parametrize(("boxes", "text"), BOXES.items(), ids=lambda value: str(value[1]))
@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("answer", [None, " ", "A sentence."])
def test_it_agrees_on_the_texts_of_boxes(
    changed: Changed, boxes: tuple[str, str], text: str, answer: str | None, *, ticked: bool
) -> None:
    group, box = boxes
    kept = "registries" if group == "part_b.data_sources" else "bonus_payment"
    checked = [kept, box] if ticked else [kept]
    assert agrees(changed({f"{group}.checked": checked, f"{group}.{text}": answer}))


@pytest.mark.parametrize(
    "changes",
    [
        {"form": None},
        {"part_c.goal_1": None},
        {"part_c.goal_1": ""},
        {"part_a.product_types": []},
        {"part_d.timeline.milestones": []},
        {"part_d.timeline.start_date": "2023-02-30"},
        {"part_d.timeline.start_date": "2023-02-28"},
        {"issuer.hios_issuer_id": "999"},
        {"issuer.hios_issuer_id": None},
        {"coverage": {"other_topic": ["part_c.goal_1"]}},
    ],
)
def test_it_agrees_on_shape(changed: Changed, changes: Mapping[str, Any]) -> None:
    assert agrees(changed(changes))


def test_every_field_is_explained(k2: Form) -> None:
    own = {"form", "plan_year", "issuer", "coverage", "waivers"}
    leaves = [field for field in k2.fields.values() if field.kind != "group"]
    assert [field.path for field in leaves if field.label == field.path] == []
    assert [field.path for field in leaves if not field.description and "coverage" not in field.path] == []
    assert [field.path for field in leaves if not field.item and re.split(r"\W", field.path)[0] not in own] == []
