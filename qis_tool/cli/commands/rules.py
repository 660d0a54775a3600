"""qis rules, qis explain"""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption, OutputOption, deliver, format_of, show

if TYPE_CHECKING:
    from qis_tool.form import Form
    from qis_tool.report.catalogue import Entry


class CatalogueFormat(StrEnum):
    """The catalogues of qis_tool.report."""

    text = "text"
    markdown = "markdown"
    json = "json"


FormOption = Annotated[str, typer.Option(help="The form, as qis forms lists it.", show_default=False)]
YearOption = Annotated[int, typer.Option(help="The plan year.", show_default=False)]


def rules(
    form: FormOption = "",
    year: YearOption = 0,
    format: Annotated[
        CatalogueFormat | None, typer.Option(help="How to show the rules; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """List every rule: code, level, name and why."""
    from qis_tool.cli.editions import edition
    from qis_tool.report.catalogue import CATALOGUES

    kind = format_of(format, output, CatalogueFormat)
    deliver(CATALOGUES[kind](entries(edition(form, year))), output, color, force=force, reading=[])
    return 0


def explain(
    code: Annotated[
        str, typer.Argument(help="A rule's code or name, such as QIS108 or too-many-words.", metavar="CODE")
    ],
    form: FormOption = "",
    year: YearOption = 0,
    color: ColorOption = Color.auto,
) -> int:
    """Explain one rule, with a good and a bad example."""
    from qis_tool.cli.editions import edition
    from qis_tool.report.catalogue import in_full

    chosen = edition(form, year)
    wanted = chosen.rule(code)
    show(in_full(next(entry for entry in entries(chosen) if entry.rule is wanted)), color)
    return 0


def entries(form: "Form") -> Iterator["Entry"]:
    """Each rule of a form with the printed line it rests on and what that line means where it slips."""
    from qis_tool.report.catalogue import Entry

    for rule in form.rules:
        slips = tuple(means for line, means in form.slips if line == rule.cite)
        yield Entry(rule, form.printed.get(rule.cite, ""), slips)
