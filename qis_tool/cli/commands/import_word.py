"""qis import"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qis_tool.cli.asides import tell_asides
from qis_tool.cli.console import AcceptOption, ForceOption, Tracked, TrackedOption, tell
from qis_tool.errors import UserError
from qis_tool.report.tally import plural
from qis_tool.saving import new_file

if TYPE_CHECKING:
    from qis_tool.intake import Returned
    from qis_tool.source import Source

PlanOutOption = Annotated[
    Path | None, typer.Option("-o", "--output", help="The plan to write. Without it: beside the document, as .yaml.")
]
FromOption = Annotated[
    str,
    typer.Option("--from", help="A plan to take over from what a document does not show.", metavar="PLAN"),
]


def import_word(
    document: Annotated[Path, typer.Argument(help="A filled form as a Word document.", metavar="DOCUMENT")],
    output: PlanOutOption = None,
    last: FromOption = "",
    tracked: TrackedOption = Tracked.accepted,
    accept_form_changes: AcceptOption = False,
    force: ForceOption = False,
) -> int:
    """Write a plan from a form filled in Word.

    It may be a document that qis rendered, or the exchange's own form, filled by hand. Text that belongs to no
    answer is told, kept as a comment, and makes the exit 1.
    """
    from qis_tool.cli.editions import refuse_other_suffix, write_schema_beside
    from qis_tool.document.scaffold import scaffold
    from qis_tool.jobs.plans import Input, WordOptions
    from qis_tool.source import read_file

    returned = Input(str(document), word=WordOptions(tracked, accept_form_changes)).returned()
    plan = output or document.with_suffix(".yaml")
    refuse_other_suffix(plan)
    source = _completed(returned, read_file(last)) if last else returned.source
    text = scaffold(returned.form, source, confirmed=True) + _not_placed(returned)
    reading = [str(document), *([last] if last else [])]
    with new_file(plan, force=force, inputs=reading) as file:
        file.write(text.encode())
    tell(f"Wrote {plan}: {_counted(returned)} of {returned.form.edition}, from {document}.")
    write_schema_beside(plan, returned.form)
    return _told(plan, returned, complete=bool(last))


def _completed(returned: "Returned", last: "Source") -> "Source":
    """The plan read, with what a document does not show from an earlier one."""
    from copy import deepcopy
    from dataclasses import replace

    if last.data is None:
        raise UserError(f"{last.name}: it can't be read in full, so nothing was taken from it. See: qis validate")
    data: dict[str, Any] = deepcopy(returned.source.data or {})
    for field in returned.form.fields.values():
        path = tuple(field.path.split("."))
        if field.path in returned.source.not_shown and field.kind != "group" and last.value(path) is not None:
            holder = data
            for name in path[:-1]:
                holder = holder.setdefault(name, {})
            holder[path[-1]] = last.value(path)
    return replace(returned.source, data=data)


def _not_placed(returned: "Returned") -> str:
    """The texts that belong to no answer, and the form's lines that read otherwise, as comments."""
    from qis_tool.characters import UNSEEN

    changed = [change.now for change in returned.wording if change.now]
    kept = {
        "Not placed, because the form has no answer there:": returned.unplaced,
        "Lines of the form that read otherwise in the document:": changed,
    }
    said = ""
    for heading, texts in ((heading, texts) for heading, texts in kept.items() if texts):
        shown = UNSEEN.sub("\N{REPLACEMENT CHARACTER}", "\n".join(texts))
        said += f"\n# {heading}\n" + "".join(f"#   {line}\n" for line in shown.split("\n"))
    return said


def _told(plan: Path, returned: "Returned", *, complete: bool) -> int:
    """Tell what the document holds beside answers; 1 where some of it is not in the plan."""
    from qis_tool.validate import not_shown

    lost = tell_asides(returned)
    if returned.unplaced:
        tell("Text that was not placed stands in comments at the end of the plan.")
    if not complete and returned.source.not_shown:
        unseen = not_shown(returned.source, returned.form)
        way = "Fill them in, or take them from an earlier plan with --from."
        tell(f"A document does not show these, so they are blank: {unseen}. {way}")
    tell(f"Next, run: qis validate {plan}")
    return int(lost > 0)


def _counted(returned: "Returned") -> str:
    """How many answers and ticks were read, in words."""
    answers = sum(text != "" for text in returned.found.answers.values())
    return f"{plural(answers, 'answer')} and {plural(sum(returned.found.ticks.values()), 'ticked box', 'ticked boxes')}"
