"""Where the forms' data lies: shipped inside the package, or at the root of a checkout."""

import os
from collections.abc import Iterator
from pathlib import Path

from qis_tool.errors import DataFault

FORMS_VARIABLE = "QIS_FORMS"
_PACKAGE = Path(__file__).parent


def data_roots() -> Iterator[Path]:
    """Folders holding schemas/ and templates/: the user's own (QIS_FORMS) first, then what is shipped."""
    if own := os.environ.get(FORMS_VARIABLE):
        yield Path(own)
    shipped = _PACKAGE / "_data"
    yield shipped if shipped.is_dir() else _PACKAGE.parent


def find(name: str) -> Path:
    """The first data file or folder of this name, such as schemas/rules.yaml."""
    for root in data_roots():
        if (root / name).exists():
            return root / name
    raise DataFault(f"The data file {name} is missing from this installation of qis.")
