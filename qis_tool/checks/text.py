"""Checks of wording: phrases that must or must not stand in an answer, figures and identity."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from qis_tool.checks.phrases import Match, holds, literal, matches, quoted
from qis_tool.checks.plan import Answer, Plan, lower
from qis_tool.finding import Problem, Rule

_IN_WORDS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)


def listed(names: Iterable[str]) -> str:
    """Names as prose: a, b and c."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def mentions(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Each answer names something of every group in `groups`."""
    for answer in plan.answers_in(rule.fields):
        missing = [name for name, phrases in rule.options["groups"].items() if not holds(phrases, answer.lower)]
        if missing:
            yield Problem(answer.path, {"missing": listed(missing)})


def phrases(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No answer holds one of `phrases`; with `unless`, not in a sentence that also holds one of those.

    The same words are told once an answer.
    """
    found = matches(plan, rule.fields, rule.options["phrases"], rule.options.get("needs", ()))
    unless = rule.options.get("unless", ())
    told = (place for place in found if not (unless and holds(unless, _sentence(place[0].lower, place[1]))))
    for answer, match in _once(told):
        yield Problem(answer.path, {"phrase": quoted(answer, match)}, match.start())


def house_style(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No answer uses one of `terms`, told once an answer; each goes with what to write instead, or with nothing."""
    instead = {lower(term): other for term, other in rule.options["terms"].items()}
    for answer, match in _once(matches(plan, rule.fields, map(literal, rule.options["terms"]))):
        other = instead[match[0]]
        hint = f"Write “{other}” instead." if other else "Say it in other words."
        yield Problem(answer.path, {"term": quoted(answer, match), "hint": hint}, match.start())


def identity(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No answer identifies the issuer: by a name from the plan or one of `terms`, or by an address, number or link."""
    for answer, match in matches(plan, rule.fields, (*_names(plan, rule), *rule.options["phrases"])):
        if answer.field.path not in rule.options.get("except", ()):
            yield Problem(answer.path, {"phrase": quoted(answer, match)}, match.start())


def other_figure(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """A figure in the place of the form's own: the group of `phrases` must read `figure`."""
    for answer, match in matches(plan, rule.fields, rule.options["phrases"], rule.options.get("needs", ())):
        figure = match["figure"]
        if float(figure) != float(rule.options["figure"]):
            yield Problem(answer.path, {"figure": figure, "phrase": quoted(answer, match)}, match.start("figure"))


def figures_disagree(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """The same quantity has the same figure wherever it is given; the one given most often is taken as meant."""
    for quantity, wanted in rule.options["figures"].items():
        given = [(float(match["figure"]), answer, match) for answer, match in matches(plan, rule.fields, wanted)]
        counted = Counter(figure for figure, _, _ in given)
        usual = max(counted, key=counted.__getitem__, default=0.0)
        there = {figure: (plan.form.place(answer.path), match["figure"]) for figure, answer, match in reversed(given)}
        for figure, answer, match in given:
            if figure != usual:
                elsewhere, other = there[usual]
                facts = {"quantity": quantity, "figure": match["figure"], "other": other, "elsewhere": elsewhere}
                yield Problem(answer.path, facts, match.start())


def _once(found: Iterable[tuple[Answer, Match]]) -> Iterator[tuple[Answer, Match]]:
    """The first place of the same words in each answer."""
    told = set()
    for answer, match in found:
        place = (answer.path, match[0])
        if place not in told:
            told.add(place)
            yield answer, match


def facts_differ(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """A figure that evidence given along with the plan knows is the one that it gives."""
    for quantity, about in rule.options["figures"].items():
        fact = plan.facts.get(about["fact"])
        for answer, match in matches(plan, rule.fields, about["phrases"]) if fact else ():
            if fact and _number(match["figure"]) != fact.value:
                facts = {"quantity": quantity, "figure": match["figure"], "known": fact.words, "place": fact.place}
                yield Problem(answer.path, facts, match.start("figure"))


def _number(figure: str) -> Decimal:
    """A figure in digits or in a word."""
    return Decimal(_IN_WORDS.index(figure) if figure in _IN_WORDS else figure.replace(",", ""))


def _names(plan: Plan, rule: Rule) -> Iterator[str]:
    for value in (*map(plan.value, rule.options["names"]), rule.options.get("terms", [])):
        for name in value if isinstance(value, list) else [value]:
            if isinstance(name, str) and name.strip():
                yield literal(re.sub(rule.options["ending"], "", lower(name.strip())))


def _sentence(text: str, match: Match) -> str:
    start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
    ends = [at for at in (text.find(". ", match.end()), text.find("\n", match.end())) if at >= 0]
    return text[start : min(ends, default=len(text))]
