"""What tables of evidence know, whichever they are: each is told by its heads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from qis_tool.errors import UserError
from qis_tool.evidence import hospital_facts, payment_facts
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.facts import Fact
from qis_tool.evidence.hospitals import ROSTER
from qis_tool.evidence.measure import measure
from qis_tool.evidence.network import network_of
from qis_tool.evidence.payments import CONTRACTS, payments_of
from qis_tool.evidence.tables import Table, read_table

_FACTS: Mapping[str, Callable[[Table], Iterable[Fact]]] = {
    ROSTER: lambda table: hospital_facts.facts_of(network_of(table, measure(), show_small=True)),
    CONTRACTS: lambda table: payment_facts.facts_of(payments_of(table, measure(), show_small=True)),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of tables by their names, and what to tell of the reading."""

    facts: Mapping[str, Fact]
    remarks: tuple[str, ...] = ()


def known_by(files: Iterable[str]) -> Known:
    """The facts of these tables. Raises UserError for a file that is none of them, and for a second one of a kind."""
    facts: dict[str, Fact] = {}
    remarks: list[str] = []
    read: dict[str, str] = {}
    for file in files:
        kind, table = _told_apart(file)
        if kind in read:
            raise UserError(f"{file}: {read[kind]} is such a table already. Give one {_title(kind)}.")
        read[kind] = file
        facts |= {fact.key: fact for fact in _FACTS[kind](table)}
        remarks += [f"{file}: {table.completeness}"] if table.problems else []
    return Known(facts, tuple(remarks))


def _told_apart(file: str) -> tuple[str, Table]:
    """The kind of a table, and the table. Raises UserError for a file that lacks a needed head of every kind."""
    reasons = []
    for kind in _FACTS:
        try:
            return kind, read_table(file, shape_of(kind))
        except UserError as fault:
            reasons.append(f"As {_title(kind)}: {str(fault).removeprefix(f'{Path(file).name}: ')}")
    if len(set(reasons)) > 1 and all("no column is headed" in reason for reason in reasons):
        raise UserError(f"{file}: it is no evidence that qis knows. {' '.join(reasons)}")
    raise UserError(f"{file}: {reasons[0].partition(': ')[2]}")


def _title(kind: str) -> str:
    return shape_of(kind).title.lower()
