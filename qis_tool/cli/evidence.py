"""What the commands of evidence share: their options, and how a worksheet is printed or written."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from qis_tool.cli.console import Color, deliver, tell
from qis_tool.errors import UserError
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from qis_tool.document.paper import Plot
    from qis_tool.evidence.columns import Shape
    from qis_tool.evidence.tables import Table
    from qis_tool.report.evidence.sheets import Worksheet
    from qis_tool.report.tally import Styled

WORKBOOK = ".xlsx"
PAPER = (".html", ".docx")


class EvidenceFormat(StrEnum):
    """How a worksheet can be printed."""

    text = "text"
    json = "json"
    csv = "csv"


_ENDINGS = {".txt": EvidenceFormat.text, ".json": EvidenceFormat.json, ".csv": EvidenceFormat.csv}
_FILES = (WORKBOOK, *PAPER)
_KNOWN = ", ".join([*_ENDINGS, *_FILES])

FormatOption = Annotated[
    EvidenceFormat | None, typer.Option(help="How to show it; text without it.", show_default=False)
]
WriteOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help=f"Write to this file; its ending says what: {_KNOWN}."),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Stop with exit 1 where a row can't be read.")]
BlankOption = Annotated[
    Path | None, typer.Option("--blank", help="Write an empty table to fill to this CSV file, and stop.")
]
SmallNumbersOption = Annotated[
    bool, typer.Option("--show-small-numbers", help="Print small counts of people too: for use inside the house only.")
]


class Shown(NamedTuple):
    """The ways to show a result: as JSON, and as a worksheet for people; `purpose` is that of the one on paper."""

    purpose: str
    as_json: Callable[[], "Iterator[Styled]"]
    worksheet: Callable[[], "Worksheet"]
    plot: Callable[[], "Plot | None"] = lambda: None


class Wanted(NamedTuple):
    """Where the output goes, and how."""

    format: EvidenceFormat | None
    output: Path | None
    force: bool
    color: Color
    reading: list[str]

    @property
    def kind(self) -> str:
        """A format, or the ending of another kind of file.

        Raises UserError where the file's ending says none, or another than --format.
        """
        ending = self.output.suffix.lower() if self.output else ""
        by_ending = ending if ending in _FILES else _ENDINGS.get(ending, "")
        if self.output and not (by_ending or self.format):
            raise UserError(f"{self.output}: its ending does not say what to write. qis can write {_KNOWN}.")
        if by_ending and self.format and by_ending != self.format:
            raise UserError(f"{self.output}: its ending asks for another format than --format {self.format}.")
        return by_ending or self.format or EvidenceFormat.text


def table_given(file: str | None, shape: "Shape", *, strict: bool) -> "Table":
    """The table of a command line. Raises UserError where none is named, and Exit where `strict` allows no fault."""
    from qis_tool.evidence.tables import read_table

    if file is None:
        raise UserError(f"Name a table to read, or write one to fill: --blank {shape.name}.csv.")
    table = read_table(file, shape)
    if strict and table.problems:
        for problem in table.problems:
            tell(problem.told(table.file))
        tell(f"{table.file}: {table.completeness} With --strict there is no result then.")
        raise typer.Exit(1)
    return table


def write_blank(shape: "Shape", target: Path, *, force: bool) -> None:
    """Write a CSV file with the heads of a table."""
    from qis_tool.evidence.tables import blank

    with new_file(target, force=force) as file:
        file.write(blank(shape).encode())
    tell(f"Wrote {target}: one row for {shape.row}.")


def give(shown: Shown, wanted: Wanted) -> None:
    """Print a result, or write it to a file."""
    kind = wanted.kind
    if kind in _FILES and wanted.output:
        content = _workbook(shown) if kind == WORKBOOK else _paper(shown, kind)
        with new_file(wanted.output, force=wanted.force, inputs=wanted.reading) as file:
            file.write(content)
        tell(f"Wrote {wanted.output}.")
        return
    deliver(_PIECES[kind](shown), wanted.output, wanted.color, force=wanted.force, reading=wanted.reading)


def _workbook(shown: Shown) -> bytes:
    from qis_tool.report.evidence.workbook import workbook

    return workbook(shown.worksheet())


def _paper(shown: Shown, kind: str) -> bytes:
    from qis_tool.evidence.worksheets import purpose_of
    from qis_tool.report.evidence.paper import paper
    from qis_tool.writers.papers import PAPERS

    purpose = purpose_of(shown.purpose)
    return PAPERS[kind](paper(shown.worksheet(), purpose, shown.plot()), purpose.look)


def _text(shown: Shown) -> "Iterator[Styled]":
    from qis_tool.report.evidence.text import text

    return text(shown.worksheet())


def _csv(shown: Shown) -> "Iterator[Styled]":
    from qis_tool.report.evidence.spreadsheet import as_csv

    return as_csv(shown.worksheet())


_PIECES: Mapping[str, Callable[[Shown], "Iterator[Styled]"]] = {
    EvidenceFormat.text: _text,
    EvidenceFormat.json: lambda shown: shown.as_json(),
    EvidenceFormat.csv: _csv,
}
