"""By which edition of their form two plans are read."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from qis_tool.errors import UserError
from qis_tool.form import Field, Form, form_of
from qis_tool.source import Source


@dataclass(frozen=True)
class Editions:
    """The forms that the old and the new plan are read by; `remark` tells of a plan that is not read by its own."""

    old: Form
    new: Form
    remark: str = ""

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The fields that either form has by dotted path, in the order of the new one and as that has them."""
        paths, above = list(self.new.fields), -1
        for path in self.old.fields:
            if path not in self.new.fields:
                paths.insert(above + 1, path)
            above = paths.index(path)
        return {path: self.having(path).fields[path] for path in paths}

    def having(self, path: str) -> Form:
        """The form that has a field, the new one where both do."""
        return self.new if path in self.new.fields else self.old

    def boxes(self, path: str) -> dict[str, str]:
        """The boxes of a field that either form prints, each choice with its label."""
        found: dict[str, str] = {}
        for form in (self.new, self.old):
            found |= {choice: form.box_name(path, choice) for choice in form.boxes.get(path, ()) if choice not in found}
        return found

    def only(self, path: str) -> str:
        """The edition that alone has a field, empty where both do."""
        in_both = path in self.old.fields and path in self.new.fields
        return "" if in_both else self.having(path).edition


def editions_of(old: Source, new: Source) -> Editions:
    """The editions of two plans; where that of one is not known, it is read by the other's.

    Raises UserError where neither is known, and for plans of different forms.
    """
    of_old, of_new = _known(old), _known(new)
    if of_old and of_new:
        if of_old.id != of_new.id:
            names = f"{old.name} is for {of_old.name}, but {new.name} is for {of_new.name}"
            raise UserError(f"{names}. Only plans of one form can be compared.")
        return Editions(of_old, of_new)
    form, unknown = of_old or of_new, new if of_old else old
    named = {name: str(given) for name, given in (unknown.data or {}).items() if given is not None}
    if form is None or named.get("form", form.id) != form.id:
        form = form_of(unknown)  # raises, and says what the plan names
    year = f"plan year {named['plan_year'][:40]}" if "plan_year" in named else "no plan year"
    remark = f"{unknown.name} names {year}, of which qis knows no form; it was read by that of plan year {form.year}."
    return Editions(form, form, remark)


def _known(plan: Source) -> Form | None:
    with suppress(UserError):
        return form_of(plan)
    return None
