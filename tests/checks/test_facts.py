"""Figures of answers beside those of evidence."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from qis_tool.finding import Fact
from qis_tool.source import Source
from qis_tool.validate import Together, validate

Changed = Callable[[Mapping[str, Any]], Source]

FACTS: dict[str, int | Decimal] = {
    "hospitals.total": 12,
    "hospitals.in_data_center": 10,
    "hospitals.above_target": 3,
    "hospitals.above_target_coached": 3,
    "network.rate": Decimal("22.8"),
    "payments.hospitals.blended": 4,
    "payments.hospitals.quality_program": 7,
    "payments.hospitals.population_based": 2,
}
SAID = [
    ("We engage all {} network hospitals", "12", "11"),
    ("Data come from 10 of the {} maternity hospitals", "12", "13"),
    ("{} of 12 hospitals submit data to the MDC", "10", "9"),
    ("{} of our 12 hospitals take part in CMQCC", "10", "nine"),
    ("{} of the 12 had an NTSV rate higher than 23.9% in 2022", "three", "six"),
    ("{} hospitals have rates above 23.9%", "3", "4"),
    ("{} of those five have accepted CMQCC coaching", "Three", "Two"),
    ("our network NTSV rate was {}%", "22.8", "23.9"),
    ("{} of 12 hospitals are under a blended case rate", "4", "5"),
    ("{} of 12 hospitals are in a quality incentive program", "Seven", "8"),
    ("{} of 12 hospitals are under population-based payment", "2", "3"),
]


@pytest.fixture
def differing(changed: Changed) -> Callable[[str], list[tuple[Any, ...]]]:
    """The findings about evidence in a plan that says this in item 7, by path and message."""
    facts = {key: Fact(key, value, f"{value} it is.", "roster.csv, 2022") for key, value in FACTS.items()}

    def judge(said: str) -> list[tuple[Any, ...]]:
        found = validate(changed({"part_d.rationale": f"{said}."}), Together(facts=facts)).findings
        return [(f.path, f.message) for f in found if f.rule.name == "evidence-differs"]

    return judge


@pytest.mark.parametrize(("said", "right", "wrong"), SAID, ids=[said for said, _, _ in SAID])
def test_a_figure_that_the_evidence_has_otherwise_is_told_with_both(
    differing: Callable[[str], list[tuple[Any, ...]]], said: str, right: str, wrong: str
) -> None:
    assert differing(said.format(right)) == []
    ((path, message),) = differing(said.format(wrong))
    assert path == ("part_d", "rationale")
    assert message.startswith(f"Rationale (item 7) gives {wrong.lower()} for ")
    assert message.endswith("it is.” (roster.csv, 2022).")


def test_without_evidence_nothing_is_compared(changed: Changed) -> None:
    report = validate(changed({"part_d.rationale": "9 of 12 hospitals submit data to the MDC."}))
    assert "evidence-differs" not in {finding.rule.name for finding in report.findings}


@pytest.mark.parametrize(
    "said",
    [
        "All 12 network hospitals will be enrolled in the MDC",
        "Three hospitals with fewer than 60 births take part in CMQCC",
        "9 of 12 nurses submit data to the MDC",
    ],
)
def test_what_may_be_about_something_else_is_left_alone(
    differing: Callable[[str], list[tuple[Any, ...]]], said: str
) -> None:
    assert differing(said) == []
