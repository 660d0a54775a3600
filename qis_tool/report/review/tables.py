"""The tables of a review, a row at a time: what every format shows, each in its own way."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.tally import changed_by, settings_line
from qis_tool.reviewing.values import ReviewedFinding

Cell = str | int | float | datetime.date
Row = tuple[Cell, ...]
Kind = Literal["text", "number", "share", "date"]
_NONE_GIVEN = "none of the plans given"


class Column(NamedTuple):
    """A column: its head, what it holds, and how a spreadsheet shows it.

    `width` is in characters. Cells `wrap` on several lines, and a meter is full at `most`.
    """

    head: str
    kind: Kind = "text"
    width: int = 16
    wraps: bool = True
    most: int = 0


class Table(NamedTuple):
    """A table: its name on the command line, its title, its columns, and its rows, made anew at each call."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Review], Iterator[Row]]


def _summary(review: Review) -> Iterator[Row]:
    for plan in review.plans():
        who = (plan.file, plan.edition or wording.NO_EDITION, wording.issuer(plan.issuer))
        counts = (plan.errors, plan.warnings, plan.notes, plan.waived)
        yield *who, wording.readiness(plan), *counts, wording.fullest(plan)


def _words(review: Review) -> Iterator[Row]:
    for plan in review.plans():
        for row in plan.words:
            yield plan.file, row.item, row.label, row.count, row.limit, row.left, row.count / row.limit


def _topics(review: Review) -> Iterator[Row]:
    topics = {(edition.title, topic.key): topic for edition in review.editions.values() for topic in edition.topics}
    for plan in review.plans():
        for places in plan.topics:
            topic = topics[plan.edition, places.topic]
            yield plan.file, topic.name, places.state, wording.where(places, topic)


def _products(review: Review) -> Iterator[Row]:
    for issuer in review.products:
        for product in issuer.products:
            sold = "yes" if product.sold else "no" if issuer.sold_known else "not known"
            for file in product.covered_by or (_NONE_GIVEN,):
                yield issuer.edition, wording.issuer(issuer.issuer), product.name, sold, file


def _milestones(review: Review) -> Iterator[Row]:
    for plan in review.plans():
        for milestone in plan.milestones:
            state, day = milestone.state(review.as_of), wording.day(milestone)
            yield plan.file, milestone.item, milestone.label, day, state, milestone.text


def _findings(review: Review) -> Iterator[Row]:
    for plan, findings in review.reviewed():
        for found in findings:
            yield plan.file, *_finding(found)


def _finding(found: ReviewedFinding) -> Row:
    finding, answer = found
    rule, waived = finding.rule, "yes" if finding.waived else "no"
    what = (rule.level, waived, rule.code, rule.name, finding.item, finding.label, finding.message)
    return (*what, finding.cite, finding.help, answer, wording.place(finding), wording.waiver(finding))


def _remarks(review: Review) -> Iterator[Row]:
    for plan in review.plans():
        changed = settings_line(filter(None, [changed_by(plan.settings)]))
        yield from ((plan.file, remark) for remark in (*plan.remarks, changed) if remark)


def _unread(review: Review) -> Iterator[Row]:
    return ((unread.file, wording.why(unread)) for unread in review.unread)


PLAN, EDITION, _ISSUER = Column("Plan", width=32), Column("Edition", width=28), Column("Issuer", width=28)
_ITEM, _FIELD = Column("Item", width=7), Column("Field", width=30)
_COUNTS = tuple(Column(head, "number", 10) for head in ("Errors", "Warnings", "Notes", "Waived"))

_ALL = (
    Table(
        "summary",
        "Summary",
        (PLAN, EDITION, _ISSUER, Column("Ready", width=11), *_COUNTS, Column("Fullest answers", width=60)),
        _summary,
    ),
    Table(
        "words",
        "Words",
        (
            PLAN,
            _ITEM,
            _FIELD,
            *(Column(head, "number", 9) for head in ("Words", "Limit", "Left")),
            Column("Filled", "share", 12, most=1),
        ),
        _words,
    ),
    Table(
        "topics",
        "Topics",
        (PLAN, Column("Topic", width=48), Column("Result", width=18), Column("Where", width=70)),
        _topics,
    ),
    Table(
        "products",
        "Products",
        (EDITION, _ISSUER, Column("Product", width=12), Column("Sold", width=11), Column("Covered by", width=40)),
        _products,
    ),
    Table(
        "milestones",
        "Milestones",
        (
            PLAN,
            _ITEM,
            Column("Milestone", width=20),
            Column("Date", "date", 12),
            Column("State", width=14),
            Column("Text", width=80),
        ),
        _milestones,
    ),
    Table(
        "findings",
        "Findings",
        (
            PLAN,
            Column("Level", width=9),
            Column("Waived", width=9),
            Column("Code", width=9),
            Column("Rule", width=26),
            _ITEM,
            _FIELD,
            Column("Finding", width=70),
            Column("Form line", width=50),
            Column("Do", width=60),
            Column("Answer", width=80, wraps=False),
            Column("Place", width=30),
            Column("Waiver", width=40),
        ),
        _findings,
    ),
    Table("remarks", "Remarks", (PLAN, Column("Remark", width=100)), _remarks),
    Table("unread", "Not read", (Column("File", width=40), Column("Why", width=100)), _unread),
)

TABLES: Mapping[str, Table] = {table.name: table for table in _ALL}
