"""A review for people at a terminal: a section a table, one line a row wherever the terminal is wide enough."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, zip_longest
from textwrap import wrap

from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.sections import sections
from qis_tool.report.review.tables import Column, Table
from qis_tool.report.tally import Styled
from qis_tool.report.text import in_full

_GAP = "  "
_USUAL = 48  # characters: a longer cell does not widen its column for all rows
_LONGEST_NAME = 120  # but that of a plan, by which rows are found, does
_LEAST = 16


def text(review: Review, shown: Shown) -> Iterator[Styled]:
    """All sections, or that of one table. Cells are wrapped where lines have bounds; nothing is cut."""
    yield Styled(f"{wording.heading(review)}\n", "code")
    yield Styled(f"{wording.meaning(review)}\n")
    for section in sections(review, shown.table):
        yield Styled(f"\n{section.table.title}\n", "code")
        yield from [Styled(f"{section.intro}\n")] if section.intro else []
        body = _findings(review) if section.table.name == "findings" else _table(review, section.table, shown.width)
        yield next(body, Styled("None.\n"))
        yield from body
    yield Styled(f"\n{wording.outcome(review)}\n", "passed" if review.passed else "error")


def _findings(review: Review) -> Iterator[Styled]:
    """Every finding with the lines it is about."""
    for plan, findings in review.reviewed():
        for found in findings:
            yield from in_full(plan.file, found.finding)


def _table(review: Review, table: Table, width: int) -> Iterator[Styled]:
    """A table, or nothing for one without rows; a matrix in parts where it has more columns than fit on a line."""
    if not any(True for _ in table.rows(review)):
        return
    widths = _widths(review, table)
    for shown in _parts(widths, width) if width and table.name == "words" else [range(len(widths))]:
        yield from [Styled("\n")] if shown[1] > 1 else []
        yield from _columns(review, table, shown, widths, width)


def _columns(review: Review, table: Table, shown: Sequence[int], widths: Sequence[int], width: int) -> Iterator[Styled]:
    columns = [table.columns[at] for at in shown]
    room = [widths[at] for at in shown]
    room = _within(room, columns, width) if width else room
    yield Styled(_line([column.head for column in columns], room, columns), "quiet")
    for row in table.rows(review):
        cells = list(wording.cells_of(row[at] for at in shown))
        for line in _wrapped(cells, room) if width else [cells]:
            yield Styled(_line(line, room, columns))


def _widths(review: Review, table: Table) -> list[int]:
    """How wide each column is, by its head and its usual cells."""
    widths = [len(column.head) for column in table.columns]
    most = [_LONGEST_NAME, *[_USUAL] * (len(widths) - 1)]
    for row in table.rows(review):
        lengths = map(len, wording.cells_of(row))
        widths = [max(width, min(length, top)) for width, length, top in zip(widths, lengths, most, strict=True)]
    return widths


def _within(widths: Sequence[int], columns: Sequence[Column], width: int) -> list[int]:
    """Columns of text made narrower, the widest first, until a line fits; as far as that goes."""
    room = list(widths)
    least = [min(width, max(_LEAST, len(column.head))) for column in columns]
    while sum(room) + len(_GAP) * (len(room) - 1) > width and any(map(int.__gt__, room, least)):
        widest = max(range(len(room)), key=lambda at: room[at] - least[at])
        room[widest] -= 1
    return room


def _wrapped(cells: Iterable[str], room: Iterable[int]) -> Iterator[Sequence[str]]:
    """The lines that a row takes where its cells are wrapped."""
    return zip_longest(*(wrap(cell, width) for cell, width in zip(cells, room, strict=True)), fillvalue="")


def _line(cells: Iterable[str], room: Iterable[int], columns: Iterable[Column]) -> str:
    aligned = (
        f"{cell:{'<' if column.kind in {'text', 'date'} else '>'}{width}}"
        for cell, width, column in zip(cells, room, columns, strict=True)
    )
    return _GAP.join(aligned).rstrip() + "\n"


def _parts(widths: Sequence[int], width: int) -> Iterator[list[int]]:
    """The columns that stand side by side: each time the first, and as many of the others as fit."""
    at = 1
    while at < len(widths):
        reach = accumulate((widths[column] + len(_GAP) for column in range(at, len(widths))), initial=0)
        fits = sum(end <= width - min(widths[0], width // 3) for end in reach) - 1
        yield [0, *range(at, at + max(fits, 1))]
        at += max(fits, 1)
