"""What parts a user's mistake, an interrupt and a fault of our own, and says each in its way."""

import platform
import sys
import traceback
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from qis_tool import __version__
from qis_tool.cli.console import ReaderLeft, tell
from qis_tool.errors import DataFault, UserError

_INTERRUPT = 130
_INTERRUPTED = "qis: interrupted. No file was left half written."


def guarded(arguments: Sequence[str]) -> int:
    """Run the application on these arguments; every way it can end becomes an exit code."""
    try:
        code = int(_command()(args=list(arguments), prog_name="qis", standalone_mode=False) or 0)
        sys.stdout.flush()
        return _told(_INTERRUPTED, code) if code == _INTERRUPT else code
    except TyperException as fault:
        getattr(fault, "show", partial(_told, str(fault), 2))()
        return int(getattr(fault, "exit_code", 2))
    except (UserError, DataFault) as fault:
        return _told(f"qis: {fault}", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _told(_INTERRUPTED, _INTERRUPT)
    except ReaderLeft:
        return 0
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        return _told(f"qis: {place}{fault.strerror}. Nothing was written.", 2)
    except Exception as fault:
        return _told(own_fault(fault), 3)


@cache
def _command() -> Any:
    """The application, put together once."""
    from qis_tool.cli.app import app

    return get_command(app)


def _told(message: str, code: int) -> int:
    tell(message)
    return code


def own_fault(fault: BaseException) -> str:
    """A report that names places in the code and nothing from the plan."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = "\n".join(f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return (
        "qis: this is a fault of qis, not of your plan. No file was changed.\n"
        "Please report these lines; they hold nothing of your answers.\n"
        f"  qis {__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"  {type(fault).__name__} at\n{places}"
    )
