"""What the manual of the episode program fixes, and the types of episodes it lists."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from qis_tool.errors import DataFault
from qis_tool.form import read_data
from qis_tool.resources import find

Funding = Literal["fully_insured", "self_insured"]
Side = Literal["loss", "gain"]


class Cited(NamedTuple):
    """What a rule of the manual says, in own words, and where it stands there."""

    says: str
    place: str


@dataclass(frozen=True, slots=True)
class HospitalCosts:
    """For a way of funding and some periods: on which sides hospital costs are taken out, and who answers for them."""

    funding: Funding
    sides: tuple[Side, ...]
    hospital_answers: bool
    first: int
    last: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class Program:
    """The manual's own figures: counts of episodes and days, shares as fractions of one, months from 1.

    `cited` says by name of a figure what the manual says and where; `assumptions` are taken where it leaves something
    open: each with when it is taken, and what it says.
    """

    manual: str
    minimum_episodes: int
    recouped: Fraction
    cap: Fraction
    settlement_months: tuple[int, int]
    gain_paid_within_days: int
    refund_within_days: int
    appeal_within_days: int
    hospital_costs: tuple[HospitalCosts, ...]
    cited: Mapping[str, Cited]
    assumptions: tuple[tuple[str, str], ...]

    def hospital_costs_in(self, period: int) -> dict[Funding, HospitalCosts]:
        """What holds of hospital costs in a period, by way of funding; nothing is taken out where none does."""
        return {row.funding: row for row in self.hospital_costs if row.first <= period <= row.last}


@lru_cache
def the_program() -> Program:
    """The program, from schemas/evidence/program.yaml. Raises DataFault where that lacks something."""
    file = find("schemas/evidence/program.yaml")
    data = read_data(file)
    try:
        first, last = data["settlement_months"]["value"]
        return Program(
            manual=data["manual"],
            minimum_episodes=data["minimum_episodes"]["value"],
            recouped=Fraction(data["recouped_percent"]["value"], 100),
            cap=Fraction(data["cap_percent"]["value"], 100),
            settlement_months=(first, last),
            gain_paid_within_days=data["gain_paid_within_days"]["value"],
            refund_within_days=data["refund_within_days"]["value"],
            appeal_within_days=data["appeal_within_days"]["value"],
            hospital_costs=tuple(map(_hospital_costs, data["hospital_costs"])),
            cited={name: _cited(fact) for name, fact in data.items() if isinstance(fact, dict)},
            assumptions=tuple((row["when"], row["says"].strip()) for row in data["assumptions"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise DataFault(f"{file}: the program's data lacks or misuses {fault}.") from None


@lru_cache
def episode_types() -> Mapping[str, Any]:
    """The manual's table of episodes, as schemas/evidence/episode-types.yaml has it."""
    return read_data(find("schemas/evidence/episode-types.yaml"))


def type_named(name: str) -> Mapping[str, Any] | None:
    """A type of episode by its id; None where the manual has none."""
    found: Mapping[str, Any] | None = next((row for row in episode_types()["types"] if row["id"] == name), None)
    return found


def _hospital_costs(row: Mapping[str, Any]) -> HospitalCosts:
    last = row.get("until", datetime.MAXYEAR)
    answers = row["hospital_answers"]
    return HospitalCosts(row["funding"], tuple(row["sides"]), answers, row["from"], last, _cited(row))


def _cited(row: Mapping[str, Any]) -> Cited:
    return Cited(row["says"].strip(), row["place"])
