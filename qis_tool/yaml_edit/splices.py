"""The ways in which a change may be written into a plan's text, the least first; each is still to be proved."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from qis_tool.finding import Path
from qis_tool.source import Source
from qis_tool.yaml_edit.places import (
    below,
    column,
    comments,
    dash,
    end_of,
    first_character,
    is_flow,
    line_end,
    line_start,
)
from qis_tool.yaml_edit.places import last as last_of
from qis_tool.yaml_edit.scalars import patched
from qis_tool.yaml_text import in_block, in_flow, name, pair, row

_LONG = 60
_COMMA = re.compile(r"\s*,[ \t]*(\n?)")
_HEAD = re.compile(r"[|>][0-9+-]*([ \t]+#[^\n]*)?")


class Splice(NamedTuple):
    """A stretch of the text, and what stands there instead."""

    start: int
    end: int
    text: str


Way = tuple[Splice, ...]


def ways_to_reword(source: Source, path: Path, value: Any) -> Iterator[Way]:
    """Ways to write another value where one stands, or where a key has nothing behind it."""
    old, place = source.value(path), source.places[path]
    end, written = end_of(source, path), source.text[place.start : end_of(source, path)]
    indent = column(source.text, place.key) + (1 if isinstance(path[-1], int) else 2)
    if isinstance(old, str) and isinstance(value, str):
        for text in patched(written, old, value, indent - 2):
            yield (Splice(place.start, end, text),)
    head = _HEAD.match(written)
    if head and isinstance(value, str):
        body = in_block(lasting(value), indent).partition("\n")[2]
        yield (Splice(place.start, end, f"{head[0]}\n{body}"),)
    kept = "".join(f"\n{' ' * indent}{comment}" for comment in _within(source, path))
    for text in writings(value, indent):
        yield from _behind(source, place.start, end, text + kept, (head and head[1]) or "")


def ways_to_blank(source: Source, path: Path) -> Iterator[Way]:
    """Ways to leave nothing behind a key; comments within the value stay."""
    text, place = source.text, source.places[path]
    end = end_of(source, path)
    start = len(text[: place.start].rstrip())
    head = _HEAD.match(text[place.start : end])
    kept = (
        [head[1] or ""]
        if head
        else [f"\n{' ' * (column(text, place.key) + 2)}{line}" for line in _within(source, path)]
    )
    yield (Splice(start, end, "".join(kept)),)
    yield (Splice(place.start, end, "null"),)


def ways_to_add(source: Source, path: Path, key: str, value: Any) -> Iterator[Way]:
    """Ways to give a group a key that it lacks, behind the last one it has."""
    parts, text = below(source, path), source.text
    if is_flow(source, path) and not parts:
        start = source.places[path].start if path else text.index("{")
        at = text.index("{", start) + 1
        yield (Splice(at, at, f"{in_flow(key)}: {in_flow(value)}"),)
        return
    before = source.places[parts[-1]].key
    if is_flow(source, path):
        at = end_of(source, parts[-1])
        given = in_flow(key) if text[before] == '"' else name(key)
        yield (Splice(at, at, f"{_between(source, parts)}{given}: {in_flow(value)}"),)
        return
    gap = column(text, before)
    for line in (pair(key, lasting(value), gap + 2), pair(key, value, gap + 2), f"{name(key)}: {in_flow(value)}"):
        yield from _line_after(source, parts[-1], " " * gap + line)


def ways_to_insert(source: Source, path: Path, number: int, value: Any) -> Iterator[Way]:
    """Ways to put an entry into a list that has some, before the one of this number or behind the last."""
    parts, text = below(source, path), source.text
    before = source.places[parts[max(number - 1, 0)]].start
    if is_flow(source, path):
        between = _between(source, parts)
        written = in_flow(value) if isinstance(value, dict) else in_block([value], 0)[1:-1]
        at = end_of(source, parts[number - 1]) if number else before
        yield (Splice(at, at, f"{between}{written}" if number else f"{written}{between}"),)
        return
    first = dash(source, parts[max(number - 1, 0)])
    if first is None:
        return
    for line in _entries(value, column(text, first)):
        if number:
            yield from _line_after(source, parts[number - 1], line)
        else:
            start = line_start(text, first)
            yield (Splice(start, start, f"{line}\n"),)


def ways_to_remove(source: Source, path: Path, number: int) -> Iterator[Way]:
    """Ways to take the entry of this number out of a list that has others; comments in its lines stay."""
    text, entry = source.text, (*path, number)
    start, end = source.places[entry].start, end_of(source, entry)
    if is_flow(source, path):
        comma, before = _COMMA.match(text, end), line_start(text, start)
        if comma and comma[1] and not text[before:start].strip():
            yield (Splice(before, comma.end(), ""),)
        elif comma and (not number or not comma[1]):
            yield (Splice(start, comma.end() - len(comma[1]), ""),)
        if number:
            yield (Splice(end_of(source, (*path, number - 1)), end, ""),)
    elif (at := dash(source, entry)) is not None:
        first, behind = line_start(text, at), line_end(text, end)
        kept = [f"{text[first:at]}{comment}\n" for comment in comments(source, first, behind)]
        yield (Splice(first, min(behind + 1, len(text)), "".join(kept)),)


def lasting(value: Any) -> Any:
    """A value to be written anew: a long text ends its last line, so that it may stand on lines of its own."""
    if isinstance(value, str):
        text = value.rstrip("\n")
        return f"{text}\n" if len(text) > _LONG or "\n" in text else text
    if isinstance(value, dict):
        return {key: lasting(part) for key, part in value.items()}
    return [lasting(part) for part in value] if isinstance(value, list) else value


def writings(value: Any, indent: int) -> Iterator[str]:
    """A value as one would write it, then between quotes."""
    if isinstance(value, dict):
        yield "".join(f"\n{' ' * indent}{pair(key, part, indent + 2)}" for key, part in lasting(value).items())
    else:
        yield in_block(lasting(value), indent)
        yield in_block(value, indent)
    yield in_flow(value)


def _entries(value: Any, gap: int) -> Iterator[str]:
    """An entry of a list that stands on lines of its own."""
    for given in (lasting(value), value):
        yield row(given, gap) if isinstance(given, dict) else f"{' ' * gap}- {in_block(given, gap + 2)}"
    yield f"{' ' * gap}- {in_flow(value)}"


def _behind(source: Source, start: int, end: int, written: str, comment: str) -> Iterator[Way]:
    """A value's writing behind its key; a comment on that line stays there, before the lines that follow."""
    text = source.text
    first, line_break, further = written.partition("\n")
    space = " " if first and text[start - 1 : start] in (":", "-") else ""
    stop = line_end(text, end)
    if not line_break:
        yield (Splice(start, end, space + first + comment),)
    elif not (rest := text[end:stop].strip()) or rest.startswith("#"):
        yield Splice(start, end, space + first + comment), Splice(stop, stop, f"\n{further}")


def _line_after(source: Source, path: Path, line: str) -> Iterator[Way]:
    """A line behind a value's last one, or behind the blank lines that belong to it."""
    end = line_end(source.text, end_of(source, path))
    yield (Splice(end, end, f"\n{line}"),)
    behind = source.places[last_of(source, path)].end
    yield (Splice(behind, behind, f"{line}\n"),)


def _between(source: Source, parts: list[Path]) -> str:
    """What parts entries between braces or brackets: a comma, and a new line where the first has its own."""
    at = source.places[parts[0]].key
    gap = source.text[line_start(source.text, at) : at]
    return ", " if gap.strip() else f",\n{gap}"


def _within(source: Source, path: Path) -> list[str]:
    if first_character(source, path) in ("|", ">") or not isinstance(source.value(path), dict | list):
        return []
    return comments(source, source.places[path].start, end_of(source, path))
