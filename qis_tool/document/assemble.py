"""A form's layout and a plan's answers to a document.

Structure is parsed before anything is filled in: the layout is YAML, Jinja runs only inside its strings, and answers
never pass through Jinja at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, get_args

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from qis_tool import __version__
from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, List, Record, Table, Text, TextKind
from qis_tool.errors import DataFault
from qis_tool.finding import Path
from qis_tool.form import Form, read_data
from qis_tool.resources import find
from qis_tool.source import Source

_BETWEEN = "\x1e"
_WORDS_IN_A_NAME, _LONGEST_NAME = 4, 28
_HEADINGS = {"title": 0, "part": 1, "item": 2, "subitem": 3}


def assemble(source: Source, form: Form, *, draft: bool = False, record: bool = True) -> Document:
    """The document of a plan; a draft carries the layout's draft mark. Raises DataFault for a faulty layout.

    With `record`, it tells how it came about to those writers whose files can carry that.
    """
    layout = _layout(form)
    try:
        return Document(
            title=layout["title"],
            subject=form.subject,
            keywords=form.keywords,
            language=form.language,
            blocks=tuple(_named(block for entry in layout["blocks"] for block in _blocks(entry, source, form))),
            footnotes=tuple(layout.get("footnotes", ())),
            footer=tuple(layout.get("footer", ())),
            mark=layout["draft_mark"] if draft else "",
            record=_record(source, form, draft=draft) if record else None,
        )
    except (AttributeError, KeyError, TypeError) as fault:
        raise DataFault(f"The layout of {form.edition} lacks or misuses {fault}.") from None


def kept_fingerprint(form: Form) -> str:
    """The SHA-256 of the form's printed lines that its layout vouches for; empty where it vouches for none."""
    return str(_layout(form).get("wording_sha256", ""))


def draft_mark(form: Form) -> str:
    """What stands on every page of a draft."""
    return str(_layout(form)["draft_mark"])


def _record(source: Source, form: Form, *, draft: bool) -> Record:
    return Record(f"qis {__version__}", form.id, form.year, sha256(source.content).hexdigest(), draft)


def unplaced(source: Source, form: Form, document: Document) -> list[str]:
    """Labels of the plan's answers that the document has no place for; what the form never prints aside."""
    placed = {answer.path for answer in document.answers}
    answers = (path for path in source.places if _is_answer(source.value(path)))
    lost = (path for path in answers if _is_lost(path, source.value(path), form, placed))
    return [_named_answer(path, source, form) for path in lost]


def _named_answer(path: Path, source: Source, form: Form) -> str:
    """What a reader calls an answer; an entry of a list that should be none, by what it says."""
    if not (label := form.place(path)):
        return _dotted(path)
    return f"{label}, “{source.value(path)}”" if isinstance(path[-1], int) else f"{label} ({_dotted(path)})"


def _is_lost(path: Path, value: Any, form: Form, placed: set[str]) -> bool:
    field = form.field_at(path)
    if field is None:
        return True
    if field.kind == "boxes":
        is_tick = _dotted(path[:-1]) == field.path and isinstance(path[-1], int) and value in field.choices
        return bool(field.item) and not is_tick
    if field.kind == "group":
        return any(other.item and other.path.startswith(f"{field.path}.") for other in form.fields.values())
    return bool(field.item) and field.kind != "flag" and _dotted(path) not in placed


@lru_cache
def _layout(form: Form) -> dict[str, Any]:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    layout = read_data(find(f"templates/{form.id}/{form.year}/layout.yaml"))
    try:
        filled = _filled(layout, iter(_rendered(environment, layout, {"printed": form.printed, "form": form})))
    except (TemplateError, ArithmeticError, TypeError) as fault:
        raise DataFault(f"The layout of {form.edition} can't be filled: {fault}.") from None
    return dict(filled)


def _rendered(environment: SandboxedEnvironment, layout: Any, known: Mapping[str, Any]) -> list[str]:
    """All strings of the layout in order, filled in as one template, which is much quicker than one by one."""
    return environment.from_string(_BETWEEN.join(_strings(layout))).render(known).split(_BETWEEN)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from _strings(part)
    elif isinstance(node, str):
        yield node


def _filled(node: Any, strings: Iterator[str]) -> Any:
    if isinstance(node, dict):
        return {key: _filled(part, strings) for key, part in node.items()}
    if isinstance(node, list):
        return [_filled(part, strings) for part in node]
    return next(strings) if isinstance(node, str) else node


def _blocks(entry: dict[str, Any], source: Source, form: Form) -> Iterator[Block]:
    kind: Any
    content: Any
    kind, content = next(iter(entry.items()), ("", None))
    if kind in _HEADINGS:
        name = f"{kind}_{_slug(content.lower().removeprefix(kind))}"
        yield Heading(_HEADINGS[kind], content, entry.get("footnote", 0), entry.get("new_page", False), name)
    elif kind in get_args(TextKind):
        yield Text(kind, content)
    elif kind in ("numbered", "bullets"):
        yield List(kind == "numbered", tuple(content))
    elif kind == "boxes":
        yield from _boxes(content, entry.get("only"), source, form)
    elif kind in ("answer", "short_answer"):
        yield _answer(tuple(form.fields[content].path.split(".")), source, form, entry.get("prompt", ""))
    elif kind == "table":
        yield _table(entry, source, form)
    else:
        raise DataFault(f"The layout of {form.edition} has a block of unknown kind {kind!r}.")


def _slug(text: str) -> str:
    return "_".join(re.findall(r"[a-z0-9]+", text)[:_WORDS_IN_A_NAME])[:_LONGEST_NAME]


def _named(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with a number behind a heading's name that is taken."""
    taken: Counter[str] = Counter()
    for block in blocks:
        if isinstance(block, Heading):
            taken[block.name] += 1
            number = f"_{taken[block.name]}" if taken[block.name] > 1 else ""
            yield replace(block, name=block.name + number)
        else:
            yield block


def _boxes(field: str, only: list[str] | None, source: Source, form: Form) -> Iterator[Box]:
    ticked = source.value(tuple(field.split(".")))
    for choice in only or form.fields[field].choices:
        yield Box(field, choice, form.printed_line(field, choice), isinstance(ticked, list) and choice in ticked)


def _answer(path: Path, source: Source, form: Form, prompt: str = "") -> Answer:
    value = source.value(path)
    is_number = isinstance(value, bool | int | float)
    text = source.written(path) if is_number else value if isinstance(value, str) else ""
    field = form.field_at(path)
    return Answer(_dotted(path), form.label(path), text, prompt, field.limit if field else None)


def _table(entry: dict[str, Any], source: Source, form: Form) -> Table:
    path = tuple(entry["table"].split("."))
    given = source.value(path)
    number = max(entry["rows"], len(given) if isinstance(given, list) else 0)
    rows = (tuple(_answer((*path, row, name), source, form) for name in entry["columns"]) for row in range(number))
    return Table(entry["caption"], entry["description"], tuple(entry["columns"].values()), tuple(rows))


def _dotted(path: Path) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def _is_answer(value: Any) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and bool(value.strip()))
