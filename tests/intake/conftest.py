"""What the tests of reading filled forms share: the samples as plans and as documents."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.finding import dotted
from qis_tool.form import Form
from qis_tool.intake.plan import not_shown
from qis_tool.source import read_file
from tests.intake.plans import Plan, answers, seen

Filled = Mapping[str, Document]


@pytest.fixture(scope="session")
def filled(samples: Path, k2: Form) -> Filled:
    """Each good sample as a document, by its name."""
    return {file.stem: assemble(read_file(str(file)), k2) for file in sorted((samples / "good").glob("*.yaml"))}


@pytest.fixture(scope="session")
def expected(samples: Path, k2: Form, filled: Filled) -> Callable[[str], Plan]:
    """What a document shows of a sample, by its name."""
    hidden = not_shown(k2, filled["full"])

    def of(name: str) -> Plan:
        plan = dict(answers(read_file(str(samples / f"good/{name}.yaml")).data))
        return seen({path: value for path, value in plan.items() if dotted(path) not in hidden})

    return of
