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
    format_of,
    tell,
    today,
)
from qis_tool.cli.settings import Asked, settings_for, with_settings
from qis_tool.report.tally import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qis_tool.finding import Fact, Report


class Format(StrEnum):
    """The reporters of qis_tool.report."""

    text = "text"
    concise = "concise"
    markdown = "markdown"
    csv = "csv"
    json = "json"
    github = "github"
    sarif = "sarif"
    gitlab = "gitlab"
    junit = "junit"


EvidenceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence",
        metavar="TABLE",
        help="A roster of hospitals or a table of contracts to compare figures with. May be repeated.",
    ),
]


@with_settings
def validate(
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...", help="Plans as YAML or Word files, folders of YAML files, or - for standard input."
        ),
    ],
    format: Annotated[
        Format | None, typer.Option(help="How to show the findings; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "<stdin>",
    as_of: AsOfOption = None,
    evidence: EvidenceOption = None,
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
    *,
    asked: Asked,
) -> int:
    """Say everything that is wrong with the plans, and where.

    Several plans are also checked together: whether they cover each product type their issuer sells. Settings come from
    the qis.toml nearest to each plan; see qis config show.
    """
    from qis_tool.cli.plans import inputs
    from qis_tool.jobs.plans import WordOptions, judged, read_for
    from qis_tool.report import REPORTERS
    from qis_tool.report.tally import Tally

    kind = format_of(format, output, Format)
    given = inputs(plans, stdin_filename, WordOptions(tracked, accept_form_changes), settings_for(asked))
    tally = Tally(_telling_unread(judged(given, as_of or today(), _facts(evidence or ()))))
    deliver(REPORTERS[kind](tally), output, color, force=force, reading=[*read_for(given), *(evidence or ())])
    return 2 if tally.unread else int(tally.failed > 0)


def _facts(evidence: "Sequence[str]") -> "Mapping[str, Fact]":
    """What the tables of evidence know; rows that are left out are told."""
    if not evidence:
        return {}
    from qis_tool.evidence.known import known_by

    known = known_by(evidence)
    for remark in known.remarks:
        tell(f"{remark} See the rows with qis hospitals or qis payments.")
    tell(f"Figures that qis recognizes were compared with {', '.join(evidence)}.")
    return known.facts


def _telling_unread(results: "Iterator[Report | Unread]") -> "Iterator[Report | Unread]":
    for result in results:
        if isinstance(result, Unread):
            tell(f"qis: {result.message}")
        yield result
