"""The Python interface: what the commands do, as functions. docs/python.md shows each at work.

Nothing here prints, asks for the day or looks for settings: give `today`, without which no waiver has expired, and
`settings`, without which each rule has its form's own level. What can't be done raises `UserError`; its text says why.
"""

import datetime
from collections.abc import Iterable
from contextlib import AbstractContextManager
from os import PathLike, fspath
from pathlib import Path
from typing import Literal

from qis_tool.comparing import Comparison, compare
from qis_tool.count import WordTable, word_table
from qis_tool.errors import UserError
from qis_tool.finding import NOTHING_SET, Finding, Report, Settings, Waiver
from qis_tool.jobs.plans import Input, WordOptions, each_once, named
from qis_tool.report.review.desk import Review
from qis_tool.source import Source
from qis_tool.validate import Together, covered_by
from qis_tool.validate import validate as _validate

__all__ = [
    "Comparison",
    "Finding",
    "Report",
    "Review",
    "Settings",
    "Source",
    "UserError",
    "Waiver",
    "WordTable",
    "diff",
    "read",
    "redline",
    "render",
    "review",
    "validate",
    "words",
]

File = str | PathLike[str]
TrackedText = Literal["accepted", "original"]


def read(
    file: File,
    content: bytes | None = None,
    *,
    tracked: TrackedText = "accepted",
    accept_form_changes: bool = False,
) -> Source:
    """A plan, from a YAML file or a filled form in Word; with `content`, from that, under the file's name.

    What is wrong in it is no failure: `validate` tells it. `tracked` says which text of tracked changes counts; with
    `accept_form_changes` a form is read that lacks some of its printed lines. Raises UserError for any other file.
    """
    return Input(fspath(file), content, WordOptions(tracked, accept_form_changes)).judged()


def validate(
    plan: Source, *others: Source, today: datetime.date | None = None, settings: Settings = NOTHING_SET
) -> Report:
    """Everything that is wrong with a plan, sorted by place.

    `others` are the plans filed along with it: together they must cover what their issuer sells. Raises UserError where
    the plan's form is unknown.
    """
    together = Together(1 + len(others))
    for each in (plan, *others):
        together.add(covered_by(each))
    return _validate(plan, together, today, settings)


def words(plan: Source) -> WordTable:
    """Each limited field with its words as Microsoft Word counts them, its limit, and what is left, in words.

    Raises UserError where the plan can't be read in full or its form is unknown.
    """
    return word_table(plan)


def render(
    plan: Source,
    kind: str = "docx",
    *,
    draft: bool = False,
    record: bool = True,
    base: File | None = None,
    onto: File | None = None,
    accept_form_changes: bool = False,
    today: datetime.date | None = None,
    settings: Settings = NOTHING_SET,
) -> bytes:
    """A plan's document: docx, pdf, html or md, as UTF-8 where it is text.

    A Word document is read back and compared with the plan before it is handed out. `base` is a base document of one's
    own, `onto` the exchange's blank form. Raises UserError for a plan that does not pass, unless it is to be a `draft`.
    """
    from qis_tool.jobs.rendering import Wanted, make, stops, writer_for

    own_look, blank = (Path(file) if file else None for file in (base, onto))
    ending = f".{kind.lower().lstrip('.')}"
    wanted = Wanted(ending, today, draft, record, own_look, blank, accept_form_changes)
    writer_for(wanted)
    report = _validate(plan, None, today, settings)
    if stops(plan, report, wanted):
        raise UserError(f"{plan.name}: it does not pass, so there is no document of it. validate() tells why.")
    return make(plan, report, wanted).content


def review(
    files: Iterable[File],
    as_of: datetime.date,
    *,
    settings: Settings = NOTHING_SET,
    tracked: TrackedText = "accepted",
    accept_form_changes: bool = False,
) -> AbstractContextManager[Review]:
    """Many plans at a glance, folders walked for YAML and Word files; to be used in a `with` statement.

    `as_of` is the day to judge waivers by, and milestones as past or upcoming. Plans that can't be read are listed as
    `unread`. Memory does not grow with their number; from a hundred plans on, all processors are used.
    """
    from qis_tool.jobs.reviewing import gathered

    word = WordOptions(tracked, accept_form_changes)
    plans = each_once(named([fspath(file) for file in files], word, documents=True), lambda _: settings)
    return gathered(plans, as_of, iter)


def diff(old: Source, new: Source) -> Comparison:
    """What differs between two plans of one form, of one plan year or of several, in the order of the form.

    Raises UserError for plans of different forms and for one that can't be read in full.
    """
    return compare(old, new)


def redline(old: Source, new: Source) -> bytes:
    """The new plan's Word document, marked DRAFT, with tracked changes against the old one; proved both ways.

    Raises UserError as `diff` does.
    """
    from qis_tool.jobs.redlining import redlined

    return redlined(old, new).content
