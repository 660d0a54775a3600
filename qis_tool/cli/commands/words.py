"""qis words"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import (
    AcceptOption,
    Color,
    ColorOption,
    ForceOption,
    OutputOption,
    StdinNameOption,
    Tracked,
    TrackedOption,
    deliver,
    format_of,
    tell,
)
from qis_tool.errors import UserError

if TYPE_CHECKING:
    from qis_tool.count import WordTable
    from qis_tool.jobs.plans import Input
    from qis_tool.report.tally import Unread


class WordsFormat(StrEnum):
    """The word tables of qis_tool.report."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"


def words(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...", help="Plans as YAML or Word files, folders of YAML files, or - for standard input."
        ),
    ],
    format: Annotated[
        WordsFormat | None, typer.Option(help="How to show the table; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "<stdin>",
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
) -> int:
    """Show each limited field: words, limit, what is left.

    Exit 1 if an answer is over its limit.
    """
    from qis_tool.cli.plans import inputs
    from qis_tool.jobs.plans import WordOptions
    from qis_tool.report.words import WORD_REPORTERS

    kind = format_of(format, output, WordsFormat)
    given = inputs(plans, stdin_filename, WordOptions(tracked, accept_form_changes))
    outcome = [0]
    deliver(
        WORD_REPORTERS[kind](_results(given, outcome)),
        output,
        color,
        force=force,
        reading=[p.name for p in given],
    )
    return max(outcome)


def _results(plans: Sequence["Input"], outcome: list[int]) -> Iterator["WordTable | Unread"]:
    """The table of each plan, or why it can't be read, which is told too; what it means for the exit is kept."""
    from qis_tool.count import word_table
    from qis_tool.report.tally import Unread

    for plan in plans:
        try:
            source = plan.judged()
            table = word_table(source)
        except UserError as fault:
            tell(f"qis: {fault}")
            outcome.append(2)
            yield Unread(plan.name, str(fault))
        else:
            for remark in source.remarks:
                tell(f"{plan.name}: {remark}")
            outcome.append(int(any(row.left < 0 for row in table.fields)))
            yield table
