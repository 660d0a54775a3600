"""The days by which something is due."""

from datetime import date
from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.due import Due, due_days, window
from qis_tool.evidence.program import the_program


def days(period: int = 2023, letter: date | None = None, distributed: date | None = None) -> dict[str, Due]:
    """What is due, by its name."""
    return {due.name: due for due in due_days(the_program(), period, letter, distributed)}


def test_settlement_begins_in_the_second_quarter_of_the_next_year() -> None:
    due = days()["Settlement begins"]
    assert (due.first, due.day) == (date(2024, 4, 1), date(2024, 6, 30))


def test_a_gain_of_2023_is_paid_by_june_28_2024() -> None:
    assert days()["Gains are paid by"].day == date(2024, 6, 28)
    assert days(2022)["Gains are paid by"].day == date(2023, 6, 29)  # no leap day


def test_a_refund_is_due_60_days_after_the_letter_and_offset_from_the_next_day() -> None:
    found = days(letter=date(2024, 5, 15))
    assert found["Refunds are due by"].day == date(2024, 7, 14)
    assert found["Offset against claims from"].day == date(2024, 7, 15)


def test_an_appeal_is_due_45_days_after_the_report_in_both_readings() -> None:
    found = days(distributed=date(2024, 4, 30))
    assert found["Appeals (Level II) are to be received by"].day == date(2024, 6, 14)
    assert found["Appeals (Level II) are to be postmarked by"].day == date(2024, 6, 14)
    assert "received, is used" in found["Appeals (Level II) are to be received by"].says


def test_what_counts_from_a_day_that_is_not_given_has_none() -> None:
    found = days()
    assert found["Refunds are due by"].day is None
    assert found["Refunds are due by"].counts_from == "60 days after the letter"


@pytest.mark.parametrize("given", [{"letter": date(2023, 12, 31)}, {"distributed": date(2023, 6, 1)}])
def test_nothing_is_sent_before_the_period_ends(given: dict[str, Any]) -> None:
    with pytest.raises(UserError, match="the period ends on 2023-12-31"):
        days(**given)


def test_the_perinatal_window_of_a_delivery() -> None:
    assert window(date(2023, 6, 15), 280, 60) == (date(2022, 9, 8), date(2023, 8, 14))
