"""A text with the words of another, in its own spacing."""

import re

from qis_tool.differences import changes
from qis_tool.document.blocks import BULLET, paragraphs, visible

_GAPS = re.compile(r"(\n(?:[ \t]*\n)+|\n(?=- ))")


def rewritten(ours: str, theirs: str) -> str:
    """What `theirs` says, with the paragraphs and the blank lines of `ours` written as they are there."""
    core = ours.strip("\n")
    if not core:
        return theirs.strip("\n")
    own = _GAPS.split(core)
    new = [f"{BULLET if part.bullet else ''}{part.text}" for part in paragraphs(theirs)]
    start = len(ours) - len(ours.lstrip("\n"))
    text = _joined(own[::2], own[1::2], new)
    text = text if visible(text) == visible(theirs) else theirs.strip("\n")
    return f"{ours[:start]}{text}{ours[start + len(core) :]}"


def _joined(own: list[str], gaps: list[str], new: list[str]) -> str:
    """The new paragraphs; between two that stand for neighbours of the same kinds lies what lay between those."""
    place = _places(own, new)
    text = ""
    for number, part in enumerate(new):
        at = place.get(number, -1)
        if number:
            kinds = _kinds(new[number - 1 : number + 1])
            kept = at > 0 and place.get(number - 1) == at - 1 and _kinds(own[at - 1 : at + 1]) == kinds
            text += gaps[at - 1] if kept else "\n" if all(kinds) else "\n\n"
        text += own[at] if at >= 0 and _shown(own[at]) == _shown(part) else part
    return text


def _places(own: list[str], new: list[str]) -> dict[int, int]:
    """For each new paragraph the own one that it is, or that it came to stand for."""
    found: dict[int, int] = {}
    at = new_at = 0
    for change in changes([*map(_shown, own)], [*map(_shown, new)]):
        found |= zip(range(new_at, change.new_start), range(at, change.start), strict=True)
        if change.end - change.start == change.new_end - change.new_start:
            found |= zip(range(change.new_start, change.new_end), range(change.start, change.end), strict=True)
        at, new_at = change.end, change.new_end
    return found | dict(zip(range(new_at, len(new)), range(at, len(own)), strict=True))


def _kinds(parts: list[str]) -> list[bool]:
    return [part.startswith(BULLET) for part in parts]


def _shown(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
