"""What a reviewer's desk shows: what an edition asks of every plan, and what one plan has to show for it."""

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

from qis_tool.checks.topics import HomeState
from qis_tool.count import FieldWords
from qis_tool.finding import LEVELS, NOTHING_SET, Finding, Path, Settings

TopicState = Literal["stated", "stated, not filled", "found", "did not find"]
DayState = Literal["past", "upcoming", "no date", "no real date"]


@dataclass(frozen=True, slots=True)
class LimitedField:
    """A column of the word matrix: a field's dotted path ([] stands for any row), item, label and limit in words."""

    path: str
    item: str
    label: str
    limit: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic the form demands without a box of its own: its key in a plan, its name and its usual place in words."""

    key: str
    name: str
    usual: str


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a form: `title` as in Attachment K2 plan year 2024, `demand` the printed line above its topics."""

    title: str
    form: str
    year: int
    limited: tuple[LimitedField, ...]
    topics: tuple[Topic, ...]
    demand: str


class Home(NamedTuple):
    """A field that a plan names as the place of a topic: its path as written, its label and item, its state.

    `place` is empty where the form has no such field.
    """

    path: str
    place: str
    state: HomeState


class TopicPlaces(NamedTuple):
    """Where one plan has a topic: the homes it states, and the places (label and item) in which terms were found.

    `found` is only looked for where no home is stated, or one of them is not filled.
    """

    topic: str
    stated: tuple[Home, ...] = ()
    found: tuple[str, ...] = ()

    @property
    def state(self) -> TopicState:
        """In one word; a search for terms never says more than found or did not find."""
        if self.stated:
            return "stated" if all(home.state == "filled" for home in self.stated) else "stated, not filled"
        return "found" if self.found else "did not find"


class Offer(NamedTuple):
    """What one plan says of products, by one rule of its edition.

    `issuer` tells issuers apart (it is empty where the plan names none); `sold` is None where the file can't show it.
    """

    rule: str
    issuer: str
    sold: tuple[str, ...] | None
    covered: tuple[str, ...]


class Milestone(NamedTuple):
    """A row of a plan's timeline, or a single date such as the start: label, item, text as answered, and its day.

    `written` is what stands in the place of a date. The text is empty for a single date.
    """

    path: Path
    item: str
    label: str
    text: str
    written: str
    day: datetime.date | None

    def state(self, as_of: datetime.date) -> DayState:
        """How the day lies to another; that day itself counts as upcoming."""
        if self.day is None:
            return "no real date" if self.written else "no date"
        return "past" if self.day < as_of else "upcoming"


@dataclass(frozen=True, slots=True)
class PlanReview:
    """One plan at a glance. `edition` is an Edition's title, empty where the file could not be read so far.

    `issuer` is None where the file can't show it, as in a Word document, and empty where it is blank. Counts are of
    findings that are not waived. `words` holds each limited answer in form order, row by row, blank ones included.
    `settings` are what a house has changed in the form's rules for this plan.
    """

    file: str
    edition: str
    issuer: str | None
    errors: int
    warnings: int
    notes: int
    waived: int
    words: tuple[FieldWords, ...] = ()
    topics: tuple[TopicPlaces, ...] = ()
    offers: tuple[Offer, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    remarks: tuple[str, ...] = ()
    settings: Settings = NOTHING_SET

    @property
    def ready(self) -> bool:
        """True where no finding that is not waived is at the fail level of its settings or a graver one."""
        counts = (self.errors, self.warnings, self.notes)
        return not sum(counts[: LEVELS.index(self.settings.fail_level) + 1])

    def fullest(self, number: int = 3) -> tuple[FieldWords, ...]:
        """The answers nearest to their limit or furthest over it, the fullest first; blank ones left out."""
        filled = (row for row in self.words if row.count)
        return tuple(sorted(filled, key=lambda row: row.count / row.limit, reverse=True)[:number])


class ReviewedFinding(NamedTuple):
    """A finding and the whole answer it is about, empty where there is none; its rule has code, name and level only."""

    finding: Finding
    answer: str


class Reviewed(NamedTuple):
    """One plan and its findings, sorted by place, waived ones included."""

    plan: PlanReview
    findings: tuple[ReviewedFinding, ...]


class Product(NamedTuple):
    """A product, whether its issuer says that it sells it, and the files of the plans that cover it."""

    name: str
    sold: bool
    covered_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerProducts:
    """Products of one issuer in one edition, over all of its plans that were given.

    `issuer` is its name as the first of its plans that gives one writes it; empty or None as in PlanReview for a plan
    that stands alone because it names none. `sold_known` is False where none of the plans says what the issuer sells.
    """

    edition: str
    issuer: str | None
    plans: tuple[str, ...]
    sold_known: bool
    products: tuple[Product, ...]
