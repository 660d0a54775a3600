"""A worksheet on paper: what a writer needs to put it on one page, if the figures allow that."""

from collections.abc import Iterator
from decimal import Decimal

from qis_tool import __version__
from qis_tool.characters import spelled
from qis_tool.document.blocks import Heading, List, Text
from qis_tool.document.paper import Grid, Paper, Part, Plot
from qis_tool.evidence.worksheets import Purpose
from qis_tool.report.evidence import wording
from qis_tool.report.evidence.sheets import Cell, Sheet, Worksheet

_LANGUAGE = "en-US"
_NUMBER = "No."


def paper(worksheet: Worksheet, purpose: Purpose, plot: Plot | None = None) -> Paper:
    """A worksheet with what it is for; where there is a picture, the rows of the main table bear its numbers."""
    about, *lacking = worksheet.heading.split("\n")
    parts: list[Part] = [
        Heading(0, purpose.title, name="worksheet"),
        Text("text", f"A worksheet for {purpose.question}. {purpose.about}"),
        *(Text("text", spelled(line)) for line in (f"{about}.", *lacking)),
        *_glance(worksheet, purpose),
        *_said(worksheet, purpose),
        *([plot] if plot else []),
        *_tables(worksheet, purpose, numbered=plot is not None),
        Heading(1, "How to read this", name="reading"),
        List(ordered=False, items=tuple(spelled(line.removesuffix(wording.HOW_TO_SHOW)) for line in worksheet.closing)),
    ]
    footer = f"{purpose.title}: a worksheet for {purpose.question}. Made by qis {__version__}."
    return Paper(purpose.title, spelled(about), _LANGUAGE, tuple(parts), (footer,))


def _glance(worksheet: Worksheet, purpose: Purpose) -> Iterator[Grid]:
    """The first figures, each under its head, in one row."""
    found = [(purpose.glance[fact.key], _shown(fact.value)) for fact in worksheet.facts if fact.key in purpose.glance]
    if found:
        heads, figures = zip(*found, strict=True)
        about = f"One row of figures; the columns are {', '.join(heads)}."
        yield Grid("At a glance", about, heads, (figures,), (True,) * len(heads), named_by=None)


def _said(worksheet: Worksheet, purpose: Purpose) -> Iterator[Text]:
    if said := [spelled(words) for words in purpose.said(worksheet.facts)]:
        yield Text("text", " ".join(said))


def _tables(worksheet: Worksheet, purpose: Purpose, *, numbered: bool) -> Iterator[Part]:
    for sheet in worksheet.sheets:
        if sheet.title in purpose.tables and sheet.rows:
            first = numbered and sheet is worksheet.sheets[0]
            yield _grid(sheet, numbered=first)
            yield from _notes(sheet, numbered=first)


def _grid(sheet: Sheet, *, numbered: bool) -> Grid:
    rows = tuple(tuple(map(_shown, row)) for row in sheet.rows)
    figures = tuple(any(isinstance(cell, int | Decimal) for cell in column) for column in zip(*sheet.rows, strict=True))
    about = f"{len(rows)} rows; the columns are {', '.join(sheet.heads)}."
    if not numbered:
        return Grid(sheet.title, about, sheet.heads, rows, figures)
    rows = tuple((str(number), *row) for number, row in enumerate(rows, 1))
    return Grid(sheet.title, about, (_NUMBER, *sheet.heads), rows, (True, *figures), named_by=1)


def _notes(sheet: Sheet, *, numbered: bool) -> Iterator[List]:
    """What there is to say of rows, the same sentences once; a row is named by its number or its first cell."""
    said: dict[str, list[str]] = {}
    for number, (row, notes) in enumerate(zip(sheet.rows, sheet.notes or [()] * len(sheet.rows), strict=True), 1):
        if notes:
            said.setdefault(" ".join(map(spelled, notes)), []).append(str(number) if numbered else _shown(row[0]))
    if said:
        lead = f"{_NUMBER} " if numbered else ""
        yield List(ordered=False, items=tuple(f"{lead}{', '.join(rows)}: {notes}" for notes, rows in said.items()))


def _shown(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int | Decimal) else spelled(cell)
