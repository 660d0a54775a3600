"""A settlement as pages: a summary, and one page for each accountable provider."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby

from qis_tool.evidence.amounts import half_up, money, percent
from qis_tool.evidence.due import Due
from qis_tool.evidence.settling.values import Average, Completeness, HospitalPart, Line, Settlement
from qis_tool.report.evidence.pages import Block, Heading, Items, Paragraph, Table
from qis_tool.report.tally import plural

NOTHING = "none"
OUTCOMES = {
    "not eligible": "not eligible",
    "owes": "owes",
    "gains": "gains",
    "gain withheld": "no gain: quality not passed",
    "neither": "neither owes nor gains",
}
_OF_LINES = ("PAP", "Name", "Line of business", "Episodes", "Average", "Outcome", "Amount")
_OF_HOSPITALS = ("Hospital", "Excess taken out", "Changed before sharing", "Of that, the hospital answers for")
_OF_AVERAGES = ("Line of business", "Episodes", "Outliers left out", "Average", "Loss side", "Gain side", "Outcome")
_OF_AMOUNTS = ("Line of business", "Gain below", "Loss above", "Overage or surplus", "Share before the cap", "Amount")


def settled(settlement: Settlement) -> Iterator[Block]:
    """The summary, with the reasons for each line: what qis episodes settle shows."""
    yield from _overview(settlement)
    yield Heading(2, "Reasons")
    for line in settlement.lines:
        yield Heading(3, f"{_who(line)}, {line.terms.name}")
        yield Items(line.reasons)
    yield from _rest(settlement)


def report(settlement: Settlement, *, summary: bool = True) -> Iterator[Block]:
    """The summary and a page for each provider, which stands on its own: what qis episodes report shows."""
    if summary:
        yield from _overview(settlement)
        yield from _rest(settlement)
    for _, lines in groupby(settlement.lines, key=lambda line: line.pap):
        yield from _page(settlement, list(lines))


def complete(found: Completeness, period: int) -> str:
    """How many rows were read, left out, or outside the period, in words."""
    rows = plural(found.rows, "row")
    read = f"All {rows} were read" if found.rows != 1 else "Its one row was read"
    if found.left_out:
        read = f"{found.left_out:,} of {rows} {'was' if found.left_out == 1 else 'were'} left out"
    ended = f"{plural(found.outside, 'episode')} ended outside {period}" if found.outside else ""
    return f"{'; '.join(filter(None, (read, ended)))}."


def owed_and_gained(settlement: Settlement) -> str:
    """What all providers together owe and gain."""
    return f"Owed in all: {money(settlement.total('owes'))}. Gained in all: {money(settlement.total('gains'))}."


def by_hospital(settlement: Settlement) -> list[tuple[str, Decimal, Decimal, Decimal]]:
    """Each hospital with its excess taken out, what that changed, and how much of it the hospital answers for."""
    parts = sorted((part for line in settlement.lines for part in line.hospitals), key=lambda part: part.hospital)
    return [(name, *_sums(list(group))) for name, group in groupby(parts, key=lambda part: part.hospital)]


def _sums(parts: list[HospitalPart]) -> tuple[Decimal, Decimal, Decimal]:
    changed = sum((part.changed for part in parts), Decimal(0))
    answers = sum((part.changed for part in parts if part.answers), Decimal(0))
    excess = {(part.pap, part.line, part.funding): part.excess for part in parts}  # once, though both sides name it
    return sum(excess.values(), Decimal(0)), changed, answers


def _overview(settlement: Settlement) -> Iterator[Block]:
    contract = settlement.contract
    yield Heading(1, f"Settlement of {settlement.episode_type.lower()} episodes, {contract.period}")
    yield Paragraph(f"Contract: {contract.name} ({contract.file}). Program: {settlement.manual}.")
    yield Paragraph(complete(settlement.completeness, contract.period))
    rows = tuple(map(_summary_row, settlement.lines))
    yield Table("Accountable providers by line of business", _OF_LINES, rows, frozenset({3, 4, 6}))
    yield Paragraph(owed_and_gained(settlement))
    if hospitals := by_hospital(settlement):
        yield Heading(2, "Hospitals")
        cells = tuple((name, *map(money, amounts)) for name, *amounts in hospitals)
        yield Table("What hospitals' costs above the threshold changed", _OF_HOSPITALS, cells, frozenset({1, 2, 3}))


def _summary_row(line: Line) -> tuple[str, ...]:
    amount = money(line.amount) if line.outcome in {"owes", "gains"} else NOTHING
    episodes, average = f"{line.episodes:,}", _average(line.average)
    return line.pap, line.pap_name, line.terms.name, episodes, average, OUTCOMES[line.outcome], amount


def _rest(settlement: Settlement) -> Iterator[Block]:
    yield from _due(settlement.due)
    yield from _terms(settlement)
    found = settlement.completeness
    if found.problems:
        yield Heading(2, "Rows that were left out")
        yield Items(found.problems)
    if found.remarks:
        yield Items(found.remarks)


def _page(settlement: Settlement, lines: list[Line]) -> Iterator[Block]:
    kind, period = settlement.episode_type, settlement.contract.period
    yield Heading(1, f"{_who(lines[0])}: {kind.lower()} episodes, {period}")
    yield Paragraph(f"Contract: {settlement.contract.name}. Program: {settlement.manual}.")
    figures = frozenset({1, 2, 3, 4, 5})
    yield Table("Episodes and averages", _OF_AVERAGES, tuple(map(_averages, lines)), figures)
    yield Table("Amounts", _OF_AMOUNTS, tuple(map(_amounts, lines)), figures)
    for line in lines:
        yield Heading(2, f"Why: {line.terms.name}")
        yield Items(line.reasons)
    yield from _due(settlement.due)
    yield from _terms(settlement)


def _averages(line: Line) -> tuple[str, ...]:
    counts = (f"{line.episodes:,}", f"{line.outliers:,}")
    averages = map(_average, (line.average, line.loss_average, line.gain_average))
    return line.terms.name, *counts, *averages, OUTCOMES[line.outcome]


def _amounts(line: Line) -> tuple[str, ...]:
    thresholds = (money(line.terms.gain_below), money(line.terms.risk_above))
    return line.terms.name, *thresholds, *map(money, (line.beyond, line.share, line.amount))


def _average(average: Average) -> str:
    return money(half_up(average.exact)) if average.episodes else NOTHING


def _who(line: Line) -> str:
    return f"{line.pap} {line.pap_name}".strip()


def _due(due: Iterable[Due]) -> Iterator[Block]:
    yield Heading(2, "What is due when")
    days = list(due)
    yield Table("Days due, by the manual", ("What", "Day"), tuple((one.name, _day(one)) for one in days))
    yield Items(tuple(dict.fromkeys(one.says for one in days)))


def _day(due: Due) -> str:
    if due.day is None:
        return f"{due.counts_from}: not given"
    return f"{due.first} to {due.day}" if due.first else str(due.day)


def _terms(settlement: Settlement) -> Iterator[Block]:
    contract = settlement.contract
    yield Heading(2, "What this rests on")
    shares = f"gain {percent(contract.gain_share)}, risk {percent(contract.risk_share)}"
    facts = [f"The provider's shares: {shares}. The cap is taken of: {contract.cap_base}."]
    facts += [f"Quality: {measure.name}, {measure.wanted}." for measure in contract.quality]
    yield Items((*facts, *settlement.assumptions))
