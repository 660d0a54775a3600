"""A file in YAML that a user writes, held to its JSON Schema: its values with places, or each fault in a sentence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

import jsonschema_rs

from qis_tool.characters import spelled
from qis_tool.errors import UserError
from qis_tool.finding import Path, Problem
from qis_tool.source import MAX_BYTES, FileKind, Source, content_of, read_bytes

_MOST_FAULTS = 20
_SHOWN = 40
_COMMENT = "text-after-hash"  # in a plan a sign of a text without quotes; here a comment is a comment
_SCALARS = frozenset({"type", "pattern", "enum", "minimum", "maximum", "minLength", "maxLength"})
_READING = {
    "not-utf-8": "it is not UTF-8 text (byte {byte}); it looks like {suggestion}. Save it again as UTF-8.",
    "too-large": "it is larger than {megabytes} MB, which no such file is.",
    "yaml-syntax": "it can't be read from here on: {reason}. Look at this line and the one above.",
    "not-a-plan": "it should hold fields, each a name, a colon and a value.",
    "several-documents": "a line of --- begins a second document. Keep one in a file.",
    "duplicate-key": "{key} stands here a second time; it first stands on line {first_line}. Keep one of the two.",
    "alias": "{name} repeats another value. Write the value out.",
    "tag": "the tag {tag} is not known here. Leave it out.",
    "key-not-text": "a field's name should be plain text. Put it in quotes.",
    "too-deep": "it lies deeper than {most} levels, which no such file does.",
    "too-many-values": "it holds more than {most} values, which no such file does.",
    "forbidden-character": "it holds {characters}, which no text may hold. Delete it.",
    "hidden-character": "it holds {characters}, which nobody sees. Delete it, or type the text again.",
}


class Fault(NamedTuple):
    """What is wrong, in a sentence, and where: the path of the value, or the line where the reading met it."""

    message: str
    path: Path = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a file that is as its schema says, blank fields left out, each to be had exactly as written."""

    source: Source
    data: Mapping[str, Any]

    def number(self, *path: str | int) -> Decimal:
        """A number with the decimals it has in the file."""
        return Decimal(self.source.written(path))


def read_values(file: str, schema: Mapping[str, Any], meant: FileKind) -> Values:
    """Read a file and hold it to a schema without references. Raises UserError that names each fault with its line."""
    source = read_bytes(content_of(file, MAX_BYTES + 1), file, meant=meant)
    faults = [_of_reading(problem) for problem in source.problems if problem.rule != _COMMENT]
    refuse(source, faults)
    data = _without_blanks(source.data)
    refuse(source, _faults(schema, data))
    return Values(source, data)


def refuse(source: Source, faults: list[Fault]) -> None:
    """Raises UserError where there are faults, one line for each, by their place in the file."""
    lines = sorted((fault.line or source.locate(fault.path).start.line, fault.message) for fault in faults)
    told = [f"{source.name} line {line}: {message}" for line, message in dict.fromkeys(lines)]
    rest = [f"… and {len(told) - _MOST_FAULTS} more."] if len(told) > _MOST_FAULTS else []
    if told:
        raise UserError("\n     ".join([*told[:_MOST_FAULTS], *rest]))


def where(path: Path) -> str:
    """The way to a value in words, as the start of a message: lines_of_business, qhp:"""
    steps = (str(part) if isinstance(part, str) else f"no. {part + 1}" for part in path)
    return "".join([", ".join(steps), ": "]) if path else ""


def _of_reading(problem: Problem) -> Fault:
    shown = {name: spelled(str(fact))[:_SHOWN] for name, fact in problem.facts.items()}
    message = _READING[problem.rule].format(**shown)
    return Fault(message, problem.path, problem.position.line if problem.position else 0)


def _without_blanks(node: Any) -> Any:
    """A value without fields that were left blank: they are missing, not wrong."""
    if isinstance(node, list):
        return [_without_blanks(part) for part in node]
    if isinstance(node, dict):
        return {key: _without_blanks(part) for key, part in node.items() if part is not None}
    return node


def _faults(schema: Mapping[str, Any], data: Any) -> list[Fault]:
    errors = jsonschema_rs.Draft202012Validator(dict(schema)).iter_errors(data)
    return [fault for error in errors for fault in _told(error, schema)]


def _told(error: Any, schema: Mapping[str, Any]) -> Iterator[Fault]:
    path, steps = tuple(error.instance_path), list(error.schema_path)
    keyword = error.kind.name
    node = _node(schema, steps[:-1])
    if keyword == "required":
        name = error.kind.property
        yield Fault(f"{where(path)}{name} is missing: it is {_said(node['properties'][name])}.", (*path, name))
    elif keyword == "additionalProperties":
        yield from (_unknown(name, path, node) for name in error.kind.unexpected)
    elif keyword in _SCALARS and isinstance(error.instance, str | int | float):
        shown = spelled(str(error.instance))[:_SHOWN]
        yield Fault(f"{where(path)}“{shown}” does not fit: it is {_said(node)}.", path)
    elif keyword.startswith("oneOf"):
        names = " or ".join(branch["required"][0] for branch in node["oneOf"])
        yield Fault(f"{where(path)}{names} is missing, or both are there: it is {_said(node)}.", path)
    elif keyword == "propertyNames":
        yield Fault(f"{where(path)}the name of a field in it does not fit: it is {_said(node)}.", path)
    else:
        yield Fault(f"{where(path)}it is not complete, or has too much: it is {_said(node)}.", path)


def _unknown(name: str, path: Path, node: Mapping[str, Any]) -> Fault:
    known = list(node["properties"])
    near = get_close_matches(name, known, 1)
    hint = f"Did you mean {near[0]}?" if near else f"Fields here: {', '.join(known)}."
    return Fault(f"{where(path)}there is no field {spelled(name)[:_SHOWN]} here. {hint}", (*path, name))


def _node(schema: Any, steps: list[str | int]) -> Any:
    for step in steps:
        schema = schema[step]
    return schema


def _said(node: Mapping[str, Any]) -> str:
    return str(node.get("description", "as the schema says"))
