"""qis episodes build"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption, progress, show, tell
from qis_tool.errors import UserError
from qis_tool.evidence.extra import library
from qis_tool.report.spreadsheet import csv_line
from qis_tool.report.tally import plural
from qis_tool.saving import new_file, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qis_tool.evidence.building.rules import Rules
    from qis_tool.evidence.building.values import Built, Episodes
    from qis_tool.evidence.engine.engines import Engine
    from qis_tool.evidence.engine.sources import Read

_ENDINGS = (".csv", ".parquet")
_PERCENT = 100
_OFTEN = 0.2  # seconds


class EngineName(StrEnum):
    """What the expressions run on."""

    duckdb = "duckdb"
    spark = "spark"


class BuildFormat(StrEnum):
    """The reporters of qis_tool.report.evidence.building."""

    text = "text"
    json = "json"


ClaimsArgument = Annotated[str, typer.Argument(help="The claims, one row each, as CSV or Parquet.", metavar="CLAIMS")]
DeliveriesOption = Annotated[
    str,
    typer.Option(
        metavar="FILE",
        help="The deliveries, one row each, as CSV or Parquet; without them, the contract's trigger finds them.",
    ),
]
BuildContractOption = Annotated[
    str,
    typer.Option(
        metavar="FILE", help="The contract: window, trigger, what belongs to an episode and what doesn't, as YAML."
    ),
]
EpisodesOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="Write the episodes to this file, .csv or .parquet; only count without it.",
        show_default=False,
    ),
]
BadRowsOption = Annotated[
    Path | None,
    typer.Option("--bad-rows", help="Write a list of all rows that could not be used, as CSV.", show_default=False),
]
EngineOption = Annotated[EngineName, typer.Option(help="Where to work: in this process, or on Spark.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Write nothing and exit 1 if a row could not be used.")]


def build(
    claims: ClaimsArgument,
    contract: BuildContractOption,
    deliveries: DeliveriesOption = "",
    output: EpisodesOption = None,
    bad_rows: BadRowsOption = None,
    strict: StrictOption = False,
    engine: EngineOption = EngineName.duckdb,
    format: Annotated[BuildFormat, typer.Option(help="How to show where claims and events went.")] = BuildFormat.text,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """Build a year's episodes of claims, and say where each claim went.

    Rows that can't be used are left out, counted and listed. No id of a member, a claim or a delivery is written.
    Exit 1 if --strict and a row could not be used.
    """
    library("ibis", "Claims are a table of many rows")
    from qis_tool.evidence.engine.engines import ENGINES
    from qis_tool.report.evidence.building import BUILDING_REPORTERS

    rules, inputs = _rules(contract, deliveries), [file for file in (claims, deliveries, contract) if file]
    _refuse_targets(output, bad_rows, inputs, force=force)
    with ENGINES[engine]() as running:
        built, episodes, read = _watched(claims, deliveries, rules, running, color)
        if bad_rows:
            _write(bad_rows, _listed(read if built.bad_rows else []), inputs, force=force)
        if strict and built.bad_rows:
            return _refused(built)
        if output:
            _write(output, _table(episodes, output), inputs, force=force)
    show(BUILDING_REPORTERS[format](built), color)
    return 0


def _rules(contract: str, deliveries: str) -> "Rules":
    from qis_tool.evidence.building.rules import rules_of
    from qis_tool.evidence.contract import read_contract
    from qis_tool.evidence.program import the_program

    return rules_of(read_contract(contract, the_program()), from_claims=not deliveries)


def _refuse_targets(output: Path | None, bad_rows: Path | None, inputs: list[str], *, force: bool) -> None:
    """Raises UserError for a file that could not be written, before the long work."""
    if output and output.suffix.lower() not in _ENDINGS:
        raise UserError(f"{output}: end its name in .csv or .parquet, so that it says which of the two it is.")
    if output and output == bad_rows:
        raise UserError(f"{output}: the episodes and the list of bad rows need a file each.")
    for target in filter(None, (output, bad_rows)):
        refuse(target, inputs, force=force)


def _watched(
    claims: str, deliveries: str, rules: "Rules", engine: "Engine", color: Color
) -> tuple["Built", "Episodes", "list[Read]"]:
    """Build, with a bar on a terminal that goes by the step and by how far the engine is in it."""
    from qis_tool.evidence.engine.building import STEPS, Files, build

    with progress(_PERCENT * STEPS, "Building episodes", color) as advance, _moving(engine, advance) as step:
        return build(Files(claims, deliveries), rules, engine, step)


@contextmanager
def _moving(engine: "Engine", advance: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Asks the engine now and then how far it is, and moves the bar there; never back."""
    done, stop, shown = 0, Event(), 0

    def move(to: int) -> None:
        nonlocal shown
        for _ in range(shown, to):
            advance()
        shown = max(shown, to)

    def ask() -> None:
        while not stop.wait(_OFTEN):
            move(done * _PERCENT + max(0, min(_PERCENT, int(engine.done()))))

    def step() -> None:
        nonlocal done
        done += 1

    thread = Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield step
    finally:
        stop.set()
        thread.join()


def _refused(built: "Built") -> int:
    for row in built.unfit:
        tell(str(row))
    rows = plural(built.bad_rows, "row")
    tell(f"qis: {rows} could not be used, and --strict lets none be left out. No episodes were written.")
    return 1


def _listed(tables: "list[Read]") -> Iterator[bytes]:
    from qis_tool.evidence.engine.sources import unfit_rows

    yield csv_line("file", "row", "column", "problem").encode()
    yield from (csv_line(*row).encode() for table in tables for row in unfit_rows(table))


def _table(episodes: "Episodes", output: Path) -> "Iterable[bytes]":
    if output.suffix.lower() == _ENDINGS[1]:
        return [episodes.parquet()]
    return _lines(episodes)


def _lines(episodes: "Episodes") -> Iterator[bytes]:
    yield csv_line(*episodes.heads).encode()
    yield from (csv_line(*row).encode() for row in episodes.rows())


def _write(target: Path, pieces: "Iterable[bytes]", inputs: list[str], *, force: bool) -> None:
    with new_file(target, force=force, inputs=inputs) as file:
        for piece in pieces:
            file.write(piece)
    tell(f"Wrote {target}.")
