"""YAML events to plain values, their places and the problems met, with limits on depth and size."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from qis_tool.characters import FORBIDDEN, HIDDEN, is_plain, names
from qis_tool.finding import Path

MAX_DEPTH = 32
MAX_EVENTS = 200_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONSTANTS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "false": False}
_CONSTANTS |= {"True": True, "TRUE": True, "False": False, "FALSE": False}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_SUSPECT = {"forbidden-character": FORBIDDEN, "hidden-character": HIDDEN}
_COMMENT = re.compile(r"[ \t]+(#.*)")
_ANSWER_TAGS = (None, "!")
_AS_KEY = -1


class Place(NamedTuple):
    """Offsets into the file: where the key starts (or the value, in a list), where the value starts and ends."""

    key: int
    start: int
    end: int


class ReadingProblem(NamedTuple):
    """A problem of reading: which rule, at which offset of the file, with what facts."""

    rule: str
    at: int
    facts: dict[str, Any]
    path: Path = ()
    offset: int | None = None


@dataclass(slots=True)
class Built:
    """What became of a text: the value (None if there is none), places by path, problems in order."""

    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    problems: list[ReadingProblem] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being filled; a path of None means it is read and left out."""

    value: dict[str, Any] | list[Any]
    path: Path | None
    start: int
    key: str | None = None
    key_at: int = 0
    keep: bool = True

    def awaits_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def next_path(self) -> Path | None:
        if self.path is None or not self.keep:
            return None
        return (*self.path, len(self.value) if self.key is None else self.key)


class _Stop(Exception):
    """A limit was passed: what is wrong, and where."""

    def __init__(self, rule: str, index: int, **facts: object) -> None:
        super().__init__(rule)
        self.problem = ReadingProblem(rule, index, facts)


def build(text: str, only: frozenset[str] = frozenset()) -> Built:
    """Values, places and problems of one YAML document; on a syntax error or limit the data is None.

    With `only`, reading stops once the top-level fields of these names are there.
    """
    builder = _Builder(text)
    try:
        for event in _events(text):
            builder.take(event)
            if only and builder.holds(only):
                break
    except _Stop as stop:
        builder.stop(stop.problem)
    except yaml.MarkedYAMLError as fault:
        at_end = fault.problem_mark and _at(fault.problem_mark) >= len(text.rstrip())
        mark = (at_end and fault.context_mark) or fault.problem_mark
        facts = {"reason": (fault.problem or "it is not YAML").strip()}
        builder.stop(ReadingProblem("yaml-syntax", _at(mark) if mark else 0, facts))
    else:
        if not isinstance(builder.built.data, dict):
            builder.stop(ReadingProblem("not-a-plan", 0, {}))
    return builder.built


def _events(text: str) -> Iterator[yaml.Event]:
    documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if number == MAX_EVENTS:
            raise _Stop("too-many-values", _at(event.start_mark), most=MAX_EVENTS)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Stop("several-documents", _at(event.start_mark))
        yield event


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.suspicious = "\\" in text or not is_plain(text)
        self.built = Built()
        self.open: list[_Open] = []

    def stop(self, problem: ReadingProblem) -> None:
        self.built.data = None
        self.built.problems.append(problem)

    def holds(self, names: frozenset[str]) -> bool:
        """True between two top-level fields, once these are read; the data is then what there is so far."""
        if len(self.open) == 1 and self.open[0].awaits_key() and names.issubset(self.open[0].value):
            self.built.data = self.open[0].value
            return True
        return False

    def take(self, event: yaml.Event) -> None:
        """Fit one event into what is open."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._start(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._end(event)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if self._awaits_key():
            self._refuse_key(event, "alias", name=f"*{event.anchor}")
        else:
            self._problem("alias", event, name=f"*{event.anchor}")
            self._add(None, event)

    def _awaits_key(self) -> bool:
        return bool(self.open) and self.open[-1].awaits_key()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_tag(event)
        if self._awaits_key():
            self._key(event)
            return
        value = _resolve(event)
        if not event.style and isinstance(value, str) and len(self.open) > 1:
            self._check_rest_of_line(event)
        self._add(value, event)

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self._check_tag(event)
        if len(self.open) == MAX_DEPTH:
            raise _Stop("too-deep", _at(event.start_mark), most=MAX_DEPTH)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        is_key = self._awaits_key()
        if is_key:
            self._refuse_key(event, "key-not-text")
        path = self.open[-1].next_path() if self.open else ()
        self.open.append(_Open(value, path, start=_AS_KEY if is_key else _at(event.start_mark)))

    def _end(self, event: yaml.Event) -> None:
        done = self.open.pop()
        if done.start != _AS_KEY:
            self._add(done.value, event, done.start)

    def _key(self, event: yaml.ScalarEvent) -> None:
        frame = self.open[-1]
        is_merge = not event.style and event.value == "<<"
        if is_merge or not isinstance(_resolve(event), str):
            self._refuse_key(event, "alias" if is_merge else "key-not-text", name=event.value)
            return
        frame.key, frame.key_at, frame.keep = event.value, _at(event.start_mark), True
        if first := self.built.places.get(frame.next_path() or ()):
            self._problem("duplicate-key", event, key=event.value, first=first.key)
            frame.keep = False

    def _refuse_key(self, event: yaml.Event, rule: str, **facts: object) -> None:
        frame = self.open[-1]
        if frame.path is not None:
            self._problem(rule, event, **facts)
        frame.key, frame.key_at, frame.keep = "", _at(event.start_mark), False

    def _add(self, value: Any, event: yaml.Event, start: int | None = None) -> None:
        begin = _at(event.start_mark) if start is None else start
        if not self.open:
            self.built.data = value
            return
        frame = self.open[-1]
        path = frame.next_path()
        if path is not None:
            key_at = begin if frame.key is None else frame.key_at
            self.built.places[path] = Place(key_at, begin, _at(event.end_mark))
            if self.suspicious and isinstance(value, str):
                self._check_characters(value, path, begin)
            _attach(frame, value)
        frame.key, frame.keep = None, True

    def _check_characters(self, value: str, path: Path, index: int) -> None:
        for rule, pattern in _SUSPECT.items():
            if found := list(pattern.finditer(value)):
                facts = {"characters": names(found), "times": len(found)}
                self.built.problems.append(ReadingProblem(rule, index, facts, path, found[0].start()))

    def _check_rest_of_line(self, event: yaml.ScalarEvent) -> None:
        if rest := _COMMENT.match(self.text, _at(event.end_mark)):
            self._problem("text-after-hash", event, rest=rest[1])

    def _check_tag(self, event: yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag not in _ANSWER_TAGS:
            self._problem("tag", event, tag=str(event.tag).replace("tag:yaml.org,2002:", "!!"))

    def _problem(self, rule: str, event: yaml.Event, **facts: object) -> None:
        self.built.problems.append(ReadingProblem(rule, _at(event.start_mark), facts))


def _at(mark: Any) -> int:
    return int(mark.index)


def _attach(frame: _Open, value: Any) -> None:
    if isinstance(frame.value, dict):
        frame.value[str(frame.key)] = value
    else:
        frame.value.append(value)


def _resolve(event: yaml.ScalarEvent) -> Any:
    if event.style or not event.implicit[0]:
        return event.value
    if event.value in _CONSTANTS:
        return _CONSTANTS[event.value]
    if number := _NUMBER.fullmatch(event.value):
        return float(event.value) if number[1] else int(event.value)
    return event.value
