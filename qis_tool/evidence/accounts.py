"""The table of accountable providers: what was allowed to each, and its quality results."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from qis_tool.errors import UserError
from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.contract import Contract, Measure
from qis_tool.evidence.settling.values import Account
from qis_tool.evidence.tables import Row, Table, read_table

_COUNTS = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})")
_RATE = re.compile(r"(\d{1,3}(?:\.\d{1,12})?)\s*%?")


def read_accounts(file: str, contract: Contract) -> tuple[dict[str, Account], tuple[str, ...]]:
    """Each provider's account by its id, and remarks. Raises UserError where a row can't be read.

    A provider left out would owe more than its cap, or lose its gain: so one faulty row is too many.
    """
    table = read_table(file, _shape(contract))
    faults = [problem.told(table.file) for problem in table.problems]
    faults += _unfit(table, contract.quality)
    if faults:
        raise UserError("\n     ".join(faults[:20]))
    return {row["pap"]: _account(row, contract) for row in table.rows}, table.remarks


def _shape(contract: Contract) -> Shape:
    shape = shape_of("providers")
    columns = (Column(one.column, one.name, f"Result of {one.name}.", "text") for one in contract.quality)
    return replace(shape, columns=(*shape.columns, *columns))


def _account(row: Row, contract: Contract) -> Account:
    columns = [measure.column for measure in contract.quality]
    found = {column: _rate(row[column]) for column in columns if row[column] is not None}
    return Account(row["total_allowed"], {column: rate for column, rate in found.items() if rate is not None})


def _unfit(table: Table, measures: Sequence[Measure]) -> Iterator[str]:
    for row in table.rows:
        for measure in measures:
            text = row[measure.column]
            if text is not None and _rate(text) is None:
                told = "it is neither a rate from 0 to 100 in percent nor a count of a count, such as 33/138."
                yield f"{table.file} row {row.number}, {measure.name}: {told}"


def _rate(text: str) -> Fraction | None:
    """A rate in percent, exact; None where the text is none."""
    if (counts := _COUNTS.fullmatch(text)) and 0 < int(counts[2]) >= int(counts[1]):
        return Fraction(int(counts[1]) * 100, int(counts[2]))
    if (rate := _RATE.fullmatch(text)) and Decimal(rate[1]) <= 100:  # noqa: PLR2004 - percent
        return Fraction(rate[1])
    return None
