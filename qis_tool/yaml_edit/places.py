"""Where things stand in a plan's text, beyond what its places say."""

import re

from qis_tool.finding import Path
from qis_tool.source import Source

_PROPERTIES = re.compile(r"(?:[!&]\S*\s+)*")
_BEFORE_ROOT = re.compile(r"(?:\s|#[^\n]*|---|%[^\n]*\n)*")
_END = re.compile(r"(?:\n[ \t]*)+\Z")
_DASH = re.compile(r" *-(?!\S)")
_COMMENT = re.compile(r"(?<!\S)#[^\n]*")


def first_character(source: Source, path: Path) -> str:
    """What a value's writing begins with, its tag and its anchor aside."""
    before, start = (_PROPERTIES, source.places[path].start) if path else (_BEFORE_ROOT, 0)
    match = before.match(source.text, start)
    return source.text[match.end() : match.end() + 1] if match else ""


def is_flow(source: Source, path: Path) -> bool:
    """True for a group or list that stands between braces or brackets."""
    return first_character(source, path) in ("{", "[")


def below(source: Source, path: Path) -> list[Path]:
    """The paths of what stands in a group or list, in the file's order."""
    value = source.value(path)
    parts = list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    return [(*path, part) for part in parts]


def last(source: Source, path: Path) -> Path:
    """The value that ends a group or list that stands on lines of its own; any other value itself."""
    parts = below(source, path)
    return last(source, parts[-1]) if parts and not is_flow(source, path) else path


def end_of(source: Source, path: Path) -> int:
    """The offset behind a value's last character."""
    place = source.places[last(source, path)]
    written = source.text[place.start : place.end]
    if written[:1] in ("|", ">"):
        return place.start + len(_END.sub("", written))
    return place.start + len(written.rstrip())


def line_start(text: str, at: int) -> int:
    """The offset of the first character of a line."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The offset behind the last character of a line, its line end aside."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def column(text: str, at: int) -> int:
    """How many characters stand before this one on its line."""
    return at - line_start(text, at)


def dash(source: Source, path: Path) -> int | None:
    """Where the dash of a list's entry stands, None where it is not the first on its line."""
    text, stop = source.text, source.places[path].start
    start = line_start(text, stop)
    while not (found := _DASH.match(text, start, stop)):
        if not start or _COMMENT.sub("", text[start:stop]).strip():
            return None
        start, stop = line_start(text, start - 1), start - 1
    return found.end() - 1


def comments(source: Source, start: int, end: int) -> list[str]:
    """The comments in a stretch of the text that begins and ends outside of any text's writing."""
    kept = source.text[start:end]
    for path, place in source.places.items():
        if start <= place.start < end and not isinstance(source.value(path), dict | list):
            kept = _blanked(kept, place.start - start, end_of(source, path) - start)
    return _COMMENT.findall(kept)


def _blanked(text: str, start: int, end: int) -> str:
    """A stretch with a value's own characters out of the way; a comment behind | or > is none of them."""
    if text[start : start + 1] in ("|", ">"):
        start = min(line_end(text, start), end)
    return text[:start] + " " * (end - start) + text[end:]
