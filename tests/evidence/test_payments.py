"""How births are paid for."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.blending import Blend, neutral_rate
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.measure import measure
from qis_tool.evidence.payment_facts import facts_of
from qis_tool.evidence.payments import Group, Payments, payments_of
from qis_tool.evidence.tables import table_of
from qis_tool.report.evidence.payments import worksheet

HEADS = "Contract,Provider,Kind,Births,Cesareans,Cesarean share,Blended,Quality program,Population based"
PRICES = "Cesarean price,Vaginal price,Cesarean price after,Vaginal price after"


def payments(*rows: str, show_small: bool = False) -> Payments:
    lines = [f"{HEADS},{PRICES}", *(f"{number},{row}" for number, row in enumerate(rows, 1))]
    table = table_of("\n".join(lines).encode(), "contracts.csv", shape_of("contracts"))
    assert not table.problems
    return payments_of(table, measure(), show_small=show_small)


def group(*rows: str, show_small: bool = False) -> Group:
    return payments(*rows, show_small=show_small).groups[0]


def shares(of: Group) -> dict[str, tuple[int, int | None]]:
    return {share.strategy: (share.providers, share.births) for share in of.shares}


def blend(row: str) -> Blend:
    [found] = payments(row).blends
    return found


def test_overlaps_are_counted_under_each_strategy_and_add_up_once() -> None:
    found = group(
        "A,hospital,40,,,yes,no,no",
        "B,hospital,50,,,yes,yes,no",
        "C,hospital,60,,,no,yes,yes",
        "D,hospital,70,,,no,no,no",
        "E,hospital,,,,no,,no",
        "F,physician,30,,,yes,no,no",
    )
    assert (found.providers, found.contracts, found.with_births, found.births) == (5, 5, 4, 220)
    assert shares(found) == {
        "blended": (2, 90),
        "quality_program": (2, 110),
        "population_based": (1, 60),
        "none": (1, 70),
        "unknown": (1, 0),
    }
    assert {overlap.strategies: overlap.contracts for overlap in found.overlaps} == {
        ("blended",): 1,
        ("none",): 1,
        ("unknown",): 1,
        ("blended", "quality_program"): 1,
        ("quality_program", "population_based"): 1,
    }
    assert sum(overlap.births or 0 for overlap in found.overlaps) == found.births


def test_a_provider_counts_once_whatever_its_contracts_and_births_go_by_contract() -> None:
    found = group("A,hospital,40,,,yes,no,no", "a,hospital,60,,,no,no,no", "A,hospital,30,,,yes,no,no")
    assert (found.providers, found.contracts) == (1, 3)
    assert shares(found)["blended"] == (1, 70)
    assert shares(found)["none"] == (0, 60)
    assert found.shares[0].partly == ("A",)


def test_a_provider_of_whom_one_contract_is_not_told_is_not_under_none() -> None:
    found = group("A,hospital,40,,,no,no,no", "A,hospital,60,,,,,", "B,hospital,60,,,,yes,")
    assert [shares(found)[strategy][0] for strategy in ("quality_program", "none", "unknown")] == [1, 0, 1]


def test_births_that_would_tell_a_small_count_are_withheld() -> None:
    rows = ("A,hospital,40,,,yes,no,no", "B,hospital,5,,,no,no,no")
    found = group(*rows)
    assert {births for _, births in shares(found).values()} == {None}
    assert ([overlap.births for overlap in found.overlaps], found.births) == ([None, None], 45)
    assert shares(group(*rows, show_small=True))["none"] == (1, 5)
    assert group("A,hospital,5,,,yes,no,no").births is None
    assert group("A,hospital,5,,,yes,no,no", "B,hospital,5,,,no,no,no").births is None


def test_a_blended_rate_is_budget_neutral_by_hand() -> None:
    assert neutral_rate(Fraction(3, 10), Decimal(18000), Decimal(12000)) == 13800
    found = blend("A,hospital,150,45,,yes,no,no,18000,12000,14000,14000")
    assert [found.neutral, found.before, found.remains, found.beyond_neutral] == [13800, 6000, 0, 200]


def test_a_blended_rate_is_exact_until_it_is_shown() -> None:
    found = blend("A,hospital,138,33,,yes,no,no,18000.10,12000.05,,")
    assert found.neutral == Fraction(33, 138) * Fraction("18000.10") + Fraction(105, 138) * Fraction("12000.05")
    assert (found.after, found.remains, found.beyond_neutral) == (None, None, None)


@pytest.mark.parametrize(
    ("row", "share", "withheld"),
    [
        ("A,hospital,,,31,yes,no,no,18000,12000", "31%", False),
        ("A,hospital,100,,31,yes,no,no,18000,12000", "31%", False),
        ("A,hospital,100,30,31,yes,no,no,18000,12000", "30.0%", False),
        ("A,hospital,30,9,,yes,no,no,18000,12000", None, True),
        ("A,hospital,30,,30,yes,no,no,18000,12000", None, True),
        ("A,hospital,0,0,,yes,no,no,18000,12000", None, False),
    ],
)
def test_a_cesarean_share_comes_from_counts_or_as_printed_and_tells_no_small_count(
    row: str, share: str | None, *, withheld: bool
) -> None:
    found = blend(row)
    assert (str(found.share) if found.share else None, found.withheld) == (share, withheld)
    assert (found.neutral is None) == (share is None)


def test_a_contract_without_both_prices_has_no_arithmetic() -> None:
    assert payments("A,hospital,40,12,,yes,no,no,18000,").blends == ()


@pytest.mark.parametrize(
    ("after", "notes"),
    [
        ("13800,13800", ["p = 3/10, so B = $13,800.00."]),
        ("14000,14000", ["p = 3/10, so B = $13,800.00.", "The one rate paid is $200.00 above budget neutral."]),
        ("13000,13000", ["p = 3/10, so B = $13,800.00.", "The one rate paid is $800.00 below budget neutral."]),
        ("13000,14000", ["After the change a cesarean pays $1,000.00 less than a vaginal birth."]),
        (
            "14000,13000",
            ["After the change a cesarean pays $1,000.00 more than a vaginal birth.", "Yet the table says"],
        ),
        (",", ["The table has no prices after the change."]),
    ],
)
def test_what_follows_from_the_prices_is_said(after: str, notes: list[str]) -> None:
    sheet = worksheet(payments(f"A,hospital,150,45,,yes,no,no,18000,12000,{after}")).sheets[2]
    assert all(any(said.startswith(note) for said in sheet.notes[0]) for note in notes)
    assert len(sheet.notes[0]) <= len(notes) + 2


def test_two_rates_for_a_contract_that_is_not_blended_are_no_contradiction() -> None:
    sheet = worksheet(payments("A,hospital,150,45,,no,yes,no,18000,12000,14000,13000")).sheets[2]
    assert not any(said.startswith("Yet") for said in sheet.notes[0])


def cells(*rows: str, sheet: int = 0) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in worksheet(payments(*rows)).sheets[sheet].rows]


def test_each_share_states_its_denominator() -> None:
    rows = ("A,hospital,40,,,yes,no,no", "B,hospital,80,,,no,no,no", "C,hospital,,,,no,no,no")
    assert cells(*rows)[0] == (
        "Hospitals",
        "Blended case rate (1)",
        1,
        3,
        Decimal("33.3"),
        40,
        120,
        Decimal("33.3"),
    )
    assert "Hospitals: 2 of 3 contracts have their births in the table; shares by births are of those." in (
        worksheet(payments(*rows)).closing
    )


def test_births_that_are_not_known_or_withheld_have_no_share() -> None:
    assert cells("A,hospital,,,,yes,no,no")[0][5:] == ("unknown", "unknown", "unknown")
    assert cells("A,hospital,,,,yes,no,no", "B,hospital,50,,,no,no,no")[0][5:] == ("unknown", "unknown", "unknown")
    assert cells("A,hospital,,,,yes,no,no", "B,hospital,50,,,no,no,no", sheet=1)[0][3] == "unknown"
    assert cells("A,hospital,5,,,yes,no,no")[0][5:] == ("withheld", "withheld", "withheld")
    assert cells("A,hospital,5,,,yes,no,no", "B,hospital,50,,,no,no,no")[0][5:] == ("withheld", 55, "withheld")
    assert cells("A,hospital,5,,,yes,yes,no", sheet=1) == [("Hospitals", "Strategies 1 and 2", 1, "withheld")]


def test_facts_of_payment_have_names() -> None:
    rows = (
        "A,hospital,40,12,,yes,no,no,18000,12000,14000,14000",
        "B,hospital,80,,,no,no,no",
        "C,physician,,,,no,yes,no",
    )
    facts = {fact.key: fact for fact in facts_of(payments(*rows))}
    assert facts["payments.hospitals.any"].words == "1 of 2 hospitals under one strategy or more."
    assert facts["payments.hospitals.blended.births_share"] == (
        "payments.hospitals.blended.births_share",
        Decimal("33.3"),
        "40 of 120 births, 33.3%, by contracts of hospitals under a blended case rate.",
        "contracts.csv",
    )
    assert facts["payments.physicians.quality_program"].value == 1
    assert "payments.physicians.quality_program.births_share" not in facts
    assert facts["payments.contracts.no_incentive"].value == 1


def test_a_table_without_a_sound_row_says_nothing() -> None:
    with pytest.raises(UserError, match="no row of it could be read"):
        payments()
