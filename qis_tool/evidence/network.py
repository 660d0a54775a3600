"""A network of hospitals in one period: each beside the target, and its rates."""

from dataclasses import dataclass
from itertools import groupby

from qis_tool.errors import UserError
from qis_tool.evidence.figures import Figured, figured, withheld_by_period
from qis_tool.evidence.hospitals import Hospital, hospital_of
from qis_tool.evidence.measure import Measure
from qis_tool.evidence.periods import Period
from qis_tool.evidence.periods import period as period_of
from qis_tool.evidence.tables import Table
from qis_tool.evidence.totals import Total, totals_of


@dataclass(frozen=True, slots=True)
class Network:
    """What a roster says of one period. Hospitals are in its order; those whose unit closed stand apart.

    `totals` are of all periods. `shows_small` says that small numbers are not withheld.
    """

    table: Table
    period: Period
    measure: Measure
    hospitals: tuple[Hospital, ...]
    closed: tuple[Hospital, ...]
    totals: tuple[Total, ...]
    shows_small: bool


def network_of(table: Table, by: Measure, *, period: str = "", show_small: bool = False) -> Network:
    """The network of a roster in a period, without one in its latest. Raises UserError where it has no such row."""
    if not table.rows:
        raise UserError(table.nothing)
    rows = [figured(row) for row in table.rows]
    chosen = _chosen(rows, period, table.file)
    hidden = withheld_by_period(rows, 0 if show_small else by.smallest_printed)
    order = list(dict.fromkeys(row.key for row in rows))
    by_name = groupby(sorted(rows, key=lambda row: order.index(row.key)), key=lambda row: row.key)
    every = [hospital_of(tuple(its), chosen, hidden, by) for _, its in by_name]
    hospitals = tuple(hospital for hospital in every if not hospital.closed)
    closed = tuple(hospital for hospital in every if hospital.closed)
    return Network(table, chosen, by, hospitals, closed, totals_of(rows, hidden), show_small)


def _chosen(rows: list[Figured], text: str, file: str) -> Period:
    periods = sorted({row.period for row in rows}, reverse=True)
    if not text:
        return periods[0]
    if (chosen := period_of(text)) not in periods:
        raise UserError(f"{file}: it has no row for {text}. It has {', '.join(map(str, periods))}.")
    return chosen
