"""One plan to one document, in this process or another: what was made, or why nothing was."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qis_tool.errors import UserError
from qis_tool.jobs.plans import Input
from qis_tool.readers.values import path_of
from qis_tool.report.tally import Unread, plural
from qis_tool.source import content_of
from qis_tool.validate import Together, validate

if TYPE_CHECKING:
    from qis_tool.finding import Level, Report
    from qis_tool.form import Form
    from qis_tool.source import Source
    from qis_tool.writers import Writer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of each document of a call; `ending` names its kind, and `base` is None for qis's own look.

    Waivers are judged by `today`.
    `onto` is a blank form of somebody else's that is filled instead, None for a document of qis's own.
    """

    ending: str
    today: datetime.date | None
    draft: bool = False
    record: bool = True
    base: Path | None = None
    onto: Path | None = None
    accept_form_changes: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what to tell of it; `name` is its file's, after the issuer.

    `remarks` are about the form that was filled, the same for every plan.
    """

    plan: str
    name: str
    content: bytes = field(repr=False)
    said: str
    findings: str
    lost: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """A plan whose findings stand in the way of a document."""

    plan: str
    report: "Report"

    @property
    def findings(self) -> str:
        """How many there are, in words: errors, or where those are not all that keeps a plan from passing, findings."""
        errors, failing = self.report.count("error"), self.report.at_or_above(self.report.settings.fail_level)
        return plural(errors, "error") if errors == failing else plural(failing, "finding")


def writer_for(wanted: Wanted) -> "Writer":
    """The writer that is wanted. Raises UserError where there is none, or none that takes a base document."""
    from qis_tool.writers import WRITERS

    writer = WRITERS.get(wanted.ending)
    if writer is None:
        which = f"a file that ends in {wanted.ending}" if wanted.ending else "a file whose name has no ending"
        raise UserError(f"qis can't write {which}. It can write {', '.join(WRITERS)}.")
    if wanted.base and not writer.takes_base:
        raise UserError(f"--base says how a Word document looks; a file that ends in {wanted.ending} can't use it.")
    if wanted.onto:
        _refuse_with_onto(wanted)
    for file in filter(None, (wanted.base, wanted.onto)):
        content_of(str(file), 0)
    return writer


def _refuse_with_onto(wanted: Wanted) -> None:
    if wanted.ending != ".docx":
        raise UserError(f"--onto fills a Word document; it can't write a file that ends in {wanted.ending}.")
    if wanted.base:
        raise UserError("--onto keeps the look of the form that it fills. Leave out --base.")
    if wanted.draft:
        raise UserError("--onto writes no draft: the exchange's own form has no place for a mark that says so.")


def attempt(plan: Input, together: Together, wanted: Wanted) -> Made | Stopped | Unread:
    """A plan's document, or why there is none."""
    try:
        source = plan.read()
        report = validate(source, together, wanted.today, plan.settings)
        return Stopped(plan.name, report) if stops(source, report, wanted) else make(source, report, wanted)
    except UserError as fault:
        return Unread(plan.name, str(fault))


def stops(source: "Source", report: "Report", wanted: Wanted) -> bool:
    """True where a plan's findings stand in the way.

    Those that keep it from passing do, but not in the way of a draft; damage in the reading always does, as a draft is
    to hold what was written.
    """
    raised = report.settings.levels
    errors = (f.rule.code for f in report.findings if f.rule.level == "error" and f.rule.code not in raised)
    damaged = any(code.startswith("QIS0") for code in errors)
    return source.data is None or damaged or (report.fails and not wanted.draft)


def make(source: "Source", report: "Report", wanted: Wanted) -> Made:
    """A plan's document as bytes."""
    from qis_tool.document.assemble import assemble, unplaced
    from qis_tool.form import form_of
    from qis_tool.resources import find

    form, writer = form_of(source), writer_for(wanted)
    if wanted.onto:
        return _make_onto(source, form, report, wanted, wanted.onto)
    document = assemble(source, form, draft=wanted.draft, record=wanted.record)
    content = writer.write(document, wanted.base or find(f"templates/{form.id}/{form.year}/base.docx"))
    lost = tuple(unplaced(source, form, document))
    which = "Every answer that the form has a place for" if lost else "Every answer"
    said = f"{form.edition}." + (f" {which} {writer.proof}." if writer.proof else "")
    return Made(source.name, file_name(source, form, wanted), content, said, _counted(report), lost)


def _make_onto(source: "Source", form: "Form", report: "Report", wanted: Wanted, onto: Path) -> Made:
    """A blank form of somebody else's, filled with a plan."""
    from qis_tool.document.assemble import assemble
    from qis_tool.intake.blank_form import places, prove, read_blank
    from qis_tool.readers.word.package import MAX_BYTES
    from qis_tool.writers.word.onto import NoRoom, filled

    document = assemble(source, form, record=False)
    content = content_of(str(onto), MAX_BYTES + 1)
    blank = read_blank(content, str(onto), form, accept_form_changes=wanted.accept_form_changes)
    try:
        made = filled(content, str(onto), blank.file, places(blank, document))
    except NoRoom as fault:
        raise UserError(f"{onto}: there is no room for {form.place(path_of(str(fault)))}.") from None
    prove(blank, made.file, document)
    said = (
        f"{form.edition}, in {onto}. Every answer was read back from it and is as in the plan. "
        "It carries no record of the plan, as nothing else in the form was changed."
    )
    name, remarks = file_name(source, form, wanted), tuple(f"{onto}: {difference}" for difference in blank.differences)
    return Made(source.name, name, made.content, said, _counted(report), remarks=remarks)


def _counted(report: "Report") -> str:
    """How many errors and warnings a report has, in words; empty where there are none."""
    levels: tuple[Level, ...] = ("error", "warning")
    return " and ".join(plural(report.count(level), level) for level in levels if report.count(level))


def file_name(source: "Source", form: "Form", wanted: Wanted) -> str:
    """What a plan's document is called: after the issuer, the plan's own file and the edition."""
    issuer = source.value(tuple(form.named_after.split(".")))
    named = [issuer if isinstance(issuer, str) else "", Path(source.name).stem.removesuffix("plan")]
    words = [re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:80] for part in named]
    parts = [*words, form.id, str(form.year), "DRAFT" if wanted.draft else ""]
    return "-".join(filter(None, parts)) + wanted.ending
