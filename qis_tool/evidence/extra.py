"""The libraries of the extra `evidence`: loaded when they are needed, and told in a sentence where they are missing."""

from importlib import import_module
from types import ModuleType

from qis_tool.errors import UserError

INSTALL = ".venv/bin/pip install 'qis-tool[evidence]' (.venv is where qis is set up)"


def library(name: str, need: str) -> ModuleType:
    """A library by its name; `need` begins a sentence: roster.xlsx is an Excel workbook. Raises UserError."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise UserError(f"{need}, and what reads it is not installed here. Install it: {INSTALL}.") from None
