"""The timeline."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from qis_tool.checks.dates import after_day
from qis_tool.checks.plan import Plan
from qis_tool.errors import DataFault
from qis_tool.form import Form

Found = Callable[[Mapping[str, Any]], list[tuple[str, str]]]

START = "part_d.timeline.start_date"
ROWS = "part_d.timeline.milestones"


@pytest.mark.parametrize(
    ("start", "dates", "expected"),
    [
        ("2023-01-01", ["2023-06-30", "2023-12-31"], []),
        ("2023-06-30", ["2023-06-30", "2023-06-30"], []),
        ("2023-01-01", ["2022-12-31", "2023-12-31"], [("before-start", f"{ROWS}.0.date")]),
        ("2023-01-01", ["2023-12-31", "2023-06-30"], [("out-of-order", f"{ROWS}.1.date")]),
        ("2023-01-01", ["2023-06-30", "2024-12-31"], []),
        ("2023-01-01", ["2023-06-30", "2025-01-01"], [("after-plan-year", f"{ROWS}.1.date")]),
        ("2023-01-01", ["2024-01-01", "2024-06-30"], [("no-milestone-by-2023", ROWS)]),
    ],
)
def test_dates_are_compared(found: Found, start: str, dates: list[str], expected: list[tuple[str, str]]) -> None:
    assert found({START: start, f"{ROWS}.0.date": dates[0], f"{ROWS}.1.date": dates[1]}) == expected


@pytest.mark.parametrize("value", ["2023-02-30", "03/31/2023", "soon", "20230331", "2023-W01-1", "٢٠٢٣-٠١-٠١"])
def test_what_is_no_date_is_compared_with_nothing(found: Found, value: str) -> None:
    assert found({f"{ROWS}.1.date": value}) == [("not-a-date", f"{ROWS}.1.date")]
    assert found({START: value}) == [("not-a-date", START)]


def test_without_any_date_none_is_missed_by_a_day(found: Found) -> None:
    assert found({f"{ROWS}.0.date": None, f"{ROWS}.1.date": None}) == [
        ("blank-field", f"{ROWS}.0.date"),
        ("blank-field", f"{ROWS}.1.date"),
    ]


def test_a_rule_with_a_day_that_is_none_is_a_fault_of_the_data(k2: Form) -> None:
    rule = replace(k2.rule("after-plan-year"), options={"day": "soon"})
    with pytest.raises(DataFault, match="K2-214"):
        list(after_day(Plan({}, k2), rule))
