"""One cell of a table: its text to a value of its column's kind, exactly, or a sentence that says why not."""

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from qis_tool.characters import spelled
from qis_tool.evidence.columns import Column, Kind
from qis_tool.evidence.periods import period

SHOWN = 40  # characters of a cell that a message repeats
_MOST_DIGITS = 20
_INTEGER = re.compile(r"([+-]?\d+)(?:\.0+)?", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIRST_YEAR = 1901  # Excel shows small numbers that are formatted as dates as days of 1900
_SEPARATOR = re.compile(r"[;,/]")
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class Unfit(Exception):
    """A cell's text is no value of its column; the message says so in a sentence."""


def value_of(text: str, column: Column) -> Any:
    """The value of a cell that is not blank: str, bool, int, Decimal, date, Period or a tuple of str.

    Money is in dollars, a rate in percent; both keep the decimals as they are written. Raises Unfit.
    """
    if _ERROR.fullmatch(text):
        raise Unfit(f"{shown(text)} is an error of the spreadsheet. Mend its formula, or leave the cell blank.")
    value = _READERS[column.kind](text, column)
    if isinstance(value, int | Decimal):
        _within(value, text, column)
    return value


def shown(text: str) -> str:
    """A cell's text between quotation marks, cut short and with nothing in it that can't be seen."""
    plain = " ".join(spelled(text).split())
    return f"“{plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + '…'}”"


def folded(text: str) -> str:
    """A head or choice as it is compared: in small letters, without signs."""
    return " ".join(re.split(r"[\W_]+", text.casefold())).strip()


def _within(value: int | Decimal, text: str, column: Column) -> None:
    if column.minimum is not None and value < column.minimum:
        raise Unfit(f"{shown(text)} is less than {column.minimum}, the least there can be.")
    if column.maximum is not None and value > column.maximum:
        raise Unfit(f"{shown(text)} is more than {column.maximum}, the most there can be.")


def _text(text: str, _: Column) -> str:
    return " ".join(text.split())


def _choice(text: str, column: Column) -> str:
    for value, label in column.choices.items():
        if folded(text) in (folded(value), folded(label)):
            return value
    raise Unfit(f"{shown(text)} is not one of: {', '.join(column.choices.values())}.")


def _yes_no(text: str, _: Column) -> bool:
    if (value := _YES_NO.get(text.casefold())) is None:
        raise Unfit(f"{shown(text)} is neither yes nor no. Leave the cell blank where it is not known.")
    return value


def _integer(text: str, _: Column) -> int:
    if not (found := _INTEGER.fullmatch(text)):
        raise Unfit(f"{shown(text)} is not a whole number.{_comma(text)}")
    return int(_few_digits(found[1]))


def _money(text: str, _: Column) -> Decimal:
    return _decimal(re.sub(r"^(-?)\s*\$\s*", r"\1", text), text, "an amount in dollars")


def _rate(text: str, _: Column) -> Decimal:
    value = _decimal(text.removesuffix("%").rstrip(), text, "a rate in percent")
    if 0 < value < 1 and not text.endswith("%"):
        raise Unfit(
            f"{shown(text)} is less than one percent. Write a rate in percent, such as 23.9, or with its % sign."
        )
    return value


def _decimal(number: str, text: str, what: str) -> Decimal:
    if not _DECIMAL.fullmatch(number):
        raise Unfit(f"{shown(text)} is not {what}.{_comma(text)}")
    return Decimal(_few_digits(number))


def _few_digits(number: str) -> str:
    if len(number) > _MOST_DIGITS:
        raise Unfit(f"{shown(number)} has more digits than any figure here can have.")
    return number


def _comma(text: str) -> str:
    told = " Write decimals with a point and thousands without a separator: 23.9, 1234."
    return told if "," in text and any(sign.isdigit() for sign in text) else ""


def _date(text: str, _: Column) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        raise Unfit(f"{shown(text)} is not a day of the calendar.") from None
    if day is None:
        raise Unfit(f"{shown(text)} is not a date. Write it as YYYY-MM-DD, such as 2022-12-31.")
    if day.year < _FIRST_YEAR:
        raise Unfit(f"{shown(text)} lies before {_FIRST_YEAR}: it may be a number that is formatted as a date.")
    return day


def _period(text: str, _: Column) -> Any:
    if (found := period(" ".join(text.split()))) is None:
        raise Unfit(f"{shown(text)} is not a period. Write 2022, 2022-Q3 or 2022-07 to 2023-06.")
    return found


def _list(text: str, column: Column) -> tuple[str, ...]:
    parts = [" ".join(part.split()) for part in _SEPARATOR.split(text) if part.strip()]
    return tuple(dict.fromkeys(_choice(part, column) if column.choices else part for part in parts))


_READERS: Mapping[Kind, Callable[[str, Column], Any]] = {
    "text": _text,
    "choice": _choice,
    "yes_no": _yes_no,
    "integer": _integer,
    "money": _money,
    "rate": _rate,
    "date": _date,
    "period": _period,
    "list": _list,
}
