"""Two plans side by side, and what each says at a path."""

from dataclasses import dataclass
from typing import Any

from qis_tool.comparing.difference import Difference, Kind
from qis_tool.comparing.editions import Editions
from qis_tool.document.blocks import visible
from qis_tool.finding import Path, dotted
from qis_tool.form import Field
from qis_tool.readers.dates import iso_date
from qis_tool.source import Source

_FLAGS = {True: "yes", False: "no"}
_SINGLE: dict[str, Kind] = {"date": "date", "flag": "flag"}


@dataclass(frozen=True, slots=True)
class Plans:
    """An old and a new plan without their blanks, and the editions they are read by."""

    old: Source
    new: Source
    editions: Editions

    @property
    def both(self) -> tuple[Source, Source]:
        """The old plan and the new one."""
        return self.old, self.new

    def difference(
        self, kind: Kind, path: Path, field: Field | None, texts: tuple[str, str], **more: Any
    ) -> Difference:
        """A difference at a path, named after its field, or by the path where no form has one."""
        old, new = texts
        form = self.editions.having(field.path if field else "")
        return Difference(
            kind=kind,
            path=path,
            part=form.label(path[:1]) or str(path[0]),
            item=field.item if field else "",
            label=form.label(path) if field else dotted(path),
            old=old,
            new=new,
            only=self.editions.only(field.path) if field else "",
            **more,
        )


def kind_of(field: Field | None) -> Kind:
    """How a field that holds one value is compared."""
    return _SINGLE.get(field.kind, "text") if field else "text"


def said(plan: Source, path: Path, kind: str) -> str:
    """What a plan says at a path: a day as YYYY-MM-DD, a flag as yes or no, and as it is written what is neither."""
    value = plan.value(path)
    if isinstance(value, str):
        return (iso_date(value) or value) if kind == "date" else value
    if isinstance(value, bool) and kind == "flag":
        return _FLAGS[value]
    if value is None:
        return ""
    return plan.written(path) if path in plan.places else str(value)


def is_same(one: str, other: str) -> bool:
    """Whether a page shows two texts alike."""
    return visible(one) == visible(other)
