"""Values to YAML, written as one would write a plan by hand."""

import json
import re
from typing import Any

from qis_tool.characters import FORBIDDEN

_SAFE_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_ ,.%()/&'-]*(?<! )|\d{4}-\d\d-\d\d")
_SAFE_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9_ .()/-]*(?<! )")
_SAFE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
_LONG = 60


def in_block(value: Any, indent: int) -> str:
    """A value behind its key's colon, without the space before it; further lines are indented by so much."""
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        return "".join(f"\n{row(part, indent)}" for part in value).rstrip()
    if isinstance(value, list):
        return f"[{', '.join(_item(part) for part in value)}]"
    return in_flow(value)


def in_flow(value: Any) -> str:
    """A value as JSON, which YAML takes between braces and brackets too; what YAML forbids is spelled out."""
    return FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def name(key: str) -> str:
    """A key, between quotes where YAML would take it for something else."""
    return key if _SAFE_KEY.fullmatch(key) and key.lower() not in _RESERVED else in_flow(key)


def pair(key: str, value: Any, indent: int) -> str:
    """A key and its value, a group of answers line by line; further lines are indented by so much."""
    if isinstance(value, dict):
        return f"{name(key)}:" + "".join(f"\n{' ' * indent}{pair(*part, indent + 2)}" for part in value.items())
    written = in_block(value, indent)
    return f"{name(key)}:{written if written.startswith(chr(10)) else ' ' + written}"


def row(values: dict[str, Any], indent: int) -> str:
    """A row of a list, its dash indented by so much."""
    gap = " " * indent
    lines = [f"{key}: {in_block(part, indent + 4)}" for key, part in values.items()]
    return f"{gap}- " + f"\n{gap}  ".join(lines)


def _item(value: Any) -> str:
    is_plain = isinstance(value, str) and _SAFE_ITEM.fullmatch(value) and value.lower() not in _RESERVED
    return value if is_plain else in_flow(value)


def _text(text: str, indent: int) -> str:
    if "\n" not in text and len(text) <= _LONG and _SAFE_WORDS.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    lines = text.removesuffix("\n").split("\n")
    plain = all(line.isprintable() and (line.strip() or not line) for line in lines)
    if "\n" not in text or not plain or text[0].isspace() or not lines[-1]:
        return in_flow(text)
    gap = " " * indent
    body = "\n".join(f"{gap}{line}" if line else "" for line in lines)
    return f"|{'' if text.endswith(chr(10)) else '-'}\n{body}"
