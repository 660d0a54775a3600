"""One plan as a reviewer looks at it: its findings with their answers, words, topics, products and milestones."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from qis_tool.checks.plan import Plan, without_blanks
from qis_tool.count import word_table
from qis_tool.finding import NOTHING_SET, Finding, Level, Path, Report, Rule, Settings, dotted
from qis_tool.form import Form, form_of
from qis_tool.reviewing.milestones import milestones
from qis_tool.reviewing.products import offers
from qis_tool.reviewing.topics import topic_places
from qis_tool.reviewing.values import PlanReview, Reviewed, ReviewedFinding
from qis_tool.source import Source
from qis_tool.validate import Together, validate
from qis_tool.words import measure


def reviewed(
    source: Source,
    together: Together | None = None,
    today: datetime.date | None = None,
    settings: Settings = NOTHING_SET,
) -> Reviewed:
    """What a reviewer sees of a plan, judged as by `validate`, and with the same errors raised."""
    report = validate(source, together, today, settings)
    if source.data is None:
        return Reviewed(_at_a_glance(report), tuple(_findings(report, source, None)))
    form = form_of(source)
    plan = Plan(without_blanks(source.data), form)
    glance = replace(
        _at_a_glance(report),
        edition=form.edition,
        issuer=_issuer(plan, source),
        words=word_table(source, _words).fields,
        topics=tuple(topic_places(plan)),
        offers=tuple(offers(plan, source.not_shown)),
        milestones=tuple(milestones(plan)),
    )
    return Reviewed(glance, tuple(_findings(report, source, form)))


def _words(text: str) -> int:
    """The words of an answer, which the checks have counted just now."""
    return measure(text).count


def _at_a_glance(report: Report) -> PlanReview:
    return PlanReview(
        file=report.file,
        edition="",
        issuer=None,
        errors=report.count("error"),
        warnings=report.count("warning"),
        notes=report.count("note"),
        waived=report.waived,
        remarks=report.remarks,
        settings=report.settings,
    )


def _issuer(plan: Plan, source: Source) -> str | None:
    """The issuer's name, None where the form has no field for it or the file can't show it."""
    name = plan.form.named_after
    return None if not name or name in source.not_shown else plan.text(name).strip()


def _findings(report: Report, source: Source, form: Form | None) -> Iterator[ReviewedFinding]:
    for finding in report.findings:
        rule = _bare(finding.rule.code, finding.rule.name, finding.rule.level)
        yield ReviewedFinding(replace(finding, rule=rule), _answer(finding, source, form))


@lru_cache
def _bare(code: str, name: str, level: Level) -> Rule:
    """A rule without its texts and options, which are the same for every plan."""
    return Rule(code, name, level, message="", help="", why="", good="", bad="")


def _answer(finding: Finding, source: Source, form: Form | None) -> str:
    """The whole answer that a finding is about, its boxes by their printed names; empty for a group of answers."""
    value = source.value(finding.path) if finding.path else None
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return ", ".join(_choice(str(part), finding.path, form) for part in value)
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _choice(choice: str, path: Path, form: Form | None) -> str:
    boxes = dotted(path)
    is_box = form is not None and choice in form.boxes.get(boxes, {})
    return form.box_name(boxes, choice) if form and is_box else choice
