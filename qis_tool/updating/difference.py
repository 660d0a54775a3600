"""The values an update is made of."""

from dataclasses import dataclass
from typing import Any, Literal

from qis_tool.document.blocks import visible
from qis_tool.finding import Path
from qis_tool.form import Form
from qis_tool.source import Source
from qis_tool.updating.rewriting import rewritten

Kind = Literal["text", "box", "row", "table"]
TICKED = {True: "ticked", False: "not ticked"}


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer, a box, a row or a whole table that Word has otherwise than the plan, as texts to show.

    `was` is what the document was rendered with, None where that is not known; `ours` is the plan's and `theirs`
    Word's, each empty for a blank and for a row that is not there. A box's texts say whether it is ticked, and `choice`
    is its printed label. A row that was added is numbered as in Word. `value` is what the plan is to hold.
    """

    kind: Kind
    path: Path
    item: str
    label: str
    was: str | None
    ours: str
    theirs: str
    is_conflict: bool
    value: Any = None
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update of a plan comes to.

    `edits` are carried over, `kept` are conflicts in which the plan's own stays, `conflicts` are not decided. `written`
    names the file that was written, and is empty where none was.
    """

    plan: str
    document: str
    form: str
    form_name: str
    plan_year: int
    recorded: bool
    edits: tuple[Difference, ...]
    kept: tuple[Difference, ...] = ()
    conflicts: tuple[Difference, ...] = ()
    unplaced: tuple[str, ...] = ()
    written: str = ""


@dataclass(frozen=True, slots=True)
class Versions:
    """A plan, its values as its document was rendered (None where that is not known), and as Word has them."""

    plan: Source
    form: Form
    base: dict[str, Any] | None
    theirs: dict[str, Any]

    def was(self, path: Path) -> str | None:
        """A text as the document was rendered with it, None where that is not known."""
        return None if self.base is None else text_at(self.base, path)

    def ours(self, path: Path) -> str:
        """A text of the plan; what is no text, as it is written there."""
        value = self.plan.value(path)
        return value if isinstance(value, str) else "" if value is None else self.plan.written(path)

    def text(self, path: Path, was: str | None, ours: str, theirs: str) -> Difference | None:
        """The difference in one text, None where Word has it as the plan does or as it was."""
        if visible(theirs) in (visible(ours), None if was is None else visible(was)):
            return None
        value = {path: rewritten(ours, theirs) if visible(theirs) else None}
        return self.difference("text", path, (was, ours, theirs), value)

    def difference(self, kind: Kind, path: Path, texts: tuple[str | None, str, str], value: Any) -> Difference:
        """A difference at a path, a conflict where the plan is not as it was; the texts are as it was, ours, theirs."""
        field = self.form.field_at(path)
        was, ours, theirs = texts
        is_conflict = was is None or visible(was) != visible(ours)
        item = field.item if field else ""
        label = self.form.label(path) + (f", row {int(path[-1]) + 1}" if kind == "row" else "")
        return Difference(kind, path, item, label, was, ours, theirs, is_conflict, value)


def at(values: Any, path: Path) -> Any:
    """A value of nested groups, None where there is none."""
    for part in path:
        values = values.get(part) if isinstance(values, dict) else None
    return values


def text_at(values: Any, path: Path) -> str:
    """A text of nested groups, empty where there is none."""
    value = at(values, path)
    return "" if value is None else str(value)
