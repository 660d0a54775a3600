"""One cell of a big table as an expression: its text to a value of its column's kind, exactly, or null."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import ibis

from qis_tool.evidence.columns import Column, Kind

MONEY = "decimal(18, 6)"  # one type for amounts and factors: their product still fits into 38 digits, exactly
_AMOUNT = r"^-?[0-9]{1,9}(\.[0-9]{1,2}0*)?$"
_RATE = r"^-?[0-9]{1,4}(\.[0-9]{1,6}0*)?$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_SIGNS = "[^a-z0-9]+"

SAID: Mapping[Kind, str] = {
    "text": "it is not a text.",
    "choice": "it is not one of: {choices}.",
    "money": "it is not an amount in dollars and cents, such as 1234.50.",
    "rate": "it is not a number with at most six decimals, such as 1.05.",
    "date": "it is not a day of the calendar, written as YYYY-MM-DD.",
}


def text_of(given: Any) -> Any:
    """A cell's text without needless spaces; null where it is blank."""
    return given.re_replace(r"\s+", " ").strip().nullif("")


def _text(given: Any, _: Column) -> Any:
    return text_of(given)


def _money(given: Any, _: Column) -> Any:
    return _matching(text_of(given).re_replace(r"^\$ ?", ""), _AMOUNT, MONEY)


def _rate(given: Any, _: Column) -> Any:
    return _matching(text_of(given), _RATE, MONEY)


def _date(given: Any, _: Column) -> Any:
    return _matching(text_of(given), _DAY, "date")


def _matching(text: Any, pattern: str, kind: str) -> Any:
    return ibis.cases((text.re_search(pattern), text.try_cast(kind)), else_=ibis.null(kind))


def _choice(given: Any, column: Column) -> Any:
    """The value whose name or label it is, signs and letter case apart."""
    folded = text_of(given).lower().re_replace(_SIGNS, " ").strip()
    named = {
        re.sub(_SIGNS, " ", name.lower()).strip(): value
        for value, label in column.choices.items()
        for name in (label, value)
    }
    return ibis.cases(*((folded == name, value) for name, value in named.items()), else_=ibis.null("string"))


VALUES: Mapping[Kind, Callable[[Any, Column], Any]] = {
    "text": _text,
    "choice": _choice,
    "money": _money,
    "rate": _rate,
    "date": _date,
}
