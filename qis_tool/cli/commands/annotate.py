"""qis annotate"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import AcceptOption, ForceOption, Tracked, TrackedOption, tell
from qis_tool.cli.settings import Asked, settings_for, with_settings
from qis_tool.errors import UserError
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from qis_tool.finding import Finding, Report
    from qis_tool.intake import Returned
    from qis_tool.writers.word.comments import Comment

_ENDING = ".docx"
ReviewedOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="The document to write. Without it: beside DOCUMENT, as NAME-reviewed.docx."),
]


@with_settings
def annotate(
    document: Annotated[Path, typer.Argument(help="A filled form as a Word document.", metavar="DOCUMENT")],
    output: ReviewedOption = None,
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
    force: ForceOption = False,
    *,
    asked: Asked,
) -> int:
    """Write the findings into a copy of a filled form, as comments.

    The document itself is not changed. Its comments and tracked changes are in the copy too. Exit 1 where there are
    errors, or findings of the fail_level that is set.
    """
    from qis_tool.jobs.plans import Input, WordOptions
    from qis_tool.validate import validate
    from qis_tool.writers.word.comments import commented

    name = str(document)
    returned = Input(name, word=WordOptions(tracked, accept_form_changes)).returned()
    target = _target(document, output)
    settings = settings_for(asked)(name)
    report = validate(returned.source, settings=settings)
    with new_file(target, force=force, inputs=[name]) as file:
        comments = [_comment(finding, returned) for finding in report.findings]
        file.write(commented(returned.source.content, name, comments))
    _tell(report, target)
    return int(report.fails)


def _target(document: Path, output: Path | None) -> Path:
    target = output or document.with_name(f"{document.stem}-reviewed{_ENDING}")
    if target.suffix.lower() != _ENDING:
        raise UserError(f"{target}: the copy with comments is a Word document. Name it {target.stem}{_ENDING}.")
    return target


def _comment(finding: "Finding", returned: "Returned") -> "Comment":
    from qis_tool.writers.word.comments import Comment

    rule = finding.rule
    said = [f"{rule.level.capitalize()} {rule.code} {rule.name}: {finding.message}"]
    said += [f"Form: “{finding.cite}”"] if finding.cite else []
    return Comment((*said, f"Do: {finding.help}"), *_paragraphs(finding, returned))


def _paragraphs(finding: "Finding", returned: "Returned") -> tuple[int, int]:
    """The first and last paragraph a finding is about: those of its answer, or of what is nearest around it."""
    around = (finding.path[:depth] for depth in range(len(finding.path), 0, -1))
    if found := next((returned.paragraphs[path] for path in around if path in returned.paragraphs), None):
        return found
    line = finding.span.start.line
    of_a_line = not finding.path and line > 1  # what is in no line of the document is told as if it were in the first
    number = returned.lines[line - 1].number if of_a_line else returned.title
    return number, number


def _tell(report: "Report", target: Path) -> None:
    from qis_tool.finding import LEVELS
    from qis_tool.report.tally import changed_by, plural

    for remark in report.remarks:
        tell(remark[:1].upper() + remark[1:])
    if changed := changed_by(report.settings):
        tell(f"Settings: {changed}.")
    if report.findings:
        levels = ", ".join(plural(number, level) for level in LEVELS if (number := report.count(level)))
        comments = plural(len(report.findings), "comment")
        tell(f"Wrote {target} with {comments}: {levels}. {report.file} was not changed.")
    else:
        tell(f"Wrote {target}: there was nothing to comment on, so it is {report.file} byte for byte.")
