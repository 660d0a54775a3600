"""The values that travel from a check to a report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, NamedTuple

Path = tuple[str | int, ...]
Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
Off = Literal["off"]
OFF: Off = "off"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a plan file; line and column count from 1, in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """From a value's first character to just past its last."""

    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of rules.yaml: what is checked, where, how much it matters, why, and whether a finding may be waived."""

    code: str
    name: str
    level: Level
    message: str
    help: str
    why: str
    good: str
    bad: str
    check: str = ""
    fields: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    cite: str = ""
    waivable: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How a house wants its plans judged, beyond what a form's rules say.

    `levels` holds other levels than a rule's own, by code. `identity_terms` name the company too; `style_terms` are to
    be avoided, each with what to write instead, or "". `near_limit` is in words below a limit of 200, None for the
    rule's own figure. `file` is the configuration file, and `sources` say by setting, or by code, where it was set.
    """

    fail_level: Level = "error"
    levels: Mapping[str, Level | Off] = field(default_factory=dict)
    identity_terms: tuple[str, ...] = ()
    style_terms: Mapping[str, str] = field(default_factory=dict)
    near_limit: int | None = None
    file: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)

    @property
    def off(self) -> tuple[str, ...]:
        """The codes of the rules that are left out."""
        return tuple(code for code, level in self.levels.items() if level == OFF)


NOTHING_SET = Settings()


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check found: where, and the facts that complete the rule's message.

    `offset` is a character offset into the answer at `path`; `position` a place in the file that belongs to no
    answer. `rule` names the rule, for checks that tell several kinds of problem apart.
    """

    path: Path
    facts: Mapping[str, Any] = field(default_factory=dict)
    offset: int | None = None
    position: Position | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line of the plan as it is shown under a finding; `mark` is the offset in `text` to point at."""

    number: int
    text: str
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a finding may stand: the plan's reason, the role that decided it, and the last day (YYYY-MM-DD) it holds."""

    reason: str
    by: str
    until: str

    def __str__(self) -> str:
        """The waiver in words: until 2024-06-30, by Compliance reviewer: It is meant."""
        return f"until {self.until}, by {self.by}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with all a reader needs: code, level, place, the form's line and what to do.

    `span` is the answer's place with its key, `at` the place inside it and `mark` what stands there. `place` says it
    in words for a plan that has no lines; `paragraph` then counts within the answer from 1. A finding that is `waived`
    counts at no level.
    """

    rule: Rule
    message: str
    help: str
    path: Path
    span: Span
    item: str = ""
    label: str = ""
    cite: str = ""
    excerpt: tuple[ExcerptLine, ...] = ()
    at: Position | None = None
    mark: str = ""
    limit: int | None = None
    count: int | None = None
    place: str = ""
    paragraph: int | None = None
    waived: Waiver | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one plan file, sorted by place; `form` is empty where none could be chosen.

    `remarks` say in whole sentences what the findings rest on, and what was not checked; `settings` are what a house
    has changed in the form's rules.
    """

    file: str
    form: str
    form_name: str
    plan_year: int | None
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()
    settings: Settings = NOTHING_SET

    @property
    def fails(self) -> bool:
        """True where there is a finding at the fail level or above."""
        return self.at_or_above(self.settings.fail_level) > 0

    def is_failure(self, finding: Finding) -> bool:
        """True where one of its findings is at the fail level or above, and not waived."""
        return not finding.waived and LEVELS.index(finding.rule.level) <= LEVELS.index(self.settings.fail_level)

    def at_or_above(self, level: Level) -> int:
        """How many findings that are not waived are at this level or a graver one."""
        return sum(self.count(graver) for graver in LEVELS[: LEVELS.index(level) + 1])

    def count(self, level: Level) -> int:
        """How many findings that are not waived are at exactly this level."""
        return sum(f.rule.level == level and not f.waived for f in self.findings)

    @property
    def waived(self) -> int:
        """How many findings are waived."""
        return sum(f.waived is not None for f in self.findings)


class Fact(NamedTuple):
    """A figure with its name (hospitals.in_data_center), what it says in a sentence, and the table it comes from."""

    key: str
    value: int | Decimal
    words: str
    place: str


def pointer(path: Path) -> str:
    """The path as a JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


@lru_cache(maxsize=1000)
def dotted(path: Path) -> str:
    """The path as the plan format writes it, rows without their number: part_d.timeline.milestones[].date."""
    return "".join("[]" if isinstance(part, int) else "." + part.replace(".", "\\.") for part in path)[1:]
