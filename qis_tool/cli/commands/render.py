"""qis render"""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption, StdinNameOption, show, tell
from qis_tool.errors import UserError
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from qis_tool.finding import Report
    from qis_tool.form import Form
    from qis_tool.source import Source

OutOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="The document to write. Without it: beside the plan, named after the issuer."),
]


def render(
    plan: Annotated[str, typer.Argument(help="The plan file, or - for standard input.")],
    output: OutOption = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Render in spite of errors, marked DRAFT on every page.")
    ] = False,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
    stdin_filename: StdinNameOption = "plan.yaml",
) -> int:
    """Write the Word document to submit; errors in the plan stop it.

    Every answer is read back from the document and compared with the plan before the file is put in place.
    """
    from qis_tool.cli.plans import inputs
    from qis_tool.form import form_of
    from qis_tool.report.tally import plural
    from qis_tool.validate import validate

    [given, *more] = inputs([plan], stdin_filename)
    if more:
        raise UserError(f"{plan}: this folder holds several plans. Name one of them.")
    source = given.read()
    report = validate(source)
    errors = report.count("error")
    if source.data is None or _damaged(report) or (errors and not draft):
        _refuse(report, color, draft=draft)
        return 1
    target = output or _beside(given.name, source, form_of(source), draft=draft)
    _write(source, target, draft=draft, force=force, reading=given.name)
    if warnings := report.count("warning"):
        tell(f"The plan has {plural(warnings, 'warning')}: see qis validate {given.name}")
    return 0


def _write(source: "Source", target: Path, *, draft: bool, force: bool, reading: str) -> None:
    from qis_tool.document.assemble import assemble, unplaced
    from qis_tool.form import form_of
    from qis_tool.resources import find
    from qis_tool.writers import WRITERS

    if target.suffix.lower() not in WRITERS:
        raise UserError(f"{target}: qis can't write this kind of file. Give it the ending {', '.join(WRITERS)}.")
    writer = WRITERS[target.suffix.lower()]
    form = form_of(source)
    document = assemble(source, form, draft=draft)
    with new_file(target, force=force, inputs=[reading]) as file:
        file.write(writer.write(document, find(f"templates/{form.id}/{form.year}/base.docx")))
    lost = unplaced(source, form, document)
    which = "Every answer that the form has a place for" if lost else "Every answer"
    tell(f"Wrote {target}: {form.edition}." + (f" {which} {writer.proof}." if writer.proof else ""))
    for label in lost:
        tell(f"Not in the draft, because the form has no place for it: {label}")
    if draft:
        tell("Every page is marked DRAFT. It is not for submission.")


def _refuse(report: "Report", color: Color, *, draft: bool) -> None:
    from qis_tool.report import REPORTERS
    from qis_tool.report.tally import Tally

    show(REPORTERS["text"](Tally([report])), color, error=True)
    way = "Correct the file first; it can't be read in full." if draft else "Correct the errors, or add --draft."
    tell(f"qis: no document was written. {way}")


def _damaged(report: "Report") -> bool:
    """True where reading itself went wrong, so that a draft would not hold what the author wrote."""
    return any(f.rule.code.startswith("QIS0") and f.rule.level == "error" for f in report.findings)


def _beside(name: str, source: "Source", form: "Form", *, draft: bool) -> Path:
    name_given = source.value(tuple(form.named_after.split(".")))
    named = [name_given if isinstance(name_given, str) else "", Path(name).stem.removesuffix("plan")]
    words = [re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-")[:80] for part in named]
    edition = [form.id, str(form.year)]
    return Path(name).parent / f"{'-'.join(filter(None, [*words, *edition, *(['DRAFT'] if draft else [])]))}.docx"
