"""The reviewer's table: each limited field of a plan with its words and what is left."""

from collections.abc import Callable
from dataclasses import dataclass

from qis_tool.checks.plan import Plan
from qis_tool.errors import UserError
from qis_tool.finding import Path
from qis_tool.form import Form, form_of
from qis_tool.source import Source
from qis_tool.words import count_words


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One limited field: its words as Word counts them, and its limit, both inclusive figures in words."""

    path: Path
    item: str
    label: str
    count: int
    limit: int

    @property
    def left(self) -> int:
        """Words left; negative where the answer is over."""
        return self.limit - self.count


@dataclass(frozen=True, slots=True)
class WordTable:
    """The limited fields of one plan, in form order, blank ones included."""

    file: str
    form: str
    form_name: str
    plan_year: int
    fields: tuple[FieldWords, ...]


def word_table(source: Source, words: Callable[[str], int] = count_words) -> WordTable:
    """Count a plan's answers, by a counter that may know some already.

    Raises UserError where it can't be read in full or its form is unknown.
    """
    if source.data is None:
        raise UserError(f"{source.name}: it can't be read in full, so nothing was counted. See: qis validate")
    form = form_of(source)
    plan = Plan(source.data, form)
    return WordTable(source.name, form.id, form.name, form.year, tuple(_rows(plan, form, words)))


def _rows(plan: Plan, form: Form, words: Callable[[str], int]) -> list[FieldWords]:
    rows = []
    for field in form.limited:
        found = list(plan.values(field.path)) or ([] if "[]" in field.path else [(tuple(field.path.split(".")), "")])
        for path, value in found:
            count = words(value) if isinstance(value, str) else 0
            rows.append(FieldWords(path, field.item, form.label(path), count, field.limit or 0))
    return rows
