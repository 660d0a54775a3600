"""The values a comparison of two plans is made of."""

from dataclasses import dataclass
from typing import Literal

from qis_tool.finding import Path

Kind = Literal["text", "date", "flag", "box", "entry", "row"]
What = Literal["added", "removed", "changed", "ticked", "unticked", "moved", "moved and changed"]
TICKED = {True: "ticked", False: "not ticked"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row that the new plan has otherwise; a text is empty for a blank, and where there is no such row."""

    path: Path
    label: str
    kind: Kind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What two plans have otherwise in one field, box, list entry or row, as texts to show.

    `part` is what the form calls the group of fields it is in. A text is empty for a blank and for what is not there; a
    box's say whether it is ticked, a flag's `yes` or `no`. `choice` is a box's printed label, or what a reader calls an
    entry. Rows are counted from 1, None where there is none; `cells` are those of a row that differ, and
    `moved` says that it is not in its order. `only` names the one edition that has the field at all.
    """

    kind: Kind
    path: Path
    part: str
    item: str
    label: str
    old: str
    new: str
    choice: str = ""
    old_row: int | None = None
    new_row: int | None = None
    moved: bool = False
    cells: tuple[Cell, ...] = ()
    only: str = ""

    @property
    def what(self) -> What:
        """What happened to it from the old plan to the new one, in a word."""
        if self.kind == "box":
            return "ticked" if self.new == TICKED[True] else "unticked"
        if self.moved:
            return "moved and changed" if self.cells else "moved"
        if not self.old:
            return "added"
        return "changed" if self.new else "removed"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two plans: its file, and the edition of the form that it was read by."""

    file: str
    form: str
    form_name: str
    plan_year: int

    @property
    def edition(self) -> str:
        """How a reader names the edition: Attachment K2 plan year 2024."""
        return f"{self.form_name} plan year {self.plan_year}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans and all that differs, in the order of the form.

    `remarks` say in whole sentences what the comparison rests on, and what was not compared.
    """

    old: Side
    new: Side
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...] = ()
