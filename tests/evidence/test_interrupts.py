"""Ctrl-C while DuckDB works is Ctrl-C, not a fault of ours."""

import pytest

from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.engine.interrupts import interruptible

AS_DUCKDB_SAYS = "Query interrupted"


def test_another_error_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="other"), interruptible():
        raise RuntimeError("other")


def test_the_engine_passes_an_interrupt_on() -> None:
    with pytest.raises(KeyboardInterrupt), ENGINES["duckdb"]():
        raise RuntimeError(AS_DUCKDB_SAYS)
