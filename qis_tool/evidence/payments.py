"""How hospitals and physicians are paid for births: under which strategies, and what incentive remains."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qis_tool.errors import UserError
from qis_tool.evidence.blending import Blend, blend_of
from qis_tool.evidence.cells import folded
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.measure import Measure
from qis_tool.evidence.tables import Row, Table

CONTRACTS = "contracts"
STRATEGIES = ("blended", "quality_program", "population_based")
"""The columns of the strategies, in the order in which Goal 2 names them."""
NONE, UNTOLD = "none", "unknown"


@dataclass(frozen=True, slots=True)
class Share:
    """The providers of a kind that are paid under a strategy by one contract or more, and births by such contracts.

    Under "none" are those with no contract under any, under "unknown" those of whom the table does not say. Of the
    contracts so many have their births in the table; births are None where they are withheld. `partly` names providers
    with another contract that is under no strategy.
    """

    strategy: str
    providers: int
    contracts: int
    with_births: int
    births: int | None
    partly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Contracts that are under just these strategies, and the births by them; the overlaps of a kind add up to it."""

    strategies: tuple[str, ...]
    contracts: int
    with_births: int
    births: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """The hospitals, or the physicians: so many providers, contracts, contracts whose births are known, and births."""

    kind: str
    label: str
    providers: int
    contracts: int
    with_births: int
    births: int | None
    shares: tuple[Share, ...]
    overlaps: tuple[Overlap, ...]


@dataclass(frozen=True, slots=True)
class Payments:
    """What a table of contracts says: each kind of provider, and the arithmetic of contracts whose prices it has."""

    table: Table
    measure: Measure
    groups: tuple[Group, ...]
    blends: tuple[Blend, ...]
    shows_small: bool


def payments_of(table: Table, by: Measure, *, show_small: bool = False) -> Payments:
    """The payment of a table's contracts. Raises UserError where it has no sound row."""
    if not table.rows:
        raise UserError(table.nothing)
    least = 0 if show_small else by.smallest_printed
    kinds = shape_of(CONTRACTS).column("provider_kind").choices
    groups = (
        _group(kind, label, [row for row in table.rows if row["provider_kind"] == kind], least)
        for kind, label in kinds.items()
    )
    blends = (blend_of(row, least) for row in table.rows)
    return Payments(table, by, tuple(groups), tuple(blend for blend in blends if blend), show_small)


def strategies_of(row: Row) -> tuple[str, ...]:
    """The strategies that a contract is under, or that it is under none, or that the table does not say."""
    under = tuple(strategy for strategy in STRATEGIES if row[strategy])
    return under or (UNTOLD if any(row[strategy] is None for strategy in STRATEGIES) else NONE,)


def _group(kind: str, label: str, rows: Sequence[Row], least: int) -> Group:
    by_strategies: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        by_strategies.setdefault(strategies_of(row), []).append(row)
    small = any(0 < _births(some) < least for some in by_strategies.values())
    overlaps = tuple(
        Overlap(under, len(some), _with_births(some), None if small else _births(some))
        for under, some in sorted(by_strategies.items(), key=lambda pair: _order(pair[0]))
    )
    by_provider: dict[str, list[Row]] = {}
    for row in rows:
        by_provider.setdefault(folded(row["provider"]), []).append(row)
    births = None if small and (len(by_strategies) == 1 or _births(rows) < least) else _births(rows)
    shares = tuple(_shares(by_provider, rows, withheld=small))
    return Group(kind, label, len(by_provider), len(rows), _with_births(rows), births, shares, overlaps)


def _births(rows: Sequence[Row]) -> int:
    return sum(row["births"] or 0 for row in rows)


def _with_births(rows: Sequence[Row]) -> int:
    return sum(row["births"] is not None for row in rows)


def _order(under: tuple[str, ...]) -> tuple[int, ...]:
    order = (*STRATEGIES, NONE, UNTOLD)
    return len(under), *map(order.index, under)


def _shares(by_provider: Mapping[str, Sequence[Row]], rows: Sequence[Row], *, withheld: bool) -> Iterator[Share]:
    """The strategies' shares may overlap; with none and unknown, no provider is under any."""
    for strategy in (*STRATEGIES, NONE, UNTOLD):
        its = [row for row in rows if strategy in strategies_of(row)]
        providers = [some for some in by_provider.values() if _is_under(strategy, some)]
        partly = tuple(some[0]["provider"] for some in providers if strategy in STRATEGIES and _partly(some))
        births = None if withheld else _births(its)
        yield Share(strategy, len(providers), len(its), _with_births(its), births, partly)


def _is_under(strategy: str, contracts: Sequence[Row]) -> bool:
    """Whether a provider counts: under a strategy by one contract; under none by all; unknown where nothing else."""
    under = {found for row in contracts for found in strategies_of(row)}
    if strategy == NONE:
        return under == {NONE}
    if strategy == UNTOLD:
        return UNTOLD in under and not under.intersection(STRATEGIES)
    return strategy in under


def _partly(contracts: Sequence[Row]) -> bool:
    return any(strategies_of(row) == (NONE,) for row in contracts)
