"""Dates as people type them."""

import pytest

from qis_tool.readers.dates import iso_date


@pytest.mark.parametrize("day", ["3/31/2024.", "March 31,2024", "Mar 31 2024", "mar. 31st, 24", "31 of March 2024."])
def test_a_date_may_end_with_a_full_stop_and_lack_a_space(day: str) -> None:
    assert iso_date(day) == "2024-03-31"


@pytest.mark.parametrize("name", ["Sep", "Sept", "Sept.", "September"])
def test_months_have_the_usual_abbreviations(name: str) -> None:
    assert (iso_date(f"{name} 3, 2024"), iso_date(f"3 {name} 2024")) == ("2024-09-03", "2024-09-03")


@pytest.mark.parametrize(
    "text",
    ["Decision 3 2024", "Mayflower 3, 2024", "3 Marching 2024", "Septem 3, 2024", "3/31/2024..", "March 31 1999"],
)
def test_a_word_that_begins_like_a_month_makes_no_date(text: str) -> None:
    assert iso_date(text) == ""


def test_a_year_of_two_digits_is_one_that_a_plan_may_have() -> None:
    assert [iso_date(f"1/5/{year}") for year in ("19", "20", "49", "50")] == ["", "2020-01-05", "2049-01-05", ""]
