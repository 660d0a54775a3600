"""What a contract says about building episodes: the window, what begins one, and what belongs to it or does not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qis_tool.errors import UserError
from qis_tool.evidence.contract import Contract, contract_schema

_NEEDED = ("window", "include", "exclude")
_BETWEEN = r"[;,/\s]"
_INSIDE = r"[^;,/\s]"


@dataclass(frozen=True, slots=True)
class Codes:
    """A row of a list: a claim fits it by its type where it names types, and by a code where it names codes."""

    name: str
    claim_types: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether it names anything."""
        return bool(self.claim_types or self.diagnoses or self.procedures)


@dataclass(frozen=True, slots=True)
class EpisodesLeftOut:
    """Why episodes are left out, and which: by a yes-or-no column of the deliveries, or by a claim in the window."""

    reason: str
    column: str = ""
    answer: str = ""
    codes: Codes = Codes("")


@dataclass(frozen=True, slots=True)
class Rules:
    """The building part of a contract; `period` is the calendar year in which episodes end."""

    contract: Contract
    before_days: int
    after_days: int
    trigger: Codes
    apart_days: int
    include: tuple[Codes, ...]
    claims_left_out: tuple[Codes, ...]
    episodes_left_out: tuple[EpisodesLeftOut, ...]

    @property
    def period(self) -> int:
        """The calendar year in which an episode has to end."""
        return self.contract.period


def rules_of(contract: Contract, *, from_claims: bool) -> Rules:
    """A contract's rules for building; `from_claims` needs a trigger. Raises UserError that names what it lacks."""
    data, file = contract.build, contract.file
    needed = (*_NEEDED, "trigger") if from_claims else _NEEDED
    if missing := [name for name in needed if name not in data]:
        fields = contract_schema()["properties"]
        told = [f"{file}: {name} is missing: it is {fields[name]['description']}." for name in missing]
        raise UserError("\n     ".join(told))
    trigger = data.get("trigger", {})
    excluded = data["exclude"]
    rules = Rules(
        contract=contract,
        before_days=data["window"]["before_days"],
        after_days=data["window"]["after_days"],
        trigger=_codes(trigger, "trigger"),
        apart_days=trigger.get("apart_days", 0),
        include=tuple(_codes(row, row["claims"]) for row in data["include"]),
        claims_left_out=tuple(_codes(row, row["claims"]) for row in excluded if "claims" in row),
        episodes_left_out=tuple(_episodes(row) for row in excluded if "episodes" in row),
    )
    _refuse_empty(rules, file)
    _refuse_columns(rules, file, from_claims=from_claims)
    return rules


def plain(code: str) -> str:
    """A code as it is compared: in capitals, without its point."""
    return code.upper().replace(".", "")


def pattern(codes: Iterable[str]) -> str:
    """A regular expression for a claim's codes, in capitals and without points, that holds one of these."""
    parts = (re.escape(plain(code).rstrip("*")) + (f"{_INSIDE}*" if code.endswith("*") else "") for code in codes)
    return f"(^|{_BETWEEN})({'|'.join(dict.fromkeys(parts))})({_BETWEEN}|$)"


def _codes(row: Mapping[str, Any], name: str) -> Codes:
    return Codes(name.strip(), *(tuple(row.get(field, ())) for field in ("claim_types", "diagnoses", "procedures")))


def _episodes(row: Mapping[str, Any]) -> EpisodesLeftOut:
    reason = row["episodes"].strip()
    return EpisodesLeftOut(reason, row.get("column", ""), row.get("is", ""), _codes(row, reason))


def _refuse_empty(rules: Rules, file: str) -> None:
    """Raises UserError for a row that names nothing, or both a column and codes: two rows say that better."""
    for row in rules.episodes_left_out:
        if bool(row.column) == row.codes.named:
            raise UserError(
                f"{file}: exclude, “{row.reason}”: name a column of the deliveries, or codes; one of the two."
            )


def _refuse_columns(rules: Rules, file: str, *, from_claims: bool) -> None:
    """Raises UserError where the contract needs a column that only a table of deliveries has."""
    columns = [row.column for row in rules.episodes_left_out if row.column]
    columns += [rules.contract.risk_factor] if rules.contract.risk_factor else []
    if from_claims and columns:
        raise UserError(
            f"{file}: it needs {', '.join(columns)}, which only a table of deliveries has: add --deliveries."
        )
