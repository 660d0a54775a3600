"""The rows of a big table by the data of its columns: sound ones with exact values, and what is wrong with the others.

A message names the row and the column and never shows the cell: it may hold what names a patient.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import ibis

from qis_tool.evidence.columns import Column, Shape
from qis_tool.evidence.engine.cells import MONEY, SAID, VALUES, text_of
from qis_tool.evidence.engine.opening import ROW
from qis_tool.evidence.settling.values import Completeness

_PROBLEM = "first_problem"
_MOST_TOLD = 20


class Check(NamedTuple):
    """What can be wrong in a row: at which column, an expression that is true where it is, and a sentence."""

    column: str
    wrong: Any
    said: str


def sound(table: Any, shape: Shape) -> Any:
    """The rows without a problem, each column with values of its kind."""
    good = _judged(table, shape).filter(lambda row: row[_PROBLEM].isnull())
    return good.select(**{column.name: VALUES[column.kind](good[column.name], column) for column in shape.columns})


def completeness(table: Any, shape: Shape, file: str, period: int) -> Completeness:
    """How many rows there are, have a problem or lie outside the period; the first problems in sentences."""
    checks, judged = list(_checks(table, shape)), _judged(table, shape)
    ended = VALUES["date"](judged.end_date, shape.column("end_date")).year()
    [counts] = _rows(
        judged.aggregate(
            rows=judged.count(),
            bad=judged[_PROBLEM].count(),
            outside=judged.count(where=judged[_PROBLEM].isnull() & (ended != period)),
        )
    )
    bad = judged.filter(judged[_PROBLEM].notnull()).select(ROW, _PROBLEM).order_by(ROW).limit(_MOST_TOLD)
    found = [(row[ROW], checks[row[_PROBLEM]]) for row in (_rows(bad) if counts["bad"] else ())]
    problems = [f"{file} row {row}, {check.column}: {check.said}" for row, check in found]
    rest = counts["bad"] - len(problems)
    told = (*problems, *([f"… and {rest:,} more."] if rest else []))
    return Completeness(counts["rows"], counts["bad"], counts["outside"], told)


def _rows(expression: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return rows


def _judged(table: Any, shape: Shape) -> Any:
    """The rows with the number of the first check that each does not pass, null where it passes all."""
    cases = [(check.wrong, number) for number, check in enumerate(_checks(table, shape))]
    return table.mutate(**{_PROBLEM: ibis.cases(*cases, else_=ibis.null("int64"))})


def _checks(table: Any, shape: Shape) -> Iterator[Check]:
    for column in shape.columns:
        yield from _of_cell(table[column.name], column)
    for column in shape.columns:
        if column.at_most:
            other = shape.column(column.at_most)
            value, most = (VALUES[one.kind](table[one.name], one) for one in (column, other))
            yield Check(column.label, _true(value > most), f"it is more than {other.label}.")
    for name in shape.unique:
        label = shape.column(name).label
        twice = table.count().over(ibis.window(group_by=text_of(table[name]))) > 1
        yield Check(label, twice, "another row has the same. Which of them holds can't be told, so none was taken.")


def _of_cell(given: Any, column: Column) -> Iterator[Check]:
    text, value = text_of(given), VALUES[column.kind](given, column)
    if column.required:
        yield Check(column.label, text.isnull(), "it is blank, and needed.")
    yield Check(column.label, text.notnull() & value.isnull(), SAID[column.kind].format(choices=_choices(column)))
    if column.minimum is not None:
        yield Check(column.label, _true(value < _bound(column.minimum)), f"it is less than {column.minimum}.")
    if column.maximum is not None:
        yield Check(column.label, _true(value > _bound(column.maximum)), f"it is more than {column.maximum:,}.")


def _choices(column: Column) -> str:
    return ", ".join(column.choices.values())


def _bound(number: Any) -> Any:
    return ibis.literal(number, type=MONEY)


def _true(condition: Any) -> Any:
    """A condition that is not true of blank cells."""
    return condition.fill_null(False)  # noqa: FBT003 - a value to fill in
