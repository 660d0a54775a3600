"""Big tables: episodes checked and summed where they lie, by one set of Ibis expressions on DuckDB or another engine.

Nothing else knows Ibis or DuckDB. Money is DECIMAL all the way, never floating point.
"""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.contract import Contract
from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.extra import library
from qis_tool.evidence.program import Funding
from qis_tool.evidence.settling.values import Completeness, Sums

if TYPE_CHECKING:
    from qis_tool.evidence.engine.sources import Read

SHOWN = 20  # bad rows


def read_sums(
    file: str, contract: Contract, taken_out: Collection[Funding], engine: str = "duckdb"
) -> tuple[list[Sums], Completeness]:
    """The episodes of a CSV or Parquet file, summed for settlement, and how complete they are.

    `taken_out` are the ways of funding for which a hospital's excess is told apart; `engine` is one of ENGINES. Raises
    UserError for a file that can't be read, or that lacks a column.
    """
    library("ibis", f"{Path(file).name} is a table of many rows")
    shape = episodes_shape(contract, facility=bool(taken_out))
    with ENGINES[engine]() as running:
        from qis_tool.evidence.engine.costs import sums
        from qis_tool.evidence.engine.soundness import PROBLEM
        from qis_tool.evidence.engine.sources import given, read

        found = read(given(file, shape, running), running)
        found = found._replace(table=running.keep(found.table))
        sound = found.table.filter(found.table[PROBLEM].isnull())
        return sums(sound, contract, taken_out), _completeness(found, sound, contract.period)


def _completeness(found: "Read", sound: Any, period: int) -> Completeness:
    """How many rows there are, have a problem or lie outside the period; the first problems in sentences."""
    from qis_tool.evidence.engine.sources import number, unfit_rows

    bad = found.bad_rows
    outside = number(sound.count(where=sound.end_date.year() != period))
    problems = [str(row) for row in (unfit_rows(found, SHOWN) if bad else ())]
    rest = bad - len(problems)
    told = (*problems, *([f"… and {rest:,} more."] if rest else []))
    return Completeness(found.rows, bad, outside, told, found.given.remarks)


def episodes_shape(contract: Contract, *, facility: bool) -> Shape:
    """The columns of the episodes under a contract: its lines of business, its factor, facility costs where needed."""
    shape = shape_of("episodes")
    lines = {line.id: line.name for line in contract.lines}
    needs_facility = facility and any(line.facility_threshold is not None for line in contract.lines)
    columns = [
        replace(column, kind="choice", choices=lines)
        if column.name == "line_of_business"
        else replace(column, required=column.required or (column.name == "facility_allowed" and needs_facility))
        for column in shape.columns
    ]
    return replace(shape, columns=(*columns, *_factor(contract.risk_factor)))


def _factor(name: str) -> list[Column]:
    if not name:
        return []
    told = "The factor by which the episode's cost is multiplied: 1 leaves it as it is."
    least, most = Decimal("0.000001"), Decimal(100)
    return [Column(name, name, told, "rate", required=True, minimum=least, maximum=most)]
