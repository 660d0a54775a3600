"""Plans of any text, and what of a plan a document shows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from qis_tool.characters import FORBIDDEN
from qis_tool.document.blocks import visible
from qis_tool.finding import Path
from qis_tool.form import Form
from qis_tool.intake.plan import with_bullets
from qis_tool.readers.word.symbols import OBJECT

Plan = dict[Any, Any]
LINES = (
    "",
    "",
    " ",
    "We will, by then.",
    "- ",
    "- one",
    "-one",
    "- - two",
    "two  three ",
    "\ttabbed",
    "• typed",
    "\N{NO-BREAK SPACE}",
    "(200 words)",
    "(200 words) and more",
    "QIS Goal 2:",
    "qis goal 2",
    "7. Rationale for QIS",
    "Rationale for QIS: it works",
    "Milestone(s)",
    "Date for Milestone(s)",
    "Census Data",
    "☒ Registries",
    "10a. QIS Initiation/Start Date: soon",
    "1. 2. 3.",
    "☐",
    "☒",
    "✓ done",
    "x",
    "X",
    "[x]",
    "[ ] no",
    "“It’s” – 'so'…",
    '"quoted"',
    "2024-01-31",
    "1/31/2024",
    "January 31, 2024",
    "42",
    "23.9%",
    "4:5",
    "# no comment",
    "a: b",
    "Qualified Health Plan Certification Application",
    "PART D. Project Description",
)


def texts(lines: Sequence[str] = LINES) -> st.SearchStrategy[str]:
    """Texts that a plan may hold, of several lines."""
    anything = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters=OBJECT), max_size=6)
    line = st.sampled_from(lines) | anything.filter(lambda text: not FORBIDDEN.search(text))
    return st.lists(line, max_size=5).map("\n".join)


DATES = st.dates().map(str) | st.sampled_from(["", "soon", "Q3 2024", "2024-02-31", "x"])
ROWS = st.lists(
    st.sampled_from([{}, {"milestone": "One", "date": "2024-01-31"}])
    | st.fixed_dictionaries({"milestone": texts(), "date": DATES}),
    max_size=12,
)


def plans(form: Form) -> st.SearchStrategy[Plan]:
    """Plans in which each text is any, each box is ticked or not, and rows are left out in between."""
    kinds: dict[str, Callable[[str], st.SearchStrategy[Any]]] = {
        "text": lambda _: texts(),
        "date": lambda _: DATES,
        "boxes": lambda path: st.lists(st.sampled_from(form.fields[path].choices), unique=True),
    }
    given = {
        field.path: kinds[field.kind](field.path)
        for field in form.fields.values()
        if field.kind in kinds and field.item and "[]" not in field.path
    }
    [rows] = {field.path for field in form.fields.values() if field.kind == "rows" and field.item}
    return st.fixed_dictionaries({}, optional={**given, rows: ROWS}).map(lambda plan: _nested(form, plan))


def _nested(form: Form, plan: Mapping[str, Any]) -> Plan:
    data: Plan = {"form": form.id, "plan_year": form.year}
    for path, value in plan.items():
        *groups, name = path.split(".")
        holder = data
        for group in groups:
            holder = holder.setdefault(group, {})
        holder[name] = value
    return data


def answers(data: Any, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Each answer by path, ticks as one without order, and rows that hold nothing left out."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from answers(value, (*above, name))
    elif isinstance(data, list) and all(isinstance(value, str) for value in data):
        yield from [(above, frozenset(data))] if data else []
    elif isinstance(data, list):
        filled = [row for row in data if any(str(value).strip() for value in row.values())]
        for number, row in enumerate(filled):
            yield from answers(row, (*above, number))
    elif data is not None and str(data).strip():
        yield above, data


def seen(found: Mapping[Path, Any]) -> dict[Path, Any]:
    """The answers as a page shows them, typed bullets as those of a plan."""
    shown = ((path, visible(with_bullets(value)) if isinstance(value, str) else value) for path, value in found.items())
    return {path: value for path, value in shown if value}
