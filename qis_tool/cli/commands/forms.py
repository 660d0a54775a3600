"""qis forms, qis schema"""

from typing import Annotated

import typer

from qis_tool.cli.console import Color, ForceOption, OutputOption, deliver


def forms() -> int:
    """List the forms and plan years qis knows."""
    from qis_tool.cli.console import show
    from qis_tool.form import known_editions, load_form
    from qis_tool.report.tally import Styled

    for form in (load_form(*known) for known in known_editions()):
        show([Styled(f"{form.id} {form.year}", "code"), Styled(f"  {form.name}. {form.source}\n")], Color.auto)
    return 0


def schema(
    form: Annotated[str, typer.Argument(help="The form, as qis forms lists it.")] = "",
    year: Annotated[int, typer.Argument(help="The plan year.", show_default=False)] = 0,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Print the JSON Schema of a form, for editors and other validators."""
    from qis_tool.cli.editions import edition, schema_bytes
    from qis_tool.report.tally import Styled

    text = schema_bytes(edition(form, year)).decode()
    deliver([Styled(text)], output, Color.never, force=force, reading=[])
    return 0
