"""Dates as people type them in the United States."""

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    "|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_NAME = rf"(?P<name>{_NAMES})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>20\d\d|[2-4]\d)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<month>\d{{1,2}})(?P<sign>[-/.])(?P<day>\d{{1,2}})(?P=sign){_YEAR}",
        rf"{_NAME}\s+{_DAY}(?:,|\s)\s*{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_NAME}(?:,|\s)\s*{_YEAR}",
    )
)


def iso_date(text: str) -> str:
    """The date that a text is, as YYYY-MM-DD; empty where it is none, month before day where only numbers stand."""
    text = " ".join(text.split()).removesuffix(".")
    found = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTHS.index(parts["name"][:3].lower()) + 1
    year = int(parts["year"]) if len(parts["year"]) > 2 else 2000 + int(parts["year"])  # noqa: PLR2004 - two digits
    try:
        return datetime.date(year, month, int(parts["day"])).isoformat()
    except ValueError:
        return ""
