"""The data of the forms held to the schemas of that data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from qis_tool.form import read_data

ROOT = Path(__file__).parent.parent
META = sorted((ROOT / "schemas/meta").glob("*.schema.json"))
DATA = {
    "form": sorted(ROOT.glob("schemas/*/*/form.yaml")),
    "rules": [ROOT / "schemas/rules.yaml", *sorted(ROOT.glob("schemas/*/*/rules.yaml"))],
    "episode-types": [ROOT / "schemas/evidence/episode-types.yaml"],
    "program": [ROOT / "schemas/evidence/program.yaml"],
    "measure": [ROOT / "schemas/evidence/measure.yaml"],
    "table": sorted(ROOT.glob("schemas/evidence/tables/*.yaml")),
    "worksheets": [ROOT / "schemas/evidence/worksheets.yaml"],
    "layout": sorted(ROOT.glob("templates/*/*/layout.yaml")),
}
FILES = [(kind, file) for kind, files in DATA.items() for file in files]
RULE = dict.fromkeys(("message", "help", "why", "good", "bad"), "x") | {
    "code": "K2-299",
    "name": "x",
    "level": "note",
}
LAYOUT = {"title": "x", "draft_mark": "x"}


@pytest.fixture(scope="session")
def faults() -> Callable[[str, Any], list[str]]:
    """The paths at which data of one kind departs from its schema."""

    def check(kind: str, data: Any) -> list[str]:
        schema = json.loads((ROOT / f"schemas/meta/{kind}.schema.json").read_bytes())
        validator = Draft202012Validator(schema, format_checker=FormatChecker())
        return ["/".join(map(str, error.absolute_path)) for error in validator.iter_errors(data)]

    return check


@pytest.mark.parametrize("file", META, ids=lambda path: path.name)
def test_a_schema_of_data_is_one(file: Path) -> None:
    Draft202012Validator.check_schema(json.loads(file.read_bytes()))


@pytest.mark.parametrize(("kind", "file"), FILES, ids=lambda value: str(value).removeprefix(f"{ROOT}/"))
def test_the_data_keeps_to_its_schema(faults: Callable[[str, Any], list[str]], kind: str, file: Path) -> None:
    assert faults(kind, read_data(file)) == []


@pytest.mark.parametrize(
    "more",
    [
        {"code": "K2 299"},
        {"name": "Not_kebab"},
        {"level": "fatal"},
        {"help": " "},
        {"where": "x"},
        {"fields": ["part_c.goal_1"]},
        {"options": {"day": "2024-01-01"}},
        {"check": "after_day", "fields": ["a"]},
        {"check": "after_day", "fields": ["a"], "options": {"day": "2024-02-30"}},
        {"check": "after_day", "fields": ["a", "b"], "options": {"day": "2024-02-29"}},
        {"check": "phrases", "options": {"phrases": ["("]}},
        {"check": "phrases", "options": {"phrases": "tbd"}},
        {"check": "phrases", "options": {"phrases": ["tbd"], "unles": ["not"]}},
        {"check": "given"},
        {"check": "shape", "options": {"x": 1}},
    ],
)
def test_a_faulty_rule_is_seen(faults: Callable[[str, Any], list[str]], more: dict[str, Any]) -> None:
    assert faults("rules", {"rules": [RULE]}) == []
    assert faults("rules", {"rules": [RULE | more]}) != []


@pytest.mark.parametrize(
    "block",
    [
        {},
        {"heading": "x"},
        {"part": "x", "item": "x"},
        {"part": "x", "footnote": 0},
        {"text": ""},
        {"text": "x", "footnote": 1},
        {"bullets": "x"},
        {"boxes": "Part A"},
        {"answer": "a.b", "short_answer": "a.c"},
        {"table": "a.b", "rows": 10, "columns": {}, "caption": "x", "description": "x"},
    ],
)
def test_a_faulty_block_of_a_layout_is_seen(faults: Callable[[str, Any], list[str]], block: dict[str, Any]) -> None:
    assert faults("layout", LAYOUT | {"blocks": [{"text": "x"}]}) == []
    assert faults("layout", LAYOUT | {"blocks": [block]}) == ["blocks/0"]
