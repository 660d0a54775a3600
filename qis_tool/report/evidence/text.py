"""A worksheet as text, for a terminal or a file."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from qis_tool.characters import spelled
from qis_tool.report.evidence.sheets import Cell, Sheet, Worksheet
from qis_tool.report.tally import Styled

_WIDEST = 46  # characters of a column


def text(worksheet: Worksheet) -> Iterator[Styled]:
    """The sheets one below the other, then the other facts in words, then how the table was read."""
    yield Styled(f"{worksheet.heading}\n", "code")
    for sheet in filter(lambda sheet: sheet.rows, worksheet.sheets):
        yield Styled(f"\n{sheet.title}\n", "code")
        yield from _table(sheet)
    yield Styled("\nFacts\n", "code")
    yield from (Styled(f"{fact.words}\n") for fact in worksheet.said)
    yield Styled("\n")
    yield from (Styled(f"{spelled(line)}\n") for line in worksheet.closing)


def _table(sheet: Sheet) -> Iterator[Styled]:
    rows = [tuple(map(_shown, row)) for row in sheet.rows]
    widths = [max(map(len, column)) for column in zip(sheet.heads, *rows, strict=True)]
    numbers = [any(isinstance(cell, int | Decimal) for cell in column) for column in zip(*sheet.rows, strict=True)]
    yield Styled(_line(sheet.heads, widths, numbers), "quiet")
    for row, notes in zip_longest(rows, sheet.notes, fillvalue=()):
        yield Styled(_line(row, widths, numbers))
        yield from (Styled(f"    {spelled(note)}\n", "quiet") for note in notes)


def _line(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if number else cell.ljust(width)
        for cell, width, number in zip(cells, widths, numbers, strict=True)
    )
    return f"{'  '.join(padded).rstrip()}\n"


def _shown(cell: Cell) -> str:
    if isinstance(cell, int | Decimal):
        return f"{cell:,}"
    shown = spelled(cell)
    return shown if len(shown) <= _WIDEST else f"{shown[: _WIDEST - 1]}…"
