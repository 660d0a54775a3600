"""qis verify"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qis_tool.cli.console import Color, ColorOption, ForceOption, OutputOption, deliver, format_of

PlanOption = Annotated[
    str, typer.Option("--plan", metavar="PLAN", help="The plan file to compare it with.", show_default=False)
]


class VerifyFormat(StrEnum):
    """The reporters of qis_tool.report.verification."""

    text = "text"
    json = "json"


def verify(
    document: Annotated[Path, typer.Argument(help="A Word document that qis has rendered.", metavar="DOCUMENT")],
    plan: PlanOption = "",
    format: Annotated[
        VerifyFormat | None, typer.Option(help="How to show the result; else as the ending of -o says, or text.")
    ] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    color: ColorOption = Color.auto,
) -> int:
    """Tell whether a rendered document was changed since.

    Exit 1 where the form's wording or an answer is not what it was. The file may have been saved again by Word
    or LibreOffice since.
    """
    from qis_tool.readers.word.package import MAX_BYTES
    from qis_tool.report.verification import VERIFICATION_REPORTERS
    from qis_tool.source import content_of, read_file
    from qis_tool.verify import verify

    kind = format_of(format, output, VerifyFormat)
    content = content_of(str(document), MAX_BYTES + 1)
    found = verify(content, str(document), read_file(plan) if plan else None)
    reading = [str(document), *([plan] if plan else [])]
    deliver(VERIFICATION_REPORTERS[kind](found), output, color, force=force, reading=reading)
    return 0 if found.intact else 1
