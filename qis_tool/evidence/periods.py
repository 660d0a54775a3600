"""The time that figures are about: whole months, from the first day of one to the last day of one."""

import calendar
import datetime
import re
from dataclasses import dataclass

_MONTHS = 12
_QUARTER = 3
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)")
_QUARTERS = (
    re.compile(r"(?P<year>(?:19|20)\d\d)[ -]?q(?P<quarter>[1-4])", re.IGNORECASE),
    re.compile(r"q(?P<quarter>[1-4])[ -]?(?P<year>(?:19|20)\d\d)", re.IGNORECASE),
)
_RANGE = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2]) ?(?:to|\u2013|/) ?((?:19|20)\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months; of two, the later one is that which ends later, and of those the longer one."""

    last: datetime.date
    months: int

    @property
    def first(self) -> datetime.date:
        """The first day."""
        year, month = divmod(self.last.year * _MONTHS + self.last.month - self.months, _MONTHS)
        return datetime.date(year, month + 1, 1)

    def __str__(self) -> str:
        """A year (2022), a quarter (2022-Q3) or months (2022-07 to 2023-06)."""
        if self.last.month == _MONTHS == self.months:
            return str(self.last.year)
        if self.months == _QUARTER and not self.last.month % _QUARTER:
            return f"{self.last.year}-Q{self.last.month // _QUARTER}"
        return f"{self.first:%Y-%m} to {self.last:%Y-%m}"


def period(text: str) -> Period | None:
    """The period that a text names: 2022, 2022-Q3 (Q3 2022) or 2022-07 to 2023-06; None where it names none."""
    if found := _YEAR.fullmatch(text):
        return _ending(int(found["year"]), _MONTHS, _MONTHS)
    if found := next(filter(None, (shape.fullmatch(text) for shape in _QUARTERS)), None):
        return _ending(int(found["year"]), int(found["quarter"]) * _QUARTER, _QUARTER)
    if found := _RANGE.fullmatch(text):
        first_year, first, year, month = map(int, found.groups())
        months = (year - first_year) * _MONTHS + month - first + 1
        return _ending(year, month, months) if months > 0 else None
    return None


def _ending(year: int, month: int, months: int) -> Period:
    return Period(datetime.date(year, month, calendar.monthrange(year, month)[1]), months)
