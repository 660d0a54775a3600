"""What parts a user's mistake, an interrupt and a fault of our own, and says each in its way."""

import os
import platform
import sys
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import typer
from typer.exceptions import TyperException

from qis_tool import __version__
from qis_tool.errors import DataFault, UserError


def guarded(arguments: Sequence[str]) -> int:
    """Run the application on these arguments; every way it can end becomes an exit code."""
    from qis_tool.cli.app import app

    try:
        code = app(args=list(arguments), prog_name="qis", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except TyperException as fault:
        getattr(fault, "show", partial(_told, str(fault), 2))()
        return int(getattr(fault, "exit_code", 2))
    except (UserError, DataFault) as fault:
        return _told(f"qis: {fault}", 2)
    except (KeyboardInterrupt, typer.Abort):
        return _told("qis: interrupted. No file was left half written.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        return _told(f"qis: {place}{fault.strerror}. Nothing was written.", 2)
    except Exception as fault:
        return _told(_own_fault(fault), 3)


def _told(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _own_fault(fault: Exception) -> str:
    """A report that names places in the code and nothing from the plan."""
    frames = traceback.extract_tb(fault.__traceback__)
    places = "\n".join(f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return (
        "qis: this is a fault of qis, not of your plan. No file was changed.\n"
        "Please report these lines; they hold nothing of your answers.\n"
        f"  qis {__version__}, Python {platform.python_version()}, {platform.system()}\n"
        f"  {type(fault).__name__} at\n{places}"
    )
