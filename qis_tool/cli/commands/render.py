"""qis render"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption, StdinNameOption, progress, show, tell, today
from qis_tool.cli.settings import Asked, settings_for, with_settings
from qis_tool.errors import UserError
from qis_tool.saving import new_file

_MANY, _CHUNK = 8, 4

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qis_tool.finding import Report
    from qis_tool.jobs.plans import Input
    from qis_tool.jobs.rendering import Made, Stopped, Wanted
    from qis_tool.report.tally import Unread

OutOption = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        help="The document to write; its ending says the kind. Without it: beside the plan, named after the issuer.",
    ),
]
OutDirOption = Annotated[
    Path | None, typer.Option("--out-dir", help="A folder for the documents of all plans, named after their issuers.")
]
KindOption = Annotated[
    str, typer.Option("--as", metavar="KIND", help="Without -o, the kind of document, such as pdf or html.")
]
DraftOption = Annotated[bool, typer.Option("--draft", help="Render in spite of errors, marked DRAFT on every page.")]
BaseOption = Annotated[
    Path | None, typer.Option("--base", help="Your own base.docx, restyled in Word, in place of the one qis ships.")
]
NoEmbedOption = Annotated[
    bool, typer.Option("--no-embed", help="Leave out the record of answers and plan that qis verify goes by.")
]
OntoOption = Annotated[
    Path | None,
    typer.Option(
        "--onto", help="The exchange's own blank Word form, to be filled instead of qis's.", metavar="OFFICIAL"
    ),
]
AcceptOntoOption = Annotated[
    bool, typer.Option("--accept-form-changes", help="With --onto, fill a form whose wording differs all the same.")
]


PlansArgument = Annotated[
    list[str],
    typer.Argument(metavar="PLAN...", help="The plan file, or - for standard input; several with --out-dir."),
]


@with_settings
def render(
    plans: PlansArgument,
    output: OutOption = None,
    out_dir: OutDirOption = None,
    kind: KindOption = "docx",
    base: BaseOption = None,
    draft: DraftOption = False,
    no_embed: NoEmbedOption = False,
    onto: OntoOption = None,
    accept_form_changes: AcceptOntoOption = False,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "plan.yaml",
    *,
    asked: Asked,
) -> int:
    """Write the Word document to submit, or a PDF or page.

    Errors in the plan stop it. Every answer is read back from a Word document and compared with the plan before
    the file is put in place.
    """
    from qis_tool.cli.plans import inputs
    from qis_tool.jobs.rendering import Wanted, writer_for

    if output and out_dir:
        raise UserError("Give -o for one document, or --out-dir for a folder of them, not both.")
    if accept_form_changes and not onto:
        raise UserError("--accept-form-changes is about the form that --onto names. Name one.")
    if output and output.is_dir():
        raise UserError(f"{output}: this is a folder. Name a file in it, or use --out-dir.")
    ending = output.suffix.lower() if output else f".{kind.lower().lstrip('.')}"
    wanted = Wanted(ending, today(), draft, not no_embed, base, onto, accept_form_changes)
    writer_for(wanted)
    given = inputs(plans, stdin_filename, settings_for=settings_for(asked))
    if out_dir:
        return _render_all(given, out_dir, wanted, force=force, color=color)
    if len(given) > 1:
        raise UserError(f"There are {len(given)} plans. Name one of them, or a folder for all with --out-dir.")
    return _render_one(given[0], output, wanted, force=force, color=color)


def _render_one(plan: "Input", output: Path | None, wanted: "Wanted", *, force: bool, color: Color) -> int:
    from qis_tool.form import form_of
    from qis_tool.jobs.rendering import file_name, make, stops
    from qis_tool.validate import validate

    source = plan.read()
    report = validate(source, today=wanted.today, settings=plan.settings)
    if stops(source, report, wanted):
        return _refuse(report, color, wanted)
    target = output or Path(plan.name).parent / file_name(source, form_of(source), wanted)
    with new_file(target, force=force, inputs=_inputs([plan], wanted)) as file:
        made = make(source, report, wanted)
        file.write(made.content)
    tell(f"Wrote {target}: {made.said}")
    _tell_all(made.remarks)
    _tell_more(made)
    if wanted.draft:
        tell("Every page is marked DRAFT. It is not for submission.")
    return 0


def _render_all(plans: "list[Input]", folder: Path, wanted: "Wanted", *, force: bool, color: Color) -> int:
    """Render each plan into a folder; one that can't be rendered is told, and stops no other."""
    from functools import partial

    from qis_tool.jobs.plans import worked
    from qis_tool.jobs.rendering import Made, attempt, writer_for
    from qis_tool.report.tally import plural

    _make(folder)
    reading = _inputs(plans, wanted)
    taken: dict[str, str] = {}
    codes = []
    remarks: dict[str, None] = {}
    with progress(len(plans), "Rendering", color) as advance:
        for outcome in worked(plans, partial(attempt, wanted=wanted), many=_MANY, chunk=_CHUNK):
            codes.append(_settled(outcome, folder, reading, taken, force=force))
            remarks |= dict.fromkeys(outcome.remarks if isinstance(outcome, Made) else ())
            advance()
    _tell_all(remarks)
    tell(f"Wrote {codes.count(0)} of {plural(len(plans), 'document')} to {folder}.")
    if 0 in codes and (proof := writer_for(wanted).proof):
        tell(f"In each, every answer {proof}.")
    if wanted.draft:
        tell("Every page is marked DRAFT. They are not for submission.")
    return max(codes)


def _make(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UserError(f"{folder}: this is a file. Name a folder.")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise UserError(f"{folder}: the folder can't be made: {fault.strerror}.") from None


def _settled(
    outcome: "Made | Stopped | Unread", folder: Path, reading: list[str], taken: dict[str, str], *, force: bool
) -> int:
    """Put one outcome in place, or tell why not; what it means for the exit code."""
    from qis_tool.jobs.rendering import Made, Stopped

    if isinstance(outcome, Stopped):
        tell(f"{outcome.plan}: not rendered, it has {outcome.findings}. See: qis validate {outcome.plan}")
        return 1
    if not isinstance(outcome, Made):
        return _told(outcome.message)
    target = folder / outcome.name
    if other := taken.get(outcome.name):
        return _told(f"{outcome.plan}: its document would have the name of that of {other}. Rename the plan file.")
    taken[outcome.name] = outcome.plan
    try:
        with new_file(target, force=force, inputs=reading) as file:
            file.write(outcome.content)
    except UserError as fault:
        return _told(str(fault))
    tell(f"Wrote {target}, from {outcome.plan}.")
    _tell_more(outcome)
    return 0


def _tell_all(remarks: "Iterable[str]") -> None:
    for remark in remarks:
        tell(remark)


def _told(reason: str) -> int:
    tell(f"qis: {reason}")
    return 2


def _inputs(plans: "list[Input]", wanted: "Wanted") -> list[str]:
    from qis_tool.jobs.plans import read_for

    return [*read_for(plans), *(str(file) for file in (wanted.base, wanted.onto) if file)]


def _tell_more(made: "Made") -> None:
    for label in made.lost:
        tell(f"Not in the draft, because the form has no place for it: {label}")
    if made.findings:
        tell(f"The plan has {made.findings}: see qis validate {made.plan}")


def _refuse(report: "Report", color: Color, wanted: "Wanted") -> int:
    from qis_tool.report import REPORTERS
    from qis_tool.report.tally import Tally

    show(REPORTERS["text"](Tally([report])), color, error=True)
    unread = "Correct the file first; it can't be read in full."
    what = "errors" if report.count("error") else "findings"
    way = unread if wanted.draft else f"Correct the {what}." if wanted.onto else f"Correct the {what}, or add --draft."
    tell(f"qis: no document was written. {way}")
    return 1
