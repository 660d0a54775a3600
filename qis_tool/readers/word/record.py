"""The record that a rendered document carries: how it was made, and its answers as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qis_tool.document.blocks import Document, Record
from qis_tool.readers.word.names import Element, in_record
from qis_tool.readers.word.package import Package

_MADE = {"tool": r"qis [\w.+-]{1,40}", "form": r"[\w-]{1,40}", "plan-year": "[0-9]{4}", "plan-sha256": "[0-9a-f]{64}"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as read: answers that were given by path, and the boxes that were ticked by path and choice."""

    record: Record
    answers: dict[str, str]
    ticks: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, document: Document) -> "Recorded | None":
        """What a document's record is to say; None where it is to carry none."""
        if document.record is None:
            return None
        given = {answer.path: answer.text for answer in document.answers if answer.text.strip()}
        ticked = frozenset((box.path, box.choice) for box in document.boxes if box.ticked)
        return cls(document.record, given, ticked)


def read_record(package: Package) -> Recorded | None:
    """The record in a Word file, None where there is none."""
    return next(_records(package), None)


def _records(package: Package) -> Iterator[Recorded]:
    for part in package.related("customXml"):
        root = package.root(part)
        if root.tag == in_record("record") and all(re.fullmatch(p, root.get(n, "")) for n, p in _MADE.items()):
            yield _recorded(root)


def _recorded(root: Element) -> Recorded:
    tool, form, year, plan = (root.get(name, "") for name in ("tool", "form", "plan-year", "plan-sha256"))
    answers = {answer.get("field", ""): answer.text or "" for answer in root.iter(in_record("answer"))}
    ticks = ((box.get("field", ""), box.get("choice", "")) for box in root.iter(in_record("ticked")))
    draft = root.get("draft") == "true"
    return Recorded(Record(tool, form, int(year), plan, draft), answers, frozenset(ticks))
