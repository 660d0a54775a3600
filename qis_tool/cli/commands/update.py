"""qis update"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.asides import tell_asides
from qis_tool.cli.console import AcceptOption, Color, ColorOption, ForceOption, Tracked, TrackedOption, show, tell
from qis_tool.errors import UserError
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from qis_tool.form import Form
    from qis_tool.intake import Returned
    from qis_tool.jobs.plans import Input
    from qis_tool.source import Source
    from qis_tool.updating import Difference, Update

NewOption = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Write the new plan to this file; PLAN stays as it is.", show_default=False),
]
OursOption = Annotated[bool, typer.Option("--ours", help="In a conflict keep what the plan has.")]
TheirsOption = Annotated[bool, typer.Option("--theirs", help="In a conflict take what Word has.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would be changed and write nothing.")]
_QUESTION = "  Keep the plan's own (o), take Word's (t), or write nothing (q)?"


class UpdateFormat(StrEnum):
    """The reporters of qis_tool.report.updates."""

    text = "text"
    json = "json"


def update(
    plan: Annotated[Path, typer.Argument(help="The plan file to carry the answers into.", metavar="PLAN")],
    document: Annotated[Path, typer.Argument(help="The Word document with the answers.", metavar="DOCUMENT")],
    ours: OursOption = False,
    theirs: TheirsOption = False,
    dry_run: DryRunOption = False,
    output: NewOption = None,
    force: ForceOption = False,
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
    format: Annotated[UpdateFormat, typer.Option(help="How to show the result.")] = UpdateFormat.text,
    color: ColorOption = Color.auto,
) -> int:
    """Carry what was edited in a Word document back into its plan.

    Only the answers that Word changed are rewritten; comments and all else in the plan stay as they are. Where an
    answer was changed in the plan too since the document was rendered, you are asked. Exit 1 where a conflict is left
    or the document holds text that belongs to no answer.
    """
    from qis_tool.jobs.plans import Input, WordOptions
    from qis_tool.report.updates import UPDATE_REPORTERS
    from qis_tool.updating import compared, refuse_another_plan

    if ours and theirs:
        raise UserError("--ours and --theirs can't both hold: say which of them a conflict goes to.")
    source, form = _plan(str(plan))
    returned = _returned(Input(str(document), word=WordOptions(tracked, accept_form_changes)), form, str(plan))
    if not (ours or theirs):
        refuse_another_plan(source, form, returned.recorded, str(document))
    found = compared(source, form, returned.recorded, returned.source.data or {}, returned.source.not_shown)
    lost = tell_asides(returned, but="text-without-place")
    conflicts = [difference for difference in found if difference.is_conflict]
    taken = [] if ours else conflicts if theirs else _asked(conflicts, color, ask=not dry_run)
    result = _result(source, returned, found, taken)
    if taken is not None and not dry_run:
        result = _carried_over(result, source, form, output, force=force)
    show(UPDATE_REPORTERS[format](result), color)
    _tell_next(result)
    return 1 if result.conflicts or lost else 0


def _carried_over(result: "Update", source: "Source", form: "Form", output: Path | None, *, force: bool) -> "Update":
    """Write the plan with the edits, if there are any or another file is wanted."""
    from qis_tool.updating import plan_changes
    from qis_tool.yaml_edit import edited

    made = edited(source, plan_changes(source, form, result.edits))
    if made == source.content and not output:
        return result
    _write(output, made, source, result.document, force=force)
    return replace(result, written=str(output or source.name))


def _tell_next(result: "Update") -> None:
    if result.conflicts:
        tell("To decide them all at once, add --ours (keep what the plan has) or --theirs (take what Word has).")
    if result.written:
        tell(f"Next, run: qis validate {result.written}")


def _plan(name: str) -> tuple["Source", "Form"]:
    """A plan that can be written to, and its form."""
    from qis_tool.form import form_of
    from qis_tool.source import read_file
    from qis_tool.updating import refuse_damaged

    source = read_file(name)
    refuse_damaged(source)
    return source, form_of(source)


def _returned(document: "Input", form: "Form", plan: str) -> "Returned":
    """What a document holds. Raises UserError where it is another form than the plan's."""
    returned = document.returned()
    if (returned.form.id, returned.form.year) != (form.id, form.year):
        raise UserError(f"{document.name}: this is {returned.form.edition}, but {plan} is for {form.edition}.")
    return returned


def _asked(conflicts: Sequence["Difference"], color: Color, *, ask: bool) -> list["Difference"] | None:
    """The conflicts in which Word's is taken; None where nobody can be asked or nothing is to be written."""
    from qis_tool.report.updates import conflict_text

    taken: list[Difference] = []
    if conflicts and not (ask and _on_a_terminal()):
        return None
    for conflict in conflicts:
        show(conflict_text(conflict), color, error=True)
        answer = _answer()
        if answer == "q":
            return None
        taken += [conflict] if answer == "t" else []
    return taken


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _answer() -> str:
    """The letter that was chosen; asked again until it is one."""
    while True:
        given = str(typer.prompt(_QUESTION, prompt_suffix=" ", err=True)).strip().lower()
        if given in ("o", "t", "q"):
            return given


def _result(
    source: "Source", returned: "Returned", found: Sequence["Difference"], taken: Sequence["Difference"] | None
) -> "Update":
    """What the update comes to before anything is written."""
    from qis_tool.updating import Update

    edits = tuple(d for d in found if not d.is_conflict or d in (taken or ()))
    others = tuple(d for d in found if d not in edits)
    return Update(
        plan=source.name,
        document=returned.source.name,
        form=returned.form.id,
        form_name=returned.form.name,
        plan_year=returned.form.year,
        recorded=returned.recorded is not None,
        edits=edits,
        kept=() if taken is None else others,
        conflicts=others if taken is None else (),
        unplaced=returned.unplaced,
    )


def _write(output: Path | None, content: bytes, source: "Source", document: str, *, force: bool) -> None:
    """Put the new plan in place, of the old one or elsewhere, unless that was changed since it was read."""
    plan = Path(source.name)
    inputs = [document, source.name] if output else [document]
    with new_file(output or plan, force=force or not output, inputs=inputs) as file:
        file.write(content)
        if plan.read_bytes() != source.content:
            raise UserError(f"{plan}: it was changed while this ran. Nothing was written: try again.")
