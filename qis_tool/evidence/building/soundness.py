"""The checks of cells.py as expressions: which rows of a big table are sound, and the values of their cells, exactly."""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from qis_tool.evidence.cells import FIRST_YEAR, SAID_YES_NO, folded
from qis_tool.evidence.columns import Column, Kind, Shape

ROW = "row_number"
BAD = "bad"
MONEY = "decimal(18, 2)"
_AMOUNT = r"^-?\$?\s*([0-9]+\.?[0-9]{0,2}0*|\.[0-9]{1,2}0*)$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Cell(NamedTuple):
    """A column's value, null where it is blank or unsound, and whether it is unsound; both are expressions."""

    value: Any
    faulty: Any


def typed(table: Any, shape: Shape) -> Any:
    """A table with a value in each cell, and whether the row has a fault in one."""
    cells = {column.name: _cell(table[column.name], column) for column in shape.columns}
    bad = reduce(or_, (cell.faulty for cell in cells.values()))
    return table.select(ROW, **{name: cell.value for name, cell in cells.items()}, **{BAD: bad})


def faults(table: Any, shape: Shape) -> Any:
    """The rows that have a fault: their texts, and a yes or no for each column under its name after `fault_`."""
    cells = {f"fault_{column.name}": _cell(table[column.name], column).faulty for column in shape.columns}
    texts = {column.name: table[column.name].cast("string") for column in shape.columns}
    return table.select(ROW, **texts, **cells).filter(lambda row: reduce(or_, (row[name] for name in cells)))


def _cell(given: Any, column: Column) -> Cell:
    import ibis

    text = ibis.coalesce(given.strip(), "") if given.type().is_string() else given
    cell = _READERS.get(column.kind, _text)(text, column)
    blank = text == "" if text.type().is_string() else text.isnull()
    faulty = ibis.ifelse(blank, column.required, cell.faulty)
    return Cell(ibis.ifelse(blank | faulty, ibis.null(), cell.value), faulty)


def _text(text: Any, _: Column) -> Cell:
    import ibis

    return Cell(text.cast("string"), ibis.literal(value=False))


def _choice(text: Any, column: Column) -> Cell:
    """The usual spellings are looked up first: to fold a text costs more than all else."""
    import ibis

    exact = {spelled: value for value, label in column.choices.items() for spelled in (value, label)}
    other = _looked_up(_folded(text), {folded(spelled): value for spelled, value in exact.items()})
    value = ibis.ifelse(text.isin(list(exact)), _looked_up(text, exact), other)
    return Cell(value, value.isnull())


def _yes_no(text: Any, _: Column) -> Cell:
    if text.type().is_boolean():
        return Cell(text, text.isnull())
    value = _looked_up(text.lower(), SAID_YES_NO)
    return Cell(value, value.isnull())


def _date(text: Any, _: Column) -> Cell:
    import ibis

    if text.type().is_date():
        return Cell(text, text.year() < FIRST_YEAR)
    day = ibis.ifelse(text.re_search(_DAY), text, ibis.null()).try_cast("date")
    return Cell(day, day.isnull() | ibis.coalesce(day.year() < FIRST_YEAR, False))  # noqa: FBT003 - SQL has no names


def _money(text: Any, column: Column) -> Cell:
    """Dollars and cents; more decimals are a fault, never rounded away."""
    import ibis

    number, written = text, ibis.literal(value=True)
    if text.type().is_string():
        written = text.re_search(_AMOUNT)
        number = ibis.ifelse(written, text.replace("$", "").replace(" ", ""), ibis.null())
    amount = number.try_cast(MONEY)
    if not text.type().is_string():
        written = amount == text
    bounds = [amount < column.minimum] if column.minimum is not None else []
    bounds += [amount > column.maximum] if column.maximum is not None else []
    return Cell(amount, ibis.coalesce(reduce(or_, bounds, ~written), True))  # noqa: FBT003 - SQL has no names


def _looked_up(text: Any, values: Mapping[str, Any]) -> Any:
    import ibis

    return ibis.cases(*((text == spelled, value) for spelled, value in values.items()))


def _folded(text: Any) -> Any:
    return text.re_replace(r"[^0-9A-Za-z]+", " ").strip().lower()


_READERS: Mapping[Kind, Callable[[Any, Column], Cell]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "date": _date,
    "money": _money,
}
