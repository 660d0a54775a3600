"""What the tests of reports share: reports made by hand, so that what is shown can be told at a glance."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from qis_tool.finding import ExcerptLine, Finding, Level, Position, Report, Rule, Settings, Span
from qis_tool.report.tally import Styled

RULE = Rule(
    code="QIS108",
    name="too-many-words",
    level="error",
    message="{where} has {count} words.",
    help="Cut at least {over}.",
    why="A limit is inclusive: 200 words pass. 201 do not.",
    good="goal_1: short",
    bad="goal_1: |\n  long",
)
FINDING = Finding(
    rule=RULE,
    message="QIS Goal 1 (item 5) has 207 words.",
    help="Cut at least 7.",
    path=("part_c", "goal_1"),
    span=Span(Position(31, 3), Position(44, 60)),
    item="5",
    label="QIS Goal 1",
    cite="(200 words)",
    excerpt=(ExcerptLine(31, "  goal_1: |"), ExcerptLine(44, "    … of each hospital", 11)),
    at=Position(44, 12),
    mark="word 201",
    limit=200,
    count=207,
)


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """Makes a finding of another level, or with other parts, than the usual one."""

    def make(level: Level = "error", **changes: Any) -> Finding:
        return replace(FINDING, **{"rule": replace(RULE, level=level), **changes})

    return make


@pytest.fixture
def report() -> Callable[..., Report]:
    """Makes the report of a file on Attachment K2 with these findings, and with what was set for it."""

    def make(file: str, *findings: Finding, **settings: Any) -> Report:
        return Report(file, "k2", "Attachment K2", 2024, findings, settings=Settings(**settings))

    return make


@pytest.fixture
def shown() -> Callable[[Iterable[Styled]], str]:
    """The text of pieces of output."""

    def join(pieces: Iterable[Styled]) -> str:
        return "".join(piece.text for piece in pieces)

    return join
