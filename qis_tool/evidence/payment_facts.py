"""The facts of payment: what a plan may say of its contracts, each by a name."""

from collections.abc import Iterator, Mapping

from qis_tool.evidence.exact import rate_of, rounded
from qis_tool.evidence.facts import Fact, number_of
from qis_tool.evidence.payments import NONE, UNTOLD, Group, Payments, Share

UNDER: Mapping[str, str] = {
    "blended": "under a blended case rate",
    "quality_program": "under a quality program with an NTSV metric",
    "population_based": "under population-based payment",
    NONE: "under none of the three",
    UNTOLD: "of whose payment the table does not say enough",
}
"""What is said of those that are paid so."""
_NOUNS = {"hospital": ("hospital", "hospitals"), "physician": ("physician group", "physician groups")}
_KEYS = {"hospital": "hospitals", "physician": "physicians"}


def facts_of(payments: Payments) -> Iterator[Fact]:
    """Of each kind of provider how many are paid how, by count and by births; and where an incentive remains."""
    file = payments.table.file
    for group in payments.groups:
        yield from _of_group(group, f"payments.{_KEYS[group.kind]}", file)
    told = [blend.remains for blend in payments.blends if blend.remains is not None]
    equal = sum(remains == 0 for remains in told)
    words = f"{equal} of {number_of(len(told), 'contract')} with prices after the change pay as much for either birth."
    yield Fact("payments.contracts.with_prices_after", len(told), f"{len(told)} have prices after the change.", file)
    yield Fact("payments.contracts.no_incentive", equal, words, file)


def providers(group: Group, number: int) -> str:
    """A number of providers: 24 hospitals, 1 physician group."""
    return number_of(number, *_NOUNS[group.kind])


def _of_group(group: Group, key: str, file: str) -> Iterator[Fact]:
    under = group.providers - sum(s.providers for s in group.shares if s.strategy in {NONE, UNTOLD})
    yield Fact(f"{key}.total", group.providers, f"{providers(group, group.providers)} with a contract.", file)
    words = f"{under} of {providers(group, group.providers)} under one strategy or more."
    yield Fact(f"{key}.any", under, words, file)
    for share in group.shares:
        words = f"{share.providers} of {providers(group, group.providers)} {UNDER[share.strategy]}."
        yield Fact(f"{key}.{share.strategy}", share.providers, words, file)
        yield from _by_births(group, share, key, file)


def _by_births(group: Group, share: Share, key: str, file: str) -> Iterator[Fact]:
    if share.births is None or not group.births or (share.contracts and not share.with_births):
        return
    rate = rate_of(share.births, group.births)
    what = f"{share.births:,} of {group.births:,} births, {rate}, by contracts of {_NOUNS[group.kind][1]}"
    words = f"{what} {UNDER[share.strategy]}."
    yield Fact(f"{key}.{share.strategy}.births_share", rounded(rate.value, 1), words, file)
