"""Dates as people type them in the United States."""

import datetime
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:20)?\d\d)"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<month>\d{{1,2}})(?P<sign>[-/.])(?P<day>\d{{1,2}})(?P=sign){_YEAR}",
        rf"{_NAME}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_NAME},?\s+{_YEAR}",
    )
)


def iso_date(text: str) -> str:
    """The date that a text is, as YYYY-MM-DD; empty where it is none, month before day where only numbers stand."""
    found = next(filter(None, (shape.fullmatch(" ".join(text.split())) for shape in _SHAPES)), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTHS.index(parts["name"].lower()) + 1
    year = int(parts["year"]) if len(parts["year"]) > 2 else 2000 + int(parts["year"])  # noqa: PLR2004 - two digits
    try:
        return datetime.date(year, month, int(parts["day"])).isoformat()
    except ValueError:
        return ""
