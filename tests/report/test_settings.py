"""Settings in reports: what holds and from where, and what a summary says of them."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.configuration import Configuration, configured
from qis_tool.configuration.toml_file import TomlFile
from qis_tool.finding import Report, Settings
from qis_tool.report import REPORTERS
from qis_tool.report.machine import as_json
from qis_tool.report.settings import settings_json, settings_text
from qis_tool.report.tally import METHOD, Styled, Tally, changed_by

File = Callable[..., Report]
Shown = Callable[[Iterable[Styled]], str]

META = Path(__file__).parents[2] / "schemas/meta"
TEXT = """\
near_limit = 10
identity_terms = ["Golden Poppy Medical Group", "GPMG"]
style_terms = {utilize = "use", leverage = ""}

[levels]
near-limit = "warning"
"""
SET = {
    "near_limit": 10,
    "identity_terms": ["Golden Poppy Medical Group", "GPMG"],
    "style_terms": {"utilize": "use", "leverage": ""},
    "levels": {"near-limit": "warning"},
}
IN_WORDS = """\
Settings for plan.yaml, from qis.toml:
  fail_level            error                       default
  near_limit            10                          qis.toml:1
  identity_terms        Golden Poppy Medical Group  qis.toml:2
                        GPMG
  style_terms           utilize (write “use”)       qis.toml:3
                        leverage
  QIS110 near-limit     warning                     qis.toml:6
  K2-204 company-named  off                         --level
Every other rule has its own level: see qis rules.
"""
OFF = {"levels": {"K2-204": "off", "K2-206": "off", "QIS110": "warning"}, "near_limit": 10}
SOURCES = {"K2-204": "qis.toml", "K2-206": "qis.toml", "QIS110": "--level", "fail_level": "QIS_FAIL_LEVEL"}


@pytest.fixture
def found() -> Configuration:
    """Settings from a file and an option."""
    return configured(TomlFile("qis.toml", TEXT, SET), {}, {"levels": ["K2-204=off"]})


def test_settings_in_words(found: Configuration, shown: Shown) -> None:
    assert shown(settings_text("plan.yaml", found)) == IN_WORDS


def test_settings_without_a_file_in_words(shown: Shown) -> None:
    assert shown(settings_text(".", configured(None, {}, {}))).splitlines() == [
        "Settings for ., without a configuration file:",
        "  fail_level      error  default",
        "  near_limit      3      default",
        "  identity_terms  none   default",
        "  style_terms     none   default",
        "Every other rule has its own level: see qis rules.",
    ]


def test_settings_as_json(found: Configuration, shown: Shown) -> None:
    told = json.loads(shown(settings_json("plan.yaml", found)))
    assert (told["tool"], told["plan"], told["file"]) == (
        {"name": "qis", "version": __version__},
        "plan.yaml",
        "qis.toml",
    )
    assert told["settings"] == [
        {"name": "fail_level", "value": "error", "place": None, "line": None},
        {"name": "near_limit", "value": 10, "place": "qis.toml", "line": 1},
        {"name": "identity_terms", "value": SET["identity_terms"], "place": "qis.toml", "line": 2},
        {"name": "style_terms", "value": SET["style_terms"], "place": "qis.toml", "line": 3},
        {"name": "levels", "rule": "QIS110", "value": "warning", "place": "qis.toml", "line": 6},
        {"name": "levels", "rule": "K2-204", "value": "off", "place": "--level", "line": None},
    ]


def test_settings_as_json_keep_to_their_schema(found: Configuration, shown: Shown) -> None:
    schema = Draft202012Validator(json.loads((META / "settings.schema.json").read_bytes()))
    for configuration in (found, configured(None, {}, {})):
        told = json.loads(shown(settings_json("plan.yaml", configuration)))
        assert [error.message for error in schema.iter_errors(told)] == []
        del told["settings"][0]["value"]
        assert not schema.is_valid(told)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ""),
        ({"fail_level": "note", "identity_terms": ("x",), "style_terms": {"x": ""}, "sources": SOURCES}, ""),
        ({"levels": {"K2-204": "off"}, "sources": SOURCES}, "1 rule off by qis.toml"),
        (
            OFF | {"sources": SOURCES | {"near_limit": "QIS_NEAR_LIMIT"}},
            "2 rules off, 1 level changed, 1 threshold changed by qis.toml, --level, QIS_NEAR_LIMIT",
        ),
        ({"levels": {"K2-204": "error", "QIS110": "error"}}, "2 levels changed"),
    ],
)
def test_what_is_changed_in_words(settings: dict[str, Any], words: str) -> None:
    assert changed_by(Settings(**settings)) == words


@pytest.mark.parametrize("reporter", ["text", "concise"])
def test_the_summary_says_what_was_changed_before_it_says_passed(report: File, shown: Shown, reporter: str) -> None:
    told = shown(REPORTERS[reporter](Tally([report("plan.yaml", **OFF, sources=SOURCES)])))
    assert told == (
        f"1 file, Attachment K2 plan year 2024, {METHOD}: 0 errors, 0 warnings, 0 notes. Settings: 2 rules off, "
        "1 level changed, 1 threshold changed by qis.toml, --level (see qis config show). Passed.\n"
    )


def test_the_same_changes_are_said_once_and_many_are_counted(report: File, shown: Shown) -> None:
    files = [
        report(f"{number}/plan.yaml", levels={"K2-204": "off"}, sources={"K2-204": f"{number // 2}/qis.toml"})
        for number in range(10)
    ]
    assert "Settings: 1 rule off by 0/qis.toml (see" in shown(REPORTERS["text"](Tally(files[:2])))
    first = "; ".join(f"1 rule off by {number}/qis.toml" for number in range(3))
    told = shown(REPORTERS["text"](Tally(files)))
    assert f"Settings: {first}; 2 more sets of settings (see qis config show). Passed." in told


def test_json_says_file_by_file_what_was_set(report: File, shown: Shown) -> None:
    files = [report("a.yaml"), report("b.yaml", **OFF, fail_level="note", sources=SOURCES)]
    files.append(report("c.yaml", sources={"fail_level": "--fail-level"}))
    told = json.loads(shown(as_json(Tally(files))))
    schema = Draft202012Validator(json.loads((META / "report.schema.json").read_bytes()))
    assert [error.message for error in schema.iter_errors(told)] == []
    assert [file.get("settings") for file in told["files"]] == [
        None,
        {
            "sources": ["qis.toml", "--level", "QIS_FAIL_LEVEL"],
            "fail_level": "note",
            "off": ["K2-204", "K2-206"],
            "levels": {"QIS110": "warning"},
            "near_limit": 10,
        },
        {"sources": ["--fail-level"], "fail_level": "error", "off": [], "levels": {}},
    ]
