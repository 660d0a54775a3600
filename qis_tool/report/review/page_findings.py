"""The page's findings, plan by plan, each with the whole answer it is about."""

from collections.abc import Iterator

from qis_tool.finding import LEVELS, Finding
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.page_markup import Markup, around, element
from qis_tool.report.review.page_tables import has_more, named, remarks
from qis_tool.report.tally import plural
from qis_tool.reviewing.values import PlanReview, Reviewed, ReviewedFinding


def findings(review: Review) -> Iterator[Markup]:
    """All findings and remarks, under the name of their plan."""
    for number, reviewed in enumerate(review.reviewed(), 1):
        if has_more(reviewed.plan):
            inside = _of_plan(reviewed)
            yield from around(inside, "div", class_="plan", id=f"findings-{number}", data_plan=number)


def _of_plan(reviewed: Reviewed) -> Iterator[Markup]:
    plan, found = reviewed
    yield element("h3", named(plan))
    ready = wording.readiness(plan).capitalize()
    yield element("p", f"{ready}: {_counts(plan)}. Issuer: {wording.issuer(plan.issuer)}.")
    yield from (element("p", remark) for remark in remarks(plan))
    if found:
        yield from around(map(_finding, found), "ul")


def _counts(plan: PlanReview) -> str:
    levels = zip((plan.errors, plan.warnings, plan.notes), LEVELS, strict=True)
    return ", ".join([*(plural(count, level) for count, level in levels), f"{plan.waived} waived"])


def _finding(found: ReviewedFinding) -> Markup:
    finding, answer = found
    rule = finding.rule
    waived = "waived " if finding.waived else ""
    level = element("strong", f"{waived}{rule.level}".capitalize(), class_="level")
    parts = [element("p", level, f" {rule.code} {rule.name}, {_place(finding)}"), element("p", finding.message)]
    parts += _told(finding)
    if answer:
        parts.append(element("details", element("summary", f"Answer: {finding.label}"), _answer(answer)))
    item = element("li", *parts, class_=f"{waived}{rule.level}", data_rule=f"{rule.code} {rule.name}")
    return Markup(f"{item}\n")


def _place(finding: Finding) -> str:
    """The item and label, then the place in the file; a place in words has the item and label in it."""
    where = wording.place(finding)
    field = f"{finding.label} (item {finding.item})" if finding.item else finding.label
    return where if finding.place or not field else f"{field}, {where}"


def _told(finding: Finding) -> list[Markup]:
    """The form's line, what to do, and why it may stand."""
    told = {"Form": finding.cite and f"“{finding.cite}”", "Do": finding.help, "Waived": wording.waiver(finding)}
    pairs = (element("div", element("dt", what), element("dd", text)) for what, text in told.items() if text)
    return [element("dl", *pairs)]


def _answer(answer: str) -> Markup:
    return element("div", answer.strip("\n"), class_="answer", dir="auto")
