"""qis payments"""

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

ContractsArgument = Annotated[
    str | None,
    typer.Argument(help="The contracts that pay for births, one a row, as CSV or Excel workbook.", metavar="CONTRACTS"),
]


def payments(
    contracts: ContractsArgument = None,
    format: FormatOption = None,
    output: WriteOption = None,
    strict: StrictOption = False,
    show_small_numbers: SmallNumbersOption = False,
    blank: BlankOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Show how hospitals and physicians are paid for births.

    Which are under a blended case rate, a quality program, population-based payment or none, and what a blend comes to.
    """
    from qis_tool.evidence.columns import shape_of
    from qis_tool.evidence.payments import CONTRACTS

    shape = shape_of(CONTRACTS)
    if blank:
        write_blank(shape, blank, force=force)
        return
    table = table_given(contracts, shape, strict=strict)

    from qis_tool.evidence.measure import measure
    from qis_tool.evidence.payments import payments_of
    from qis_tool.report.evidence import machine
    from qis_tool.report.evidence import payments as report

    paid = payments_of(table, measure(), show_small=show_small_numbers)
    shown = Shown("payments", partial(machine.payments, paid), partial(report.worksheet, paid))
    give(shown, Wanted(format, output, force, color, [str(contracts)]))
