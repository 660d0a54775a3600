"""Two plans to one document with tracked changes."""

from typing import NamedTuple

from qis_tool.comparing.redline import row_pairs, versions
from qis_tool.resources import find
from qis_tool.source import Source
from qis_tool.writers.word.redline import write_redline


class Redline(NamedTuple):
    """A Word document, and what to say of it."""

    content: bytes
    said: str


def redlined(old: Source, new: Source) -> Redline:
    """The new plan's document with tracked changes against the old one, read back both ways."""
    both = versions(old, new)
    base = find(f"templates/{both.form.id}/{both.form.year}/base.docx")
    said = (
        f"{both.form.edition}, {new.name} with tracked changes against {old.name}. It was read back: accepting all of "
        f"them gives every answer of {new.name}, rejecting all gives every answer of {old.name}.\n"
        "Every page is marked DRAFT. It is not for submission."
    )
    said += "".join(f"\nNot in the redline, because the form has no place for it: {label}" for label in both.lost)
    return Redline(write_redline(both.old, both.new, base, row_pairs), said)
