"""A network of hospitals as a worksheet."""

from collections.abc import Iterator

from qis_tool.evidence.figures import Figures
from qis_tool.evidence.hospital_facts import facts_of
from qis_tool.evidence.hospitals import STATES, Hospital
from qis_tool.evidence.network import Network
from qis_tool.evidence.totals import Total
from qis_tool.report.evidence import wording
from qis_tool.report.evidence.sheets import Cell, Sheet, Worksheet, heading, reading

_HEADS = (
    "Hospital",
    "Products",
    "Births",
    "Cesareans",
    "Rate %",
    "Rate from",
    "State",
    "Data Center",
    "Coaching",
    "Plan",
)
_TOTALS = ("Period", "Hospitals of", "With counts", "Births", "Cesareans", "Rate %")


def worksheet(network: Network) -> Worksheet:
    """The hospitals, those with a closed unit last, and the network's rates."""
    target = network.measure.shown
    about = f"NTSV cesareans of {network.period}, beside the target of {target} or less"
    every = (*network.hospitals, *network.closed)
    notes = tuple(tuple(wording.notes(hospital)) for hospital in every)
    totals = tuple(_total_row(total) for total in network.totals)
    sheets = (
        Sheet("Hospitals", _HEADS, tuple(_row(hospital, network) for hospital in every), notes),
        Sheet("Network", _TOTALS, totals, tuple(tuple(_total_notes(total, network)) for total in network.totals)),
    )
    facts = tuple(facts_of(network))
    said = tuple(fact for fact in facts if fact.key.startswith("hospitals."))
    return Worksheet(
        heading(network.table, about), sheets, facts, said, (*wording.legend(network), *reading(network.table))
    )


def basis(figures: Figures | None) -> str:
    """What a rate rests on: counts, a printed rate, or nothing that is known."""
    if figures is None or figures.rate is None:
        return wording.not_shown(figures)
    return "printed" if figures.rate.off else "counts"


def _row(hospital: Hospital, network: Network) -> tuple[Cell, ...]:
    figures, by = hospital.figures, network.measure
    return (
        hospital.name,
        ", ".join(hospital.products),
        wording.births(figures, by),
        wording.cesareans(figures, by),
        wording.rate(figures),
        basis(figures),
        STATES[hospital.state],
        *map(wording.yes_no, (hospital.data_center, hospital.coaching, hospital.improvement_plan)),
    )


def _total_row(total: Total) -> tuple[Cell, ...]:
    counts = (wording.not_shown(total) if number is None else number for number in (total.births, total.cesareans))
    return str(total.period), total.product or "the network", total.hospitals, *counts, wording.rate(total)


def _total_notes(total: Total, network: Network) -> Iterator[str]:
    target = network.measure.target
    if total.rate and total.rate.may_differ(target):
        yield f"It is {total.rate.digits(target)}, which is higher than {network.measure.shown}."
