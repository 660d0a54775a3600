"""What the tests of the command line share."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import pytest


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command shows where standard output, or the stream of that name, is a terminal."""

    def shown(command: Callable[[], object], name: str = "stdout") -> str:
        ours, theirs = os.openpty()
        parts: list[bytes] = []
        reader = Thread(target=_read_all, args=(ours, parts))
        reader.start()
        with os.fdopen(theirs, "w", encoding="utf-8") as stream, monkeypatch.context() as patched:
            patched.setattr(sys, name, stream)
            command()
        reader.join()
        os.close(ours)
        return b"".join(parts).decode().replace("\r\n", "\n")

    return shown


def _read_all(terminal: int, parts: list[bytes]) -> None:
    """A terminal's buffer is small, so it is emptied while it fills; when the other side closes, reading fails."""
    with suppress(OSError):
        while part := os.read(terminal, 65536):
            parts.append(part)
