"""What a table must look like: its columns, as schemas/evidence/tables/ says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from qis_tool.errors import DataFault
from qis_tool.form import read_data
from qis_tool.resources import find

Kind = Literal["text", "choice", "yes_no", "integer", "money", "rate", "date", "period", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, the label that heads it, what it holds, and what is allowed in it.

    `choices` are the values of a choice or a list, each with how people write it; `minimum` and `maximum` bound a
    number, in the column's own unit (a rate: percent; money: dollars); `at_most` names another column, which this one
    may not exceed; `also` are other heads it goes by.
    """

    name: str
    label: str
    description: str
    kind: Kind
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    at_most: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table: what one row of it is, its columns in order, and those that together name a row."""

    name: str
    title: str
    description: str
    row: str
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of this name. Raises StopIteration, which is ours to mend, where there is none."""
        return next(column for column in self.columns if column.name == name)


@lru_cache
def shape_of(name: str) -> Shape:
    """A kind of table by its name. Raises DataFault where its data lacks something."""
    file = find(f"schemas/evidence/tables/{name}.yaml")
    data = read_data(file)
    try:
        columns = tuple(_column(row) for row in data["columns"])
        title, description, row = (data[word].strip() for word in ("title", "description", "row"))
        return Shape(name, title, description, row, columns, tuple(data.get("unique", ())))
    except (KeyError, TypeError) as fault:
        raise DataFault(f"{file}: the table's data lacks or misuses {fault}.") from None


def _column(row: Mapping[str, Any]) -> Column:
    bounds = {name: Decimal(str(row[name])) for name in ("minimum", "maximum") if name in row}
    return Column(**{**row, **bounds, "description": row["description"].strip(), "also": tuple(row.get("also", ()))})
