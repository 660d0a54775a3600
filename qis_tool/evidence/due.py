"""The days by which something is due."""

import calendar
import datetime
from collections.abc import Iterator
from typing import NamedTuple

from qis_tool.errors import UserError
from qis_tool.evidence.program import Program


class Due(NamedTuple):
    """What is due and when: the day, or None where it counts from a day that was not given; `says` is the rule.

    `first` is when it may begin, and `counts_from` says from what the days are counted.
    """

    name: str
    day: datetime.date | None
    says: str
    first: datetime.date | None = None
    counts_from: str = ""


def window(event: datetime.date, before_days: int, after_days: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of an episode around an event: days before it and after it."""
    return event - datetime.timedelta(before_days), event + datetime.timedelta(after_days)


def due_days(
    program: Program, period: int, letter: datetime.date | None, distributed: datetime.date | None
) -> Iterator[Due]:
    """All of them, for a period, the date of the refund letters and the day the reports were distributed.

    Raises UserError for a letter or a report from before the period's end.
    """
    close = datetime.date(period, 12, 31)
    for day, what in ((letter, "letters"), (distributed, "reports")):
        if day and day <= close:
            raise UserError(f"The {what} can't be of {day}: the period ends on {close}.")
    first, last = program.settlement_months
    end = datetime.date(period + 1, last, calendar.monthrange(period + 1, last)[1])
    says = {name: cited.says for name, cited in program.cited.items()}
    paid, refund = program.gain_paid_within_days, program.refund_within_days
    yield Due("Settlement begins", end, says["settlement_months"], datetime.date(period + 1, first, 1))
    yield Due("Gains are paid by", _after(close, paid), says["gain_paid_within_days"])
    refunds = f"{refund} days after the letter"
    yield Due("Refunds are due by", _after(letter, refund), says["refund_within_days"], counts_from=refunds)
    yield Due("Offset against claims from", _after(letter, refund + 1), says["refund_within_days"], counts_from=refunds)
    days = program.appeal_within_days
    appeal, appeals = _after(distributed, days), f"{days} days after the report"
    for how in ("received", "postmarked"):
        yield Due(f"Appeals (Level II) are to be {how} by", appeal, says["appeal_within_days"], counts_from=appeals)


def _after(day: datetime.date | None, days: int) -> datetime.date | None:
    return day + datetime.timedelta(days) if day else None
