"""Which rows of a big table are sound, and the values of their cells, exactly: the facts of its columns as expressions.

Columns of a Parquet file that are dates or decimals already are taken as they are: to write them as texts first would
cost more than all else.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

import ibis

from qis_tool.evidence.cells import folded
from qis_tool.evidence.columns import Column, Kind, Shape
from qis_tool.evidence.engine.engines import ROW

PROBLEM = "problem"
MONEY = "decimal(18, 2)"
FACTOR = "decimal(18, 6)"
NO, YES = ibis.literal(value=False), ibis.literal(value=True)
DOUBLE = "another row has the same. Which of them holds can't be told, so none was taken."
_AMOUNT = r"^-?[$]? ?([0-9]{1,9}([.][0-9]{0,2}0*)?|[.][0-9]{1,2}0*)$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_FACTOR = r"^-?[0-9]{1,4}(\.[0-9]{1,6}0*)?$"
_FIRST_YEAR = 1901
_NEEDLESS = ("  ", "\t", "\n")
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class Problem(NamedTuple):
    """What can be wrong in a row: the column's label, and a sentence that never shows the cell."""

    column: str
    said: str


def typed(table: Any, shape: Shape) -> Any:
    """A table with exact values in its cells and the number of each row's first problem, null where it is sound."""
    cells = {column.name: _cell(table[column.name], column) for column in shape.columns}
    faults = list(_faults(cells, shape))
    first = ibis.cases(*((wrong, number) for number, (wrong, _) in enumerate(faults)), _doubled(table, len(faults)))
    values = {name: value for name, (value, _) in cells.items()}
    return table.select(ROW, **values, **{PROBLEM: first.cast("int64")})


def problems(table: Any, shape: Shape) -> list[Problem]:
    """What the numbers of problems say."""
    cells = {column.name: _cell(table[column.name], column) for column in shape.columns}
    found = [problem for _, problem in _faults(cells, shape)]
    return [*found, Problem(" and ".join(shape.column(name).label for name in shape.unique), DOUBLE)]


def keyed(table: Any, names: Collection[str], keep: Callable[[Any], Any]) -> Any:
    """A table with whether each row has a double: another row with the same key, whose first part is not blank."""
    keys = {f"key_{name}": ibis.coalesce(_text_of(table[name]), "") for name in names}
    marked = table.mutate(**keys)
    counted = marked.group_by(list(keys)).agg(times=marked.count())
    doubles = keep(counted.filter((counted["times"] > 1) & (counted[next(iter(keys))] != "")))
    if not doubles.count().to_pyarrow().as_py():
        return table.mutate(doubled=NO)
    renamed = doubles.rename({f"of_{name}": name for name in keys})
    joined = marked.left_join(renamed, [marked[name] == renamed[f"of_{name}"] for name in keys])
    return joined.mutate(doubled=joined["times"].notnull()).select(*table.columns, "doubled")


def _doubled(table: Any, number: int) -> tuple[Any, int]:
    return table["doubled"], number


def _faults(cells: Mapping[str, tuple[Any, Any]], shape: Shape) -> Iterator[tuple[Any, Problem]]:
    """What can be wrong in a row, each with a condition that is true where it is."""
    for column in shape.columns:
        yield from _of_cell(*cells[column.name], column)
    for column in shape.columns:
        if column.at_most:
            (value, _), (most, _) = cells[column.name], cells[column.at_most]
            told = f"it is more than {shape.column(column.at_most).label}."
            yield _true(value > most), Problem(column.label, told)


def _of_cell(value: Any, text: Any, column: Column) -> Iterator[tuple[Any, Problem]]:
    """What can be wrong in a column's cell, each with a condition that is true where it is."""
    if column.required:
        yield text.isnull(), Problem(column.label, "it is blank, and needed.")
    if column.kind in _READERS:
        said = _SAYS[column.kind].format(choices=", ".join(column.choices.values()))
        yield text.notnull() & value.isnull(), Problem(column.label, said)
    kind = FACTOR if column.kind == "rate" else MONEY
    if column.minimum is not None:
        low = value.cast(kind) < ibis.literal(column.minimum, type=kind)
        yield _true(low), Problem(column.label, f"it is less than {column.minimum:,}.")
    if column.maximum is not None:
        high = value.cast(kind) > ibis.literal(column.maximum, type=kind)
        yield _true(high), Problem(column.label, f"it is more than {column.maximum:,}.")


def _cell(given: Any, column: Column) -> tuple[Any, Any]:
    """A column's value, null where it is blank or unfit, and what it was given as, null where it is blank."""
    text = _text_of(given)
    return _READERS.get(column.kind, _text)(text, column), text


def _text_of(given: Any) -> Any:
    """A cell without outer spaces, null where it is blank; to look for spaces costs far less than to cut them off."""
    if not given.type().is_string():
        return given
    spaced = given.startswith(" ") | given.endswith(" ")
    return ibis.ifelse(spaced, given.strip(), given).nullif("")


def _text(text: Any, column: Column) -> Any:
    """A text with one space between its words, so that names fit each other; the codes of a list as they are."""
    plain = text.cast("string")
    if column.kind == "list":
        return plain
    spaced = reduce(or_, map(plain.contains, _NEEDLESS))
    return ibis.ifelse(spaced, plain.re_replace(r"\s+", " ").strip(), plain)


def _choice(text: Any, column: Column) -> Any:
    """The usual spellings are looked up first: to fold a text costs more."""
    exact = {spelled: value for value, label in column.choices.items() for spelled in (value, label)}
    other = text.re_replace(r"[^0-9A-Za-z]+", " ").strip().lower()
    loose = {folded(spelled): value for spelled, value in exact.items()}
    return ibis.cases((text.isin(list(exact)), _looked_up(text, exact)), else_=_looked_up(other, loose))


def _yes_no(text: Any, _: Column) -> Any:
    return text if text.type().is_boolean() else _looked_up(text.lower(), _YES_NO)


def _date(text: Any, _: Column) -> Any:
    day = text if text.type().is_date() else ibis.cases((text.re_search(_DAY), text)).try_cast("date")
    return ibis.cases((day.year() >= _FIRST_YEAR, day))


def _money(text: Any, _: Column) -> Any:
    """Dollars and cents; more decimals are a fault, never rounded away."""
    if not text.type().is_string():
        amount = text.try_cast(MONEY)
        return ibis.cases((amount.cast(text.type()) == text, amount))
    return ibis.cases((text.re_search(_AMOUNT), text.replace("$", "").replace(" ", ""))).try_cast(MONEY)


def _rate(text: Any, _: Column) -> Any:
    """A factor, as it is written."""
    return ibis.cases((text.re_search(_FACTOR), text))


def _looked_up(text: Any, values: Mapping[str, Any]) -> Any:
    return ibis.cases(*((text == spelled, value) for spelled, value in values.items()))


def _true(condition: Any) -> Any:
    return ibis.coalesce(condition, NO)


_SAYS: Mapping[Kind, str] = {
    "choice": "it is not one of: {choices}.",
    "yes_no": "it is neither yes nor no.",
    "date": "it is not a day of the calendar, written as YYYY-MM-DD.",
    "money": "it is not an amount in dollars and cents, such as 1234.50.",
    "rate": "it is not a number with at most six decimals, such as 1.05.",
}
_READERS: Mapping[Kind, Callable[[Any, Column], Any]] = {
    "choice": _choice,
    "yes_no": _yes_no,
    "date": _date,
    "money": _money,
    "rate": _rate,
}
