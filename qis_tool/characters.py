"""Characters that have no place in an answer, or that nobody sees in it."""

import re

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
HIDDEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
UNSEEN = re.compile(f"{FORBIDDEN.pattern}|{HIDDEN.pattern}")
_HALF = re.compile(r"[\ud800-\udfff]")  # of a character: what a file's name has for bytes that are no text


def is_plain(text: str) -> bool:
    """True where every character is visible, a space or a line end: nothing to look at one by one."""
    return text.replace("\n", "").isprintable()


def spelled(text: str) -> str:
    """A text with what can't be seen, or is no character at all, as <U+XXXX>."""
    return _HALF.sub(code_point, UNSEEN.sub(code_point, text))


def code_point(match: re.Match[str]) -> str:
    """The character found, as <U+XXXX>."""
    return f"<U+{ord(match[0]):04X}>"


def names(found: list[re.Match[str]]) -> str:
    """The characters found, each once, as U+XXXX."""
    return ", ".join(sorted({f"U+{ord(match[0]):04X}" for match in found}))
