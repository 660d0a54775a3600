"""Characters that have no place in an answer, or that nobody sees in it."""

import re

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
HIDDEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
UNSEEN = re.compile(f"{FORBIDDEN.pattern}|{HIDDEN.pattern}")


def spelled(text: str) -> str:
    """A text in which what can't be seen is spelled out, as <U+XXXX>."""
    return UNSEEN.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def is_plain(text: str) -> bool:
    """True where every character is visible, a space or a line end: nothing to look at one by one."""
    return text.replace("\n", "").isprintable()


def names(found: list[re.Match[str]]) -> str:
    """The characters found, each once, as U+XXXX."""
    return ", ".join(sorted({f"U+{ord(match[0]):04X}" for match in found}))
