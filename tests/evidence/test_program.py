"""What the manual fixes, as data."""

from pathlib import Path

import pytest

from qis_tool.errors import DataFault
from qis_tool.evidence.program import episode_types, the_program, type_named


def test_the_manual_lists_sixteen_types_of_episodes() -> None:
    types = episode_types()["types"]
    assert len(types) == len({row["id"] for row in types}) == 16
    assert [row["id"] for row in types if row.get("on_hold")] == ["congestive-heart-failure"]
    in_development = ["pci", "pneumonia", "hysterectomy", "lumbar-spinal-fusion"]
    assert [row["id"] for row in types if row.get("in_development")] == in_development


def test_the_perinatal_episode_is_forty_weeks_before_to_sixty_days_after_delivery() -> None:
    perinatal = type_named("perinatal")
    assert perinatal
    assert perinatal["windows"] == [{"event": "delivery", "before_days": 40 * 7, "after_days": 60}]


def test_every_mark_is_explained() -> None:
    given = episode_types()
    used = {mark for row in given["types"] for mark in given["marks"] if row.get(mark)}
    assert used == set(given["marks"])


@pytest.mark.parametrize(
    ("period", "fully", "self_insured"),
    [
        (2014, None, None),
        (2015, (("loss", "gain"), False), None),
        (2016, (("loss", "gain"), False), (("loss",), True)),
        (2017, (("loss", "gain"), True), (("loss",), True)),
        (2030, (("loss", "gain"), True), (("loss",), True)),
    ],
)
def test_each_branch_of_hospital_costs(period: int, fully: object, self_insured: object) -> None:
    found = the_program().hospital_costs_in(period)
    told = {funding: (rule.sides, rule.hospital_answers) for funding, rule in found.items()}
    expected = {"fully_insured": fully, "self_insured": self_insured}
    assert told == {funding: rule for funding, rule in expected.items() if rule}


def test_a_program_that_lacks_a_figure_is_a_fault_of_the_data(own_forms: Path) -> None:
    (own_forms / "schemas/evidence").mkdir(parents=True)
    (own_forms / "schemas/evidence/program.yaml").write_text("manual: none\n", "utf-8")
    the_program.cache_clear()
    with pytest.raises(DataFault, match="lacks or misuses 'settlement_months'"):
        the_program()
    the_program.cache_clear()
