"""The kinds of settings: the values they take, and how variables and options write them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool.configuration.kinds import KINDS, MAX_TERM, MAX_TERMS, option, variable
from qis_tool.errors import UserError

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/meta/config.schema.json").read_bytes())
LEVEL = "error, warning, note or off"

SOUND: list[tuple[str, Any, Any]] = [
    ("fail_level", "note", "note"),
    ("near_limit", 0, 0),
    ("near_limit", 200, 200),
    ("identity_terms", [], ()),
    ("identity_terms", ["Golden  Poppy\nGroup", "GPMG", "GPMG"], ("Golden Poppy Group", "GPMG")),
    ("style_terms", ["leverage"], {"leverage": ""}),
    ("style_terms", {"utilize": "use", "leverage": ""}, {"utilize": "use", "leverage": ""}),
    ("style_terms", ["x" * MAX_TERM], {"x" * MAX_TERM: ""}),
]
FAULTY = [
    ("fail_level", "off", "it should be error, warning or note, not “off”."),
    ("fail_level", "Warnings", "it should be error, warning or note, not “Warnings”. Did you mean warning?"),
    ("fail_level", ["error"], "it should be error, warning or note, not “['error']”. Did you mean error?"),
    ("fail_level", "", "it should be error, warning or note."),
    ("near_limit", -1, "it should be a whole number from 0 to 200, not “-1”."),
    ("near_limit", 201, "it should be a whole number from 0 to 200, not “201”."),
    ("near_limit", 2.5, "it should be a whole number from 0 to 200, not “2.5”."),
    ("near_limit", True, "it should be a whole number from 0 to 200, not “True”."),
    ("near_limit", "10", "it should be a whole number from 0 to 200, not “10”. Write it without quotes."),
    ("identity_terms", "GPMG", 'it should be a list of names, such as ["Golden Poppy Medical Group"].'),
    ("identity_terms", ["GPMG", 5], "“5” is no word. Each term should be a text with a letter or a digit."),
    ("identity_terms", [" "], "“” is no word. Each term should be a text with a letter or a digit."),
    ("identity_terms", ["x"] * (MAX_TERMS + 1), "it lists 201 terms, and may list 200."),
    ("style_terms", ["x" * 61], f"“{'x' * 40}…” is too long: a term may have 60 characters."),
    ("style_terms", {"use": 5}, "“5” is no word. Each term should be a text with a letter or a digit."),
    ("style_terms", 5, 'it should be a list of words, or a table with what to write instead: {utilize = "use"}.'),
]


@pytest.mark.parametrize(("name", "value", "taken"), SOUND)
def test_a_sound_value_is_taken(name: str, value: Any, taken: Any) -> None:
    assert KINDS[name].check(value) == taken


@pytest.mark.parametrize(("name", "value", "message"), FAULTY)
def test_a_faulty_value_is_told(name: str, value: Any, message: str) -> None:
    with pytest.raises(UserError) as told:
        KINDS[name].check(value)
    assert str(told.value) == message


def test_the_schema_for_editors_takes_the_same_values() -> None:
    editor = Draft202012Validator(SCHEMA)
    assert [name for name, value, _ in SOUND if not editor.is_valid({name: value})] == []
    assert [name for name, value, _ in FAULTY if editor.is_valid({name: value})] == []
    assert SCHEMA["properties"].keys() == KINDS.keys()


@pytest.mark.parametrize("level", ["error", "warning", "note", "off"])
def test_a_rule_has_a_level_or_is_off(level: str) -> None:
    assert KINDS["levels"].check(level) == level
    assert Draft202012Validator(SCHEMA).is_valid({"levels": {"near-limit": level}})


@pytest.mark.parametrize(
    ("name", "of_variable", "of_option"),
    [
        ("fail_level", "QIS_FAIL_LEVEL", "--fail-level"),
        ("near_limit", "QIS_NEAR_LIMIT", "--near-limit"),
        ("identity_terms", "QIS_IDENTITY_TERMS", "--identity-term"),
        ("style_terms", "QIS_STYLE_TERMS", "--style-term"),
        ("levels", "QIS_LEVELS", "--level"),
    ],
)
def test_each_setting_has_a_variable_and_an_option(name: str, of_variable: str, of_option: str) -> None:
    assert (variable(name), option(name)) == (of_variable, of_option)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("fail_level", " warning ", "warning"),
        ("near_limit", "10", 10),
        ("near_limit", "ten", "ten"),
        ("near_limit", "9" * 5000, "9" * 5000),
        ("near_limit", "²", "²"),
        (
            "identity_terms",
            'GPMG, "Golden Poppy Health Plan, Inc.",\nPoppy,',
            ["GPMG", "Golden Poppy Health Plan, Inc.", "Poppy"],
        ),
        ("style_terms", "utilize = use, leverage", {"utilize": "use", "leverage": ""}),
        ("levels", "K2-204=off,near-limit=warning", {"K2-204": "off", "near-limit": "warning"}),
    ],
)
def test_a_variable_says_what_a_file_would(name: str, text: str, value: Any) -> None:
    assert KINDS[name].of_variable(text) == value
