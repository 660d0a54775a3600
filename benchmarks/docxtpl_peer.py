"""The peer of `qis render`: the same document from the same plan, as a script with docxtpl would make it.

usage: docxtpl_peer.py TEMPLATE PLAN OUT

TEMPLATE is what docxtpl_template.py makes. Nothing is checked or read back: it loads, fills and saves.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it has no types

ROWS = 10
_GAP = re.compile(r"\n(?:[ \t]*\n)+|\n(?=- )")


def load(plan: str) -> dict[str, Any]:
    """The plan's values, by the fastest loader PyYAML has."""
    with Path(plan).open("rb") as file:
        return dict(yaml.load(file, Loader=yaml.CSafeLoader))


def render(template: str, plan: dict[str, Any], out: str) -> None:
    """Fill the template with a plan and save it."""
    given = plan["part_d"]["timeline"]["milestones"]
    rows = [*given, *[{}] * (ROWS - len(given))]
    document = DocxTemplate(template)
    document.render({**plan, "rows": rows, "parts": parts}, autoescape=True)
    document.save(out)


def parts(answer: Any, style: str, blank: str) -> Iterator[dict[str, str]]:
    """An answer's paragraphs and bullets, each with its style; one empty paragraph for a blank answer."""
    text = str(answer or "").strip("\n")
    for part in _GAP.split(text):
        own_style = "AnswerBullet" if part.startswith("- ") else style if text else blank
        yield {"text": part.removeprefix("- "), "style": own_style}


if __name__ == "__main__":
    render(sys.argv[1], load(sys.argv[2]), sys.argv[3])
