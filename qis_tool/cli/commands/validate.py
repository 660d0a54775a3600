"""qis validate"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import (
    AcceptOption,
    AsOfOption,
    Color,
    ColorOption,
    ForceOption,
    OutputOption,
    StdinNameOption,
    Tracked,
    TrackedOption,
    deliver,
    tell,
    today,
)
from qis_tool.report.tally import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qis_tool.finding import Report


class Format(StrEnum):
    """The reporters of qis_tool.report."""

    text = "text"
    concise = "concise"
    json = "json"
    github = "github"


class FailLevel(StrEnum):
    """The levels of a finding."""

    error = "error"
    warning = "warning"
    note = "note"


def validate(
    plans: Annotated[
        list[str], typer.Argument(help="Plans as YAML or Word files, folders of YAML files, or - for standard input.")
    ],
    format: Annotated[Format, typer.Option(help="How to show the findings.")] = Format.text,
    fail_level: Annotated[
        FailLevel, typer.Option(help="Exit 1 for findings of this level or graver.")
    ] = FailLevel.error,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "<stdin>",
    as_of: AsOfOption = None,
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
) -> int:
    """Say everything that is wrong with the plans, and where.

    Several plans are also checked together: whether they cover each product type their issuer sells.
    """
    from qis_tool.cli.plans import WordOptions, inputs, judged
    from qis_tool.report import REPORTERS
    from qis_tool.report.tally import Tally

    given = inputs(plans, stdin_filename, WordOptions(tracked, accept_form_changes))
    tally = Tally(_telling_unread(judged(given, as_of or today())), fail_level.value)
    deliver(REPORTERS[format](tally), output, color, force=force, reading=[plan.name for plan in given])
    return 2 if tally.unread else int(tally.failed > 0)


def _telling_unread(results: "Iterator[Report | Unread]") -> "Iterator[Report | Unread]":
    for result in results:
        if isinstance(result, Unread):
            tell(f"qis: {result.message}")
        yield result
