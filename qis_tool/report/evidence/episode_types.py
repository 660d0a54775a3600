"""The manual's types of episodes, for people, pages and programs."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qis_tool.report.evidence.pages import Block, Heading, Items, Paragraph, Table, as_markdown, as_text
from qis_tool.report.tally import Styled

Types = Mapping[str, Any]


def text(types: Types) -> Iterator[Styled]:
    """A table, and each type's scope below it."""
    return as_text(_blocks(types))


def markdown(types: Types) -> Iterator[Styled]:
    """The same as a page."""
    return as_markdown(_blocks(types))


def as_json(types: Types) -> Iterator[Styled]:
    """All that is known of each (schemas/meta/episode-types.schema.json)."""
    yield Styled(json.dumps({"schema_version": 1, **types}, ensure_ascii=False, indent=1) + "\n")


def _blocks(types: Types) -> Iterator[Block]:
    yield Heading(1, "Types of episodes")
    yield Paragraph(f"{types['manual']}, {types['place']}.")
    heads = ("Type", "Name", "Launched", "Implemented", "Mark")
    yield Table("Types of episodes", heads, tuple(map(_row, types["types"])))
    for row in types["types"]:
        yield Heading(2, f"{row['name']} ({row['id']})")
        yield Paragraph(row["scope"])
        yield Items(tuple(_details(row)))
    yield Heading(2, "Marks, and what is missing")
    lost = "The text has lost names of payers: “…” says that there were more than those it names."
    yield Items((*types["marks"].values(), lost))


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    marks = [name.replace("_", " ") for name in ("in_development", "on_hold") if row.get(name)]
    return row["id"], row["name"], row["launched"], row["implemented"], ", ".join(marks) or "none"


def _details(row: Mapping[str, Any]) -> Iterator[str]:
    yield f"Window: {'; '.join(map(_window, row['windows']))}."
    if "window_note" in row:
        yield row["window_note"]
    yield f"Accountable: {row['pap']}"
    starred = row.get("starred", ())
    payers = [f"{payer} (starred)" if payer in starred else payer for payer in row["payers"]]
    yield f"Payers in the text: {', '.join([*payers, *(['…'] if row['payers_incomplete'] else [])])}"


def _window(window: Mapping[str, Any]) -> str:
    event, only_if = window["event"], f", if {window['if']}" if "if" in window else ""
    for name, unit in (("length_days", "days"), ("length_months", "months")):
        if name in window:
            return f"{window[name]} {unit} from the {event} on"
    before, after = window["before_days"], window["after_days"]
    start = f"{before} days before the {event}" if before else f"the {event}"
    last = f"{after} days after {'the ' + window['after_event'] if 'after_event' in window else 'it'}"
    return f"{start} to {last}{only_if}"


TYPE_REPORTERS: Mapping[str, Callable[[Types], Iterator[Styled]]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
