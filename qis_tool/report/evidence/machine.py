"""Worksheets for programs, as JSON: schemas/meta/hospitals.schema.json and payments.schema.json."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

from qis_tool import __version__
from qis_tool.evidence import hospital_facts, payment_facts
from qis_tool.evidence.blending import Blend
from qis_tool.evidence.exact import Rate, rounded
from qis_tool.evidence.facts import Fact
from qis_tool.evidence.figures import Figures
from qis_tool.evidence.hospitals import Hospital
from qis_tool.evidence.network import Network
from qis_tool.evidence.payments import Payments
from qis_tool.evidence.tables import Table
from qis_tool.evidence.totals import Total
from qis_tool.report.tally import Styled


def hospitals(network: Network) -> Iterator[Styled]:
    """All of a network, what is withheld as null."""
    by = network.measure
    body = {
        "period": str(network.period),
        "measure": {
            "target": _number(rounded(by.target, 1)),
            "small_denominator": by.small_denominator,
            "smallest_printed": by.smallest_printed,
        },
        "small_numbers_shown": network.shows_small,
        "hospitals": [_hospital(hospital) for hospital in network.hospitals],
        "closed": [_hospital(hospital) for hospital in network.closed],
        "totals": [_total(total) for total in network.totals],
    }
    yield from document(network.table, body, hospital_facts.facts_of(network))


def payments(paid: Payments) -> Iterator[Styled]:
    """All of the payment, what is withheld as null; amounts are texts, exact or to the cent."""
    body = {
        "smallest_printed": paid.measure.smallest_printed,
        "small_numbers_shown": paid.shows_small,
        "groups": [asdict(group) for group in paid.groups],
        "blends": [_blend(blend) for blend in paid.blends],
    }
    yield from document(paid.table, body, payment_facts.facts_of(paid))


def document(table: Table, body: dict[str, Any], facts: Iterable[Fact]) -> Iterator[Styled]:
    """The envelope: what made it, the table's file, the body, the facts, and how the table was read."""
    start = {"schema_version": 1, "tool": {"name": "qis", "version": __version__}, "file": table.file}
    problems = [{"row": one.row, "column": one.column, "message": one.message} for one in table.problems]
    end = {
        "facts": [fact._asdict() | {"value": _number(fact.value)} for fact in facts],
        "rows": {"read": len(table.rows), "left_out": table.left_out, "problems": problems, "remarks": table.remarks},
    }
    yield Styled(f"{json.dumps(start | body | end, ensure_ascii=False, indent=1)}\n")


def _blend(blend: Blend) -> dict[str, Any]:
    return {
        "contract": blend.contract,
        "provider": blend.provider,
        "row": blend.row,
        "blended": blend.blended,
        "cesarean_share": rate(blend.share),
        "cesarean_price": f"{blend.cesarean:f}",
        "vaginal_price": f"{blend.vaginal:f}",
        "difference_before": f"{blend.before:f}",
        "budget_neutral": _amount(blend.neutral),
        "cesarean_after": _amount(blend.after and blend.after[0]),
        "vaginal_after": _amount(blend.after and blend.after[1]),
        "remains": _amount(blend.remains),
        "withheld": blend.withheld,
    }


def _amount(value: Fraction | Decimal | None) -> str | None:
    """An amount to the cent."""
    return None if value is None else f"{rounded(value, 2):f}"


def _hospital(hospital: Hospital) -> dict[str, Any]:
    return {
        "name": hospital.name,
        "row": hospital.row,
        "products": hospital.products,
        "figures": _figures(hospital.figures),
        "before": _figures(hospital.before),
        "state": hospital.state,
        "evidence": hospital.evidence,
        "in_data_center": hospital.data_center,
        "coaching": hospital.coaching,
        "improvement_plan": hospital.improvement_plan,
        "closed_on": str(hospital.closed) if hospital.closed else None,
        "remarks": hospital.remarks,
    }


def _figures(figures: Figures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {
        "period": str(figures.period),
        "births": figures.births,
        "cesareans": figures.cesareans,
        "rate": rate(figures.rate),
        "few_births": figures.few,
        "withheld": figures.withheld,
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "period": str(total.period),
        "product": total.product or None,
        "hospitals": total.hospitals,
        "births": total.births,
        "cesareans": total.cesareans,
        "rate": rate(total.rate),
        "withheld": total.withheld,
    }


def rate(known: Rate | None) -> dict[str, Any] | None:
    """A rate in percent as it is shown, and whether it comes from counts or was printed."""
    if known is None:
        return None
    percent = Decimal(known.printed) if known.printed else rounded(known.value, 1)
    return {"percent": _number(percent), "from": "printed" if known.printed else "counts"}


def _number(value: int | Decimal) -> int | float:
    """A number whose digits JSON shows as they are: few enough for a float."""
    return value if isinstance(value, int) else float(value)
