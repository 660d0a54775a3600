"""What the tests of a review share: plans laid on a desk, and what each format says of them."""

import datetime
from collections.abc import Callable, Iterable

import pytest

from qis_tool.finding import LEVELS, Finding
from qis_tool.report.review import REVIEW_REPORTERS
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.tally import Styled, Unread, changed_by
from qis_tool.reviewing.values import Reviewed, ReviewedFinding
from tests.report.review.plans import ANSWER, EDITION, FULL, PRODUCTS, UNREAD, WAIVER, WORD

Make = Callable[..., Finding]


@pytest.fixture
def desk(finding: Make) -> Callable[..., Review]:
    """Lays plans and unread files on a desk; without any, those made by hand."""
    findings = (
        ReviewedFinding(finding(), ANSWER),
        ReviewedFinding(finding("warning", waived=WAIVER, path=(), cite="", item="", label=""), ""),
    )
    usual = (Reviewed(FULL, findings), Reviewed(WORD, ()))

    def lay(*plans: Reviewed, unread: tuple[Unread, ...] = ()) -> Review:
        on_it = plans or usual
        return Review(
            plans=lambda: iter([each.plan for each in on_it]),
            reviewed=lambda: iter(on_it),
            editions={each.plan.edition: EDITION for each in on_it if each.plan.edition},
            products=() if plans else PRODUCTS,
            unread=unread if plans else (UNREAD,),
            files=len(on_it),
            ready=sum(each.plan.ready for each in on_it),
            levels={"error": 1, "warning": 0, "note": 0},
            waived=1,
            fail_levels=tuple(level for level in LEVELS if level in [each.plan.settings.fail_level for each in on_it]),
            changes=tuple(filter(None, [changed_by(each.plan.settings) for each in on_it])),
            as_of=datetime.date(2024, 6, 30),
        )

    return lay


@pytest.fixture
def told(shown: Callable[[Iterable[Styled]], str]) -> Callable[..., str]:
    """What a format says of a review, all of it or one table."""

    def tell(review: Review, kind: str, table: str = "", width: int = 0) -> str:
        return shown(REVIEW_REPORTERS[kind](review, Shown(table, width)))

    return tell
