"""qis diff"""

from enum import StrEnum
from pathlib import Path
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
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qis_tool.comparing import Comparison
    from qis_tool.jobs.plans import WordOptions
    from qis_tool.report.tally import Styled
    from qis_tool.source import Source

_ENDING = ".docx"
RedlineOption = Annotated[
    Path | None,
    typer.Option(
        "--redline",
        help="Also write the document of NEW, with Word's tracked changes against OLD.",
        metavar="DOCX",
        show_default=False,
    ),
]


class DiffFormat(StrEnum):
    """The reporters of qis_tool.report.comparison, and qis_tool.comparison_page."""

    text = "text"
    html = "html"
    json = "json"


def diff(
    old: Annotated[str, typer.Argument(help="The earlier plan: a YAML or Word file.", metavar="OLD")],
    new: Annotated[str, typer.Argument(help="The later plan. Either may be -, for standard input.", metavar="NEW")],
    redline: RedlineOption = None,
    format: Annotated[
        DiffFormat | None, typer.Option(help="How to show the differences; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "<stdin>",
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
) -> int:
    """Tell what differs between two plans.

    Such as last year's and this year's. Exit 1 where something does.
    """
    from qis_tool.comparing import compare
    from qis_tool.jobs.plans import WordOptions

    options = WordOptions(tracked, accept_form_changes)
    _refuse(old, new, redline, output)
    kind = format_of(format, output, DiffFormat)
    before, after = (_plan(name, stdin_filename, options) for name in (old, new))
    comparison = compare(before, after)
    pieces = _shown(comparison, kind)
    if redline is None:
        deliver(pieces, output, color, force=force, reading=[old, new])
    else:
        from qis_tool.jobs.redlining import redlined

        with new_file(redline, force=force, inputs=[old, new]) as file:
            made = redlined(before, after)
            file.write(made.content)
            deliver(pieces, output, color, force=force, reading=[old, new])
        tell(f"Wrote {redline}: {made.said}")
    return int(bool(comparison.differences))


def _refuse(old: str, new: str, redline: Path | None, output: Path | None) -> None:
    """Raises UserError for names that can't go together."""
    from qis_tool.cli.plans import STDIN

    if old == new == STDIN:
        raise UserError("Only one of the two plans can come from standard input.")
    if redline is None:
        return
    if redline.suffix.lower() != _ENDING:
        raise UserError(f"{redline}: a redline is a Word document. Name it {redline.stem}{_ENDING}.")
    if output and output.resolve() == redline.resolve():
        raise UserError(f"{redline}: the differences and the redline can't be one file. Name another.")


def _plan(name: str, stdin_name: str, options: "WordOptions") -> "Source":
    """A plan of either kind. Raises UserError where it can't be read."""
    from qis_tool.cli.plans import STDIN, inputs
    from qis_tool.jobs.plans import Input

    plan = inputs([name], stdin_name, options)[0] if name == STDIN else Input(name, word=options)
    return plan.judged()


def _shown(comparison: "Comparison", format: DiffFormat) -> "Iterator[Styled]":
    if format is DiffFormat.html:
        from qis_tool.comparison_page import comparison_page

        return comparison_page(comparison)
    from qis_tool.report.comparison import COMPARISON_REPORTERS

    return COMPARISON_REPORTERS[format](comparison)
