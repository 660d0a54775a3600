"""qis forms, qis schema, qis base"""

from pathlib import Path
from typing import Annotated

import typer

from qis_tool.cli.console import Color, ForceOption, OutputOption, deliver

FormArgument = Annotated[str, typer.Argument(help="The form, as qis forms lists it.", metavar="FORM")]
YearArgument = Annotated[int, typer.Argument(help="The plan year.", metavar="YEAR", show_default=False)]
ConfigSchemaOption = Annotated[bool, typer.Option("--config", help="Print that of a qis.toml instead.")]
BaseFile = Annotated[Path, typer.Option("-o", "--output", help="Write to this file.")]

_CONFIG_SCHEMA = "schemas/meta/config.schema.json"


def forms() -> int:
    """List the forms and plan years qis knows."""
    from qis_tool.cli.console import show
    from qis_tool.form import known_editions, load_form
    from qis_tool.report.tally import Styled

    for form in (load_form(*known) for known in known_editions()):
        show([Styled(f"{form.id} {form.year}", "code"), Styled(f"  {form.name}. {form.source}\n")], Color.auto)
    return 0


def schema(
    form: FormArgument = "",
    year: YearArgument = 0,
    config: ConfigSchemaOption = False,
    output: OutputOption = None,
    force: ForceOption = False,
) -> int:
    """Print a form's JSON Schema, for editors and scripts."""
    from qis_tool.cli.editions import edition, schema_bytes
    from qis_tool.report.tally import Styled
    from qis_tool.resources import find

    text = (find(_CONFIG_SCHEMA).read_bytes() if config else schema_bytes(edition(form, year))).decode()
    deliver([Styled(text)], output, Color.never, force=force, reading=[])
    return 0


def base(
    form: FormArgument = "",
    year: YearArgument = 0,
    output: BaseFile = Path("base.docx"),
    force: ForceOption = False,
) -> int:
    """Write a form's look as a Word document, to restyle.

    Then use it with qis render --base.
    """
    from qis_tool.cli.console import tell
    from qis_tool.cli.editions import edition
    from qis_tool.resources import find
    from qis_tool.saving import new_file

    chosen = edition(form, year)
    with new_file(output, force=force) as file:
        file.write(find(f"templates/{chosen.id}/{chosen.year}/base.docx").read_bytes())
    tell(f"Wrote {output}. Change its styles, margins, header and footer in Word; leave its body empty.")
    return 0
