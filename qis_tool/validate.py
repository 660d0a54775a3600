"""A plan and its form to a report: reading problems, shape and the form's rules, all in one run."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from qis_tool.characters import spelled
from qis_tool.checks import CHECKS
from qis_tool.checks.plan import Covered, Plan, without_blanks
from qis_tool.checks.together import covering_fields, gather
from qis_tool.finding import (
    NOTHING_SET,
    ExcerptLine,
    Fact,
    Finding,
    Path,
    Position,
    Problem,
    Report,
    Rule,
    Settings,
    Span,
    dotted,
)
from qis_tool.form import Form, form_of, known_editions, load_form
from qis_tool.settings import changes, rules_of
from qis_tool.source import Source
from qis_tool.waivers import waived

MAX_QUOTE = 80
MAX_EXCERPT = 96


@dataclass
class Together:
    """What a plan is judged beside: how many plans there are, what each issuer's cover, and the facts of evidence."""

    plans: int = 1
    covered: Covered = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def add(self, covered: Covered) -> None:
        """Take note of what one of the plans covers."""
        for key, values in covered.items():
            self.covered.setdefault(key, set()).update(values)

    def about(self, keys: Iterable[tuple[str, ...]]) -> "Together":
        """What concerns these issuers only: all that one of their plans needs to know."""
        return Together(self.plans, {key: self.covered[key] for key in keys}, self.facts)


@lru_cache
def fields_of_survey() -> frozenset[str]:
    """The top-level fields that say what a plan covers, over all editions."""
    forms = [load_form(*edition) for edition in known_editions()]
    return frozenset({"form", "plan_year"}.union(*(covering_fields(form) for form in forms)))


def covered_by(source: Source) -> Covered:
    """What one plan covers, by rule and issuer. Raises UserError where its form is unknown."""
    return {} if source.data is None else gather(Plan(without_blanks(source.data), form_of(source)))


def validate(
    source: Source,
    together: Together | None = None,
    today: datetime.date | None = None,
    settings: Settings = NOTHING_SET,
) -> Report:
    """Everything that is wrong with a plan, sorted by place.

    Waivers whose last day is before `today` have no effect; without `today`, all have theirs. Raises UserError where
    the form is unknown, or settings lower what can't be lowered.
    """
    form, others = _form(source), together or Together()
    rules, changed = rules_of(form, settings), changes(form, settings)
    found = list(_reading_findings(source, form, rules))
    if form is None or source.data is None:
        return Report(source.name, "", "", None, _told(found, source, settings), settings=changed)
    plan = Plan(without_blanks(source.data), form, others.plans, others.covered, others.facts)
    findings, problems = waived([*found, *_rule_findings(source, form, plan, rules)], plan, today)
    findings += [_finding(rules[problem.rule], problem, source, form) for problem in problems]
    findings.sort(key=lambda found: (found.span.start, found.at or found.span.start, found.rule.code))
    remarks = tuple(_remarks(source, form))
    return Report(source.name, form.id, form.name, form.year, _told(findings, source, settings), remarks, changed)


def _form(source: Source) -> Form | None:
    return None if source.data is None else form_of(source)


def _told(findings: list[Finding], source: Source, settings: Settings) -> tuple[Finding, ...]:
    """The findings but those of rules that are off, and those about what the file can't show."""
    off = settings.off
    return tuple(f for f in findings if f.rule.code not in off and dotted(f.path) not in source.not_shown)


def _remarks(source: Source, form: Form) -> Iterator[str]:
    yield from source.remarks
    if source.not_shown:
        yield f"A document does not show these, so they were not checked: {not_shown(source, form)}."


def not_shown(source: Source, form: Form) -> str:
    """What a reader calls the fields that a document can't show; for all that stands in a group, the group."""
    hidden = source.not_shown
    topmost = (
        name for name in form.fields if name in hidden and name.rpartition(".")[0].removesuffix("[]") not in hidden
    )
    return ", ".join(form.fields[name].label for name in topmost)


def shown(value: object) -> str:
    """A value as a message may quote it: one line, capped, with what can't be seen spelled out."""
    text = " ".join(spelled(str(value)).split())
    return text if len(text) <= MAX_QUOTE else f"{text[:MAX_QUOTE]}…"


def _reading_findings(source: Source, form: Form | None, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    return (_finding(rules[problem.rule], problem, source, form) for problem in source.problems)


def _rule_findings(source: Source, form: Form, plan: Plan, rules: Mapping[str, Rule]) -> Iterator[Finding]:
    for rule in filter(attrgetter("check"), rules.values()):
        for problem in CHECKS[rule.check](plan, rule):
            yield _finding(rules[problem.rule or rule.name], problem, source, form)


def _finding(rule: Rule, problem: Problem, source: Source, form: Form | None) -> Finding:
    path = problem.path
    span = source.locate(path)
    at = source.locate_in(path, problem.offset) if problem.offset is not None else problem.position if path else None
    if problem.position and not path:
        span = Span(problem.position, problem.position)
    form_field = form.field_at(path) if form else None
    position = None if not path and problem.position is None else at or span.start
    paragraph, place = _in_paragraphs(source, form, path, position) if source.of_paragraphs else (None, "")
    facts: dict[str, Any] = {"where": "The file", "description": ""}
    if form_field and form:
        facts = {"where": form.place(path), "description": form_field.description}
    plain = rule.options.get("plain", {})
    facts |= {name: plain.get(value) or shown(value) for name, value in problem.facts.items()}
    return Finding(
        rule=rule,
        message=rule.message.format_map(facts),
        help=rule.help.format_map(facts).strip(),
        path=path,
        span=span,
        item=form_field.item if form_field else "",
        label=form.label(path) if form else "",
        cite=form.cited(rule, form_field) if form else "",
        excerpt=tuple(_excerpt(source, span, at)) if _is_there(problem, source) else (),
        at=at,
        mark=str(problem.facts.get("mark", "")),
        limit=problem.facts.get("limit"),
        count=problem.facts.get("count"),
        place=place,
        paragraph=paragraph,
    )


def _is_there(problem: Problem, source: Source) -> bool:
    """Whether there are lines of the file to show."""
    of_whole = not problem.path and (problem.position is not None or not source.of_paragraphs)
    return bool(source.text) and (of_whole or problem.path in source.places)


def _in_paragraphs(source: Source, form: Form | None, path: Path, position: Position | None) -> tuple[int | None, str]:
    """The paragraph of an answer, or of the document, in which a position lies; and both in words."""
    if position is None:
        return None, "the document"
    if not (form and path):
        return None, f"paragraph {position.line} of the document"
    field = form.field_at(path)
    if source.value(path) is None or field is None or field.kind != "text":
        return None, form.place(path)
    paragraph = position.line - source.locate(path).start.line + 1
    return paragraph, f"{form.place(path)}, paragraph {paragraph}"


def _excerpt(source: Source, span: Span, at: Position | None) -> Iterator[ExcerptLine]:
    start = span.start
    if at is None or at.line != start.line:
        yield _window(source.line(start.line), start.line, None)
    if at:
        yield _window(source.line(at.line), at.line, at.column - 1)


def _window(text: str, number: int, mark: int | None) -> ExcerptLine:
    start = max(0, (mark or 0) - MAX_EXCERPT // 2)
    start = 0 if len(text) <= MAX_EXCERPT else start
    lead, tail = "…" if start else "", "…" if len(text) > start + MAX_EXCERPT else ""
    before = _clean(text[start:mark]) if mark is not None else ""
    cut = _clean(text[start : start + MAX_EXCERPT])
    return ExcerptLine(number, f"{lead}{cut}{tail}", None if mark is None else len(lead) + len(before))


def _clean(text: str) -> str:
    return spelled(text).replace("\t", " ")
