"""Many plans to one review: each judged in this process or another, and kept in a spool that takes no memory."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from qis_tool.errors import UserError
from qis_tool.finding import LEVELS, Level
from qis_tool.form import known_editions, load_form
from qis_tool.jobs.plans import CHUNK, MANY, Input, worked
from qis_tool.report.review.desk import Review
from qis_tool.report.tally import Unread, changed_by
from qis_tool.reviewing import reviewed
from qis_tool.reviewing.edition import edition_of
from qis_tool.reviewing.products import by_issuer
from qis_tool.reviewing.spool import Slip, Spool, folded
from qis_tool.reviewing.values import PlanReview
from qis_tool.validate import Together


@contextmanager
def gathered(
    plans: Sequence[Input], as_of: datetime.date, passing: Callable[[Iterable[Slip | Unread]], Iterable[Slip | Unread]]
) -> Iterator[Review]:
    """The review of these plans, to be gone through while the context lasts; `passing` sees each result as it comes."""
    unread = []
    with Spool() as spool:
        for result in passing(worked(plans, partial(_reviewed, today=as_of), many=MANY, chunk=CHUNK)):
            if isinstance(result, Unread):
                unread.append(result)
            else:
                spool.add(result)
        yield _review(spool, tuple(unread), as_of)


def _reviewed(plan: Input, together: Together, today: datetime.date) -> Slip | Unread:
    try:
        return folded(reviewed(plan.judged(), together, today, plan.settings))
    except UserError as fault:
        return Unread(plan.name, str(fault))


def _review(spool: Spool, unread: tuple[Unread, ...], as_of: datetime.date) -> Review:
    sums = _Sums()
    products = tuple(by_issuer(sums.passing(spool.plans())))
    known = {edition.title: edition for edition in (edition_of(load_form(*known)) for known in known_editions())}
    return Review(
        plans=spool.plans,
        reviewed=spool.reviewed,
        editions={title: known[title] for title in sums.editions},
        products=products,
        unread=unread,
        files=sums.counts["files"],
        ready=sums.counts["ready"],
        levels={level: sums.counts[level] for level in LEVELS},
        waived=sums.counts["waived"],
        fail_levels=tuple(level for level in LEVELS if level in sums.fail_levels),
        changes=tuple(sums.changes),
        as_of=as_of,
    )


@dataclass
class _Sums:
    """What plans add up to as they pass; the editions and changes in the order in which they first appear."""

    counts: Counter[str] = field(default_factory=Counter)
    editions: dict[str, None] = field(default_factory=dict)
    changes: dict[str, None] = field(default_factory=dict)
    fail_levels: set[Level] = field(default_factory=set)

    def passing(self, plans: Iterable[PlanReview]) -> Iterator[PlanReview]:
        """The plans, each counted before it is handed on."""
        for plan in plans:
            self.counts.update(files=1, ready=plan.ready, waived=plan.waived)
            self.counts.update(error=plan.errors, warning=plan.warnings, note=plan.notes)
            self.editions |= dict.fromkeys(filter(None, [plan.edition]))
            self.changes |= dict.fromkeys(filter(None, [changed_by(plan.settings)]))
            self.fail_levels.add(plan.settings.fail_level)
            yield plan
