"""The documents that are shown to tools from outside: full and blank, and with answers at and over every limit."""

import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Answer, Box, Document, Heading, List, Table, Text, paragraphs
from qis_tool.form import Form
from qis_tool.source import Source, read_file, read_text

SAMPLES = Path(__file__).parent.parent / "samples/k2/2024/good"
MOST_ROWS = 10


def kinds(form: Form) -> dict[str, Document]:
    """One document of each kind, by its name."""
    good = {path.stem: assemble(read_file(str(path)), form) for path in sorted(SAMPLES.glob("*.yaml"))}
    return good | {
        "blank-draft": assemble(read_text("form: k2\n", "plan.yaml"), form, draft=True),
        "at-limits": assemble(at_limits(form), form),
        "over-limits": assemble(at_limits(form, over=1), form, draft=True),
    }


def at_limits(form: Form, *, over: int = 0) -> Source:
    """The full sample with every box ticked, and answers and rows as many as the form has room for, or `over` more."""
    plan: Any = deepcopy(read_file(str(SAMPLES / "full.yaml")).data)
    for field in (field for field in form.fields.values() if field.item):
        *groups, name = field.path.replace("[]", ".[]").split(".")
        for holder in _holders(plan, groups, MOST_ROWS + over):
            if field.limit:
                holder[name] = " ".join(f"word{number}" for number in range(field.limit + over))
            elif field.kind == "boxes":
                holder[name] = list(field.choices)
    return read_text(json.dumps(plan), "plan.yaml")


def _holders(node: Any, groups: list[str], rows: int) -> Iterator[dict[str, Any]]:
    """Where a field stands: once, or in each row."""
    if not groups:
        yield node
    elif groups[0] == "[]":
        node += [dict(node[0]) for _ in range(rows - len(node))]
        for row in node:
            yield from _holders(row, groups[1:], rows)
    else:
        yield from _holders(node.setdefault(groups[0], {}), groups[1:], rows)


def pieces(document: Document) -> Iterator[str]:
    """Everything that stands in a document's body, in its order: wording, labels and the paragraphs of answers."""
    for block in document.blocks:
        match block:
            case Heading(text=text) | Text(text=text) | Box(label=text):
                yield text
            case List(items=items):
                yield from items
            case Answer():
                yield from _answer(block)
            case Table(columns=columns, rows=rows):
                yield from columns
                yield from (piece for row in rows for answer in row for piece in _answer(answer))


def _answer(answer: Answer) -> Iterator[str]:
    yield answer.prompt
    yield from (paragraph.text for paragraph in paragraphs(answer.text))
