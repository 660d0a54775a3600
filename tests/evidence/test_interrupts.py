"""Ctrl-C while DuckDB works is Ctrl-C, not a fault of ours."""

import signal
import threading

import duckdb
import pytest

from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.engine.interrupts import interruptible

LONG = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = 7 OR a.range + b.range = 3"


def test_an_interrupt_of_a_query_is_one() -> None:
    thread = threading.main_thread().ident
    assert thread
    with duckdb.connect() as connection:
        later = threading.Timer(0.2, signal.pthread_kill, (thread, signal.SIGINT))
        later.start()
        with pytest.raises(KeyboardInterrupt), interruptible():
            connection.execute(LONG).fetchall()


def test_another_error_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="other"), interruptible():
        raise RuntimeError("other")


def test_the_building_engine_passes_an_interrupt_on() -> None:
    with pytest.raises(KeyboardInterrupt), ENGINES["duckdb"]():
        raise RuntimeError("Query interrupted")
