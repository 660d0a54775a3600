"""What the tables of a review say in words, the same in every format."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from qis_tool.count import FieldWords
from qis_tool.finding import Finding, Level
from qis_tool.report.lines import one_line, point
from qis_tool.report.review.desk import Review
from qis_tool.report.tally import METHOD, Unread, plural, settings_line
from qis_tool.reviewing.values import Edition, Home, Milestone, PlanReview, Topic, TopicPlaces

NO_EDITION = "not known"
_LEAST: tuple[Level, ...] = ("error",)
_NOTHING: Mapping[Level, str] = {"error": "no error", "warning": "no error and no warning", "note": "no finding"}


def heading(review: Review) -> str:
    """What was reviewed, how words were counted, and as of which day."""
    about = ", ".join([*review.editions, METHOD])
    return f"Review of {plural(review.files, 'plan')}: {about}, as of {review.as_of.isoformat()}."


def outcome(review: Review) -> str:
    """How many plans are ready, how many are not, and how many files could not be read."""
    parts = [f"{review.ready:,} ready", f"{review.files - review.ready:,} not ready"]
    parts += [f"{plural(len(review.unread), 'file')} could not be read"] if review.unread else []
    return f"{', '.join(parts)}."


def meaning(review: Review) -> str:
    """What ready says, and what it does not."""
    usual, *stricter = (_NOTHING[level] for level in review.fail_levels or _LEAST)
    more = f" (as its settings say, {' or '.join(stricter)})" if stricter else ""
    said = (
        f"Ready means that qis found {usual}{more} in a plan, other than waived ones, by the rules of its form and "
        "plan year. Whether its answers convince is for a reviewer to say: there is no score."
    )
    return " ".join(filter(None, [said, settings_line(review.changes)]))


def readiness(plan: PlanReview) -> str:
    """Ready or not."""
    return "ready" if plan.ready else "not ready"


def issuer(name: str | None) -> str:
    """An issuer's name, or why there is none."""
    return "not shown" if name is None else name or "not named"


def of_limit(row: FieldWords) -> str:
    """Words and limit of an answer: 52/200, and in words where it is blank or over."""
    if not row.count:
        return "blank"
    return f"{row.count}/{row.limit}" + (" over" if row.left < 0 else "")


def fullest(plan: PlanReview) -> str:
    """The answers nearest to their limit: QIS Goal 1 198/200."""
    if not plan.edition:
        return "none: the file can't be read so far that its form is known"
    return "; ".join(f"{row.label} {of_limit(row)}" for row in plan.fullest())


def where(places: TopicPlaces, topic: Topic) -> str:
    """The homes a plan states for a topic, each with what is wrong with it, then the places where terms were found."""
    parts = [*map(_home, places.stated)]
    if places.found:
        parts.append(("terms found in " if parts else "") + ", ".join(places.found))
    return "; ".join(parts) or f"its usual place is {topic.usual}"


def demands(review: Review) -> list[str]:
    """The `demand` of each form that has topics."""
    return [demand(edition) for edition in review.editions.values() if edition.topics]


def demand(edition: Edition) -> str:
    """What a form says above its topics, and how they were looked for."""
    said = f"{edition.title} says: “{edition.demand}” " if edition.demand else ""
    return (
        f"{said}Where a plan names no field for a topic, or one that is not filled, qis looks for the topic's terms in "
        "all answers, and says found or did not find. Whether a text answers the question is for a reviewer to say."
    )


def _home(home: Home) -> str:
    if home.state == "no answer":
        return f"{home.path}, which is no answer on the form"
    return home.place if home.state == "filled" else f"{home.place}, which is blank"


def day(milestone: Milestone) -> datetime.date | str:
    """A milestone's day, or what stands in its place."""
    return milestone.day or milestone.written


def place(finding: Finding) -> str:
    """Where a finding is: a line of the file, or in a Word document the place in words."""
    start = point(finding)
    return finding.place or f"line {start.line}, column {start.column}"


def why(unread: Unread) -> str:
    """Why a file could not be read, without its name again."""
    return unread.message.removeprefix(f"{unread.file}: ")


def waiver(finding: Finding) -> str:
    """Until when a finding may stand, by whom and why; empty where it is not waived."""
    return one_line(str(finding.waived or ""))


def cells_of(row: Iterable[object]) -> Iterator[str]:
    """Cells as text on one line: a share as a percentage, nothing for None."""
    return (f"{cell:.0%}" if isinstance(cell, float) else one_line(str(cell)) for cell in row)
