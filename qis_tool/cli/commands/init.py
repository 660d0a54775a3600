"""qis init"""

from pathlib import Path
from typing import Annotated

import typer

from qis_tool.cli.console import ForceOption, tell
from qis_tool.errors import UserError
from qis_tool.saving import new_file


def init(
    plan: Annotated[Path, typer.Argument(help="The file to write.", show_default=True)] = Path("plan.yaml"),
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
    from qis_tool.cli.editions import edition, schema_bytes
    from qis_tool.cli.plans import SUFFIXES
    from qis_tool.document.scaffold import left_behind, scaffold
    from qis_tool.source import read_file

    if plan.suffix.lower() not in (*SUFFIXES, ""):
        raise UserError(f"{plan}: a plan is a text file, for qis to turn into a document. Name it {plan.stem}.yaml.")
    chosen = edition(form, year)
    source = read_file(str(last)) if last else None
    text = scaffold(chosen, source)
    with new_file(plan, force=force, inputs=[str(last)] if last else []) as file:
        file.write(text.encode())
    tell(f"Wrote {plan} for {chosen.edition}. Fill it in, then run: qis validate {plan}")
    schema = plan.with_name(f"{chosen.id}-{chosen.year}.schema.json")
    if not schema.exists():
        with new_file(schema) as file:
            file.write(schema_bytes(chosen))
        tell(f"Wrote {schema} beside it, by which an editor can help you. It may be deleted.")
    for name in left_behind(chosen, source) if source else []:
        tell(f"Not carried over (no such field, or to be confirmed anew): {name}")
    return 0
