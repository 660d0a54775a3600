"""The figures that hospitals are judged by, as schemas/evidence/measure.yaml gives them."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from qis_tool.errors import DataFault
from qis_tool.form import read_data
from qis_tool.resources import find


@dataclass(frozen=True, slots=True)
class Measure:
    """The target in percent, which meets; the births from which a rate is not flagged; the least count that is printed.

    `notes` say what each means and where it comes from.
    """

    target: Fraction
    small_denominator: int
    smallest_printed: int
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The target as it is written: 23.9%."""
        return f"{float(self.target):g}%"


@lru_cache
def measure() -> Measure:
    """The measure that is shipped, or the user's own. Raises DataFault where its data lacks something."""
    file = find("schemas/evidence/measure.yaml")
    data = read_data(file)
    try:
        notes = tuple(f"{figure['value']}: {figure['means']} {figure['source']}" for figure in data.values())
        return Measure(
            Fraction(str(data["target"]["value"])),
            data["small_denominator"]["value"],
            data["smallest_printed"]["value"],
            notes,
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise DataFault(f"{file}: the measure's data lacks or misuses {fault}.") from None
