"""The options that set what else a configuration file does, and what holds for each plan."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, wraps
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qis_tool.errors import UserError

if TYPE_CHECKING:
    from qis_tool.configuration import Configuration
    from qis_tool.configuration.toml_file import TomlFile
    from qis_tool.finding import Settings

FILE_VARIABLE = "QIS_CONFIG"


class FailLevel(StrEnum):
    """The levels of a finding."""

    error = "error"
    warning = "warning"
    note = "note"


ConfigOption = Annotated[
    str, typer.Option("--config", metavar="FILE", help="Take settings from this file, not the nearest qis.toml.")
]
NoConfigOption = Annotated[bool, typer.Option("--no-config", help="Take settings from no file.")]
FailLevelOption = Annotated[
    FailLevel | None,
    typer.Option(help="Findings of this level or graver keep a plan from passing; error where nothing is set."),
]
LevelOption = Annotated[
    list[str] | None,
    typer.Option(
        "--level", metavar="RULE=LEVEL", help="Give a rule another level, or leave it out: K2-204=off. May be repeated."
    ),
]
IdentityTermOption = Annotated[
    list[str] | None,
    typer.Option(
        "--identity-term", metavar="NAME", help="A further name that counts as naming the company. May be repeated."
    ),
]
StyleTermOption = Annotated[
    list[str] | None,
    typer.Option(
        "--style-term", metavar="WORD[=INSTEAD]", help="A word to point out as not the house's style. May be repeated."
    ),
]
NearLimitOption = Annotated[
    int | None,
    typer.Option(
        "--near-limit", metavar="WORDS", help="Where near-limit begins, in words below a limit of 200.", min=0, max=200
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line says of settings: the file to take, or to take none, and the texts of each option."""

    config: str = ""
    no_config: bool = False
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _asked(  # noqa: PLR0913 - one for each option
    *,
    fail_level: FailLevelOption = None,
    level: LevelOption = None,
    identity_term: IdentityTermOption = None,
    style_term: StyleTermOption = None,
    near_limit: NearLimitOption = None,
    config: ConfigOption = "",
    no_config: NoConfigOption = False,
) -> Asked:
    """What these options say; None is said by one that was not given."""
    options: dict[str, Sequence[str] | None] = {
        "fail_level": [fail_level] if fail_level else [],
        "near_limit": [] if near_limit is None else [str(near_limit)],
        "identity_terms": identity_term,
        "style_terms": style_term,
        "levels": level,
    }
    return Asked(config, no_config, {name: texts for name, texts in options.items() if texts})


def with_settings(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the options of settings, of which it gets what they say as `asked`."""
    own, options = signature(command), signature(_asked).parameters

    @wraps(command)
    def run(**given: Any) -> int:
        asked = _asked(**{name: given.pop(name) for name in options})
        return command(**given, asked=asked)

    parameters = (parameter for name, parameter in own.parameters.items() if name != "asked")
    run.__signature__ = own.replace(parameters=[*parameters, *options.values()])  # type: ignore[attr-defined]  # Typer reads it
    return run


def configurations(asked: Asked) -> Callable[[str], "Configuration"]:
    """What holds for a plan, by its file's name; each folder and file is looked into once.

    Raises UserError, or the result does, where a configuration file or a setting is not sound.
    """
    from qis_tool.configuration import configured

    file_for = _files(asked)
    known: dict[str, Configuration] = {}

    @cache
    def of_folder(folder: str) -> "Configuration":
        file = file_for(Path(folder))
        name = file.name if file else ""
        if name not in known:
            known[name] = configured(file, os.environ, asked.options)
        return known[name]

    return lambda name: of_folder(os.path.dirname(os.path.abspath(name)))  # noqa: PTH100, PTH120 - pathlib is slower


def settings_for(asked: Asked) -> Callable[[str], "Settings"]:
    """As `configurations`, what checks take of it."""
    found = configurations(asked)
    return lambda name: found(name).settings


def _files(asked: Asked) -> Callable[[Path], "TomlFile | None"]:
    from qis_tool.configuration.toml_file import finder, read_named

    named = asked.config or os.environ.get(FILE_VARIABLE, "")
    if asked.config and asked.no_config:
        raise UserError("--config and --no-config can't both hold: name a file, or take none.")
    if asked.no_config:
        return lambda _: None
    if not named:
        return finder()
    try:
        file = read_named(named)
    except UserError as fault:
        raise UserError(f"{'--config' if asked.config else FILE_VARIABLE}: {fault}") from None
    return lambda _: file
