"""An episode contract: what the manual leaves open, read from a file that has to say all of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from qis_tool.evidence.program import Program, episode_types, type_named
from qis_tool.evidence.yaml_file import Fault, Values, read_values, refuse, where
from qis_tool.finding import Path
from qis_tool.form import without_references
from qis_tool.resources import find
from qis_tool.source import FileKind

NONE = "none"
_MEANT = FileKind("contract", "; docs/episodes.md shows one")
_CENTS = -2


@dataclass(frozen=True, slots=True)
class Terms:
    """A line of business: thresholds of the average cost of an episode, and of one episode's facility cost, in dollars.

    A facility threshold of None takes nothing out.
    """

    id: str
    name: str
    gain_below: Decimal
    risk_above: Decimal
    facility_threshold: Decimal | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A quality measure that has to be passed for a gain: a rate in percent, at least or at most the level."""

    column: str
    name: str
    level: Decimal
    at_least: bool

    def passed_by(self, rate: Fraction) -> bool:
        """True where a rate reaches the level, compared exactly."""
        return rate >= Fraction(self.level) if self.at_least else rate <= Fraction(self.level)

    @property
    def wanted(self) -> str:
        """The level in words: at least 80%."""
        return f"at {'least' if self.at_least else 'most'} {self.level}%"


@dataclass(frozen=True, slots=True)
class Outliers:
    """From what cost on, in dollars, an episode is an outlier, and whether it is left out or counts with that cost."""

    above: Decimal
    treatment: Literal["leave_out", "cap"]


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract for one type of episode and one calendar year; shares are fractions of one.

    `risk_factor` is the column of the episodes by which costs are multiplied, "" where there is none. `build` holds
    what only the building of episodes reads: window, trigger, include, exclude.
    """

    file: str
    name: str
    episode_type: str
    period: int
    lines: tuple[Terms, ...]
    gain_share: Fraction
    risk_share: Fraction
    cap_base: str
    quality: tuple[Measure, ...]
    risk_factor: str
    outliers: Outliers | None
    build: Mapping[str, Any]


@lru_cache
def contract_schema() -> Mapping[str, Any]:
    """The JSON Schema of a contract, its references resolved."""
    given = json.loads(find("schemas/evidence/contract.schema.json").read_bytes())
    schema: Mapping[str, Any] = without_references(given, given)
    return schema


def read_contract(file: str, program: Program) -> Contract:
    """Read a contract. Raises UserError that names, with its line, each thing that is missing or does not fit."""
    values = read_values(file, contract_schema(), _MEANT)
    refuse(values.source, list(_faults(values, program)))
    return _contract(values)


def _contract(values: Values) -> Contract:
    data = values.data
    risk, outliers = data["risk_adjustment"], data["outliers"]
    return Contract(
        file=values.source.name,
        name=data["contract"].strip(),
        episode_type=data["episode_type"],
        period=data["period"],
        lines=tuple(_terms(values, name) for name in data["lines_of_business"]),
        gain_share=Fraction(values.number("gain_share")) / 100,
        risk_share=Fraction(values.number("risk_share")) / 100,
        cap_base=data["cap_base"].strip(),
        quality=() if data["quality"] == NONE else tuple(_measure(values, n) for n in range(len(data["quality"]))),
        risk_factor="" if risk == NONE else risk["multiply_by"],
        outliers=None if outliers == NONE else Outliers(values.number("outliers", "above"), outliers["treatment"]),
        build={name: data[name] for name in ("window", "trigger", "include", "exclude") if name in data},
    )


def _terms(values: Values, name: str) -> Terms:
    path = ("lines_of_business", name)
    row = values.data["lines_of_business"][name]
    no_threshold = row.get("facility_threshold", NONE) == NONE
    facility = None if no_threshold else values.number(*path, "facility_threshold")
    below, above = values.number(*path, "gain_below"), values.number(*path, "risk_above")
    return Terms(name, row["name"].strip(), below, above, facility)


def _measure(values: Values, number: int) -> Measure:
    row = values.data["quality"][number]
    bound = "at_least" if "at_least" in row else "at_most"
    level = values.number("quality", number, bound)
    return Measure(row["column"], row["name"].strip(), level, bound == "at_least")


def _faults(values: Values, program: Program) -> Iterator[Fault]:
    """What no schema says: a known type, a share that may be recouped, amounts in cents, and each line's thresholds."""
    kind = values.data["episode_type"]
    if type_named(kind) is None:
        known = ", ".join(row["id"] for row in episode_types()["types"])
        yield Fault(f"episode_type: the manual has no episode “{kind}”. It has: {known}.", ("episode_type",))
    if (share := values.number("risk_share")) > 100 * program.recouped:
        most = f"the manual lets no more than {100 * program.recouped}% of an overage be recouped"
        yield Fault(f"risk_share: {share}% is too much: {most}.", ("risk_share",))
    for path in _amounts(values.data):
        if int(values.number(*path).as_tuple().exponent) < _CENTS:
            yield Fault(
                f"{where(path)}“{values.source.written(path)}” has parts of a cent. Write dollars and cents.", path
            )
    for name in values.data["lines_of_business"]:
        yield from _faults_of_line(values, name, program)
    yield from _doubles(values.data["quality"])


def _faults_of_line(values: Values, name: str, program: Program) -> Iterator[Fault]:
    path, period = ("lines_of_business", name), values.data["period"]
    if values.number(*path, "gain_below") > values.number(*path, "risk_above"):
        yield Fault(f"{where(path)}gain_below is more than risk_above: one cost would be a gain and a loss.", path)
    if "facility_threshold" not in values.data["lines_of_business"][name] and program.hospital_costs_in(period):
        terms = contract_schema()["properties"]["lines_of_business"]["additionalProperties"]
        it_is = terms["properties"]["facility_threshold"]["description"]
        need = f"needed, as in {period} hospital costs are taken out"
        yield Fault(f"{where(path)}facility_threshold is missing, and {need}: it is {it_is}.", path)


def _doubles(quality: Any) -> Iterator[Fault]:
    columns = [] if quality == NONE else [row["column"] for row in quality]
    for number, column in enumerate(columns):
        if column in columns[:number]:
            path = ("quality", number)
            yield Fault(f"{where(path)}the column {column} belongs to a measure above already.", path)


def _amounts(data: Mapping[str, Any]) -> Iterator[Path]:
    """The paths of all amounts of money."""
    for name, row in data["lines_of_business"].items():
        fields = ("gain_below", "risk_above", "facility_threshold")
        yield from (("lines_of_business", name, field) for field in fields if isinstance(row.get(field), int | float))
    if data["outliers"] != NONE:
        yield ("outliers", "above")
