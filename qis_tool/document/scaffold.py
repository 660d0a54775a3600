"""A fresh plan file with comments, blank or with last year's answers carried over."""

import json
import re
from functools import partial
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from qis_tool.checks.plan import Plan, without_blanks
from qis_tool.errors import DataFault
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import Source, read_text

_SAFE_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9_ ,.%()/&'-]*(?<! )|\d{4}-\d\d-\d\d")
_LONG = 60


def scaffold(form: Form, last: Source | None = None) -> str:
    """The text of a new plan file; with `last`, its answers stand where this form has a field for them.

    Raises DataFault where an answer would not read back as it was.
    """
    answers = Plan(without_blanks((last and last.data) or {}), form)
    environment: Environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string(find(f"templates/{form.id}/{form.year}/plan.yaml.j2").read_text("utf-8"))
    text = template.render(form=form, field=form.fields.__getitem__, value=partial(_written, answers)) + "\n"
    _proved(read_text(text, "scaffold"), answers)
    return text


def left_behind(form: Form, last: Source) -> list[str]:
    """Dotted names in last year's plan that this form has no field for."""
    names = {".".join(part for part in path if isinstance(part, str)) for path in last.places}
    known = {field.path.replace("[]", "") for field in form.fields.values()}
    return sorted(name for name in names if name not in known)


def _written(answers: Plan, path: str, indent: int, blank: str = "") -> str:
    """A value as YAML behind its key's colon, its lines indented; `blank` where there is none."""
    value = answers.value(path) if path not in ("form", "plan_year") else None
    return blank if value is None else f" {_yaml(value, indent)}"


def _yaml(value: Any, indent: int) -> str:
    if isinstance(value, str):
        return _text(value, indent)
    if isinstance(value, list) and all(isinstance(part, dict) for part in value):
        return "".join(_row(row, indent) for row in value).rstrip()
    if isinstance(value, list):
        return f"[{', '.join(_yaml(part, indent) for part in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _row(row: dict[str, Any], indent: int) -> str:
    gap = " " * indent
    lines = [f"{key}: {_yaml(part, indent + 4)}" for key, part in row.items()]
    return f"\n{gap}- " + f"\n{gap}  ".join(lines)


def _text(text: str, indent: int) -> str:
    if "\n" not in text and len(text) <= _LONG and _SAFE_WORDS.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    lines = text.removesuffix("\n").split("\n")
    plain = all(line.isprintable() and (line.strip() or not line) for line in lines)
    if "\n" not in text or not plain or text[0].isspace() or not lines[-1]:
        return json.dumps(text, ensure_ascii=False)
    gap = " " * indent
    body = "\n".join(f"{gap}{line}" if line else "" for line in lines)
    return f"|{'' if text.endswith(chr(10)) else '-'}\n{body}"


def _proved(written: Source, answers: Plan) -> None:
    found = Plan(without_blanks(written.data or {}), answers.form)
    paths = [path for path in answers.form.fields if path not in ("form", "plan_year") and "[]" not in path]
    changed = [p for p in paths if answers.form.fields[p].kind != "group" and found.value(p) != answers.value(p)]
    if written.problems or changed:
        raise DataFault(f"The scaffold did not hold the answers as given ({', '.join(changed)}); it was not written.")


_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off"})
