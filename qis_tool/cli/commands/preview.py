"""qis preview"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qis_tool.cli.console import tell, today
from qis_tool.cli.settings import Asked, settings_for, with_settings
from qis_tool.errors import UserError
from qis_tool.finding import NOTHING_SET, Settings

if TYPE_CHECKING:
    from qis_tool.cli.serving import LocalServer


@with_settings
def preview(
    plan: Annotated[str, typer.Argument(help="The plan file.", metavar="PLAN")],
    port: Annotated[
        int | None, typer.Option(help="The port to serve at; a free one without it.", min=1, max=65535)
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
    *,
    asked: Asked,
) -> int:
    """Show the form in a browser while you write.

    Findings stand beside their fields. The page is renewed whenever the file is saved, and can be seen on this
    machine only. Ctrl-C ends it.
    """
    from threading import Thread

    _refuse(plan)
    settings = settings_for(asked)(plan)
    with _server(plan, port or 0, settings) as server:
        tell(f"Preview of {plan}, renewed whenever the file is saved. Ctrl-C ends it.\n{server.address}")
        if not no_browser:
            Thread(target=_open, args=[server.address_for_once()], daemon=True).start()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            tell("The preview has ended.")
    return 0


def _refuse(plan: str) -> None:
    from qis_tool.cli.plans import STDIN
    from qis_tool.source import read_file

    if plan == STDIN:
        raise UserError("A preview follows a file as it is saved: name the plan file instead of standard input.")
    if Path(plan).is_dir():
        raise UserError(f"{plan}: this is a folder. Name the plan file in it to preview.")
    read_file(plan)


def _server(plan: str, port: int, settings: Settings = NOTHING_SET) -> "LocalServer":
    from qis_tool.cli.serving import LocalServer, Reply
    from qis_tool.preview import preview, state

    def page() -> Reply:
        shown = preview(_content(plan), plan, today(), settings)
        return Reply(shown.page, "text/html", shown.policy)

    return LocalServer({"": page, "state": lambda: Reply(state(_content(plan)))}, port)


def _content(plan: str) -> bytes | None:
    """The plan file as it stands; None in the moment in which an editor puts a new one in its place."""
    from qis_tool.source import MAX_BYTES

    try:
        with Path(plan).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
