"""How figures and answers of evidence read, in every format for people."""

from decimal import Decimal

from qis_tool.evidence.exact import rounded
from qis_tool.evidence.figures import Figures
from qis_tool.evidence.hospitals import Hospital
from qis_tool.evidence.measure import Measure
from qis_tool.evidence.network import Network
from qis_tool.evidence.totals import Total

UNKNOWN = "unknown"
WITHHELD = "withheld"
HOW_TO_SHOW = " --show-small-numbers prints all."
"""What ends the sentence on small counts, for whoever runs the command."""


def yes_no(answer: bool | None) -> str:  # noqa: FBT001 - the answer to a question, no switch
    """Yes, no or unknown."""
    return UNKNOWN if answer is None else "yes" if answer else "no"


def births(figures: Figures | None, by: Measure) -> str | int:
    """A number; of one that is withheld, only on which side of the small denominator it is."""
    if figures and figures.withheld:
        few = {True: f"under {by.small_denominator}", False: f"{by.small_denominator} or more", None: UNKNOWN}
        return few[figures.few]
    return UNKNOWN if figures is None or figures.births is None else figures.births


def cesareans(figures: Figures | None, by: Measure) -> str | int:
    """A number, or that it is too small to print, or withheld beside one that is."""
    if figures and figures.withheld:
        return f"under {by.smallest_printed}" if figures.small else WITHHELD
    return UNKNOWN if figures is None or figures.cesareans is None else figures.cesareans


def rate(figures: Figures | Total | None) -> str | Decimal:
    """In percent: with one decimal, or as it was printed; else why it is not shown."""
    if figures is None or figures.rate is None:
        return not_shown(figures)
    return Decimal(figures.rate.printed or rounded(figures.rate.value, 1))


def not_shown(figures: Figures | Total | None) -> str:
    """Why a rate is not shown."""
    return WITHHELD if figures and figures.withheld else UNKNOWN


def notes(hospital: Hospital) -> list[str]:
    """What speaks for a hospital that is above the target, and what else there is to say of it, in sentences."""
    working = [f"Working on it: {'; '.join(hospital.evidence)}."]
    shown = working if hospital.state == "working" else []
    closed = [f"Its maternity unit closed on {hospital.closed}."] if hospital.closed else []
    return [*closed, *shown, *hospital.remarks]


def legend(network: Network) -> list[str]:
    """What the figures mean and what is not shown."""
    by = network.measure
    compared = "Rates are compared exactly and shown with one decimal, a half rounded up"
    lines = [f"A rate of {by.shown} or less meets the target. {compared}; one from “printed” has no counts behind it."]
    if network.closed:
        lines.append("A hospital whose unit closed is not counted among the hospitals; its births are in the rates.")
    figures = [row.figures for row in (*network.hospitals, *network.closed)]
    withheld = any(one and one.withheld for one in figures) or any(total.withheld for total in network.totals)
    beside = "the births and rate beside them, and where need be another hospital's figures"
    return [*lines, *small_numbers(by, beside, shown=network.shows_small, withheld=withheld)]


def small_numbers(by: Measure, beside: str, *, shown: bool, withheld: bool) -> list[str]:
    """Whether small counts are printed; `beside` says what else is not where they are not."""
    if shown:
        return [f"Counts under {by.smallest_printed} are shown: this is not for use outside the house."]
    what = f"Counts under {by.smallest_printed} are not printed, nor what would give them away: {beside}."
    return [f"{what}{HOW_TO_SHOW}"] if withheld else []
