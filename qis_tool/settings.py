"""A form's rules as a house's settings have them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qis_tool.errors import UserError
from qis_tool.finding import OFF, Level, Off, Rule, Settings
from qis_tool.form import Form, common_rules

NEAR_LIMIT_OF = 200  # the limit that near_limit is given for; others are taken in proportion


def rules_of(form: Form | None, settings: Settings) -> dict[str, Rule]:
    """The rules of a form, or without one those for every form, by name, with the levels and options that are set.

    A rule that is off is there too, as its check may tell of others. Raises UserError as `refuse_lowered` does.
    """
    options = _options(settings)
    return {rule.name: _as_set(rule, settings, options) for rule in (form.rules if form else common_rules())}


def changes(form: Form | None, settings: Settings) -> Settings:
    """The settings less the levels and figures that are a form's own."""
    rules = form.rules if form else common_rules()
    levels = {rule.code: rule.level for rule in rules}
    changed = {code: level for code, level in settings.levels.items() if levels.get(code, level) != level}
    own = [rule.options["within"] for rule in rules if rule.check == "near_limit"]
    return replace(settings, levels=changed, near_limit=None if settings.near_limit in own else settings.near_limit)


def refuse_lowered(rule: Rule, level: Level | Off) -> None:
    """Raises UserError where this level would let pass an error that makes a form unfit for filing."""
    if rule.level == "error" != level and not rule.waivable:
        raise UserError(f"{rule.code} {rule.name} makes a form unfit for filing, so it can't be lowered or left out.")


def _as_set(rule: Rule, settings: Settings, options: Mapping[str, Mapping[str, Any]]) -> Rule:
    if level := settings.levels.get(rule.code):
        refuse_lowered(rule, level)
        rule = rule if level == OFF else replace(rule, level=level)
    return replace(rule, options={**rule.options, **options[rule.check]}) if rule.check in options else rule


def _options(settings: Settings) -> dict[str, dict[str, Any]]:
    """What settings add to the options of rules, by check."""
    options: dict[str, dict[str, Any]] = {}
    if settings.identity_terms:
        options["identity"] = {"terms": list(settings.identity_terms)}
    if settings.style_terms:
        options["house_style"] = {"terms": settings.style_terms}
    if settings.near_limit is not None:
        options["near_limit"] = {"within": settings.near_limit, "of": NEAR_LIMIT_OF}
    return options
