"""Configuration files: which is the nearest, what is in it, and on which line."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from itertools import islice
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from qis_tool.errors import UserError
from qis_tool.source import content_of

OWN_NAME = "qis.toml"
PROJECT_NAME = "pyproject.toml"
MAX_BYTES = 100_000
_MAX_CANDIDATES = 10
_TABLE_OF_PROJECT = re.compile(rb"^[ \t]*\[+[ \t]*tool[ \t]*\.[ \t]*qis\b", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class TomlFile(NamedTuple):
    """A configuration file: its name to show, its text, and the settings in it, which lie under `above`."""

    name: str
    text: str
    settings: Mapping[str, Any]
    above: tuple[str, ...] = ()

    def line(self, *keys: str) -> int | None:
        """The line on which a setting stands, or the table around it; None where it can't be told."""
        depths = range(len(keys), 0, -1)
        return next(filter(None, (self._line((*self.above, *keys[:depth])) for depth in depths)), None)

    def _line(self, path: tuple[str, ...]) -> int | None:
        candidates = re.finditer(rf"^[^\n#]*?{re.escape(path[-1])}[\"']?[ \t]*([=\]])", self.text, re.MULTILINE)
        for match in islice(candidates, _MAX_CANDIDATES):
            if _sets(self.text[: match.end()] + (" 0" if match[1] == "=" else ""), path):
                return self.text.count("\n", 0, match.end()) + 1
        return None


def finder() -> Callable[[FilePath], TomlFile | None]:
    """Finds the configuration file nearest to a folder, in it or above; each folder is looked into once.

    In a folder, qis.toml comes before a pyproject.toml that has settings. Raises UserError for one that can't be read.
    """
    look = cache(_in_folder)
    return lambda folder: next(filter(None, map(look, (folder, *folder.parents))), None)


def read_named(name: str) -> TomlFile:
    """A configuration file that was asked for. Raises UserError where it can't be read, or holds no settings."""
    file = _read(name)
    if file is None:
        raise UserError(f"{name}: it has no settings of qis; they stand under [tool.qis].")
    return file


def _in_folder(folder: FilePath) -> TomlFile | None:
    there = (str(folder / name) for name in (OWN_NAME, PROJECT_NAME))
    files = (_read(_shown(name)) for name in there if os.path.isfile(name))  # noqa: PTH113 - no fault where it can't be seen
    return next(filter(None, files), None)


def _shown(name: str) -> str:
    """A file's name as seen from the working folder, where it lies in that."""
    here = FilePath.cwd()
    return str(FilePath(name).relative_to(here)) if FilePath(name).is_relative_to(here) else name


def _read(name: str) -> TomlFile | None:
    """The settings in a file; None where it is a project's and has none."""
    content = content_of(name, MAX_BYTES + 1)
    of_project = FilePath(name).name == PROJECT_NAME
    if of_project and not _TABLE_OF_PROJECT.search(content):
        return None
    if len(content) > MAX_BYTES:
        raise UserError(f"{name}: it is larger than {MAX_BYTES:,} bytes, which no configuration file is.")
    text = _decoded(content, name)
    table = _parsed(text, name)
    if not of_project:
        return TomlFile(name, text, table)
    tool = table.get("tool")
    settings = tool.get("qis") if isinstance(tool, dict) else None
    if not isinstance(settings, dict | None):
        raise UserError(f"{name}: tool.qis should be a table: one line [tool.qis], and the settings below it.")
    return None if settings is None else TomlFile(name, text, settings, ("tool", "qis"))


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise UserError(f"{name}: it is not UTF-8 text (byte {fault.start}). Save it again as UTF-8.") from None


def _parsed(text: str, name: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        line = (place and place[1]) or text.rstrip("\n").count("\n") + 1
        reason = _PLACE.sub("", str(fault))
        raise UserError(f"{name}:{line}: this is not TOML: {reason[:1].lower()}{reason[1:]}.") from None
    except (ValueError, RecursionError):
        raise UserError(f"{name}: a value in it is too long or lies too deep to be a setting.") from None


def _sets(text: str, path: tuple[str, ...]) -> bool:
    """True where a text is TOML and has a value at this path."""
    try:
        node: Any = _parsed(text, "")
    except UserError:
        return False
    for key in path:
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True
