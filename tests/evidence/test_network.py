"""A network of hospitals beside the target."""

from fractions import Fraction
from pathlib import Path

import pytest

from qis_tool.errors import DataFault, UserError
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.hospital_facts import facts_of
from qis_tool.evidence.hospitals import Hospital
from qis_tool.evidence.measure import measure
from qis_tool.evidence.network import Network, network_of
from qis_tool.evidence.tables import table_of
from qis_tool.report.evidence import wording

HEADS = "Hospital,Products,Period,Births,Cesareans,Rate,MDC,Coaching,Improvement plan,Closed"


def network(*rows: str, period: str = "", show_small: bool = False) -> Network:
    table = table_of("\n".join([HEADS, *rows]).encode(), "roster.csv", shape_of("roster"))
    assert not table.problems
    return network_of(table, measure(), period=period, show_small=show_small)


def only(*rows: str) -> Hospital:
    [hospital] = network(*rows).hospitals
    return hospital


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("A,HMO,2022,138,33,,,,,", "above"),
        ("A,HMO,2022,209,50,,,,,", "above"),
        ("A,HMO,2022,598,143,,,,,", "above"),
        ("A,HMO,2022,1000,239,,,,,", "meets"),
        ("A,HMO,2022,,,23.9,,,,", "meets"),
        ("A,HMO,2022,,,24,,,,", "above"),
        ("A,HMO,2022,138,33,,,yes,,", "working"),
        ("A,HMO,2022,138,33,,,no,yes,", "working"),
        ("A,HMO,2022,138,,,,yes,,", "unknown"),
        ("A,HMO,2022,,33,,,,,", "unknown"),
        ("A,HMO,2022,0,0,23.0,,,,", "unknown"),
        ("A,HMO,2022,,,,,,,", "unknown"),
    ],
)
def test_a_hospital_is_in_one_of_four_states(row: str, state: str) -> None:
    assert only(row).state == state


@pytest.mark.parametrize(
    ("rows", "remark"),
    [
        (["A,,2022,138,33,,,,,"], "33 of 138 is 23.913…%, which is higher than 23.9%, though"),
        (["A,,2022,138,33,24.6,,,,"], "Its counts make 23.9%, not 24.6% as its rate column says; the counts"),
        (["A,,2022,,,24,,,,"], "24% was rounded from something between 23.5% and 24.5%: only counts would tell"),
        (["A,,2022,,,22,,,,"], "Its rate is taken as it was printed; without counts it is no part of the network's"),
        (["A,,2022,29,15,,,,,"], "Fewer than 30 births: one or two of them move the rate by several points."),
        (["A,,2022,138,,,,,,"], "For 2022 births are given without cesareans, so its rate is not known."),
        (["A,,2022,,33,,,,,"], "For 2022 cesareans are given without births, so"),
        (["A,,2022,0,0,,,,,"], "For 2022 it had no NTSV births, so"),
        (["A,,2022,,,,,,,"], "For 2022 neither counts nor a rate are given, so"),
        (["B,,2022,138,33,,,,,", "A,,2021,138,33,,yes,,,"], "The table has no figures of it for 2022."),
    ],
)
def test_what_there_is_to_say_of_a_figure_is_said(rows: list[str], remark: str) -> None:
    *_, hospital = network(*rows).hospitals
    assert any(said.startswith(remark) for said in hospital.remarks)


def test_a_sound_hospital_has_no_remark() -> None:
    assert only("A,,2022,598,120,20.1,,,,").remarks == ()


def test_a_rate_that_fell_is_evidence_of_work() -> None:
    hospital = only("A,,2021,131,36,,,,,", "A,,2022,138,33,,,,,")
    assert (hospital.state, hospital.evidence) == ("working", ("has a lower rate than in 2021 (27.5%)",))
    assert only("A,,2021,131,31,,,,,", "A,,2022,138,33,,,,,").state == "above"
    assert only("A,,2021,,,,,,,", "A,,2022,138,33,,,,,").state == "above"


def test_a_rate_that_fell_is_told_without_figures_that_are_withheld() -> None:
    assert only("A,,2021,40,31,,,,,", "A,,2022,41,10,,,,,").evidence == ("has a lower rate than in 2021",)


def test_only_a_period_of_the_same_length_shows_a_trend() -> None:
    hospital = only("A,,2022-Q3,131,36,,,,,", "A,,2022,138,33,,,,,")
    assert (hospital.before, hospital.state) == (None, "above")


def test_the_latest_row_says_what_is_no_figure() -> None:
    [hospital, _] = network("a ,HMO,2020,40,,,,,,", "B,,2022,138,33,,,,,", "A,PPO,2021,,,,yes,,,").hospitals
    assert (hospital.name, hospital.products, hospital.data_center, hospital.figures) == ("A", ("PPO",), True, None)


def test_hospitals_stay_in_their_order_and_those_that_closed_stand_apart() -> None:
    found = network("C,,2022,138,33,,,,,", "A,,2022,138,20,,,,,2022-05-31", "B,,2022,138,60,,,,,")
    assert [hospital.name for hospital in found.hospitals] == ["C", "B"]
    assert [hospital.name for hospital in found.closed] == ["A"]
    assert found.totals[0].births == 414


def test_a_network_rate_is_a_sum_over_a_sum_by_period_and_product() -> None:
    found = network(
        "A,HMO; PPO,2022,100,20,,,,,", "B,PPO,2022,300,90,,,,,", "C,PPO,2022,,,10,,,,", "A,HMO,2021,100,30,,,,,"
    )
    rates = [(str(t.period), t.product, t.hospitals, t.rate and t.rate.value) for t in found.totals]
    assert rates == [
        ("2022", "", 2, Fraction(55, 2)),  # the mean of the rates would be 25
        ("2022", "HMO", 1, 20),
        ("2022", "PPO", 2, Fraction(55, 2)),
        ("2021", "", 1, 30),
        ("2021", "HMO", 1, 30),
    ]


def test_small_counts_and_what_gives_them_away_are_withheld() -> None:
    rows = ("A,HMO,2022,57,5,,,,,", "B,PPO,2022,209,50,,,,,", "C,HMO; PPO,2022,138,33,,,,,")
    a, b, c = network(*rows).hospitals
    assert [(h.figures and h.figures.withheld, h.figures and h.figures.small) for h in (a, b, c)] == [
        (True, True),
        (False, False),
        (True, False),
    ]
    assert a.figures
    assert (a.figures.births, a.figures.cesareans, a.figures.rate, a.state) == (None, None, None, "meets")
    whole, hmo, ppo = network(*rows).totals
    assert (whole.births, hmo.births, ppo.births, ppo.withheld) == (404, 195, None, True)
    shown = network(*rows, show_small=True)
    assert [h.figures and h.figures.births for h in shown.hospitals] == [57, 209, 138]
    assert [total.births for total in shown.totals] == [404, 195, 347]


def test_a_total_of_small_counts_is_withheld_and_is_no_fact() -> None:
    found = network("A,HMO,2022,57,5,,,,,")
    assert [total.withheld for total in found.totals] == [True, True]
    assert not [fact for fact in facts_of(found) if fact.key.startswith("network")]


def test_births_beside_a_printed_rate_give_cesareans_away() -> None:
    figures = only("A,HMO,2022,40,,10.0,,,,").figures
    assert figures
    assert (figures.withheld, figures.births, figures.rate, figures.small) == (True, None, None, True)


@pytest.mark.parametrize(
    ("row", "births", "cesareans"),
    [("A,,2022,7,,,,,,", "under 30", "withheld"), ("A,,2022,,7,,,,,", "unknown", "under 11")],
)
def test_a_small_count_is_withheld_without_its_fellow_too(row: str, births: str, cesareans: str) -> None:
    figures = only(row).figures
    assert (wording.births(figures, measure()), wording.cesareans(figures, measure())) == (births, cesareans)


def test_another_period_can_be_looked_at() -> None:
    rows = ("A,,2021,131,36,,,,,", "A,,2022,138,33,,,,,")
    found = network(*rows, period="2021")
    assert (str(found.period), found.hospitals[0].before) == ("2021", None)
    with pytest.raises(UserError, match=r"roster\.csv: it has no row for 2020\. It has 2022, 2021\."):
        network(*rows, period="2020")


def test_a_table_without_a_sound_row_says_nothing() -> None:
    with pytest.raises(UserError, match="no row of it could be read"):
        network()


def test_facts_have_names_and_say_what_they_count() -> None:
    found = network("A,HMO,2022,138,33,,yes,yes,,", "B,HMO,2022,209,40,,no,yes,,", "C,,2021,25,12,,,,,2021-12-31")
    facts = {fact.key: fact for fact in facts_of(found)}
    assert facts["hospitals.total"].value == 2
    assert facts["hospitals.closed"].words == "1 hospital with a unit that closed."
    assert facts["hospitals.in_data_center"].words == "1 of 2 hospitals in the Maternal Data Center."
    assert facts["hospitals.above_target"].words == "1 of 2 hospitals with a rate higher than 23.9% in 2022."
    assert (facts["hospitals.coached"].value, facts["hospitals.above_target_coached"].value) == (2, 1)
    assert facts["network.rate"] == (
        "network.rate",
        facts["network.hmo.rate"].value,
        "21.0% is the rate of the network in 2022: 73 cesareans in 347 NTSV births.",
        "roster.csv, 2022",
    )
    assert str(facts["network.rate"].value) == "21.0"
    assert "network.2021.rate" in facts


def test_a_measure_of_ones_own_that_lacks_a_figure_is_told(own_forms: Path) -> None:
    file = own_forms / "schemas/evidence/measure.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("target: {value: 23.9, means: x, source: x}\n")
    measure.cache_clear()
    with pytest.raises(DataFault, match="small_denominator"):
        measure()
    measure.cache_clear()
