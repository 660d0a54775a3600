"""One plan to one document, in this process or another: what was made, or why nothing was."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qis_tool.cli.plans import Input
from qis_tool.errors import UserError
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
    """What is asked of each document of a call; `ending` names its kind, and `base` is None for qis's own look."""

    ending: str
    draft: bool = False
    record: bool = True
    base: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A document and what to tell of it; `name` is its file's, after the issuer."""

    plan: str
    name: str
    content: bytes = field(repr=False)
    said: str
    findings: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """A plan whose findings stand in the way of a document."""

    plan: str
    report: "Report"


def writer_for(wanted: Wanted) -> "Writer":
    """The writer that is wanted. Raises UserError where there is none, or none that takes a base document."""
    from qis_tool.writers import WRITERS

    writer = WRITERS.get(wanted.ending)
    if writer is None:
        which = f"a file that ends in {wanted.ending}" if wanted.ending else "a file whose name has no ending"
        raise UserError(f"qis can't write {which}. It can write {', '.join(WRITERS)}.")
    if wanted.base and not writer.takes_base:
        raise UserError(f"--base says how a Word document looks; a file that ends in {wanted.ending} can't use it.")
    if wanted.base:
        content_of(str(wanted.base), 0)
    return writer


def attempt(plan: Input, together: Together, wanted: Wanted) -> Made | Stopped | Unread:
    """A plan's document, or why there is none."""
    try:
        source = plan.read()
        report = validate(source, together)
        return Stopped(plan.name, report) if stops(source, report, wanted) else make(source, report, wanted)
    except UserError as fault:
        return Unread(plan.name, str(fault))


def stops(source: "Source", report: "Report", wanted: Wanted) -> bool:
    """True where a plan's findings stand in the way.

    Errors do, but not in that of a draft; damage in the reading always does, as a draft is to hold what was written.
    """
    damaged = any(f.rule.code.startswith("QIS0") and f.rule.level == "error" for f in report.findings)
    return source.data is None or damaged or (report.count("error") > 0 and not wanted.draft)


def make(source: "Source", report: "Report", wanted: Wanted) -> Made:
    """A plan's document as bytes."""
    from qis_tool.document.assemble import assemble, unplaced
    from qis_tool.form import form_of
    from qis_tool.resources import find

    form, writer = form_of(source), writer_for(wanted)
    document = assemble(source, form, draft=wanted.draft, record=wanted.record)
    content = writer.write(document, wanted.base or find(f"templates/{form.id}/{form.year}/base.docx"))
    lost = tuple(unplaced(source, form, document))
    which = "Every answer that the form has a place for" if lost else "Every answer"
    said = f"{form.edition}." + (f" {which} {writer.proof}." if writer.proof else "")
    return Made(source.name, file_name(source, form, wanted), content, said, _counted(report), lost)


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
