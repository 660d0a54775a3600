"""The plan against the form's JSON Schema, each failure told as the rule it breaks.

Two engines share the work: jsonschema-rs says in microseconds whether anything is wrong at all, and jsonschema, which
is imported only then, says what. A test holds them to the same verdicts.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import jsonschema_rs

from qis_tool.checks.plan import Plan
from qis_tool.finding import Path, Problem, Rule
from qis_tool.form import Form
from qis_tool.words import count_words, measure, nth_word

MAX_PROBLEMS = 200
_IN_WORDS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y")
_WRITTEN_DATES = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", *_IN_WORDS)
_SHAPES = {
    "string": "Put | after the field's name and the text on the next line, indented.",
    "array": "Write it as [one, two], or as lines that begin with a hyphen and a space.",
}
_TYPES = {"string": "text", "array": "a list", "object": "a group of fields", "boolean": "true or false"}
_BLANK_RULES = {"boxes": "no-box-ticked", "rows": "no-row"}


class Failure(NamedTuple):
    """One failed keyword: what the schema asks, what the plan holds, and the schema around the keyword."""

    keyword: str
    asked: Any
    held: Any
    path: Path
    schema: Mapping[str, Any]
    rule: str


def shape(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Every departure from the schema, one a place and rule; the schema may name the rule that explains it."""
    data = _with_groups(plan.form.schema, plan.data)
    if _gate(plan.form).is_valid(data):
        return
    found = _explained(plan.form, data)
    yield from islice(found, MAX_PROBLEMS)
    if next(found, None):
        yield Problem((), {"most": MAX_PROBLEMS}, rule="too-many-problems")


def _explained(form: Form, data: Any) -> Iterator[Problem]:
    seen: set[tuple[Path, str]] = set()
    for failure in _failures(form.schema, data):
        for problem in _PROBLEMS.get(failure.keyword, _other)(failure, form):
            if (problem.path, failure.rule) not in seen:
                seen.add((problem.path, failure.rule))
                yield replace(problem, rule=failure.rule or problem.rule)


@lru_cache
def _gate(form: Form) -> jsonschema_rs.Draft202012Validator:
    own: dict[str, Any] = {"maxWords": _WordLimit}
    return jsonschema_rs.Draft202012Validator(dict(form.schema), validate_formats=True, keywords=own)


class _WordLimit:
    """The keyword maxWords for jsonschema-rs."""

    def __init__(self, _: Any, limit: int, __: Any) -> None:
        self.limit = limit

    def validate(self, answer: Any) -> None:
        """Raise ValueError for a text with more words."""
        if isinstance(answer, str) and measure(answer).count > self.limit:
            raise ValueError


def _failures(schema: Mapping[str, Any], data: Any) -> Iterator[Failure]:
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError
    from jsonschema.validators import extend
    from referencing import Registry

    def max_words(_: Any, limit: int, answer: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(answer, str) and count_words(answer) > limit:
            yield ValidationError("too many words")

    def unique_items(validator: Any, wanted: Any, held: Any, schema: Any) -> Iterator[ValidationError]:
        # jsonschema compares every pair; a list past its limit is told as too long and not compared.
        if not isinstance(held, list) or len(held) <= schema.get("maxItems", MAX_PROBLEMS):
            yield from Draft202012Validator.VALIDATORS["uniqueItems"](validator, wanted, held, schema) or ()

    kind: Any = extend(Draft202012Validator, {"maxWords": max_words, "uniqueItems": unique_items})  # type: ignore[no-untyped-call]  # bare in the stubs
    validator = kind(schema, registry=Registry(), format_checker=FormatChecker(formats=["date"]))
    for error in validator.iter_errors(data):
        steps = list(error.absolute_schema_path)
        path, held = tuple(error.absolute_path), error.instance
        yield Failure(error.validator, error.validator_value, held, path, error.schema, _named_rule(schema, steps))


def _named_rule(node: Any, steps: list[str | int]) -> str:
    name = ""
    for step in steps:
        node = node[step]
        name = node.get("rule", name) if isinstance(node, dict) else name
    return name


def _with_groups(node: Mapping[str, Any], data: Any) -> Any:
    """Required groups that are absent stand in as empty ones, so that each blank field in them is named."""
    if not isinstance(data, dict):
        return data
    parts = node.get("properties", {})
    groups = {name: part for name, part in parts.items() if "properties" in part}
    given = {name: data.get(name, {}) for name in groups if name in data or name in node.get("required", ())}
    return {**data, **{name: _with_groups(groups[name], value) for name, value in given.items()}}


def _required(failure: Failure, form: Form) -> Iterator[Problem]:
    for name in failure.asked:
        if name not in failure.held:
            path = (*failure.path, name)
            field = form.field_at(path)
            yield Problem(path, rule=_BLANK_RULES.get(field.kind if field else "", "blank-field"))


def _unknown(failure: Failure, _: Form) -> Iterator[Problem]:
    known = list(failure.schema.get("properties", {}))
    for name in failure.held:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"Did you mean {close[0]}?" if close else f"Fields here: {', '.join(known)}."
            odd = ", ".join(f"U+{ord(letter):04X}" for letter in name[:40] if not letter.isascii())
            also = f" It holds {odd}, which may only look like a usual letter." if odd else ""
            yield Problem((*failure.path, name), {"key": name, "hint": hint + also}, rule="unknown-field")


def _words(failure: Failure, _: Form) -> Iterator[Problem]:
    text, limit = failure.held, failure.asked
    count, (offset, word) = count_words(text), nth_word(text, limit + 1)
    facts = {"count": count, "limit": limit, "over": count - limit, "word": word.rstrip(".,;:!?") or word}
    yield Problem(failure.path, facts | {"mark": f"word {limit + 1}"}, offset, rule="too-many-words")


def _type(failure: Failure, _: Form) -> Iterator[Problem]:
    wanted = failure.asked
    kind = wanted if isinstance(wanted, str) else wanted[0]
    quote = kind == "string" and not isinstance(failure.held, dict | list)
    hint = "Put it in quotes." if quote else _SHAPES.get(kind, "")
    yield Problem(failure.path, {"wanted": _TYPES.get(kind, kind), "hint": hint}, rule="wrong-type")


def _choice(failure: Failure, _: Form) -> Iterator[Problem]:
    choices = [str(choice) for choice in failure.asked]
    held = str(failure.held)
    same = [choice for choice in choices if choice.casefold() == held.casefold()]
    close = same or get_close_matches(held, choices, 1)
    hint = f"Did you mean {close[0]}?" if close else f"Choose from: {', '.join(choices)}."
    yield Problem(failure.path, {"value": str(failure.held), "hint": hint}, rule="not-a-choice")


def _constant(failure: Failure, _: Form) -> Iterator[Problem]:
    quotes = " without quotes" if str(failure.held) == str(failure.asked) else ""
    facts = {"value": str(failure.held), "hint": f"Write {failure.asked}{quotes}."}
    yield Problem(failure.path, facts, rule="not-a-choice")


def _date(failure: Failure, _: Form) -> Iterator[Problem]:
    read = next(filter(None, (_read_date(failure.held, style) for style in _WRITTEN_DATES)), None)
    hint = f"Write {read}, if that is the day meant." if read else "Write the day as YYYY-MM-DD, such as 2024-03-31."
    yield Problem(failure.path, {"value": failure.held, "hint": hint}, rule="not-a-date")


def _read_date(text: str, style: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(text.strip(), style).date()
    except ValueError:
        return None


def _rows(failure: Failure, _: Form) -> Iterator[Problem]:
    facts = {"count": len(failure.held), "limit": failure.asked}
    yield Problem(failure.path, facts, rule="too-many-rows")


def _repeated(failure: Failure, _: Form) -> Iterator[Problem]:
    twice = next(choice for choice in failure.held if failure.held.count(choice) > 1)
    yield Problem(failure.path, {"choice": str(twice)}, rule="repeated-choice")


def _length(failure: Failure, _: Form) -> Iterator[Problem]:
    facts = {"count": len(failure.held), "limit": failure.asked}
    yield Problem(failure.path, facts, rule="too-many-characters")


def _other(failure: Failure, form: Form) -> Iterator[Problem]:
    field = form.field_at(failure.path)
    yield Problem(failure.path, {"wanted": field.description if field else ""}, rule="not-as-described")


_PROBLEMS: dict[str, Callable[[Failure, Form], Iterator[Problem]]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "maxWords": _words,
    "type": _type,
    "enum": _choice,
    "const": _constant,
    "format": _date,
    "maxItems": _rows,
    "uniqueItems": _repeated,
    "maxLength": _length,
}
