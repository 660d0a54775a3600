"""Whether a claim fits a row of a contract's lists, as an expression."""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

import ibis

from qis_tool.evidence.building.rules import Codes, pattern
from qis_tool.evidence.engine.soundness import NO


def fits(claims: Any, codes: Codes) -> Any:
    """By its type, where the row names types, and by any of its codes, where the row names codes."""
    held = [
        _holds(claims[column], wanted)
        for column, wanted in (("diagnoses", codes.diagnoses), ("procedures", codes.procedures))
        if wanted
    ]
    parts = [claims["claim_type"].isin(codes.claim_types)] if codes.claim_types else []
    return reduce(and_, [*parts, *([reduce(or_, held)] if held else [])])


def fits_any(claims: Any, lists: Iterable[Codes]) -> Any:
    """By any of several rows."""
    return reduce(or_, (fits(claims, codes) for codes in lists))


def _holds(cell: Any, wanted: Iterable[str]) -> Any:
    plain = cell.upper().replace(".", "")
    return ibis.coalesce(plain.re_search(pattern(wanted)), NO)
