"""Reviews kept in a file without a name."""

import datetime
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool.finding import ExcerptLine, Finding, Position, Rule, Span
from qis_tool.reviewing.spool import Spool, folded
from qis_tool.reviewing.values import Milestone, PlanReview, Reviewed, ReviewedFinding

RULE = Rule("K2-1", "rule", "error", "", "", "", "", "")
SPAN = Span(Position(1, 1), Position(1, 2))


@pytest.fixture
def make() -> Callable[..., Reviewed]:
    """Makes a review of a file with an answer of so many characters."""

    def make(file: str, characters: int = 10) -> Reviewed:
        day = Milestone(("start",), "10a", "Start", "", "2024-01-01", datetime.date(2024, 1, 1))
        finding = Finding(RULE, "Wrong.", "Mend it.", ("goal", 0), SPAN, excerpt=(ExcerptLine(1, "goal:", 2),))
        plan = PlanReview(file, "Form plan year 2024", None, 1, 0, 0, 0, milestones=(day,))
        return Reviewed(plan, (ReviewedFinding(finding, "x" * characters),))

    return make


def test_reviews_come_back_as_they_were_in_their_order_as_often_as_wanted(make: Callable[..., Reviewed]) -> None:
    given = [make("a.yaml"), make("b.yaml", 100_000), make("\udcff.yaml", 0)]
    with Spool() as spool:
        for review in given:
            spool.add(folded(review))
        for _ in range(2):
            assert list(spool.reviewed()) == given
            assert list(spool.plans()) == [review.plan for review in given]


def test_several_may_go_through_it_in_turn_and_more_may_be_added(make: Callable[..., Reviewed]) -> None:
    with Spool() as spool:
        for name in "ab":
            spool.add(folded(make(name)))
        plans, reviews = spool.plans(), spool.reviewed()
        assert [next(plans).file, next(reviews).plan.file, next(plans).file] == ["a", "a", "b"]
        spool.add(folded(make("c")))
        assert [review.plan.file for review in reviews] == ["b", "c"]
        assert [plan.file for plan in plans] == ["c"]


def test_an_empty_spool_holds_nothing() -> None:
    with Spool() as spool:
        assert (list(spool.plans()), list(spool.reviewed())) == ([], [])


def test_nothing_of_it_can_be_found_or_is_left(
    make: Callable[..., Reviewed], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Spool() as spool:
        spool.add(folded(make("a", 1_000_000)))
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed"):
        list(spool.plans())
