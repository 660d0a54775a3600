"""The settings that hold for a plan and where each was set, for people and for programs."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qis_tool import __version__
from qis_tool.configuration import Configuration, Held
from qis_tool.report.tally import Styled

_WIDEST = 40
_OWN_LEVELS = "Every other rule has its own level: see qis rules.\n"


def settings_text(plan: str, found: Configuration) -> Iterator[Styled]:
    """A line a setting, and one a rule whose level is set: the name, the value, and the place."""
    yield Styled(f"Settings for {plan}, {f'from {found.file}' if found.file else 'without a configuration file'}:\n")
    names, values = list(map(_name, found.held)), list(map(_values, found.held))
    first, second = max(map(len, names)), min(_WIDEST, max(len(value) for several in values for value in several))
    for held, name, (value, *more) in zip(found.held, names, values, strict=True):
        yield Styled(f"  {name:<{first}}", "code")
        yield Styled(f"  {value:<{second}}  ")
        yield Styled(f"{_place(held)}\n", "quiet")
        yield Styled("".join(f"  {'':<{first}}  {value}\n" for value in more))
    yield Styled(_OWN_LEVELS)


def _name(held: Held) -> str:
    return f"{held.rule.code} {held.rule.name}" if held.rule else held.name


def _values(held: Held) -> list[str]:
    """A value in words, by parts where it has several."""
    value = held.value
    if isinstance(value, dict):
        return [f"{word} (write “{instead}”)" if instead else word for word, instead in value.items()] or ["none"]
    return list(value) or ["none"] if isinstance(value, tuple) else [str(value)]


def _place(held: Held) -> str:
    line = held.line
    return f"{held.place}:{line}" if line else held.place or "default"


def settings_json(plan: str, found: Configuration) -> Iterator[Styled]:
    """One JSON value (schemas/meta/settings.schema.json)."""
    value = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "plan": plan,
        "file": found.file or None,
        "settings": [_row(held) for held in found.held],
    }
    yield Styled(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _row(held: Held) -> dict[str, Any]:
    return {
        "name": held.name,
        **({"rule": held.rule.code} if held.rule else {}),
        "value": held.value,
        "place": held.place or None,
        "line": held.line,
    }


SETTINGS_REPORTERS: Mapping[str, Callable[[str, Configuration], Iterator[Styled]]] = {
    "text": settings_text,
    "json": settings_json,
}
