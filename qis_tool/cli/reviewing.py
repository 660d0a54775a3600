"""Many plans to one review: each judged in this process or another, and kept in a spool that takes no memory."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from qis_tool.cli.console import Color, progress, tell
from qis_tool.cli.plans import CHUNK, MANY, Input, worked
from qis_tool.errors import UserError
from qis_tool.finding import LEVELS, Level
from qis_tool.form import known_editions, load_form
from qis_tool.report.review.desk import Review
from qis_tool.report.tally import Unread
from qis_tool.reviewing import reviewed
from qis_tool.reviewing.edition import edition_of
from qis_tool.reviewing.products import by_issuer
from qis_tool.reviewing.spool import Slip, Spool, folded
from qis_tool.reviewing.values import PlanReview
from qis_tool.validate import Together


@contextmanager
def gathered(plans: Sequence[Input], fail_level: Level, as_of: datetime.date, color: Color) -> Iterator[Review]:
    """The review of these plans, to be gone through while the context lasts; files that can't be read are told."""
    unread = []
    with Spool() as spool:
        with progress(len(plans), "Reviewing", color) as advance:
            for result in worked(plans, partial(_reviewed, today=as_of), many=MANY, chunk=CHUNK):
                if isinstance(result, Unread):
                    tell(f"qis: {result.message}")
                    unread.append(result)
                else:
                    spool.add(result)
                advance()
        yield _review(spool, tuple(unread), fail_level, as_of)


def _reviewed(plan: Input, together: Together, today: datetime.date) -> Slip | Unread:
    try:
        return folded(reviewed(plan.judged(), together, today))
    except UserError as fault:
        return Unread(plan.name, str(fault))


def _review(spool: Spool, unread: tuple[Unread, ...], fail_level: Level, as_of: datetime.date) -> Review:
    counts: Counter[str] = Counter()
    titles: dict[str, None] = {}
    products = tuple(by_issuer(_counted(spool.plans(), counts, titles, fail_level)))
    known = {edition.title: edition for edition in (edition_of(load_form(*known)) for known in known_editions())}
    return Review(
        plans=spool.plans,
        reviewed=spool.reviewed,
        editions={title: known[title] for title in titles},
        products=products,
        unread=unread,
        files=counts["files"],
        ready=counts["ready"],
        levels={level: counts[level] for level in LEVELS},
        waived=counts["waived"],
        fail_level=fail_level,
        as_of=as_of,
    )


def _counted(
    plans: Iterable[PlanReview], counts: Counter[str], titles: dict[str, None], fail_level: Level
) -> Iterator[PlanReview]:
    """The plans as they pass, what they add up to, and their editions in the order in which these first appear."""
    for plan in plans:
        counts.update(
            files=1,
            ready=plan.ready(fail_level),
            error=plan.errors,
            warning=plan.warnings,
            note=plan.notes,
            waived=plan.waived,
        )
        titles |= {plan.edition: None} if plan.edition else {}
        yield plan
