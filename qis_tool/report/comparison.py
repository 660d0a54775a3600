"""What differs between two plans, for people and for programs."""

import json
from collections.abc import Iterator
from textwrap import shorten
from typing import Any

from qis_tool import __version__
from qis_tool.comparing import Cell, Comparison, Difference, Side
from qis_tool.finding import pointer
from qis_tool.readers.lines import folded
from qis_tool.report.tally import Styled, plural
from qis_tool.report.wording import word_difference

_LONGEST = 60
_BLANK = "blank"


def comparison_text(comparison: Comparison) -> Iterator[Styled]:
    """What is compared and what is to be known of that, each difference on a line, then how many there are."""
    yield Styled(f"{heading(comparison)}:\n")
    for remark in comparison.remarks:
        yield Styled(f"  {remark}\n")
    for difference in comparison.differences:
        yield Styled(f"  {difference.what}", "code")
        yield Styled(f"  {name(difference)}")
        yield from _said(difference)
        yield Styled("\n")
    yield summary(comparison)


def heading(comparison: Comparison) -> str:
    """Which plan is compared with which, and by which edition each is read."""
    old, new = comparison.old, comparison.new
    if old.edition == new.edition:
        return f"From {old.file} to {new.file}, {new.edition}"
    return f"From {old.file}, {old.edition}, to {new.file}, {new.edition}"


def summary(comparison: Comparison) -> Styled:
    """How many differences there are, in a line."""
    if not comparison.differences:
        return Styled("The same: no difference in anything that was compared.\n", "passed")
    return Styled(f"{plural(len(comparison.differences), 'difference')}.\n")


def name(difference: Difference) -> str:
    """What a reader calls the field, box, entry or row, where it is, and which edition alone has it."""
    named = f"{difference.label} (item {difference.item})" if difference.item else difference.label
    named += f", “{shorten(difference.choice, _LONGEST, placeholder='…')}”" if difference.choice else ""
    named += f", {place(difference)}" if difference.kind == "row" else ""
    return folded(named) + (f", only in {difference.only}" if difference.only else "")


def place(row: Difference) -> str:
    """Which row it is, and which it was where that is another."""
    if row.old_row is None or row.new_row is None:
        return f"row {row.old_row or row.new_row}"
    return f"row {row.new_row}" + ("" if row.old_row == row.new_row else f", was row {row.old_row}")


def comparison_json(comparison: Comparison) -> Iterator[Styled]:
    """One JSON value (schemas/meta/diff.schema.json)."""
    value = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "remarks": list(comparison.remarks),
        "differences": [_as_json(difference) for difference in comparison.differences],
        "same": not comparison.differences,
    }
    yield Styled(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


COMPARISON_REPORTERS = {"text": comparison_text, "json": comparison_json}


def _said(difference: Difference) -> Iterator[Styled]:
    """What stands behind the name: words, days or cells; a box and an entry are told by their names."""
    if difference.kind in ("box", "entry"):
        return
    yield Styled(": ")
    if difference.cells and difference.old and difference.new:
        for number, cell in enumerate(difference.cells):
            yield Styled(f"{'; ' if number else ''}{folded(cell.label)} ")
            yield from _change(cell)
    elif difference.moved:
        yield Styled(f"“{shorten(difference.new, _LONGEST, placeholder='…')}”")
    else:
        yield from _change(difference)


def _change(said: Difference | Cell) -> Iterator[Styled]:
    if said.kind in ("date", "flag"):
        yield Styled(f"from {folded(said.old) or _BLANK} to {folded(said.new) or _BLANK}")
    else:
        yield from word_difference(said.old, said.new)


def _side(side: Side) -> dict[str, Any]:
    return {"file": side.file, "form": side.form, "plan_year": side.plan_year}


def _as_json(difference: Difference) -> dict[str, Any]:
    return {
        "what": difference.what,
        "kind": difference.kind,
        "path": pointer(difference.path),
        "part": difference.part,
        "item": difference.item or None,
        "label": difference.label,
        "choice": difference.choice or None,
        "old": difference.old,
        "new": difference.new,
        "old_row": difference.old_row,
        "new_row": difference.new_row,
        "cells": [_cell(cell) for cell in difference.cells],
        "only": difference.only or None,
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"kind": cell.kind, "path": pointer(cell.path), "label": cell.label, "old": cell.old, "new": cell.new}
