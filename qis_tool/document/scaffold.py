"""A fresh plan file with comments, blank or with last year's answers carried over."""

from functools import lru_cache, partial
from itertools import takewhile
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from qis_tool.checks.plan import Plan, without_blanks
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.finding import Path, dotted
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import Source, read_text
from qis_tool.waivers import WAIVERS
from qis_tool.yaml_text import in_block


def scaffold(form: Form, last: Source | None = None, *, confirmed: bool = False) -> str:
    """The text of a new plan file; with `last`, its answers stand where this form has a field for them.

    Confirmations and waivers are given anew, unless they count as `confirmed`. Raises UserError for a plan that can't
    be read in full, NotAsWritten where an answer would not read back as it was.
    """
    answers = Plan(_carried(form, last, confirmed=confirmed), form)
    text = _template(form).render(form=form, field=form.fields.__getitem__, value=partial(_written, answers)) + "\n"
    _proved(read_text(text, "scaffold"), answers)
    return text


def left_behind(form: Form, last: Source) -> list[str]:
    """Names in last year's plan whose answers this form has no field for, or that are to be confirmed anew."""
    known = {path for path, field in form.fields.items() if field.kind not in ("flag", "group")} - {WAIVERS}
    answers = (tuple(takewhile(_is_name, path)) for path in last.places if _is_answer(last.value(path)))
    return sorted({".".join(map(str, path)) for path in answers if not _is_below(path, known)})


@lru_cache
def _template(form: Form) -> Template:
    environment: Environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(find(f"templates/{form.id}/{form.year}/plan.yaml.j2").read_text("utf-8"))


def _is_below(path: Path, known: set[str]) -> bool:
    return any(dotted(path[:depth]) in known for depth in range(1, len(path) + 1))


def _is_name(part: str | int) -> bool:
    return isinstance(part, str)


def _is_answer(value: Any) -> bool:
    return value is not None and not isinstance(value, dict | list) and str(value).strip() != ""


def _carried(form: Form, last: Source | None, *, confirmed: bool) -> dict[str, Any]:
    if last is None:
        return {}
    if last.data is None:
        raise UserError(f"{last.name}: it can't be read in full, so nothing was carried over. See: qis validate")
    anew = {WAIVERS, *(field.path for field in form.fields.values() if field.kind == "flag")}
    return _without(without_blanks(last.data), frozenset() if confirmed else frozenset(anew), "")


def _without(data: dict[str, Any], left_out: frozenset[str], above: str) -> dict[str, Any]:
    kept = {key: value for key, value in data.items() if f"{above}{key}" not in left_out}
    return {
        key: _without(part, left_out, f"{above}{key}.") if isinstance(part, dict) else part
        for key, part in kept.items()
    }


def _written(answers: Plan, path: str, indent: int, blank: str = "") -> str:
    """A value as YAML behind its key's colon, its lines indented; `blank` where there is none."""
    value = answers.value(path)
    written = blank if value is None else in_block(value, indent)
    return written if written[:1] in ("", "\n", " ") else f" {written}"


def _proved(written: Source, answers: Plan) -> None:
    found = Plan(without_blanks(written.data or {}), answers.form)
    paths = [path for path in answers.form.fields if path not in ("form", "plan_year") and "[]" not in path]
    changed = [p for p in paths if answers.form.fields[p].kind != "group" and found.value(p) != answers.value(p)]
    if changed:
        raise NotAsWritten(changed)
