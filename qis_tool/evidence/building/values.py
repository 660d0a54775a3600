"""What the building of episodes came to: where each claim and each event went, in numbers and dollars."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from qis_tool.evidence.building.rules import Rules

Went = Literal[
    "counted", "left_out", "episode_left_out", "unrelated", "outside", "unreadable", "same_day", "same_event"
]
ZERO = Decimal("0.00")


class Share(NamedTuple):
    """So many claims or events that went one way, for a reason where there is one, and their dollars."""

    went: Went
    reason: str
    number: int
    dollars: Decimal


class Unfit(NamedTuple):
    """What is wrong in a row; no cell is shown, as it may name a patient."""

    file: str
    row: int
    column: str
    said: str

    def __str__(self) -> str:
        """With its place: claims.csv row 7, Allowed: it is blank, and needed."""
        column = f", {self.column}" if self.column else ""
        return f"{self.file} row {self.row}{column}: {self.said}"


@dataclass(frozen=True, slots=True)
class Built:
    """Where all claims and all events went; the counts of each add up to those that were read.

    `overlapping` are the claims on days that lie in two windows of one member; `several_hospitals` the episodes with
    inpatient dollars of more than one.
    """

    rules: Rules
    claims_file: str
    deliveries_file: str
    claims: tuple[Share, ...]
    claims_read: int
    events: tuple[Share, ...]
    events_read: int
    overlapping: Share
    several_hospitals: int
    unfit: tuple[Unfit, ...]
    remarks: tuple[str, ...]

    @property
    def bad_rows(self) -> int:
        """How many rows of both files could not be used."""
        return sum(share.number for share in (*self.claims, *self.events) if share.went == "unreadable")

    @property
    def episodes(self) -> int:
        """How many episodes were built."""
        return count(self.events, "counted")


class Episodes(NamedTuple):
    """The episodes as a table of Arrow, in the order of their numbers."""

    heads: tuple[str, ...]
    table: Any

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Their values, None where blank; the first is the number of the episode, from 1."""
        number = 0
        for batch in self.table.to_batches(max_chunksize=10_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield (number, *row)

    def parquet(self) -> bytes:
        """The same as a Parquet file, money as DECIMAL and dates as DATE."""
        import pyarrow
        from pyarrow import parquet

        numbers = pyarrow.array(range(1, len(self.table) + 1), pyarrow.int64())
        target = io.BytesIO()
        parquet.write_table(self.table.add_column(0, self.heads[0], numbers), target)
        return target.getvalue()


def count(shares: Iterable[Share], *went: Went) -> int:
    """How many of them went these ways; of all without one."""
    return sum(share.number for share in shares if not went or share.went in went)


def dollars(shares: Iterable[Share]) -> Decimal:
    """The sum of their dollars."""
    return sum((share.dollars for share in shares), ZERO)
