"""A form, read from its data folder: fields with items and limits, printed wording, boxes and rules.

Nothing here knows a particular form: schemas/<form>/<year>/ says it all.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, Literal

from qis_tool.errors import DataFault, UserError
from qis_tool.finding import Path, Rule, dotted
from qis_tool.resources import data_roots, find
from qis_tool.source import Source, read_bytes

CITE_LIMIT = "limit of the field"
Kind = Literal["text", "boxes", "date", "flag", "rows", "list", "group"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the plan: dotted path ([] stands for any row), item number, label, kind and word limit.

    `line` and `limit_line` are the printed lines behind the field and its limit, as keys of form.yaml.
    """

    path: str
    item: str
    label: str
    description: str
    kind: Kind
    limit: int | None = None
    choices: tuple[str, ...] = ()
    line: str = ""
    limit_line: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Form:
    """One edition of a form: fields in form order, boxes' printed labels, the field that names the document's file."""

    id: str
    year: int
    name: str
    source: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    named_after: str
    schema: Mapping[str, Any]
    fields: Mapping[str, Field]
    printed: Mapping[str, str]
    boxes: Mapping[str, Mapping[str, str]]
    slips: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]

    @property
    def edition(self) -> str:
        """How summaries name it: Attachment K2 plan year 2024."""
        return f"{self.name} plan year {self.year}"

    @property
    def limited(self) -> Iterator[Field]:
        """The fields with a word limit, in form order."""
        return (field for field in self.fields.values() if field.limit)

    def field_at(self, path: Path) -> Field | None:
        """The field a path belongs to, or the nearest one above it."""
        paths = (dotted(path[:depth]) for depth in range(len(path), 0, -1))
        return next((self.fields[name] for name in paths if name in self.fields), None)

    def rule(self, name: str) -> Rule:
        """A rule by its name or its code, in any letter case."""
        for rule in self.rules:
            if name.lower() in (rule.name, rule.code.lower()):
                return rule
        raise UserError(f"There is no rule {name!r} for {self.edition}. qis rules lists them all.")

    def cited(self, rule: Rule, field: Field | None) -> str:
        """The printed line a rule rests on: its own, or the field's line, or that of the field's limit."""
        own = "" if rule.cite == CITE_LIMIT else rule.cite
        from_field = (field.limit_line if rule.cite else field.line) if field else ""
        return self.printed.get(own or from_field, "")

    def box_name(self, boxes: str, choice: str) -> str:
        """The printed line beside a box, up to a colon that begins instructions."""
        return self.printed_line(boxes, choice).partition(":")[0]

    def printed_line(self, boxes: str, choice: str) -> str:
        """The whole printed line beside a box."""
        return self.printed[self.boxes[boxes][choice]]

    def place(self, path: Path) -> str:
        """What a reader calls the place, with its item number: QIS Goal 1 (item 5)."""
        field = self.field_at(path)
        return f"{self.label(path)} (item {field.item})" if field and field.item else self.label(path)

    def label(self, path: Path) -> str:
        """What a reader calls the place: a field's label, with its row's number."""
        field = self.field_at(path)
        row = next((f" {part + 1}" for part in path if isinstance(part, int)), "")
        return (field.label if field else "") + (row if field and "[]" in field.path else "")


@lru_cache
def known_editions() -> tuple[tuple[str, int], ...]:
    """Every form and year there is data for."""
    folders = (folder for root in data_roots() for folder in _editions(root))
    return tuple(sorted({(folder.parent.name, int(folder.name)) for folder in folders}))


def form_of(source: Source) -> Form:
    """The form a plan says it is for. Raises UserError where it names none that is known."""
    data = source.data or {}
    wanted = {key: str(data[key]) for key in ("form", "plan_year") if data.get(key) is not None}
    fits = [known for known in known_editions() if _fits(wanted, *known)]
    if len(fits) == 1:
        return load_form(*fits[0])
    named = ", ".join(f"{key}: {value[:40]}" for key, value in wanted.items()) or "no form"
    known = "; ".join(f"form: {form}, plan_year: {year}" for form, year in known_editions())
    raise UserError(f"{source.name}: it names {named}, which is not an edition qis knows. Known: {known}.")


def _fits(wanted: Mapping[str, str], form: str, year: int) -> bool:
    return {"form": form, "plan_year": str(year)}.items() >= wanted.items()


@lru_cache
def common_rules() -> tuple[Rule, ...]:
    """The rules that hold for every form: reading, shape and limits."""
    return tuple(_rule(row) for row in read_data(find("schemas/rules.yaml"))["rules"])


@lru_cache
def load_form(form: str, year: int) -> Form:
    """One edition from its folder. Raises UserError for an unknown one, DataFault for faulty data."""
    if (form, year) not in known_editions():
        raise UserError(f"There is no form {form!r} for plan year {year}. qis forms lists those there are.")
    folder = find(f"schemas/{form}/{year}")
    data = read_data(folder / "form.yaml")
    if (data.get("form"), data.get("plan_year")) != (form, year):
        raise DataFault(f"{folder / 'form.yaml'}: form and plan_year should be {form} and {year}, as its folders say.")
    try:
        given = json.loads((folder / "plan.schema.json").read_bytes())
        schema = without_references(given, given)
        return Form(
            id=data["form"],
            year=data["plan_year"],
            name=data["name"],
            source=data["source"],
            subject=data["subject"],
            keywords=tuple(data["keywords"]),
            language=data["language"],
            named_after=data.get("named_after", ""),
            schema=schema,
            fields={field.path: field for field in _fields(schema, "")},
            printed=data["printed"],
            boxes=data.get("boxes", {}),
            slips=tuple((slip["line"], slip["means"]) for slip in data.get("slips", ())),
            rules=(*common_rules(), *(_rule(row) for row in read_data(folder / "rules.yaml")["rules"])),
        )
    except json.JSONDecodeError as fault:
        raise DataFault(f"{folder / 'plan.schema.json'}: not sound JSON ({fault}).") from None
    except (KeyError, TypeError) as fault:
        raise DataFault(f"{folder}: the form's data lacks or misuses {fault}.") from None


def read_data(file: FilePath) -> dict[str, Any]:
    """One of our own YAML files. Raises DataFault where it is not sound."""
    source = read_bytes(file.read_bytes(), str(file))
    if source.data is None or source.problems:
        places = ", ".join(f"line {p.position.line}" for p in source.problems if p.position)
        raise DataFault(f"{file}: not a sound data file ({places}).")
    return source.data


def without_references(schema: Mapping[str, Any], node: Any) -> Any:
    """A schema with each local $ref replaced by what it names; keywords beside a $ref win.

    A pattern that only says maxWords again, for validators that don't know that keyword, is left out.
    """
    if isinstance(node, list):
        return [without_references(schema, part) for part in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]] | node
    left_out = {"$ref", "$defs", *(["pattern"] if "maxWords" in node else [])}
    return {key: without_references(schema, part) for key, part in node.items() if key not in left_out}


def _rule(row: dict[str, Any]) -> Rule:
    options = dict(row.get("options", {}))
    names = options.pop("let", {})
    given = {"waivable": row["level"] != "error"} | row
    given |= {"options": _with_names(options, names), "fields": tuple(row.get("fields", ()))}
    return Rule(**given | {name: given[name].strip() for name in ("message", "help", "why", "good", "bad")})


def _with_names(node: Any, names: Mapping[str, str]) -> Any:
    """A rule's options with the parts that `let` names put in where their names stand, as <NAME>."""
    if isinstance(node, dict):
        return {key: _with_names(part, names) for key, part in node.items()}
    if isinstance(node, list):
        return [_with_names(part, names) for part in node]
    if isinstance(node, str):
        for name, part in names.items():
            node = node.replace(f"<{name}>", part)
    return node


def _editions(root: FilePath) -> Iterator[FilePath]:
    return (file.parent for file in root.glob("schemas/*/*/form.yaml") if file.parent.name.isdigit())


def _fields(node: Mapping[str, Any], path: str) -> Iterator[Field]:
    for name, part in node.get("properties", {}).items():
        below = f"{path}.{name}".lstrip(".")
        yield _field(below, part)
        yield from _fields(part, below)
        yield from _fields(part.get("items", {}), f"{below}[]")


def _field(path: str, node: Mapping[str, Any]) -> Field:
    return Field(
        path=path,
        item=node.get("item", ""),
        label=node.get("title", path),
        description=node.get("description", ""),
        kind=_kind(node),
        limit=node.get("maxWords"),
        choices=tuple(node.get("items", {}).get("enum", ())),
        line=node.get("line", ""),
        limit_line=node.get("limitLine", ""),
    )


def _kind(node: Mapping[str, Any]) -> Kind:
    items, types = node.get("items", {}), node.get("type", "string")
    kinds: tuple[tuple[Kind, bool], ...] = (
        ("boxes", "enum" in items),
        ("rows", "properties" in items),
        ("list", bool(items)),
        ("date", node.get("format") == "date"),
        ("flag", "boolean" in types),
        ("group", "properties" in node),
    )
    return next((kind for kind, fits in kinds if fits), "text")
