"""qis hospitals"""

from functools import partial
from typing import Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption
from qis_tool.cli.evidence import (
    BlankOption,
    FormatOption,
    Shown,
    SmallNumbersOption,
    StrictOption,
    Wanted,
    WriteOption,
    give,
    table_given,
    write_blank,
)

RosterArgument = Annotated[
    str | None,
    typer.Argument(help="The hospitals, one row a hospital and period, as CSV or Excel workbook.", metavar="ROSTER"),
]
PeriodOption = Annotated[
    str, typer.Option(help="The period to look at, such as 2022; the latest without it.", show_default=False)
]


def hospitals(
    roster: RosterArgument = None,
    period: PeriodOption = "",
    format: FormatOption = None,
    output: WriteOption = None,
    strict: StrictOption = False,
    show_small_numbers: SmallNumbersOption = False,
    blank: BlankOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Show each hospital of a network beside the NTSV target.

    Which meet it, which are above and working on it, which are above without evidence; the Data Center, coaching; and
    the network's rates.
    """
    from qis_tool.evidence.columns import shape_of
    from qis_tool.evidence.hospitals import ROSTER

    shape = shape_of(ROSTER)
    if blank:
        write_blank(shape, blank, force=force)
        return
    table = table_given(roster, shape, strict=strict)

    from qis_tool.evidence.measure import measure
    from qis_tool.evidence.network import network_of
    from qis_tool.report.evidence import hospitals as report
    from qis_tool.report.evidence import machine
    from qis_tool.report.evidence.plot import plot_of

    network = network_of(table, measure(), period=period, show_small=show_small_numbers)
    shown = Shown(
        "hospitals", partial(machine.hospitals, network), partial(report.worksheet, network), partial(plot_of, network)
    )
    give(shown, Wanted(format, output, force, color, [str(roster)]))
