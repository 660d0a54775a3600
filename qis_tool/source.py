"""A plan file: bytes to values, with the place of every key and value, and what is wrong in the reading.

Values are built from the YAML parser's events with an own stack: that is safe against deep nesting and alias bombs,
keeps every place, and is fast. Plain scalars become null, true/false or a decimal number; all else stays text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from qis_tool.characters import FORBIDDEN, is_plain, names
from qis_tool.errors import UserError
from qis_tool.finding import Path, Position, Problem, Span
from qis_tool.yaml_values import Place, build

MAX_BYTES = 2_000_000
MAX_CHARACTER_FINDINGS = 20

_TOKEN = re.compile(r"\S+")
_MAGIC = (
    (b"PK\x03\x04", "it is a Word document or another zip file"),
    (b"%PDF", "it is a PDF"),
    (b"\xd0\xcf\x11\xe0", "it is an old or password-protected Office file"),
    (b"{\\rtf", "it is a rich-text (RTF) document"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class FileKind(NamedTuple):
    """What a file is meant to be, for the sentence that says it is not: its name, and how one comes by such a file."""

    name: str = "plan"
    origin: str = ", such as qis init writes, or qis import makes of a form filled in Word"


PLAN = FileKind()


@dataclass(frozen=True)
class Source:
    """A plan as read: `data` is None where nothing could be made of the file beyond its problems.

    `content` is the file itself, empty for a plan that is in no file. The lines of a plan in a Word file are its
    paragraphs; `not_shown` then names the fields that the file can't show, and `remarks` say what else there is to it.
    """

    name: str
    text: str
    data: dict[str, Any] | None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    content: bytes = b""
    of_paragraphs: bool = False
    not_shown: frozenset[str] = frozenset()
    remarks: tuple[str, ...] = ()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offset of each line's first character."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def position(self, offset: int) -> Position:
        """Line and column, from 1, of an offset into the file's text."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """One line of the file, from 1, without its line end."""
        ends = [*self.line_starts[number : number + 1], len(self.text) + 1]
        return self.text[self.line_starts[number - 1] : ends[0] - 1]

    def locate(self, path: Path) -> Span:
        """Where a value stands with its key; for a missing one, the nearest parent's first line."""
        place = self.places.get(path)
        if place is not None:
            return Span(self.position(place.key), self.position(self._last(place)))
        parent = self._nearest(path)
        start = self.position(parent.key if parent else 0)
        return Span(start, Position(start.line, len(self.line(start.line)) + 1))

    def locate_in(self, path: Path, offset: int) -> Position | None:
        """Where the character at `offset` of a text answer stands in the file; None where escapes hide it."""
        place = self.places[path]
        value = str(self.value(path))
        before = list(_TOKEN.finditer(value, 0, offset + 1))
        tokens = _TOKEN.finditer(self.text, self._content(place), place.end)
        written = next(islice(tokens, max(len(before) - 1, 0), None), None)
        if not before or written is None or before[-1][0][0] not in written[0]:
            return None
        lead = written[0].index(before[-1][0][0])
        return self.position(written.start() + lead + offset - before[-1].start())

    def value(self, path: Path) -> Any:
        """The value at a path, None where there is none."""
        value: Any = self.data
        for part in path:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def written(self, path: Path) -> str:
        """A value's characters as they stand in the file."""
        place = self.places[path]
        return self.text[place.start : self._last(place)]

    def _nearest(self, path: Path) -> Place | None:
        parents = (path[:depth] for depth in range(len(path) - 1, 0, -1))
        return next((self.places[parent] for parent in parents if parent in self.places), None)

    def _last(self, place: Place) -> int:
        return place.key + len(self.text[place.key : place.end].rstrip())

    def _content(self, place: Place) -> int:
        if not self.of_paragraphs and self.text[place.start] in "|>":
            return self.text.index("\n", place.start)
        return place.start


def read_file(name: str, only: frozenset[str] = frozenset()) -> Source:
    """Read a plan from a path; with `only`, no further than these top-level fields.

    Raises UserError where it can't be read at all.
    """
    return read_bytes(content_of(name, MAX_BYTES + 1), name, only)


def content_of(name: str, most: int) -> bytes:
    """The first bytes of a regular file, so many at most. Raises UserError where it can't be read."""
    path = FilePath(name)
    try:
        if not path.is_file():
            kind = "this is a folder" if path.is_dir() else "this is not a regular file"
            what = kind if path.exists() else "there is no such file"
            raise UserError(f"{name}: {what}.")
        with path.open("rb") as file:
            return file.read(most)
    except OSError as fault:
        raise UserError(f"{name}: it can't be read: {fault.strerror}.") from None


def read_bytes(content: bytes, name: str, only: frozenset[str] = frozenset(), meant: FileKind = PLAN) -> Source:
    """Read a plan, or another file in YAML, from memory. Raises UserError for a file that is no text at all."""
    if len(content) > MAX_BYTES:
        return _unread(name, "too-large", megabytes=MAX_BYTES // 1_000_000)
    for start, kind in _MAGIC:
        if content.startswith(start):
            raise UserError(f"{name}: not a {meant.name}: {kind}. A {meant.name} is a text file in YAML{meant.origin}.")
    if content.startswith(_UTF16):
        return _unread(name, "not-utf-8", byte=0, suggestion="UTF-16")
    if b"\x00" in content:
        raise UserError(f"{name}: not a {meant.name}: it is a binary file. A {meant.name} is a text file in YAML.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return _unread(name, "not-utf-8", line, byte=fault.start, suggestion="Windows-1252 (ANSI)")
    return replace(read_text(text.replace("\r\n", "\n").replace("\r", "\n"), name, only), content=content)


def read_text(text: str, name: str, only: frozenset[str] = frozenset()) -> Source:
    """Read a plan from text whose lines end in a newline character."""
    clean, forbidden = _forbidden_characters(text, name)
    built = build(clean, only)
    data = built.data if isinstance(built.data, dict) else None
    bare = Source(name, text, None)
    problems = (
        Problem(p.path, p.facts | _lines(bare, p.facts), p.offset, bare.position(p.at), p.rule) for p in built.problems
    )
    if data is None:
        problems = (replace(problem, path=(), offset=None) for problem in problems)
    return Source(name, text, data, built.places, (*forbidden, *problems))


def _lines(bare: Source, facts: dict[str, Any]) -> dict[str, Any]:
    return {"first_line": bare.position(facts["first"]).line} if "first" in facts else {}


def _forbidden_characters(text: str, name: str) -> tuple[str, list[Problem]]:
    if is_plain(text):
        return text, []
    bare = Source(name, text, None)
    found = islice(FORBIDDEN.finditer(text), MAX_CHARACTER_FINDINGS)
    problems = [
        Problem((), {"characters": names([m])}, None, bare.position(m.start()), "forbidden-character") for m in found
    ]
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text), problems


def _unread(name: str, rule: str, line: int = 1, **facts: object) -> Source:
    return Source(name, "", None, {}, (Problem((), facts, None, Position(line, 1), rule),))
