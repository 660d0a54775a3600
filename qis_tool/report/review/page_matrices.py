"""The page's matrices: the plans of an edition against its limited fields, and against the topics it demands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from qis_tool.count import FieldWords
from qis_tool.finding import dotted
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.page_markup import Markup, element
from qis_tool.report.review.page_tables import head, numbered, row, table
from qis_tool.reviewing.values import Edition, LimitedField, PlanReview, Topic, TopicPlaces

ABREAST = 16  # columns that a sheet of paper holds beside the plan's; more make further tables

Asked = TypeVar("Asked")


def words(review: Review, edition: Edition) -> Iterator[Markup]:
    """Words and limit of each limited answer, over a bar that is as long as the answer is full."""
    for caption, fields in _tables(f"Words and limits, {edition.title}", edition.limited):
        rows = (row(number, head(number, plan), *_counts(plan, fields)) for number, plan in numbered(review, edition))
        yield from table(caption, ("Plan", *map(_limited, fields)), rows, class_="words")


def topics(review: Review, edition: Edition) -> Iterator[Markup]:
    """Whether a plan states where it has a topic, or whether its terms were found, and where."""
    yield from [element("p", wording.demand(edition))] if edition.topics else []
    for caption, some in _tables(f"Topics, {edition.title}", edition.topics):
        rows = (row(number, head(number, plan), *_homes(plan, some)) for number, plan in numbered(review, edition))
        yield from table(caption, ("Plan", *map(_topic, some)), rows, class_="topics")


def _tables(caption: str, asked: Sequence[Asked]) -> Iterator[tuple[str, Sequence[Asked]]]:
    """What is asked of a plan in as many parts as there have to be tables."""
    for at in range(0, len(asked), ABREAST):
        yield f"{caption}, continued {at // ABREAST}" if at else caption, asked[at : at + ABREAST]


def _limited(field: LimitedField) -> Markup:
    label = f"{field.item} {field.label}".strip()
    return element("th", label, " ", element("small", f"limit {field.limit}"), scope="col")


def _counts(plan: PlanReview, fields: Iterable[LimitedField]) -> Iterator[Markup]:
    answers: dict[str, list[FieldWords]] = {}
    for answer in plan.words:
        answers.setdefault(dotted(answer.path), []).append(answer)
    return (_count(answers.get(field.path, [])) for field in fields)


def _count(answers: Sequence[FieldWords]) -> Markup:
    """A cell as full as the fullest of the answers; of several it tells each."""
    fullest = max(answers, key=lambda answer: answer.count, default=None)
    if not fullest or not fullest.count:
        return element("td", "blank", class_="blank")
    told = [f"{-fullest.left} over"] if fullest.left < 0 else []
    told += [f"fullest of {len(answers)}: {', '.join(str(answer.count) for answer in answers)}"] if answers[1:] else []
    small = [" ", element("small", "; ".join(told))] if told else []
    full = f"full-{min(100 * fullest.count // fullest.limit, 100)}"
    return element(
        "td", f"{fullest.count}/{fullest.limit}", *small, class_=f"{full} over" if fullest.left < 0 else full
    )


def _topic(topic: Topic) -> Markup:
    return element("th", topic.name, " ", element("small", f"usual place: {topic.usual}"), scope="col")


def _homes(plan: PlanReview, asked: Iterable[Topic]) -> Iterator[Markup]:
    places = {found.topic: found for found in plan.topics}
    return (_home(places[topic.key], topic) for topic in asked)


def _home(places: TopicPlaces, topic: Topic) -> Markup:
    missing = places.state in {"stated, not filled", "did not find"}
    where = f" {wording.where(places, topic)}" if places.stated or places.found else ""
    return element("td", element("strong", places.state), where, class_="missing" if missing else "")
