"""qis config"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, deliver
from qis_tool.cli.settings import Asked, configurations, with_settings
from qis_tool.errors import UserError

app = typer.Typer(no_args_is_help=True, help="Show which settings hold for a plan.")


class SettingsFormat(StrEnum):
    """The reporters of qis_tool.report.settings."""

    text = "text"
    json = "json"


@app.callback()
def config() -> None:
    """Show which settings hold for a plan."""


@app.command()
@with_settings
def show(
    plan: Annotated[
        str, typer.Argument(help="A plan or a folder; without it, the working folder.", metavar="PLAN")
    ] = ".",
    format: Annotated[SettingsFormat, typer.Option(help="How to show the settings.")] = SettingsFormat.text,
    color: ColorOption = Color.auto,
    *,
    asked: Asked,
) -> int:
    """Show each setting, its value, and where it comes from.

    An option holds over a variable of the environment, and that over the nearest configuration file: qis.toml, or a
    pyproject.toml with [tool.qis], in the plan's folder or one above.
    """
    from qis_tool.report.settings import SETTINGS_REPORTERS

    if not Path(plan).exists():
        raise UserError(f"{plan}: there is no such file or folder.")
    inside = str(Path(plan, "plan.yaml")) if Path(plan).is_dir() else plan
    found = configurations(asked)(inside)
    deliver(SETTINGS_REPORTERS[format](plan, found), None, color, force=False, reading=[])
    return 0
