"""The cap on what a provider owes over all lines of business together."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from qis_tool.evidence.amounts import apportioned, money, percent, rounded_down
from qis_tool.evidence.program import Program
from qis_tool.evidence.settling import reasons
from qis_tool.evidence.settling.values import Books, Line


def capped(lines: Sequence[Line], books: Books, program: Program) -> list[Line]:
    """All lines of one provider, with what is owed in them held to the cap. Its allowed dollars have to be there."""
    owing = [line for line in lines if line.outcome == "owes"]
    if not owing:
        return list(lines)
    base = books.accounts[owing[0].pap].allowed or Decimal(0)
    cap, limit = f"{percent(program.cap)} of {money(base)}", rounded_down(Fraction(base) * program.cap)
    total = sum((line.share for line in owing), Decimal(0))
    if total <= limit:
        return [_with(line, line.share, reasons.within_cap(cap, limit)) for line in lines]
    amounts = iter(apportioned(limit, [line.share for line in owing]))
    held = []
    for line in lines:
        amount = next(amounts) if line.outcome == "owes" else line.amount
        held.append(_with(line, amount, reasons.capped(cap, limit, total, len(owing), amount)))
    return held


def _with(line: Line, amount: Decimal, reason: str) -> Line:
    return replace(line, amount=amount, reasons=(*line.reasons, reason)) if line.outcome == "owes" else line
