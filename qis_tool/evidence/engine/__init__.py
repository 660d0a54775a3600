"""Big tables: episodes checked and summed where they lie, by one set of Ibis expressions on DuckDB or another engine.

Nothing else knows Ibis or DuckDB. Money is DECIMAL all the way, never floating point.
"""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.contract import Contract
from qis_tool.evidence.engine.opening import opened
from qis_tool.evidence.extra import library
from qis_tool.evidence.program import Funding
from qis_tool.evidence.settling.values import Completeness, Sums


def read_sums(file: str, contract: Contract, taken_out: Collection[Funding]) -> tuple[list[Sums], Completeness]:
    """The episodes of a CSV or Parquet file, summed for settlement, and how complete they are.

    `taken_out` are the ways of funding for which a hospital's excess is told apart. Raises UserError for a file that
    can't be read, or that lacks a column.
    """
    library("ibis", f"{Path(file).name} is a table of many rows")
    from qis_tool.evidence.engine.checks import completeness, sound
    from qis_tool.evidence.engine.costs import sums

    shape = episodes_shape(contract, facility=bool(taken_out))
    with opened(file, shape) as (table, name, remarks):
        found = completeness(table, shape, name, contract.period)
        return sums(sound(table, shape), contract, taken_out), found._replace(remarks=remarks)


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
