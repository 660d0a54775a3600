"""The sections of a review as people read them: a table each, and what has to be said before it."""

from collections.abc import Iterator
from typing import NamedTuple

from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.matrix import word_matrix
from qis_tool.report.review.tables import EDITION, TABLES, Column, Table


class Section(NamedTuple):
    """A table under its title, and the words before it."""

    table: Table
    intro: str = ""


def sections(review: Review, name: str = "") -> Iterator[Section]:
    """All sections in the order in which they are read, or those of one table; of words, one for each edition.

    The summary does not say in each line what the heading says of all.
    """
    for table in [TABLES[name]] if name else TABLES.values():
        if table.name == "summary" and len(review.editions) == 1:
            yield Section(_without(table, EDITION))
        elif table.name == "words":
            matrices = [word_matrix(edition) for edition in review.editions.values() if edition.limited]
            yield from map(Section, matrices or [table])
        elif table.name == "topics":
            yield Section(table, " ".join(wording.demands(review)))
        else:
            yield Section(table)


def _without(table: Table, column: Column) -> Table:
    at = table.columns.index(column)
    columns = table.columns[:at] + table.columns[at + 1 :]
    return table._replace(columns=columns, rows=lambda review: (row[:at] + row[at + 1 :] for row in table.rows(review)))
