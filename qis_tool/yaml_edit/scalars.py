"""A text as YAML writes it, changed no more than a changed text needs."""

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from qis_tool.differences import alike, changes

_WORDS = re.compile(r"\S+\s*|\s+")
_PREFIX = re.compile(r"(?:[!&]\S*\s+)*")
_BREAK = r"[ \t]*\n[ \t\n]*"
_ATOMS = {
    '"': re.compile(rf"\\\n[ \t]*|\\(?:x.{{2}}|u.{{4}}|U.{{8}}|.)|{_BREAK}|.", re.DOTALL),
    "'": re.compile(rf"''|{_BREAK}|.", re.DOTALL),
}
_PLAIN_ATOMS = re.compile(rf"{_BREAK}|.", re.DOTALL)
_WHITE = re.compile(r"[ \t\n]*")
_FOLDED_HEAD = re.compile(r">[^\n]*[ \t\n]*")
_INDENT = re.compile(r"\n([ \t]*)(?=[^ \t\n])")
_LINE_ENDS = re.compile(r"\n+")


def patched(written: str, old: str, new: str, column: int) -> Iterator[str]:
    """A text's writing with what `new` has otherwise than `old`; each is a try, to be proved by reading it.

    `column` is that of the key, from 0.
    """
    prefix = _PREFIX.match(written)[0]  # type: ignore[index] # it matches nothing at all too
    for tried in _patched(written.removeprefix(prefix), old, new, column):
        yield prefix + tried


def _patched(written: str, old: str, new: str, column: int) -> Iterator[str]:
    style = written[:1]
    if style == "|":
        yield from _literal(written, old, new, column)
    elif style == ">":
        head = _FOLDED_HEAD.match(written)[0]  # type: ignore[index] # every folded text has one
        for text in _in_atoms(written[len(head) :], old.rstrip("\n"), new.rstrip("\n"), style, _last_line(head)):
            yield head + text
    elif style in _ATOMS:
        yield from (f"{style}{text}{style}" for text in _in_atoms(written[1:-1], old, new, style))
    else:
        for text in _in_atoms(written, old, new, style):
            yield text
            yield '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _literal(written: str, old: str, new: str, column: int) -> Iterator[str]:
    """Changed lines with the others' indent; where the first line begins with a space, the indent is told."""
    head, *body = written.split("\n")
    before, after = old.rstrip("\n").split("\n"), new.rstrip("\n").split("\n")
    gap = next((line[: len(line) - len(text)] for line, text in zip(body, before, strict=False) if text), None)
    if gap is None:
        return
    for change in reversed(changes(before, after)):
        lines = after[change.new_start : change.new_end]
        body[change.start : change.end] = [gap + line if line else "" for line in lines]
    yield "\n".join([head, *body])
    yield "\n".join([f"|{len(gap) - column}{head[1:]}", *body])


def _last_line(text: str) -> str:
    return text.rpartition("\n")[2]


def _in_atoms(written: str, old: str, new: str, style: str, indent: str | None = None) -> Iterator[str]:
    """The writing with changed words put in where the old ones stand in it."""
    atoms = [match[0] for match in _ATOMS.get(style, _PLAIN_ATOMS).finditer(written)]
    lengths = _lengths(atoms, old, style)
    if lengths is None:
        return
    before = [0, *accumulate(lengths)]
    further = _INDENT.search(written)
    free = len(atoms)
    for start, end, text in reversed(list(_rewordings(old, new))):
        first = bisect_right(before, start) - 1
        last = bisect_left(before, end) if end > start or before[first] == start else first + 1
        last = max(first, last)
        whole = old[before[first] : start] + text + old[end : before[last]]
        coded = _coded(whole, style, further[1] if further else indent)
        if coded is None or last > free:
            return
        atoms[first:last], free = [coded], first
    yield "".join(atoms)


def _lengths(atoms: list[str], text: str, style: str) -> list[int] | None:
    """How much of the text each atom of its writing stands for, None where that can't be told."""
    lengths, at = [], 0
    for atom in atoms:
        said = _said(atom, text, at, style)
        if not text.startswith(said, at):
            return None
        lengths.append(len(said))
        at += len(said)
    return lengths if at == len(text) else None


def _said(atom: str, text: str, at: int, style: str) -> str:
    """What an atom stands for, told from its kind and, for an escape or a fold, from the text itself."""
    if atom[0] == "\\" and style == '"':
        return "" if atom[1] == "\n" else text[at : at + 1] or atom
    if "\n" in atom and style == ">":
        return _WHITE.match(text, at)[0]  # type: ignore[index] # it matches nothing at all too
    if "\n" in atom:
        return "\n" * (atom.count("\n") - 1) or " "
    return atom[:1]


def _rewordings(old: str, new: str) -> Iterator[tuple[int, int, str]]:
    """Where the old text has other words: from, to, and what the new one has there; no character more."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    places, new_places = ([0, *accumulate(map(len, words))] for words in (before, after))
    for change in changes(before, after):
        was, now = (
            old[places[change.start] : places[change.end]],
            new[new_places[change.new_start] : new_places[change.new_end]],
        )
        head = alike(was, now)
        tail = min(alike(was[::-1], now[::-1]), len(was) - head, len(now) - head)
        yield places[change.start] + head, places[change.end] - tail, now[head : len(now) - tail]


def _coded(text: str, style: str, indent: str | None) -> str | None:
    """Words as this style writes them, None for a new line where no indent is known."""
    if style == '"':
        return json.dumps(text, ensure_ascii=False)[1:-1]
    if "\n" in text and indent is None:
        return None
    folded = _LINE_ENDS.sub(lambda ends: f"{ends[0]}\n{indent}", text)
    return folded.replace("'", "''") if style == "'" else folded
