"""Ctrl-C while DuckDB works."""

from collections.abc import Iterator
from contextlib import contextmanager

_SAID = "Query interrupted"


@contextmanager
def interruptible() -> Iterator[None]:
    """Makes of DuckDB's error what it was before: a KeyboardInterrupt."""
    try:
        yield
    except RuntimeError as fault:
        if str(fault) != _SAID:
            raise
        raise KeyboardInterrupt from None
