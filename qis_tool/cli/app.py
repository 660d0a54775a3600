"""The application: one file a command."""

from typing import Annotated

import typer

from qis_tool import __version__
from qis_tool.cli.commands import (
    annotate,
    config,
    diff,
    episodes,
    forms,
    hospitals,
    import_word,
    init,
    payments,
    preview,
    render,
    review,
    rules,
    update,
    validate,
    verify,
    words,
)

app = typer.Typer(
    name="qis",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def qis(
    version: Annotated[bool, typer.Option("--version", "-V", help="Show the version and stop.")] = False,
) -> None:
    """Check and render a Quality Improvement Strategy work plan (Covered California's Attachment K2)."""
    if version:
        typer.echo(f"qis {__version__}")
        raise typer.Exit


app.command()(init.init)
app.command()(validate.validate)
app.command()(words.words)
app.command()(review.review)
app.command()(annotate.annotate)
app.command("import")(import_word.import_word)
app.command()(preview.preview)
app.command()(render.render)
app.command()(verify.verify)
app.command()(update.update)
app.command()(diff.diff)
app.command()(hospitals.hospitals)
app.command()(payments.payments)
app.command()(rules.rules)
app.command()(rules.explain)
app.command()(forms.forms)
app.command()(forms.schema)
app.command()(forms.base)
app.add_typer(config.app, name="config")
app.add_typer(episodes.app, name="episodes")
