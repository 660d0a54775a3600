"""What the tests of reports share: reports made by hand, so that what is shown can be told at a glance."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from qis_tool.finding import ExcerptLine, Finding, Level, Position, Report, Rule, Settings, Span, Waiver
from qis_tool.report.tally import Styled, Unread

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
HOSTILE = "</td>|`x`|<b>&amp;@octocat #1 ]]>$a$ **b** [c](d) https://x.example www.x.example\a\ud800\u202e\r\n=1+1"
WAIVER = Waiver("The figure is meant.", "Compliance reviewer", "2024-06-30")


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
def every_kind(finding: Callable[..., Finding], report: Callable[..., Report]) -> list[Report | Unread]:
    """Results of every kind: each level, waived, in a Word document, of the whole file, hostile, none, unread."""
    bare: dict[str, Any] = {"cite": "", "at": None, "limit": None, "count": None}
    of_file = bare | {"path": (), "label": "", "item": "", "span": Span(Position(1, 1), Position(1, 1))}
    in_word = {"place": "QIS Goal 1 (item 5), paragraph 2", "paragraph": 2}
    return [
        report("plans/each level.yaml", finding(), finding("warning", **bare), finding("note", at=None)),
        report("plans/waived.yaml", finding(waived=WAIVER), finding("warning", **bare, waived=WAIVER)),
        replace(report("plans/k2.docx", finding(**in_word)), remarks=("Issuer was not checked.",)),
        Report("plans/no form.yaml", "", "", None, (finding(**of_file, message="The file is empty."),)),
        report(
            f"={HOSTILE}".replace("\ud800", "\udcff"),
            finding(**bare, message=HOSTILE, help=HOSTILE),
            finding(**bare, message=HOSTILE, waived=replace(WAIVER, reason=HOSTILE)),
        ),
        report("plans/good.yaml"),
        Unread("plans/gone.yaml", "plans/gone.yaml: there is no such file."),
    ]


@pytest.fixture
def delivered() -> Callable[[Iterable[Styled]], bytes]:
    """The bytes of a file with these pieces of output."""

    def join(pieces: Iterable[Styled]) -> bytes:
        return b"".join(piece.text.encode(errors="backslashreplace") for piece in pieces)

    return join


@pytest.fixture
def shown() -> Callable[[Iterable[Styled]], str]:
    """The text of pieces of output."""

    def join(pieces: Iterable[Styled]) -> str:
        return "".join(piece.text for piece in pieces)

    return join
