"""The command line: the only place that prints or exits."""

import signal
import sys
from collections.abc import Sequence
from types import FrameType


def run() -> None:
    """The `qis` program."""
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):  # Windows has no SIGHUP
        ignored = signal.getsignal(number) is signal.SIG_IGN  # as nohup wants it
        signal.signal(number, signal.SIG_IGN if ignored else _terminate)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code: 0, 1 findings, 2 can't, 3 our fault, 130 interrupted."""
    if list(arguments) in (["--version"], ["-V"]):
        from qis_tool import __version__

        try:
            print(f"qis {__version__}", flush=True)
        except OSError as fault:
            from qis_tool.cli.console import hang_up, tell

            hang_up(sys.stdout)
            if not isinstance(fault, BrokenPipeError):
                tell(f"qis: {fault.strerror}.")
                return 2
        return 0
    from qis_tool.cli.guard import guarded

    return guarded(arguments)


def _terminate(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
