"""qis review"""

import datetime
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import (
    AcceptOption,
    Color,
    ColorOption,
    ForceOption,
    StdinNameOption,
    Tracked,
    TrackedOption,
    day,
    deliver,
    progress,
    tell,
    today,
)
from qis_tool.cli.settings import Asked, settings_for, with_settings
from qis_tool.errors import UserError
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from qis_tool.report.review.desk import Review
    from qis_tool.report.tally import Styled, Unread
    from qis_tool.reviewing.spool import Slip


class ReviewFormat(StrEnum):
    """The reporters of qis_tool.report.review."""

    text = "text"
    markdown = "markdown"
    csv = "csv"
    json = "json"
    html = "html"


class ReviewTable(StrEnum):
    """The tables of qis_tool.report.review."""

    summary = "summary"
    words = "words"
    topics = "topics"
    products = "products"
    milestones = "milestones"
    findings = "findings"
    remarks = "remarks"
    unread = "unread"


_WORKBOOK = "a workbook"
_ENDINGS = {".txt": "text", ".md": "markdown", ".csv": "csv", ".json": "json", ".html": "html", ".xlsx": _WORKBOOK}

Desk = Callable[[], "AbstractContextManager[Review]"]


FormatOption = Annotated[
    ReviewFormat | None, typer.Option(help="How to print it; text without it.", show_default=False)
]
TableOption = Annotated[
    ReviewTable | None,
    typer.Option(help="One table only, as text, Markdown or CSV; as CSV the findings without it.", show_default=False),
]
WriteOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help=f"Write to this file; its ending says what: {' '.join(_ENDINGS)}."),
]
DayOption = Annotated[
    datetime.date | None,
    typer.Option(
        parser=day,
        metavar="DATE",
        help="The day to judge waivers by, and milestones as past or upcoming; today without it.",
        show_default=False,
    ),
]


@with_settings
def review(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...", help="Plans as YAML or Word files, folders of both, or - for standard input."
        ),
    ],
    format: FormatOption = None,
    table: TableOption = None,
    output: WriteOption = None,
    as_of: DayOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "<stdin>",
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
    *,
    asked: Asked,
) -> int:
    """Judge many plans at a glance.

    Which are ready, and every count, topic, product, milestone and finding. Exit 1 where a plan is not ready. Settings
    come from the qis.toml nearest to each plan; see qis config show.
    """
    from qis_tool.cli.plans import inputs
    from qis_tool.jobs.plans import WordOptions, read_for
    from qis_tool.jobs.reviewing import gathered

    kind = _kind(output, format, table)
    word = WordOptions(tracked, accept_form_changes)
    given = inputs(plans, stdin_filename, word, settings_for(asked), documents=True)
    desk, reading = partial(gathered, given, as_of or today(), partial(_passing, len(given), color)), read_for(given)
    if output and kind == _WORKBOOK:
        return _write_workbook(desk, output, force=force, reading=reading)
    codes: list[int] = []
    pieces = _pieces(desk, kind, table, codes, bounded=output is None)
    deliver(pieces, output, color, force=force, reading=reading)
    return codes[0]


def _kind(output: Path | None, format: ReviewFormat | None, table: ReviewTable | None) -> str:
    """What is to be made. Raises UserError where the options contradict each other."""
    from qis_tool.report.review import TABLE_BY_TABLE

    by_ending = _ENDINGS.get(output.suffix.lower(), "") if output else ""
    if output and not (by_ending or format):
        raise UserError(f"{output}: its ending does not say what to write. qis can write {', '.join(_ENDINGS)}.")
    if by_ending and format and by_ending != format:
        raise UserError(f"{output}: its ending asks for {by_ending}, but --format for {format}. Leave one of them out.")
    kind = by_ending or format or ReviewFormat.text
    if table and kind not in TABLE_BY_TABLE:
        raise UserError(f"--table is for text, Markdown and CSV. In {kind} there are always all tables.")
    return kind


def _write_workbook(desk: Desk, output: Path, *, force: bool, reading: list[str]) -> int:
    from qis_tool.report.review.workbook import write_workbook

    with new_file(output, force=force, inputs=reading) as file, desk() as found:
        write_workbook(found, file)
        code = _code(found)
    tell(f"Wrote {output}.")
    return code


def _pieces(desk: Desk, kind: str, table: ReviewTable | None, codes: list[int], *, bounded: bool) -> "Iterator[Styled]":
    """The output, made when it is asked for: by then it is settled that it can be written."""
    from qis_tool.report.review import REVIEW_REPORTERS
    from qis_tool.report.review.desk import Shown

    width = get_terminal_size().columns if bounded and sys.stdout.isatty() else 0
    with desk() as found:
        codes.append(_code(found))
        yield from REVIEW_REPORTERS[kind](found, Shown(table or "", width))


def _passing(number: int, color: Color, results: "Iterable[Slip | Unread]") -> "Iterator[Slip | Unread]":
    """Each result as it comes, with a bar that moves on; a file that can't be read is told."""
    from qis_tool.report.tally import Unread

    with progress(number, "Reviewing", color) as advance:
        for result in results:
            if isinstance(result, Unread):
                tell(f"qis: {result.message}")
            yield result
            advance()


def _code(found: "Review") -> int:
    return 2 if found.unread else int(not found.passed)
