"""A plan's answers as checks see them: blanks taken out, and ill-shaped values never handed on as what they are not."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qis_tool.finding import Fact, Path
from qis_tool.form import Field, Form

Covered = dict[tuple[str, ...], set[str]]
_ODD_SIGNS = (("\u0130", "I"), ("\u00a0", " "), ("\t", " "), ("\u2010", "-"), ("\u2011", "-"), ("\u2019", "'"))
_LONE_LINE_ENDS = (("\n\n", "\0\0"), ("\n- ", "\0- "), ("\n", " "), ("\0", "\n"))
_PLAIN = (*_ODD_SIGNS, *_LONE_LINE_ENDS)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Answer:
    """One text answer; `lower` is the same text, character for character, in lower case."""

    path: Path
    field: Field
    text: str
    lower: str


@dataclass(frozen=True)
class Plan:
    """Answers and their form; what the plans given together cover, and the facts of the evidence given along."""

    data: dict[str, Any]
    form: Form
    together: int = 1
    others: Covered = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every text answer, in form order."""
        fields = (field for field in self.form.fields.values() if field.kind == "text" and field.item)
        found = ((path, field, value) for field in fields for path, value in self.values(field.path))
        return tuple(Answer(*answer, lower(answer[2])) for answer in found if isinstance(answer[2], str))

    @cached_property
    def lower(self) -> str:
        """All text answers in lower case, a paragraph apart."""
        return "\n\n".join(answer.lower for answer in self.answers)

    def answers_in(self, fields: Iterable[str]) -> Iterator[Answer]:
        """The text answers to these fields; to all, where none is named."""
        wanted = frozenset(fields)
        return (answer for answer in self.answers if not wanted or answer.field.path in wanted)

    def values(self, pattern: str) -> Iterator[tuple[Path, Any]]:
        """Each value at a dotted path, with its own path; rows ([]) are walked one by one."""
        found: list[tuple[Path, Any]] = [((), self.data)]
        for part in pattern.replace("[]", ".[]").split("."):
            found = [step for path, value in found for step in _step(path, value, part)]
        return iter(found)

    def value(self, pattern: str) -> Any:
        """The one value at a dotted path without rows, None where it is blank."""
        return next((value for _, value in self.values(pattern)), None)

    def text(self, pattern: str) -> str:
        """A text answer, empty where it is blank or no text."""
        value = self.value(pattern)
        return value if isinstance(value, str) else ""

    def ticked(self, pattern: str) -> list[str]:
        """The boxes ticked, as far as the form has such boxes."""
        value, choices = self.value(pattern), self.form.fields[pattern].choices
        return [choice for choice in value if choice in choices] if isinstance(value, list) else []

    def dates(self, pattern: str) -> list[tuple[Path, datetime.date]]:
        """The real calendar dates at a dotted path, in the plan's order."""
        found = ((path, as_date(value)) for path, value in self.values(pattern))
        return [(path, date) for path, date in found if date]


def as_date(value: Any) -> datetime.date | None:
    """The calendar date of a text YYYY-MM-DD, None where it is none."""
    if not isinstance(value, str) or not _ISO_DATE.fullmatch(value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def lower(text: str) -> str:
    """Lower case and plain spaces, hyphens and apostrophes, each character still in its place."""
    for odd, plain in _PLAIN:
        text = text.replace(odd, plain)
    return text.lower()


def path_of(pattern: str) -> Path:
    """A dotted path without rows as a path."""
    return tuple(pattern.split("."))


def without_blanks(value: Any) -> Any:
    """A copy in which absent, null, white-space and empty values of a mapping are all absent."""
    if isinstance(value, dict):
        kept = {key: without_blanks(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if not _is_blank(part)}
    if isinstance(value, list):
        return [{} if part is None else without_blanks(part) for part in value]
    return value


def _is_blank(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_blank(part) for part in value)
    return value is None or value == {} or (isinstance(value, str) and not value.strip())


def _step(path: Path, value: Any, part: str) -> Iterator[tuple[Path, Any]]:
    if part == "[]":
        rows = value if isinstance(value, list) else []
        yield from (((*path, number), row) for number, row in enumerate(rows))
    elif isinstance(value, dict) and part in value:
        yield (*path, part), value[part]
