"""qis episodes"""

import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.commands.episodes_build import EngineName, EngineOption, build
from qis_tool.cli.console import Color, ColorOption, ForceOption, OutputOption, day, deliver, format_of, tell
from qis_tool.errors import UserError

if TYPE_CHECKING:
    from qis_tool.evidence.settling.values import Settlement

app = typer.Typer(no_args_is_help=True, help="Build episodes of care of claims, and settle them by contract.")


class TypesFormat(StrEnum):
    """The reporters of qis_tool.report.evidence.episode_types."""

    text = "text"
    json = "json"
    markdown = "markdown"


class SettleFormat(StrEnum):
    """How a settlement can be shown."""

    text = "text"
    json = "json"
    csv = "csv"


class ReportFormat(StrEnum):
    """How its pages can be shown."""

    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"


EpisodesArgument = Annotated[
    str, typer.Argument(help="The episodes, one row each, as CSV or Parquet.", metavar="EPISODES")
]
ContractOption = Annotated[
    str, typer.Option(metavar="FILE", help="The contract: thresholds, shares, quality levels and so on, as YAML.")
]
ProvidersOption = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="The accountable providers: allowed dollars and quality results, as CSV or an Excel workbook.",
    ),
]
LetterOption = Annotated[
    datetime.date | None,
    typer.Option(
        "--letter-date", parser=day, metavar="DATE", help="The date of the refund letters.", show_default=False
    ),
]
DistributedOption = Annotated[
    datetime.date | None,
    typer.Option(
        "--distributed-date", parser=day, metavar="DATE", help="The day reports are distributed.", show_default=False
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Settle nothing if a row of the episodes has a problem.")]


@app.callback()
def episodes() -> None:
    """Build episodes of care of claims, and settle them by contract."""


app.command()(build)


@app.command()
def types(
    format: Annotated[
        TypesFormat | None, typer.Option(help="How to show the types; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """List the types of episodes in the manual.

    Of each: scope, who is accountable, payers, since when.
    """
    from qis_tool.evidence.program import episode_types
    from qis_tool.report.evidence.episode_types import TYPE_REPORTERS

    kind = format_of(format, output, TypesFormat)
    deliver(TYPE_REPORTERS[kind](episode_types()), output, color, force=force, reading=[])
    return 0


@app.command()
def settle(
    episodes: EpisodesArgument,
    contract: ContractOption,
    providers: ProvidersOption = "",
    letter_date: LetterOption = None,
    distributed_date: DistributedOption = None,
    strict: StrictOption = False,
    engine: EngineOption = EngineName.duckdb,
    format: Annotated[
        SettleFormat | None, typer.Option(help="How to show the settlement; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """Settle a year's episodes: who owes or gains what, and why.

    Exit 1 if --strict and a row of the episodes has a problem.
    """
    from qis_tool.report.evidence.pages import PAGES
    from qis_tool.report.evidence.settlement import settled
    from qis_tool.report.evidence.settlement_data import DATA

    kind = format_of(format, output, SettleFormat)
    found = _settlement(episodes, contract, providers, engine, letter_date, distributed_date)
    if strict and _told_problems(found):
        return 1
    pieces = DATA[kind](found) if kind in DATA else PAGES[kind](settled(found))
    deliver(pieces, output, color, force=force, reading=_read(episodes, contract, providers))
    return 0


@app.command()
def report(
    episodes: EpisodesArgument,
    contract: ContractOption,
    providers: ProvidersOption = "",
    letter_date: LetterOption = None,
    distributed_date: DistributedOption = None,
    strict: StrictOption = False,
    engine: EngineOption = EngineName.duckdb,
    pap: Annotated[
        str, typer.Option(metavar="PAP", help="Only the page of this accountable provider, to hand out.")
    ] = "",
    format: Annotated[
        ReportFormat | None, typer.Option(help="How to show the pages; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """Write a settlement's summary, and a page for each provider.

    Exit 1 if --strict and a row of the episodes has a problem.
    """
    from qis_tool.report.evidence.pages import PAGES
    from qis_tool.report.evidence.settlement import report as pages
    from qis_tool.report.evidence.settlement_data import DATA

    kind = format_of(format, output, ReportFormat)
    found = _settlement(episodes, contract, providers, engine, letter_date, distributed_date)
    if strict and _told_problems(found):
        return 1
    if pap:
        found = _of(found, pap)
    pieces = DATA[kind](found) if kind in DATA else PAGES[kind](pages(found, summary=not pap))
    deliver(pieces, output, color, force=force, reading=_read(episodes, contract, providers))
    return 0


def _settlement(
    episodes: str,
    contract: str,
    providers: str,
    engine: EngineName,
    letter: datetime.date | None,
    distributed: datetime.date | None,
) -> "Settlement":
    from qis_tool.evidence.accounts import read_accounts
    from qis_tool.evidence.contract import read_contract
    from qis_tool.evidence.due import due_days
    from qis_tool.evidence.engine import read_sums
    from qis_tool.evidence.program import the_program
    from qis_tool.evidence.settling import settlement
    from qis_tool.evidence.settling.values import Books

    program = the_program()
    agreed = read_contract(contract, program)
    due = tuple(due_days(program, agreed.period, letter, distributed))
    accounts, remarks = read_accounts(providers, agreed) if providers else ({}, ())
    costs = program.hospital_costs_in(agreed.period)
    sums, complete = read_sums(episodes, agreed, costs, engine)
    books = Books(agreed, costs, accounts, providers)
    complete = complete._replace(remarks=(*complete.remarks, *remarks))
    return settlement(sums, books, program, due, complete)


def _told_problems(settlement: "Settlement") -> bool:
    for problem in settlement.completeness.problems:
        tell(problem)
    return bool(settlement.completeness.problems)


def _of(settlement: "Settlement", pap: str) -> "Settlement":
    found = settlement.only(pap)
    if not found.lines:
        raise UserError(f"There is no accountable provider {pap} among the episodes of {settlement.contract.period}.")
    return found


def _read(*files: str) -> list[str]:
    return [file for file in files if file]
