"""What a settlement is made of: sums of episodes that go in, and lines, hospitals' parts and reasons that come out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from qis_tool.evidence.contract import Contract, Terms
from qis_tool.evidence.due import Due
from qis_tool.evidence.program import Funding, HospitalCosts, Side

Outcome = Literal["not eligible", "owes", "gains", "gain withheld", "neither"]
UNNAMED_HOSPITAL = "a hospital that is not named"


class Sums(NamedTuple):
    """The episodes of one provider, line of business, way of funding and hospital in the period, summed in dollars.

    `cost` is as the contract counts it, `without` the same less the hospital's excess; outliers that are left out are
    in neither, nor among the `episodes`. The hospital is "" where the table names none.
    """

    pap: str
    pap_name: str
    line: str
    funding: Funding
    hospital: str
    episodes: int
    outliers: int
    cost: Decimal
    without: Decimal


class Account(NamedTuple):
    """A provider's row among the providers: its allowed dollars, None where blank, and rates by column in percent."""

    allowed: Decimal | None
    rates: Mapping[str, Fraction]


class HospitalPart(NamedTuple):
    """What one hospital's excess changed for one provider in one line of business, in dollars before sharing.

    `excess` is what was taken out because of it; where the hospital does not `answer` for it, nobody else pays it.
    """

    hospital: str
    funding: Funding
    side: Side
    pap: str
    line: str
    excess: Decimal
    changed: Decimal
    answers: bool
    reason: str


class Average(NamedTuple):
    """An average cost an episode, exact: dollars over a number of episodes."""

    total: Decimal
    episodes: int

    @property
    def exact(self) -> Fraction:
        """The average itself; there has to be an episode."""
        return Fraction(self.total) / self.episodes


@dataclass(frozen=True, slots=True)
class Line:
    """The settlement of one provider in one line of business; amounts in dollars.

    `beyond` is the overage or surplus, `share` the provider's share of it, and `amount` what is owed or gained in the
    end: less than the share where the cap bites, nothing where quality withholds it. The averages of the two sides
    differ from the plain one by the hospitals' excess that is taken out of each.
    """

    pap: str
    pap_name: str
    terms: Terms
    episodes: int
    outliers: int
    outcome: Outcome
    average: Average
    loss_average: Average
    gain_average: Average
    beyond: Decimal = Decimal(0)
    share: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    hospitals: tuple[HospitalPart, ...] = ()
    reasons: tuple[str, ...] = ()


class Completeness(NamedTuple):
    """How many rows of the episodes there were, left out for a problem, and outside the period; problems in sentences.

    `remarks` say what else there is to the file, such as a column that was not read.
    """

    rows: int
    left_out: int
    outside: int
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Books(NamedTuple):
    """What settles sums: the contract, which hospital costs are taken out in its period, and providers' accounts.

    `providers` is the name of the file that the accounts are of, "" where none was given.
    """

    contract: Contract
    hospital_costs: Mapping[Funding, HospitalCosts]
    accounts: Mapping[str, Account]
    providers: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The whole result: lines by provider and line of business, what is due when, and what all of it rests on."""

    contract: Contract
    episode_type: str
    manual: str
    lines: tuple[Line, ...]
    due: tuple[Due, ...]
    assumptions: tuple[str, ...]
    completeness: Completeness

    def total(self, outcome: Outcome) -> Decimal:
        """All amounts of lines with this outcome."""
        return sum((line.amount for line in self.lines if line.outcome == outcome), Decimal(0))

    def only(self, pap: str) -> "Settlement":
        """The same for one provider alone."""
        return replace(self, lines=tuple(line for line in self.lines if line.pap == pap))
