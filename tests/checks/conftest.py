"""What the tests of checks share."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.source import Source
from qis_tool.validate import validate

Changes = Mapping[str, Any]
Found = list[tuple[str, str]]


@pytest.fixture(scope="session")
def found(changed: Callable[[Changes], Source]) -> Callable[[Changes], Found]:
    """All that is found in a plan good but for these changes: the rule and the dotted path of each finding."""

    def report(changes: Changes) -> Found:
        findings = validate(changed(changes)).findings
        return [(found.rule.name, ".".join(map(str, found.path))) for found in findings]

    return report
