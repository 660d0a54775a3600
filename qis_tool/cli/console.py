"""Where output goes: the terminal, a pipe or a file."""

import datetime
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO, TypeVar

import typer

from qis_tool.errors import UserError
from qis_tool.report.tally import Styled
from qis_tool.saving import new_file

Format = TypeVar("Format", bound=StrEnum)
_ENDINGS = {
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".sarif": "sarif",
    ".xml": "junit",
    ".xlsx": "Excel",
    ".docx": "Word",
    ".pdf": "PDF",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold blue",
    "passed": "bold green",
    "code": "bold",
    "quiet": "dim",
    "mark": "bold",
    "removed": "red",
    "added": "green",
}


class Color(StrEnum):
    """When to color output."""

    auto = "auto"
    always = "always"
    never = "never"


ColorOption = Annotated[Color, typer.Option(help="Color the output: auto means on a terminal only.")]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", show_default=False)]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace the output file if it exists.")]
StdinNameOption = Annotated[str, typer.Option(help="What to call standard input ('-') in the output.", metavar="NAME")]
AcceptOption = Annotated[
    bool,
    typer.Option(
        "--accept-form-changes", help="Read a Word document that lacks some of the form's printed lines all the same."
    ),
]


def today() -> datetime.date:
    """The day on this machine's calendar."""
    return datetime.date.today()  # noqa: DTZ011 - a day in a plan is one of the reader's own calendar


def day(text: str) -> datetime.date:
    """A day as it is written on the command line."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write it as YYYY-MM-DD, such as 2024-03-31.") from None


AsOfOption = Annotated[
    datetime.date | None,
    typer.Option(parser=day, metavar="DATE", help="The day to judge waivers by; today without it.", show_default=False),
]


def format_of(given: Format | None, output: Path | None, formats: type[Format]) -> Format:
    """The format asked for; without one, that of the output's ending; else text.

    Raises UserError for an ending that says a format which is none of these.
    """
    kind = _ENDINGS.get(output.suffix.lower(), "text") if output else "text"
    if given is None and kind not in list(formats):
        known = ", ".join(formats)
        raise UserError(f"{output}: what its ending says is not written here. Add --format, with one of: {known}.")
    return given or formats(kind)


class Tracked(StrEnum):
    """Which text of a Word document counts where changes were tracked."""

    accepted = "accepted"
    original = "original"


TrackedOption = Annotated[
    Tracked, typer.Option(help="Of a Word document with tracked changes, the text with them or the original.")
]


class ReaderLeft(Exception):
    """Whoever read the output has closed the pipe; there is nothing left to do."""


def show(pieces: Iterable[Styled], color: Color, *, error: bool = False) -> None:
    """Print pieces as they come; color only adds to what the words say. Raises ReaderLeft on a closed pipe."""
    stream = sys.stderr if error else sys.stdout
    write = _colored_writer(stream) if _colored(color, stream.isatty()) else _plain_writer(stream)
    try:
        for piece in pieces:
            write(Styled(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", piece.text), piece.role))
        stream.flush()
    except BrokenPipeError:
        hang_up(stream)
        raise ReaderLeft from None


def hang_up(stream: TextIO) -> None:
    """Turn a stream away from a closed pipe or full disk, so that nothing fails on it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _plain_writer(stream: TextIO) -> Callable[[Styled], object]:
    return lambda piece: stream.write(piece.text)


def _colored_writer(stream: TextIO) -> Callable[[Styled], object]:
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False, soft_wrap=True)
    return lambda piece: console.print(Text(piece.text, _STYLES.get(piece.role, "")), end="")


def deliver(
    pieces: Iterable[Styled], output: Path | None, color: Color, *, force: bool, reading: Iterable[str]
) -> None:
    """Print pieces, or write them to a file, whole or not at all; never over one of the files being read."""
    if output is None:
        show(pieces, color)
        return
    with new_file(output, force=force, inputs=reading) as file:
        for piece in pieces:
            file.write(piece.text.encode(errors="backslashreplace"))
    tell(f"Wrote {output}.")


@contextmanager
def progress(total: int, what: str, color: Color) -> Iterator[Callable[[], object]]:
    """On a terminal a bar that moves on with each call, below what is told meanwhile; elsewhere nothing."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True, no_color=not _colored(color, terminal=True), highlight=False)
    with Progress(console=console, transient=True) as bar:
        yield partial(bar.advance, bar.add_task(what, total=total))


def tell(message: str) -> None:
    """Say something that is not data, on standard error."""
    print(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", message), file=sys.stderr)


def _colored(color: Color, terminal: bool) -> bool:
    if color is Color.auto:
        return terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return color is Color.always
