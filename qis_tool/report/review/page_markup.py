"""HTML from texts and elements: what an issuer wrote is text, and only what is made here is markup."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from qis_tool.characters import FORBIDDEN

_UNFIT = re.compile(rf"{FORBIDDEN.pattern}|[\ud800-\udfff]")
_VOID = frozenset({"meta", "input"})


class Markup(str):
    """A piece of HTML, as against a text that is yet to be escaped."""

    __slots__ = ()


def markup(text: str) -> Markup:
    """A text as HTML that shows it as it is; what HTML can't hold shows as U+FFFD."""
    if isinstance(text, Markup):
        return text
    return Markup(escape(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)))


def element(tag: str, /, *content: str, **attributes: str | int) -> Markup:
    """An element with texts and elements inside.

    An attribute's name is written with low lines for hyphens, and one at its end where Python has that word; a blank
    one is left out.
    """
    end = "" if tag in _VOID else f"</{tag}>"
    return Markup(f"{_start(tag, attributes)}{''.join(map(markup, content))}{end}")


def around(inside: Iterable[Markup], tag: str, /, **attributes: str | int) -> Iterator[Markup]:
    """An element whose inside is yet to come, piece by piece."""
    yield Markup(f"{_start(tag, attributes)}\n")
    yield from inside
    yield Markup(f"</{tag}>\n")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Texts and elements in a row."""
    return Markup(markup(between).join(map(markup, parts)))


def _start(tag: str, attributes: dict[str, str | int]) -> str:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    written = (f' {name}="{markup(str(value))}"' for name, value in named if value != "")
    return f"<{tag}{''.join(written)}>"
