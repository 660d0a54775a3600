"""What the tests of readers share: each sample, rendered once."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from qis_tool.document.assemble import assemble
from qis_tool.form import Form
from qis_tool.source import read_file
from tests.readers.shapes import Rendered


@pytest.fixture(scope="session")
def rendered_samples(
    samples: Path, k2: Form, write: Callable[..., bytes], part: Callable[[bytes], etree._Element]
) -> Mapping[str, Rendered]:
    """Every good sample's document and its text, by the sample's name."""
    plans = sorted((samples / "good").glob("*.yaml"))
    return {plan.stem: Rendered(assemble(read_file(str(plan)), k2), part(write(plan))) for plan in plans}


@pytest.fixture
def sample(good: Path, rendered_samples: Mapping[str, Rendered]) -> Rendered:
    """Each of the good samples, rendered."""
    return rendered_samples[good.stem]


@pytest.fixture
def full(rendered_samples: Mapping[str, Rendered]) -> Rendered:
    """The sample that fills in the most."""
    return rendered_samples["full"]
