"""The plan against the form's JSON Schema, each failure told as the rule it breaks."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from qis_tool.checks.plan import Plan
from qis_tool.finding import Path, Problem, Rule
from qis_tool.form import Form
from qis_tool.words import count_words, offset_of_word

_WRITTEN_DATES = ("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%Y/%m/%d")
_TYPES = {"string": "text", "array": "a list", "object": "a group of fields", "boolean": "true or false"}
_BLANK_RULES = {"boxes": "no-box-ticked", "rows": "no-row"}


def shape(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Every departure from the schema, one a place and rule; the schema may name the rule that explains it."""
    seen: set[tuple[Path, str]] = set()
    data = _with_groups(plan.form.schema, plan.data)
    for error in _validator(plan.form).iter_errors(data):
        named = _named_rule(plan.form.schema, error)
        for problem in _PROBLEMS.get(str(error.validator), _other)(error, plan.form):
            name = named or problem.rule
            place = (problem.path, named)
            if place not in seen:
                seen.add(place)
                yield Problem(problem.path, problem.facts, problem.offset, rule=name)


@lru_cache
def _validator(form: Form) -> Draft202012Validator:
    own = {"maxWords": _max_words, "pattern": _pattern}
    kind = extend(Draft202012Validator, own)
    dates = FormatChecker(formats=["date"])
    return kind(form.schema, registry=Registry(), format_checker=dates)


def _max_words(_: Any, limit: int, answer: Any, __: Any) -> Iterator[ValidationError]:
    if isinstance(answer, str) and count_words(answer) > limit:
        yield ValidationError("too many words")


def _pattern(validator: Any, pattern: str, value: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:
    if "maxWords" not in schema:
        yield from Draft202012Validator.VALIDATORS["pattern"](validator, pattern, value, schema)


def _with_groups(node: Mapping[str, Any], data: Any) -> Any:
    """Required groups that are absent stand in as empty ones, so that each blank field in them is named."""
    if not isinstance(data, dict):
        return data
    parts = node.get("properties", {})
    groups = {name: part for name, part in parts.items() if part.get("type") == "object"}
    given = {name: data.get(name, {}) for name in groups if name in data or name in node.get("required", ())}
    return {**data, **{name: _with_groups(groups[name], value) for name, value in given.items()}}


def _named_rule(schema: Mapping[str, Any], error: ValidationError) -> str:
    node: Any = schema
    name = ""
    for step in error.absolute_schema_path:
        node = node[step]
        name = node.get("rule", name) if isinstance(node, dict) else name
    return name


def _path(error: ValidationError) -> Path:
    return tuple(error.absolute_path)


def _required(error: ValidationError, form: Form) -> Iterator[Problem]:
    for name in error.validator_value:
        if name not in error.instance:
            path = (*_path(error), name)
            field = form.field_at(path)
            yield Problem(path, rule=_BLANK_RULES.get(field.kind if field else "", "blank-field"))


def _unknown(error: ValidationError, _: Form) -> Iterator[Problem]:
    known = list(error.schema.get("properties", {}))
    for name in error.instance:
        if name not in known:
            close = get_close_matches(name, known, 1)
            hint = f"Did you mean {close[0]}?" if close else f"Fields here: {', '.join(known)}."
            odd = ", ".join(f"U+{ord(letter):04X}" for letter in name[:40] if not letter.isascii())
            also = f" It holds {odd}, which may only look like a usual letter." if odd else ""
            yield Problem((*_path(error), name), {"key": name, "hint": hint + also}, rule="unknown-field")


def _words(error: ValidationError, _: Form) -> Iterator[Problem]:
    text, limit = error.instance, error.validator_value
    count, offset = count_words(text), offset_of_word(text, limit + 1)
    facts = {"count": count, "limit": limit, "over": count - limit, "word": text[offset:].split()[0]}
    facts["mark"] = f"word {limit + 1}"
    yield Problem(_path(error), facts, offset, rule="too-many-words")


def _type(error: ValidationError, _: Form) -> Iterator[Problem]:
    wanted = error.validator_value
    kind = wanted if isinstance(wanted, str) else wanted[0]
    quote = kind == "string" and not isinstance(error.instance, dict | list)
    hint = "Put it in quotes." if quote else "See how a sample plan writes this field."
    yield Problem(_path(error), {"wanted": _TYPES.get(kind, kind), "hint": hint}, rule="wrong-type")


def _choice(error: ValidationError, _: Form) -> Iterator[Problem]:
    choices = [str(choice) for choice in error.validator_value]
    close = get_close_matches(str(error.instance), choices, 1)
    hint = f"Did you mean {close[0]}?" if close else f"Choose from: {', '.join(choices)}."
    yield Problem(_path(error), {"value": str(error.instance), "hint": hint}, rule="not-a-choice")


def _constant(error: ValidationError, _: Form) -> Iterator[Problem]:
    facts = {"value": str(error.instance), "hint": f"Write {error.validator_value}."}
    yield Problem(_path(error), facts, rule="not-a-choice")


def _date(error: ValidationError, _: Form) -> Iterator[Problem]:
    read = next(filter(None, (_read_date(error.instance, style) for style in _WRITTEN_DATES)), None)
    hint = f"Write {read}, if that is the day meant." if read else "Write the day as YYYY-MM-DD, such as 2024-03-31."
    yield Problem(_path(error), {"value": error.instance, "hint": hint}, rule="not-a-date")


def _read_date(text: str, style: str) -> datetime.date | None:
    try:
        return datetime.datetime.strptime(text.strip(), style).date()
    except ValueError:
        return None


def _rows(error: ValidationError, _: Form) -> Iterator[Problem]:
    facts = {"count": len(error.instance), "limit": error.validator_value}
    yield Problem(_path(error), facts, rule="too-many-rows")


def _repeated(error: ValidationError, _: Form) -> Iterator[Problem]:
    yield Problem(_path(error), rule="repeated-choice")


def _length(error: ValidationError, _: Form) -> Iterator[Problem]:
    facts = {"count": len(error.instance), "limit": error.validator_value}
    yield Problem(_path(error), facts, rule="too-many-characters")


def _other(error: ValidationError, form: Form) -> Iterator[Problem]:
    field = form.field_at(_path(error))
    yield Problem(_path(error), {"wanted": field.description if field else ""}, rule="not-as-described")


_PROBLEMS: dict[str, Callable[[ValidationError, Form], Iterator[Problem]]] = {
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
