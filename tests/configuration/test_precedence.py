"""Which of several places holds for a setting, and what is said of one that can't."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from qis_tool.configuration import Configuration, configured
from qis_tool.configuration.kinds import KINDS, variable
from qis_tool.configuration.toml_file import TomlFile
from qis_tool.errors import UserError
from qis_tool.finding import NOTHING_SET, Settings

IN_FILE: dict[str, Any] = {
    "fail_level": "note",
    "near_limit": 5,
    "identity_terms": ["Of File"],
    "style_terms": ["filed"],
    "levels": {"K2-204": "off"},
}
IN_VARIABLE = {
    "fail_level": "warning",
    "near_limit": "6",
    "identity_terms": "Of Variable",
    "style_terms": "varied=other",
    "levels": "company-named=warning",
}
IN_OPTION = {
    "fail_level": ["error"],
    "near_limit": ["7"],
    "identity_terms": ["Of Option"],
    "style_terms": ["optional"],
    "levels": ["k2-204=error"],
}
DEFAULTS: dict[str, Any] = {"fail_level": "error", "near_limit": 3, "identity_terms": (), "style_terms": {}}
VALUES: dict[str, list[Any]] = {  # default, file, variable, option
    "fail_level": ["error", "note", "warning", "error"],
    "near_limit": [3, 5, 6, 7],
    "identity_terms": [(), ("Of File",), ("Of Variable",), ("Of Option",)],
    "style_terms": [{}, {"filed": ""}, {"varied": "other"}, {"optional": ""}],
    "levels": [None, "off", "warning", "error"],
}


def given(
    file: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] | None = None,
    options: Mapping[str, Sequence[str]] | None = None,
) -> Configuration:
    """What holds with these settings, by their names."""
    variables = {variable(name): text for name, text in (environment or {}).items()}
    return configured(TomlFile("qis.toml", "", file) if file is not None else None, variables, options or {})


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("in_file", [False, True])
@pytest.mark.parametrize("in_variable", [False, True])
@pytest.mark.parametrize("in_option", [False, True])
def test_an_option_holds_over_a_variable_and_that_over_a_file(
    name: str, *, in_file: bool, in_variable: bool, in_option: bool
) -> None:
    found = given(
        {name: IN_FILE[name]} if in_file else {},
        {name: IN_VARIABLE[name]} if in_variable else {},
        {name: IN_OPTION[name]} if in_option else {},
    )
    place = 3 if in_option else 2 if in_variable else 1 if in_file else 0
    option = f"--{name.replace('_', '-').removesuffix('s')}"
    holds = next((held for held in found.held if held.name == name), None)
    assert (holds and holds.value) == VALUES[name][place]
    assert (holds.place if holds else "") == ["", "qis.toml", f"QIS_{name.upper()}", option][place]
    assert [held.name for held in found.held if not held.rule] == list(DEFAULTS)


def test_where_nothing_is_set_the_defaults_hold() -> None:
    found = given()
    assert {held.name: held.value for held in found.held} == DEFAULTS
    assert [held.line for held in found.held] == [None] * 4
    assert found.settings == NOTHING_SET


def test_the_settings_are_what_is_set_with_its_places() -> None:
    found = given(IN_FILE, {"near_limit": "6", "fail_level": " "}, {"levels": ["near-limit=warning"]})
    assert found.settings == Settings(
        fail_level="note",
        levels={"K2-204": "off", "QIS110": "warning"},
        identity_terms=("Of File",),
        style_terms={"filed": ""},
        near_limit=6,
        file="qis.toml",
        sources={
            **dict.fromkeys(("fail_level", "identity_terms", "style_terms", "K2-204"), "qis.toml"),
            "near_limit": "QIS_NEAR_LIMIT",
            "QIS110": "--level",
        },
    )


def test_levels_are_set_rule_by_rule() -> None:
    found = given({"levels": {"K2-204": "off", "near-limit": "warning"}}, {"levels": "near-limit=error"})
    assert found.settings.levels == {"K2-204": "off", "QIS110": "error"}


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ({"fail_levle": "note"}, "fail_levle: there is no such setting. Did you mean fail_level?"),
        (
            {"tool": {"qis": {}}},
            "tool: there is no such setting. There are fail_level, near_limit, identity_terms, style_terms, levels.",
        ),
        ({"x" * 500: 1}, f"{'x' * 40}…: there is no such setting. There are "),
        ({"near_limit": 500}, "near_limit: it should be a whole number from 0 to 200, not “500”."),
        ({"levels": ["off"]}, "levels: it should be a table of rules and their levels, such as {near-limit = "),
        ({"levels": {"QIS999": "off"}}, "levels.QIS999: there is no such rule. qis rules lists them all."),
        (
            {"levels": {"near-limits": "off"}},
            "levels.near-limits: there is no such rule. Did you mean near-limit? qis rules lists them all.",
        ),
        (
            {"levels": {"fail_level": "note"}},
            "levels.fail_level: there is no such rule. It is a setting: put it above the line of [levels].",
        ),
        ({"levels": {"K2-204": 5}}, "levels.K2-204: it should be error, warning, note or off, not “5”."),
        (
            {"levels": {"K2-204": "off", "company-named": "note"}},
            "levels.company-named: K2-204 is the same rule. Keep one of the two.",
        ),
        (
            {"levels": {"blank-field": "off"}},
            "levels.blank-field: QIS102 blank-field makes a form unfit for filing, so it can't be lowered or left out.",
        ),
    ],
)
def test_a_setting_that_can_not_hold_is_told_with_its_place(file: Mapping[str, Any], message: str) -> None:
    with pytest.raises(UserError) as told:
        given(file)
    assert str(told.value).startswith(f"qis.toml: {message}")


def test_the_line_is_told_where_it_can_be() -> None:
    text = '# ours\n[levels]\nQIS102 = "off"\n'
    with pytest.raises(UserError, match=r"^qis\.toml:3: levels\.QIS102: "):
        configured(TomlFile("qis.toml", text, {"levels": {"QIS102": "off"}}), {}, {})
    (held,) = (
        held for held in configured(TomlFile("a.toml", "near_limit = 5", {"near_limit": 5}), {}, {}).held if held.at
    )
    assert (held.place, held.line) == ("a.toml", 1)


@pytest.mark.parametrize(
    ("environment", "options", "message"),
    [
        ({"near_limit": "x"}, {}, "QIS_NEAR_LIMIT: it should be a whole number from 0 to 200, not “x”."),
        ({"levels": "QIS102=off"}, {}, "QIS_LEVELS: QIS102: QIS102 blank-field makes a form unfit for filing"),
        ({}, {"levels": ["near-limit"]}, "--level: near-limit: it should be error, warning, note or off."),
        ({}, {"style_terms": ["=x"]}, "--style-term: “” is no word. "),
    ],
)
def test_a_variable_or_an_option_that_can_not_hold_is_told_by_its_name(
    environment: Mapping[str, str], options: Mapping[str, Sequence[str]], message: str
) -> None:
    with pytest.raises(UserError) as told:
        given({}, environment, options)
    assert str(told.value).startswith(message)
