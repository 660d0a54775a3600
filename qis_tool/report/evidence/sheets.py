"""A worksheet as tables: what text, CSV and workbooks show alike."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from qis_tool.evidence.facts import Fact
from qis_tool.evidence.tables import Table

Cell = str | int | Decimal


class Sheet(NamedTuple):
    """A table: its title, the heads of its columns, and its rows, in which numbers are numbers.

    Under row `at` of the table as text stand the sentences `notes[at]`; elsewhere they are its last column.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, ...], ...] = ()


class Worksheet(NamedTuple):
    """What a command found: its heading; sheets, the main one first; facts, and those of them that no sheet shows.

    `closing` are sentences on how to read it, and on how the table was read.
    """

    heading: str
    sheets: tuple[Sheet, ...]
    facts: tuple[Fact, ...]
    said: tuple[Fact, ...]
    closing: tuple[str, ...]


def with_notes(sheet: Sheet) -> Sheet:
    """A sheet whose notes are its last column."""
    if not sheet.notes:
        return sheet
    rows = tuple((*row, " ".join(notes)) for row, notes in zip(sheet.rows, sheet.notes, strict=True))
    return Sheet(sheet.title, (*sheet.heads, "Notes"), rows)


def facts_sheet(facts: Sequence[Fact]) -> Sheet:
    """Each fact with its name."""
    return Sheet("Facts", ("Fact", "Value", "In words", "Place"), tuple(tuple(fact) for fact in facts))


def heading(table: Table, about: str) -> str:
    """What a worksheet is about, and on its face whether a row is not in it."""
    lacking = f"\n{table.completeness} What follows lacks them; the end says why." if table.left_out else ""
    return f"{table.file}: {about}{lacking}"


def reading(table: Table) -> list[str]:
    """How a table was read: whether all of it, what is wrong with the rest, what else there is to say of the file."""
    told = [problem.told(table.file) for problem in table.problems]
    return [f"{table.file}: {table.completeness}", *told, *(f"{table.file}: {remark}" for remark in table.remarks)]
