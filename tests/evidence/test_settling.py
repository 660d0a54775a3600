"""Settlement by hand: each figure to the cent, with its reason."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.contract import Contract, Measure, Outliers, Terms
from qis_tool.evidence.program import the_program
from qis_tool.evidence.settling import assumptions, settle
from qis_tool.evidence.settling.values import Account, Books, Sums

PROGRAM = the_program()
QHP = Terms("qhp", "QHP", Decimal(3394), Decimal(3906), Decimal(2500))
COMMERCIAL = Terms("commercial", "Commercial", Decimal(3394), Decimal(3906), Decimal(2500))
HIV = Measure("hiv", "HIV screening", Decimal(80), at_least=True)
RICH = Account(Decimal(1_000_000), {"hiv": Fraction(80)})


def contract(**changes: Any) -> Contract:
    """A 50/50 contract without quality measures and outliers."""
    values = {
        "file": "contract.yaml",
        "name": "Example",
        "episode_type": "perinatal",
        "period": 2023,
        "lines": (QHP, COMMERCIAL),
        "gain_share": Fraction(1, 2),
        "risk_share": Fraction(1, 2),
        "cap_base": "allowed dollars",
        "quality": (),
        "risk_factor": "",
        "outliers": None,
        "build": {},
    }
    return Contract(**{**values, **changes})


def sums(episodes: int, cost: str, without: str = "", **changes: Any) -> Sums:
    """Episodes of P1 in QHP, fully insured, at one hospital, with the total of their cost."""
    given: dict[str, Any] = {"pap": "P1", "line": "qhp", "funding": "fully_insured", "hospital": "Aspen", **changes}
    return Sums(
        pap_name="Dr. One",
        episodes=episodes,
        outliers=0,
        cost=Decimal(cost),
        without=Decimal(without or cost),
        **given,
    )


def lines(*given: Sums, account: Account | None = RICH, **changes: Any) -> list[Any]:
    """The lines that the sums become, amounts to be compared with plain numbers; each provider has this account."""
    agreed = contract(**changes)
    accounts = {one.pap: account for one in given if account}
    costs = PROGRAM.hospital_costs_in(agreed.period)
    return settle(given, Books(agreed, costs, accounts, "providers.csv"), PROGRAM)


def test_twenty_episodes_of_4206_owe_3000_of_an_overage_of_6000() -> None:
    [line] = lines(sums(20, "84120.00"))
    assert (line.outcome, line.beyond, line.share, line.amount) == ("owes", 6000, 3000, 3000)
    assert line.reasons == (
        "20 episodes, average $4,206.00, is $300.00 above $3,906.00: overage $6,000.00; 50% of it is $3,000.00.",
        "The cap of 10% of $1,000,000.00 is $100,000.00, which is not passed.",
    )


def test_the_cap_takes_3000_down_to_2500() -> None:
    [line] = lines(sums(20, "84120.00"), account=Account(Decimal(25_000), {}))
    assert (line.share, line.amount) == (3000, 2500)
    assert line.reasons[-1] == "The cap of 10% of $25,000.00 is $2,500.00, so $2,500.00 is owed."


def test_twenty_episodes_of_3194_gain_2000_of_a_surplus_of_4000() -> None:
    [line] = lines(sums(20, "63880.00"), quality=(HIV,))
    assert (line.outcome, line.beyond, line.amount) == ("gains", 4000, 2000)
    assert line.reasons == (
        "20 episodes, average $3,194.00, is $200.00 below $3,394.00: surplus $4,000.00; 50% of it is $2,000.00.",
        "HIV screening: 80% passes (at least 80%).",
    )


def test_a_gain_is_withheld_where_quality_is_not_passed() -> None:
    [line] = lines(sums(20, "63880.00"), quality=(HIV,), account=Account(None, {"hiv": Fraction(79)}))
    assert (line.outcome, line.share, line.amount) == ("gain withheld", 2000, 0)
    assert line.reasons[1:] == (
        "HIV screening: 79% does not pass (at least 80%).",
        "As quality is not passed, nothing is gained.",
    )


def test_quality_does_not_matter_for_what_is_owed() -> None:
    [line] = lines(sums(20, "84120.00"), quality=(HIV,), account=Account(Decimal(10**6), {}))
    assert (line.outcome, line.amount) == ("owes", 3000)


def test_four_and_two_episodes_are_not_six() -> None:
    qhp, commercial = lines(sums(4, "40000.00"), sums(2, "20000.00", line="commercial"))
    assert (qhp.outcome, commercial.outcome) == ("not eligible", "not eligible")
    assert (qhp.amount, commercial.amount) == (0, 0)
    assert qhp.reasons == (
        "4 episodes in QHP: fewer than the 5 that are needed in one line of business, so nothing is owed or gained.",
    )
    assert [line.outcome for line in lines(sums(5, "40000.00"))] == ["owes"]


def test_an_average_at_a_threshold_is_neither() -> None:
    for total in ("19530.00", "16970.00"):
        [line] = lines(sums(5, total))
        assert (line.outcome, line.amount) == ("neither", 0)
    [above] = lines(sums(5, "19530.01"))
    assert (above.outcome, above.beyond, above.amount) == ("owes", Decimal("0.01"), Decimal("0.01"))
    assert "by less than half a cent; averages are compared exactly" in above.reasons[0]


def test_amounts_are_rounded_once_and_half_a_cent_up() -> None:
    [line] = lines(sums(7, str(Decimal(3906 * 7) + Decimal("0.05"))), risk_share=Fraction(1, 10))
    assert line.amount == Decimal("0.01")


def test_the_cap_holds_over_all_lines_together_in_proportion() -> None:
    qhp, commercial = lines(
        sums(20, "84120.00"), sums(10, "45060.00", line="commercial"), account=Account(Decimal("40000.09"), {})
    )
    assert (qhp.share, commercial.share) == (3000, 3000)
    assert (qhp.amount, commercial.amount) == (2000, 2000)
    assert qhp.reasons[-1] == (
        "The cap of 10% of $40,000.09 is $4,000.00, and $6,000.00 would be owed over 2 lines of business; "
        "divided in proportion, $2,000.00 is owed in this one."
    )


def test_a_gain_in_one_line_is_not_set_off_against_the_cap() -> None:
    owes, gains = lines(
        sums(20, "84120.00"), sums(20, "63880.00", line="commercial"), account=Account(Decimal(25_000), {})
    )
    assert (owes.amount, gains.amount) == (2500, 2000)


@pytest.mark.parametrize(
    ("period", "funding", "owed", "answers"),
    [
        (2014, "fully_insured", 3000, None),
        (2015, "fully_insured", 2500, False),
        (2016, "fully_insured", 2500, False),
        (2017, "fully_insured", 2500, True),
        (2023, "fully_insured", 2500, True),
        (2015, "self_insured", 3000, None),
        (2016, "self_insured", 2500, True),
        (2023, "self_insured", 2500, True),
    ],
)
def test_hospital_costs_on_the_loss_side_in_each_year(
    *, period: int, funding: str, owed: int, answers: bool | None
) -> None:
    [line] = lines(sums(20, "84120.00", "83120.00", funding=funding), period=period)
    assert line.amount == owed
    assert [(part.changed, part.answers) for part in line.hospitals] == ([] if answers is None else [(1000, answers)])


@pytest.mark.parametrize(
    ("period", "funding", "gained", "answers"),
    [
        (2014, "fully_insured", 2000, None),
        (2015, "fully_insured", 2500, False),
        (2017, "fully_insured", 2500, True),
        (2015, "self_insured", 2000, None),
        (2016, "self_insured", 2000, None),
        (2023, "self_insured", 2000, None),
    ],
)
def test_hospital_costs_on_the_gain_side_in_each_year(
    *, period: int, funding: str, gained: int, answers: bool | None
) -> None:
    [line] = lines(sums(20, "63880.00", "62880.00", funding=funding), period=period)
    assert line.amount == gained
    assert [(part.changed, part.answers) for part in line.hospitals] == ([] if answers is None else [(1000, answers)])


def test_a_self_insured_excess_can_end_a_loss_but_not_make_a_gain() -> None:
    [line] = lines(sums(10, "40000.00", "30000.00", funding="self_insured"))
    assert (line.outcome, line.amount) == ("neither", 0)
    assert line.reasons == (
        "Hospital costs of $10,000.00 are taken out on the loss side: the average of $4,000.00 becomes $3,000.00.",
        (
            "10 episodes, average $3,000.00 on the loss side and $4,000.00 on the gain side: not above $3,906.00 and "
            "not below $3,394.00, so nothing is owed or gained."
        ),
        (
            "Without hospitals' excess, the overage is lower by $940.00; $940.00 of that comes from $10,000.00 of "
            "excess at Aspen (self-insured): Aspen answers for it."
        ),
    )


def test_a_hospitals_part_goes_by_its_excess_and_in_2016_by_funding() -> None:
    given = (
        sums(10, "45060.00", "44460.00", hospital="Aspen"),
        sums(5, "20000.00", "19700.00", hospital="Birch", funding="self_insured"),
        sums(5, "20000.00", "19900.00", hospital="", funding="self_insured"),
    )
    [line] = lines(*given, period=2016)
    told = [(part.hospital, part.excess, part.changed, part.answers) for part in line.hospitals]
    assert told == [
        ("Aspen", 600, 600, False),
        ("a hospital that is not named", 100, 100, True),
        ("Birch", 300, 300, True),
    ]
    assert line.hospitals[0].reason.endswith("at Aspen (fully-insured): nobody else pays it.")


def test_excess_that_ends_an_overage_and_makes_a_surplus_counts_on_both_sides() -> None:
    [line] = lines(sums(10, "40000.00", "33000.00"))
    assert (line.outcome, line.beyond, line.amount) == ("gains", 940, 470)
    assert [(part.side, part.changed) for part in line.hospitals] == [("loss", 940), ("gain", 940)]


def test_a_withheld_gain_charges_no_hospital_for_a_surplus() -> None:
    [line] = lines(sums(20, "63880.00", "62880.00"), quality=(HIV,), account=Account(None, {"hiv": Fraction(0)}))
    assert (line.outcome, line.hospitals) == ("gain withheld", ())


def test_providers_come_in_order_and_lines_as_the_contract_has_them() -> None:
    found = lines(sums(1, "1", pap="P2"), sums(1, "1", line="commercial"), sums(1, "1"), sums(1, "1", pap="P10"))
    assert [(line.pap, line.terms.id) for line in found] == [
        ("P1", "qhp"),
        ("P1", "commercial"),
        ("P10", "qhp"),
        ("P2", "qhp"),
    ]


def test_each_provider_whose_account_is_needed_and_missing_is_named() -> None:
    with pytest.raises(UserError) as caught:
        lines(sums(20, "84120.00"), sums(20, "63880.00", pap="P2"), quality=(HIV,), account=None)
    assert str(caught.value).splitlines() == [
        (
            "providers.csv: P1 owes a share of an overage, and its allowed dollars, of which 10% are the cap (allowed "
            "dollars), are missing."
        ),
        "     providers.csv: P2 is to gain, and its result of HIV screening (hiv) is missing.",
    ]


def test_without_a_table_of_providers_one_is_asked_for() -> None:
    agreed = contract()
    with pytest.raises(UserError, match="Give a table of the providers with --providers"):
        settle([sums(20, "84120.00")], Books(agreed, PROGRAM.hospital_costs_in(2023), {}), PROGRAM)


def test_a_provider_that_neither_owes_nor_gains_needs_no_account() -> None:
    assert [line.outcome for line in lines(sums(5, "18000.00"), quality=(HIV,), account=None)] == ["neither"]


def test_what_is_taken_for_granted_goes_with_the_contract() -> None:
    bare = assumptions(contract(period=2014), PROGRAM)
    assert not any("facility threshold" in text or "factor" in text for text in bare)
    assert "A gain depends on no quality measure; the contract says so." in bare
    left_out = contract(outliers=Outliers(Decimal(20000), "leave_out"), risk_factor="factor", quality=(HIV,))
    told = assumptions(left_out, PROGRAM)
    assert "above $20,000.00 counts neither as a cost nor as an episode" in " ".join(told)
    assert any("multiplied by its factor" in text for text in told)
    assert any("facility threshold" in text for text in told)
    capped = assumptions(contract(outliers=Outliers(Decimal(20000), "cap")), PROGRAM)
    assert any("counts with $20,000.00 at most" in text for text in capped)


def test_a_share_of_a_third_is_shown_as_written() -> None:
    told = assumptions(contract(gain_share=Fraction("0.3333")), PROGRAM)
    assert any("the contract's 33.33%" in text for text in told)
