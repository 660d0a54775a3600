"""qis init"""

from pathlib import Path
from typing import Annotated

import typer

from qis_tool.cli.console import ForceOption, tell
from qis_tool.saving import new_file


def init(
    plan: Annotated[Path, typer.Argument(help="The file to write.", metavar="PLAN", show_default=True)] = Path(
        "plan.yaml"
    ),
    last: Annotated[
        Path | None,
        typer.Option("--from", help="Carry over the answers of an earlier plan.", show_default=False),
    ] = None,
    form: Annotated[str, typer.Option(help="The form, as qis forms lists it.")] = "",
    year: Annotated[int, typer.Option(help="The plan year.", show_default=False)] = 0,
    force: ForceOption = False,
) -> int:
    """Write a new plan with a note on every field.

    A file beside it teaches your editor the fields.
    """
    from qis_tool.cli.editions import edition, refuse_other_suffix, write_schema_beside
    from qis_tool.document.scaffold import left_behind, scaffold
    from qis_tool.source import read_file

    refuse_other_suffix(plan)
    chosen = edition(form, year)
    source = read_file(str(last)) if last else None
    text = scaffold(chosen, source)
    with new_file(plan, force=force, inputs=[str(last)] if last else []) as file:
        file.write(text.encode())
    tell(f"Wrote {plan} for {chosen.edition}. Fill it in, then run: qis validate {plan}")
    write_schema_beside(plan, chosen)
    for name in left_behind(chosen, source) if source else []:
        tell(f"Not carried over (no such field, or to be confirmed anew): {name}")
    return 0
