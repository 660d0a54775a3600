"""What is set for a plan, and where: on the command line, over the environment, over the nearest configuration file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from qis_tool.configuration.kinds import KINDS, capped, level, meant, option, variable
from qis_tool.configuration.toml_file import TomlFile
from qis_tool.errors import UserError
from qis_tool.finding import Level, Off, Rule, Settings
from qis_tool.form import common_rules, known_editions, load_form
from qis_tool.settings import NEAR_LIMIT_OF, refuse_lowered

LEVELS_OF_RULES = "levels"

At = TomlFile | str  # a file, or the name of a variable or an option


class Held(NamedTuple):
    """A setting that holds: its value, and where it was set, None for a default; of a rule's level, `rule` too.

    `keys` are what leads to it in its file.
    """

    name: str
    value: Any
    at: At | None = None
    rule: Rule | None = None
    keys: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The file, variable or option; empty for a default."""
        return self.at.name if isinstance(self.at, TomlFile) else self.at or ""

    @property
    def line(self) -> int | None:
        """The line of the file, as far as it can be told."""
        return self.at.line(*self.keys) if isinstance(self.at, TomlFile) else None


@dataclass(frozen=True)
class Configuration:
    """All that is set for a plan or by default, a rule's level only where it is set, and the file among its places."""

    file: str
    held: tuple[Held, ...]

    @cached_property
    def settings(self) -> Settings:
        """What is set, as checks take it."""
        found = [held for held in self.held if held.at]
        values = {held.name: held.value for held in found if not held.rule}
        levels = {held.rule.code: held.value for held in found if held.rule}
        sources = {held.rule.code if held.rule else held.name: held.place for held in found}
        return Settings(**values, levels=levels, file=self.file, sources=sources)


def configured(
    file: TomlFile | None, environment: Mapping[str, str], options: Mapping[str, Sequence[str]]
) -> Configuration:
    """What holds, with a file, the environment's variables and the texts of options by their setting's name.

    Raises UserError for a setting that there is not, a value that it can't have, and a level that can't be lowered.
    """
    holds = {(held.name, ""): held for held in _defaults()}
    for at, name, value in _given(file, environment, options):
        for held in _held(at, name, value):
            holds[held.name, held.rule.code if held.rule else ""] = held
    return Configuration(file.name if file else "", tuple(holds.values()))


def _defaults() -> Iterator[Held]:
    yield Held("fail_level", Settings().fail_level)
    near = (rule.options for rule in common_rules() if rule.check == "near_limit")
    yield from (Held("near_limit", -(-NEAR_LIMIT_OF * own["within"] // own["of"])) for own in near)
    yield Held("identity_terms", ())
    yield Held("style_terms", {})


def _given(
    file: TomlFile | None, environment: Mapping[str, str], options: Mapping[str, Sequence[str]]
) -> Iterator[tuple[At, str, Any]]:
    """Where a setting is given, its name and its value; of several the last one holds."""
    if file:
        yield from ((file, name, value) for name, value in file.settings.items())
    for name, kind in KINDS.items():
        if text := environment.get(variable(name), "").strip():
            yield variable(name), name, kind.of_variable(text)
    yield from ((option(name), name, KINDS[name].parse(texts)) for name, texts in options.items())


def _held(at: At, name: str, value: Any) -> Iterator[Held]:
    if name not in KINDS:
        known = ", ".join(KINDS)
        raise UserError(f"{_where(at, name)}there is no such setting.{meant(name, KINDS) or f' There are {known}.'}")
    if name == LEVELS_OF_RULES:
        yield from _levels(at, value)
        return
    try:
        yield Held(name, KINDS[name].check(value), at, keys=(name,))
    except UserError as fault:
        raise UserError(f"{_where(at, name)}{fault}") from None


def _levels(at: At, value: Any) -> Iterator[Held]:
    if not isinstance(value, dict):
        example = 'it should be a table of rules and their levels, such as {near-limit = "warning"}.'
        raise UserError(f"{_where(at, LEVELS_OF_RULES)}{example}")
    taken: dict[str, str] = {}
    for name, wanted in value.items():
        for rule in _rules_named(name, at):
            if taken.setdefault(rule.code, name) != name:
                other = capped(taken[rule.code])
                raise UserError(f"{_where(at, LEVELS_OF_RULES, name)}{other} is the same rule. Keep one of the two.")
            yield Held(LEVELS_OF_RULES, _level(at, name, rule, wanted), at, rule, (LEVELS_OF_RULES, name))


def _rules_named(name: str, at: At) -> list[Rule]:
    """The rules of this name or code, in whatever edition."""
    rules = [rule for edition in known_editions() for rule in load_form(*edition).rules]
    if found := [rule for rule in rules if name.lower() in (rule.name, rule.code.lower())]:
        return found
    near = meant(name, [rule.name for rule in rules])
    hint = (
        " It is a setting: put it above the line of [levels]." if name in KINDS else f"{near} qis rules lists them all."
    )
    raise UserError(f"{_where(at, LEVELS_OF_RULES, name)}there is no such rule.{hint}")


def _level(at: At, name: str, rule: Rule, wanted: Any) -> Level | Off:
    try:
        refuse_lowered(rule, found := level(wanted))
    except UserError as fault:
        raise UserError(f"{_where(at, LEVELS_OF_RULES, name)}{fault}") from None
    return found


def _where(at: At, *keys: str) -> str:
    """Where a fault lies, as the start of a message."""
    line = at.line(*keys) if isinstance(at, TomlFile) else None
    place = at if isinstance(at, str) else f"{at.name}:{line}" if line else at.name
    named = ".".join(map(capped, keys[isinstance(at, str) :]))
    return "".join(f"{part}: " for part in (place, named) if part)
