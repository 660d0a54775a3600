"""The milestones of a review as pictures on its page."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from qis_tool.report.review.desk import Review
from qis_tool.reviewing.values import Milestone, PlanReview, Reviewed
from tests.report.review.pages import Element, found, opened, said, values
from tests.report.review.plans import WORD

Lay = Callable[..., Review]


def dated(*days: str) -> PlanReview:
    """A plan with a milestone on each of these days."""
    moments = map(datetime.date.fromisoformat, days)
    found = (Milestone(("rows", at), "10b", f"Milestone {at}", "", str(day), day) for at, day in enumerate(moments))
    return replace(WORD, milestones=tuple(found))


def labels(root: Element, place: str) -> list[str]:
    return [said(text) for text in found(root, f"//section[@id='timeline']//{place}//svg/text")]


def test_the_picture_shows_the_plan_year_and_each_day(desk: Lay) -> None:
    root = opened(desk(Reviewed(dated("2024-01-01", "2024-07-01", "2024-12-31"), ())))
    marks = found(root, "//tbody//circle")
    assert [(mark.get("cx"), mark.get("class")) for mark in marks] == [
        ("0.00%", "past"), ("49.73%", "upcoming"), ("99.73%", "upcoming"),
    ]  # fmt: skip
    assert said(marks[1]) == "2024-07-01, upcoming: Milestone 1"
    assert labels(root, "thead") == ["as of 2024-06-30", "plan year 2024", "Jan", "Apr", "Jul", "Oct"]
    assert values(root, "//g//@class") == ["year", "new-year", *["quarter"] * 3, "as-of"]
    assert values(root, "//tbody//use/@href") == [f"#{name}" for name in values(root, "//g/@id")]
    assert said(found(root, "//tbody//svg/title")[0]) == f"{WORD.file}: 3 dates from 2024-01-01 to 2024-12-31"


def test_the_picture_reaches_as_far_as_the_dates_but_not_after_a_mistyped_year(desk: Lay) -> None:
    root = opened(desk(Reviewed(dated("2023-11-15", "2204-01-01", "0024-03-31", "0001-01-01"), ())))
    assert labels(root, "thead")[1:] == ["2023", "Oct", "plan year 2024", "Jan", "Apr", "Jul", "Oct"]
    assert labels(root, "tbody") == ["← 2 earlier", "1 later →"]
    assert len(found(root, "//tbody//circle")) == 1


def test_months_are_left_out_of_a_long_picture(desk: Lay) -> None:
    root = opened(desk(Reviewed(dated("2022-01-01", "2026-12-31"), ())))
    assert labels(root, "thead")[1:] == ["2022", "2023", "plan year 2024", "2025", "2026"]


@pytest.mark.parametrize(
    ("day", "label", "words"),
    [
        ("2023-12-31", "← as of 2023-12-31", "is before this picture"),
        ("2024-03-01", "as of 2024-03-01", "is the dashed line"),
        ("2026-11-27", "as of 2026-11-27 →", "is after this picture"),
    ],
)
def test_the_day_of_the_review_is_said_in_the_picture_or_at_its_edge(
    desk: Lay, day: str, label: str, words: str
) -> None:
    root = opened(replace(desk(Reviewed(dated("2024-06-01"), ())), as_of=datetime.date.fromisoformat(day)))
    assert labels(root, "thead")[0] == label
    assert said(found(root, "//thead//desc")[0]).endswith(f"The day of the review, {day}, {words}.")


def test_milestones_of_one_day_are_one_mark_with_their_number(desk: Lay) -> None:
    root = opened(desk(Reviewed(dated("2024-06-01", "2024-06-01"), ())))
    assert labels(root, "tbody") == ["2"]
    assert said(found(root, "//tbody//circle")[0]) == "2024-06-01, past: Milestone 0, Milestone 1"


def test_a_single_date_has_a_mark_of_its_own_and_lanes_count(desk: Lay) -> None:
    root = opened(desk())
    assert [values(root, f"//tbody//{mark}/@class") for mark in ("rect", "circle")] == [["past"], ["upcoming"]]
    lanes = [[*map(said, row)][1:5] for row in found(root, "//section[@id='timeline']//tbody/tr")]
    assert lanes == [["1", "1", "2", "2024-06-30"], ["0", "0", "0", "none"]]
