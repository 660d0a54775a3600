"""How births are paid for, as a worksheet."""

from collections.abc import Iterator, Sequence

from qis_tool.evidence.blending import Blend
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.exact import dollars, rate_of, rounded
from qis_tool.evidence.payment_facts import facts_of
from qis_tool.evidence.payments import CONTRACTS, NONE, STRATEGIES, UNTOLD, Group, Payments, Share
from qis_tool.report.evidence import wording
from qis_tool.report.evidence.sheets import Cell, Sheet, Worksheet, heading, reading

_SHARES = ("Paid to", "Under", "Providers", "Of", "%", "Births", "Of births", "% of births")
_OVERLAPS = ("Paid to", "Under just", "Contracts", "Births")
_BLENDS = (
    "Contract",
    "Provider",
    "Cesarean share %",
    "Cesarean $",
    "Vaginal $",
    "Difference $",
    "Budget neutral $",
    "Cesarean after $",
    "Vaginal after $",
    "Remains $",
)
_COUNTED = """\
A provider is counted under each strategy that one of its contracts is under, so the three may overlap; under none are \
those with no contract under any. Births are those of the contracts themselves."""
_ARITHMETIC = """\
Budget neutral is B = pC + (1 - p)V: cesarean share p, cesarean price C, vaginal price V. What remains is what a \
cesarean pays beyond a vaginal birth after the change: zero is the aim. Amounts are rounded once, to the cent."""


def worksheet(payments: Payments) -> Worksheet:
    """Shares by provider and by births, overlaps, and the arithmetic of each contract whose prices are given."""
    groups, blends = [group for group in payments.groups if group.contracts], payments.blends
    sheets = (
        Sheet("Payment", _SHARES, tuple(row for group in groups for row in _share_rows(group))),
        Sheet("Overlaps", _OVERLAPS, tuple(row for group in groups for row in _overlap_rows(group))),
        Sheet(
            "Blended rates", _BLENDS, tuple(map(_blend_row, blends)), tuple(tuple(_notes(blend)) for blend in blends)
        ),
    )
    facts = tuple(facts_of(payments))
    said = tuple(fact for fact in facts if fact.key.endswith((".any", ".no_incentive")))
    closing = (*_denominators(groups), _COUNTED, _ARITHMETIC, *_small(payments), *reading(payments.table))
    return Worksheet(heading(payments.table, "how births are paid for"), sheets, facts, said, closing)


def under(strategy: str) -> str:
    """How a strategy is called, numbered as Goal 2 names them: Blended case rate (1)."""
    if strategy in STRATEGIES:
        return f"{shape_of(CONTRACTS).column(strategy).label} ({STRATEGIES.index(strategy) + 1})"
    return {NONE: "None of these (4)", UNTOLD: "Not told"}[strategy]


def _share_rows(group: Group) -> Iterator[tuple[Cell, ...]]:
    for share in group.shares:
        part = rounded(rate_of(share.providers, group.providers).value, 1)
        counted = (share.providers, group.providers, part)
        yield group.label, under(share.strategy), *counted, *_births(share, group)


def _births(share: Share, group: Group) -> tuple[Cell, ...]:
    if share.births is None or group.births is None:
        return wording.WITHHELD, wording.WITHHELD if group.births is None else group.births, wording.WITHHELD
    if not group.births or (share.contracts and not share.with_births):
        return wording.UNKNOWN, wording.UNKNOWN, wording.UNKNOWN
    return share.births, group.births, rounded(rate_of(share.births, group.births).value, 1)


def _overlap_rows(group: Group) -> Iterator[tuple[Cell, ...]]:
    for overlap in group.overlaps:
        missing = wording.WITHHELD if overlap.births is None else wording.UNKNOWN
        births = missing if overlap.births is None or not overlap.with_births else overlap.births
        yield group.label, _just(overlap.strategies), overlap.contracts, births


def _just(strategies: Sequence[str]) -> str:
    """One strategy by its name, several by their numbers."""
    if len(strategies) == 1:
        return under(strategies[0])
    return f"Strategies {' and '.join(str(STRATEGIES.index(strategy) + 1) for strategy in strategies)}"


def _blend_row(blend: Blend) -> tuple[Cell, ...]:
    share, neutral = blend.share, blend.neutral
    missing = wording.WITHHELD if blend.withheld else wording.UNKNOWN
    after = blend.after or (wording.UNKNOWN, wording.UNKNOWN)
    return (
        blend.contract,
        blend.provider,
        missing if share is None else rounded(share.value, 1),
        rounded(blend.cesarean, 2),
        rounded(blend.vaginal, 2),
        rounded(blend.before, 2),
        missing if neutral is None else rounded(neutral, 2),
        *(amount if isinstance(amount, str) else rounded(amount, 2) for amount in after),
        wording.UNKNOWN if blend.remains is None else rounded(blend.remains, 2),
    )


def _notes(blend: Blend) -> Iterator[str]:
    if blend.share and blend.neutral is not None:
        p = blend.share if blend.share.off else blend.share.value / 100
        yield f"p = {p}, so B = {dollars(blend.neutral)}."
    if (beyond := blend.beyond_neutral) is not None and rounded(beyond, 2):
        side = "above" if beyond > 0 else "below"
        yield f"The one rate paid is {dollars(abs(beyond))} {side} budget neutral."
    if blend.remains:
        more = "more" if blend.remains > 0 else "less"
        yield f"After the change a cesarean pays {dollars(abs(blend.remains))} {more} than a vaginal birth."
    if blend.blended and blend.remains:
        yield "Yet the table says that one rate is paid for either."
    if blend.after is None:
        yield "The table has no prices after the change."


def _denominators(groups: list[Group]) -> Iterator[str]:
    for group in groups:
        known = f"{group.with_births} of {group.contracts} contracts have their births in the table"
        yield f"{group.label}: {known}; shares by births are of those."
        for share in group.shares:
            if share.partly:
                some = ", ".join(share.partly)
                yield f"Under {under(share.strategy)}: {some} also by another contract that is under none."


def _small(payments: Payments) -> list[str]:
    births = [share.births for group in payments.groups for share in group.shares]
    withheld = None in births or any(blend.withheld for blend in payments.blends)
    beside = "the births beside them, and a budget-neutral rate that rests on them"
    return wording.small_numbers(payments.measure, beside, shown=payments.shows_small, withheld=withheld)
