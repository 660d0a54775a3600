"""A settlement for programs and spreadsheets: JSON (schemas/meta/settlement.schema.json) and CSV.

Amounts are texts of dollars and cents, so that no program reads them as floating point.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from qis_tool import __version__
from qis_tool.evidence.amounts import half_up
from qis_tool.evidence.due import Due
from qis_tool.evidence.settling.values import Average, HospitalPart, Line, Settlement
from qis_tool.report.spreadsheet import csv_line
from qis_tool.report.tally import Styled

_COLUMNS = (
    "pap",
    "pap_name",
    "line_of_business",
    "episodes",
    "outliers",
    "average",
    "loss_average",
    "gain_average",
    "outcome",
    "beyond",
    "share",
    "amount",
)


def as_json(settlement: Settlement) -> Iterator[Styled]:
    """All of it."""
    contract, found = settlement.contract, settlement.completeness
    data = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "episode_type": contract.episode_type,
        "period": contract.period,
        "contract": {"name": contract.name, "file": contract.file},
        "program": settlement.manual,
        "rows": {"all": found.rows, "left_out": found.left_out, "outside_period": found.outside},
        "problems": list(found.problems),
        "remarks": list(found.remarks),
        "lines": [_line(line) for line in settlement.lines],
        "owed": _amount(settlement.total("owes")),
        "gained": _amount(settlement.total("gains")),
        "due": [_due(due) for due in settlement.due],
        "assumptions": list(settlement.assumptions),
    }
    yield Styled(f"{json.dumps(data, ensure_ascii=False, indent=1)}\n")


def as_csv(settlement: Settlement) -> Iterator[Styled]:
    """One line for each provider and line of business."""
    yield Styled(csv_line(*_COLUMNS))
    for line in settlement.lines:
        row = _line(line)
        yield Styled(csv_line(*(row[column] for column in _COLUMNS)))


def _line(line: Line) -> dict[str, Any]:
    return {
        "pap": line.pap,
        "pap_name": line.pap_name,
        "line_of_business": line.terms.id,
        "gain_below": _amount(line.terms.gain_below),
        "risk_above": _amount(line.terms.risk_above),
        "episodes": line.episodes,
        "outliers": line.outliers,
        "total": _amount(line.average.total),
        "average": _average(line.average),
        "loss_average": _average(line.loss_average),
        "gain_average": _average(line.gain_average),
        "outcome": line.outcome,
        "beyond": _amount(line.beyond),
        "share": _amount(line.share),
        "amount": _amount(line.amount),
        "hospitals": [_hospital(part) for part in line.hospitals],
        "reasons": list(line.reasons),
    }


def _hospital(part: HospitalPart) -> dict[str, Any]:
    amounts = {"excess": _amount(part.excess), "changed": _amount(part.changed)}
    return {"hospital": part.hospital, "funding": part.funding, "side": part.side, **amounts, "answers": part.answers}


def _due(due: Due) -> dict[str, Any]:
    first, day = (str(day) if day else None for day in (due.first, due.day))
    return {"name": due.name, "from": first, "day": day, "says": due.says}


def _average(average: Average) -> str | None:
    """Rounded to the cent; `total` and `episodes` hold it exactly."""
    return _amount(half_up(average.exact)) if average.episodes else None


def _amount(dollars: Decimal) -> str:
    return f"{dollars:.2f}"


DATA: Mapping[str, Callable[[Settlement], Iterator[Styled]]] = {"json": as_json, "csv": as_csv}
