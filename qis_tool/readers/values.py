"""Answers and ticks as the values that a plan file holds."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

_STEP = re.compile(r"[^.\[\]]+")
MOST_ROWS, _MOST_ANSWERS = 1000, 3000


def plan_values(answers: Mapping[str, str], ticks: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Nested values from answers by dotted path (rows as [0]) and ticks by path and choice.

    Raises ValueError for paths that no plan could have.
    """
    if len(answers) > _MOST_ANSWERS:
        raise ValueError(len(answers))
    root: dict[str, Any] = {}
    for path, text in answers.items():
        node, name = _holder(root, path)
        if name in node:
            raise ValueError(path)
        node[name] = text
    for path, choice in ticks:
        node, name = _holder(root, path)
        chosen = node.setdefault(name, [])
        if not isinstance(chosen, list):
            raise ValueError(path)  # noqa: TRY004 - no fault of the caller's
        chosen.append(choice)
    return root


def path_of(dotted: str) -> tuple[str | int, ...]:
    """A dotted path with its rows as [0], as a path."""
    return tuple(int(step) if step.isdecimal() else step for step in _STEP.findall(dotted))


def _holder(root: dict[str, Any], path: str) -> tuple[dict[str, Any], str]:
    """The group or row that the path's last name stands in, and that name."""
    steps = path_of(path)
    node: Any = root
    for step, below in pairwise(steps):
        node = _below(node, step, [] if isinstance(below, int) else {})
    if not steps or not isinstance(node, dict) or not isinstance(steps[-1], str):
        raise ValueError(path)
    return node, steps[-1]


def _below(node: Any, step: str | int, empty: dict[str, Any] | list[Any]) -> Any:
    if isinstance(node, dict) and isinstance(step, str):
        return node.setdefault(step, empty)
    if not isinstance(node, list) or not isinstance(step, int) or step >= MOST_ROWS:
        raise ValueError(step)
    node.extend({} for _ in range(len(node), step + 1))
    return node[step]
