"""The plans of one edition against what it asks of each: words of the limited fields, topics."""

from collections.abc import Iterable, Iterator

from qis_tool.count import FieldWords
from qis_tool.finding import dotted
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.tables import PLAN, Column, Row, Table
from qis_tool.reviewing.values import Edition, LimitedField, PlanReview


def word_matrix(edition: Edition) -> Table:
    """The plans against the limited fields, as 52/200; of a field in rows, a cell holds each row."""
    heads = (Column(_head(field), width=14) for field in edition.limited)

    def rows(review: Review) -> Iterator[Row]:
        for plan in _of_edition(review, edition):
            yield plan.file, *(", ".join(map(wording.of_limit, rows)) or "blank" for rows in _by_field(plan, edition))

    return Table("words", f"Words and limits, {edition.title}", (PLAN, *heads), rows)


def word_counts(edition: Edition) -> Table:
    """The plans against the limited fields, in numbers of words; of a field in rows, the fullest row."""
    heads = (Column(_head_with_limit(field), "number", 14, most=field.limit) for field in edition.limited)

    def rows(review: Review) -> Iterator[Row]:
        for plan in _of_edition(review, edition):
            yield plan.file, *(max((row.count for row in rows), default=0) for rows in _by_field(plan, edition))

    return Table("matrix", f"Word matrix {edition.form} {edition.year}", (PLAN, *heads), rows)


def topic_matrix(edition: Edition) -> Table:
    """The plans against the topics that the form demands: stated, found or not."""
    heads = (Column(topic.name, width=18) for topic in edition.topics)

    def rows(review: Review) -> Iterator[Row]:
        for plan in _of_edition(review, edition):
            yield plan.file, *(places.state for places in plan.topics)

    return Table("matrix", f"Topic matrix {edition.form} {edition.year}", (PLAN, *heads), rows)


def _head_with_limit(field: LimitedField) -> str:
    fullest = ", fullest row" if "[]" in field.path else ""
    return f"{_head(field)}, limit {field.limit}{fullest}"


def _head(field: LimitedField) -> str:
    return f"{field.item} {field.label}".strip()


def _of_edition(review: Review, edition: Edition) -> Iterator[PlanReview]:
    return (plan for plan in review.plans() if plan.edition == edition.title)


def _by_field(plan: PlanReview, edition: Edition) -> Iterable[list[FieldWords]]:
    """The answers to each limited field: several for a field in rows, none where there is no row."""
    found: dict[str, list[FieldWords]] = {field.path: [] for field in edition.limited}
    for row in plan.words:
        found[dotted(row.path)].append(row)
    return found.values()
