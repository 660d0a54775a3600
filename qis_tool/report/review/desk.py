"""Many plans as they lie on a reviewer's desk, to be gone through as often as there are tables to make."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from qis_tool.finding import Level
from qis_tool.report.tally import Unread
from qis_tool.reviewing.values import Edition, IssuerProducts, PlanReview, Reviewed


class Shown(NamedTuple):
    """What is to be shown of a review: the table of this name, or all there is; and how many characters a line takes.

    A width of 0 sets no bounds.
    """

    table: str = ""
    width: int = 0


@dataclass(frozen=True)
class Review:
    """All that was given, in the order given.

    `plans` and `reviewed` go through all plans anew at each call, one at a time, so that memory does not grow with
    them; `plans` is the quicker one. `editions` and `products` are whole: they hold few words for each issuer.
    `as_of` parts milestones that are past from upcoming ones. `fail_levels` are those by which plans are ready or not,
    and `changes` say in words what settings change in their forms' rules.
    """

    plans: Callable[[], Iterator[PlanReview]]
    reviewed: Callable[[], Iterator[Reviewed]]
    editions: Mapping[str, Edition]
    products: tuple[IssuerProducts, ...]
    unread: tuple[Unread, ...]
    files: int
    ready: int
    levels: Mapping[Level, int]
    waived: int
    fail_levels: tuple[Level, ...]
    changes: tuple[str, ...]
    as_of: datetime.date

    @property
    def passed(self) -> bool:
        """True where there are plans, every file was read, and every plan is ready."""
        return not self.unread and 0 < self.files == self.ready
