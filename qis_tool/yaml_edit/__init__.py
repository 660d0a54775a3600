"""A plan file with other values at some places, and all else as it was, byte for byte."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import getitem
from typing import Any, Literal

from qis_tool.differences import changes as changes_between
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.finding import Path, dotted
from qis_tool.source import Source, read_bytes, read_text
from qis_tool.yaml_edit.splices import (
    Way,
    ways_to_add,
    ways_to_blank,
    ways_to_insert,
    ways_to_remove,
    ways_to_reword,
)

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BOM = b"\xef\xbb\xbf"
_MOST_STEPS = 50  # in one list; beyond, it is written anew
_OF_THE_VALUE = frozenset({"hidden-character", "forbidden-character"})


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing to change: a value set (None is a blank), or an entry of a list inserted or removed."""

    kind: Literal["set", "insert", "remove"]
    path: Path
    value: Any = None


def edited(source: Source, changes: Mapping[Path, Any]) -> bytes:
    """The bytes of a plan's file with the values at these paths changed.

    A value is a text, whose last line ends as it did; None for a blank; or a list. In a list a number stands for the
    entry that now has it, in the order they stand in, and anything else for a new entry; entries without their number
    are taken out. Texts within a list are named by the numbers they now have.

    Raises UserError for a plan that can't be read and where a value stands in the way of a group, NotAsWritten where
    no way of writing reads back as what is wanted and nothing else.
    """
    if source.data is None:
        raise UserError(f"{source.name}: it can't be read in full, so nothing was changed. See: qis validate")
    now, lines = source, _LINES.findall(source.content.removeprefix(_BOM).decode())
    for path, value in sorted(changes.items(), key=lambda change: isinstance(change[1], list)):
        for step in _steps(now, path, value):
            then = _taken(now, step)
            now, lines = then, _carried_over(lines, then.text)
    content = _BOM * source.content.startswith(_BOM) + "".join(lines).encode()
    if read_bytes(content, source.name).data != now.data:
        raise NotAsWritten([dotted(path) for path in changes])
    return content


def _steps(source: Source, path: Path, value: Any) -> Iterator[_Step]:
    """A change as single steps, entries of a list put in before others are taken out."""
    old = source.value(path)
    if not (isinstance(value, list) and value and isinstance(old, list) and old):
        yield from () if _unended(value) == _unended(old) else (_Step("set", path, value or None),)
        return
    kept, behind = {part for part in value if isinstance(part, int)}, 0
    if len(old) + len(value) - 2 * len(kept) > _MOST_STEPS:
        yield _Step("set", path, [old[part] if isinstance(part, int) else part for part in value])
        return
    put_in: list[int] = []
    for part in value:
        if isinstance(part, int):
            behind = part + 1
        else:
            yield _Step("insert", (*path, behind + len(put_in)), part)
            put_in.append(behind)
    for number in range(len(old) - 1, -1, -1):
        if number not in kept:
            yield _Step("remove", (*path, number + sum(place <= number for place in put_in)))


def _taken(source: Source, step: _Step) -> Source:
    """The plan after one step, in the first way of writing it that is proved."""
    wanted = _wanted(source, step)
    for way in _ways(source, step, wanted):
        after = read_text(_spliced(source.text, way), source.name)
        if _is_proved(source, after, wanted, step):
            return after
    raise NotAsWritten([dotted(step.path)])


def _ways(source: Source, step: _Step, wanted: Any) -> Iterator[Way]:
    if step.kind == "set":
        return _ways_to_set(source, step)
    path, number = step.path[:-1], int(step.path[-1])
    value = reduce(getitem, path, wanted)
    is_new = step.kind == "insert"
    ways = ways_to_insert(source, path, number, step.value) if is_new else ways_to_remove(source, path, number)
    return chain(ways, ways_to_reword(source, path, value))


def _ways_to_set(source: Source, step: _Step) -> Iterator[Way]:
    path = step.path
    if step.value is None:
        return ways_to_blank(source, path)
    if path in source.places:
        return ways_to_reword(source, path, step.value)
    holder = _holder(source, path)
    value = _nested(path[len(holder) + 1 :], step.value)
    if source.value(holder) is None:
        return ways_to_reword(source, holder, {path[len(holder)]: value})
    return ways_to_add(source, holder, str(path[len(holder)]), value)


def _holder(source: Source, path: Path) -> Path:
    """The nearest group above a value that is there, or the blank where it is to stand."""
    above = (path[:depth] for depth in range(len(path) - 1, 0, -1))
    return next((holder for holder in above if holder in source.places), ())


def _nested(path: Path, value: Any) -> Any:
    for part in reversed(path):
        value = {part: value}
    return value


def _wanted(source: Source, step: _Step) -> Any:
    """A plan's values after one step. Raises UserError where something else than a group stands in the way."""
    whole = {"": deepcopy(source.data)}
    node: Any = whole
    key: Any = ""
    for part in step.path:
        if node[key] is None and isinstance(part, str):
            node[key] = {}
        node, key = node[key], part
        if not isinstance(node, dict if isinstance(part, str) else list):
            place = f"{source.name}: {dotted(step.path)}"
            raise UserError(f"{place}: something else stands where this group of answers belongs. See: qis validate")
        if isinstance(node, dict):
            node.setdefault(part, None)
    if step.kind == "remove":
        del node[key]
    elif step.kind == "insert":
        node.insert(key, step.value)
    else:
        node[key] = step.value
    return whole[""]


def _is_proved(before: Source, after: Source, wanted: Any, step: _Step) -> bool:
    """True where the text reads as all that is wanted, and no problem of reading came in beside it."""
    told = Counter(p.rule for p in after.problems) - Counter(p.rule for p in before.problems)
    if step.kind != "remove":
        return not set(told) - _OF_THE_VALUE and _bare(after.data, step.path) == _bare(wanted, step.path)
    return not told and after.data == wanted


def _bare(data: Any, path: Path) -> Any:
    """A plan's values, with that at a path rid of line ends behind its texts."""
    if not path:
        return _unended(data)
    if isinstance(data, dict):
        return {key: _bare(part, path[1:]) if key == path[0] else part for key, part in data.items()}
    if isinstance(data, list):
        return [_bare(part, path[1:]) if key == path[0] else part for key, part in enumerate(data)]
    return data


def _unended(value: Any) -> Any:
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, dict):
        return {key: _unended(part) for key, part in value.items()}
    return [_unended(part) for part in value] if isinstance(value, list) else value


def _spliced(text: str, way: Way) -> str:
    for start, end, new in reversed(way):
        text = text[:start] + new + text[end:]
    return text


def _carried_over(lines: list[str], text: str) -> list[str]:
    """The file's lines with those of the new text, each new one with the line end of the one it stands for."""
    after, kept = _LINES.findall(text), list(lines)
    usual = next((end for end in map(_line_end, lines) if end), "\n")
    for change in reversed(changes_between([_plain(line) for line in lines], after)):
        ends = [_line_end(line) or usual for line in lines[max(change.start - 1, 0) : change.end]] or [usual]
        ends = ends[1:] or ends if change.start else ends
        new = after[change.new_start : change.new_end]
        kept[change.start : change.end] = [
            line.replace("\n", ends[min(number, len(ends) - 1)]) for number, line in enumerate(new)
        ]
    return kept


def _line_end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _plain(line: str) -> str:
    return line.replace("\r\n", "\n").replace("\r", "\n")
