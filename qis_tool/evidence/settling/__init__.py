"""Settlement: from sums of episodes to what each provider owes or gains, and what hospitals answer for."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from qis_tool.errors import UserError
from qis_tool.evidence.amounts import money, percent
from qis_tool.evidence.contract import Contract
from qis_tool.evidence.due import Due
from qis_tool.evidence.program import Program, type_named
from qis_tool.evidence.settling.cap import capped
from qis_tool.evidence.settling.lines import judged, weighed, with_hospitals
from qis_tool.evidence.settling.values import Account, Books, Completeness, Line, Settlement, Sums

_NO_ACCOUNT = Account(None, {})


def settle(sums: Sequence[Sums], books: Books, program: Program) -> list[Line]:
    """The settlement of each provider, and in it of each line of business in the contract's order.

    Raises UserError that names each provider whose allowed dollars or quality results are needed and missing.
    """
    terms = {line.id: line for line in books.contract.lines}
    order = list(terms)
    grouped: dict[tuple[str, int], list[Sums]] = {}
    for one in sorted(sums):
        grouped.setdefault((one.pap, order.index(one.line)), []).append(one)
    weighted = {key: weighed(group, terms[order[key[1]]], books, program) for key, group in sorted(grouped.items())}
    _refuse_missing(list(weighted.values()), books, program)
    lines: list[Line] = []
    for _, of_pap in groupby(weighted.items(), key=lambda item: item[0][0]):
        keys, found = zip(*of_pap, strict=True)
        held = capped([judged(line, books) for line in found], books, program)
        lines += [with_hospitals(line, grouped[key], books) for key, line in zip(keys, held, strict=True)]
    return lines


def settlement(
    sums: Sequence[Sums], books: Books, program: Program, due: Sequence[Due], completeness: Completeness
) -> Settlement:
    """The whole result, with the days due and all that it rests on. Raises UserError as `settle` does."""
    contract = books.contract
    kind = type_named(contract.episode_type) or {"name": contract.episode_type}
    lines = tuple(settle(sums, books, program))
    rests_on = assumptions(contract, program)
    return Settlement(contract, kind["name"], program.manual, lines, tuple(due), rests_on, completeness)


def assumptions(contract: Contract, program: Program) -> tuple[str, ...]:
    """All that a settlement under this contract takes for granted, in sentences."""
    outliers = contract.outliers
    kept = {"leave_out": "outliers_left_out", "cap": "outliers_capped"}
    holding = {"always", kept[outliers.treatment] if outliers else "no_outlier_rule"}
    holding |= {"hospital_costs"} if program.hospital_costs_in(contract.period) else set()
    holding |= {"risk_adjustment"} if contract.risk_factor else set()
    holding |= set() if contract.quality else {"no_quality"}
    above = money(outliers.above) if outliers else ""
    figures = {"gain_share": percent(contract.gain_share).rstrip("%"), "outliers_above": above}
    return tuple(says.format(**figures) for when, says in program.assumptions if when in holding)


def _refuse_missing(lines: Sequence[Line], books: Books, program: Program) -> None:
    missing = list(dict.fromkeys(_missing(lines, books, program)))
    if missing:
        hint = "" if books.providers else "\n     Give a table of the providers with --providers."
        raise UserError("\n     ".join(missing) + hint)


def _missing(lines: Sequence[Line], books: Books, program: Program) -> Iterator[str]:
    place = f"{books.providers}: " if books.providers else ""
    for line in lines:
        account = books.accounts.get(line.pap, _NO_ACCOUNT)
        if line.outcome == "owes" and account.allowed is None:
            base = f"its allowed dollars, of which {percent(program.cap)} are the cap ({books.contract.cap_base})"
            yield f"{place}{line.pap} owes a share of an overage, and {base}, are missing."
        for measure in books.contract.quality if line.outcome == "gains" else ():
            if measure.column not in account.rates:
                yield f"{place}{line.pap} is to gain, and its result of {measure.name} ({measure.column}) is missing."
