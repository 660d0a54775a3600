"""What a worksheet on paper is made of, before any file format: words, tables, and a picture of dots."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from qis_tool.document.blocks import Heading, List, Text

Side = Literal["right", "above", "below", "left"]
Shape = Literal["circle", "triangle", "diamond", "square"]


class Grid(NamedTuple):
    """A table of texts under heads. `numbers` says which columns hold figures, `named_by` which names the rows."""

    caption: str
    description: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    named_by: int | None = 0


class Axis(NamedTuple):
    """An axis: what it shows, where its marks stand, the first and last being its ends, and the unit of its marks."""

    label: str
    marks: tuple[int, ...]
    unit: str = ""

    def part(self, value: Fraction) -> Fraction:
        """How far along the axis a value lies, from 0 to 1."""
        low, high = self.marks[0], self.marks[-1]
        return (value - low) / (high - low)


class Dot(NamedTuple):
    """A dot: its label, on which side of it that stands, and where it is, exactly."""

    label: str
    side: Side
    x: Fraction
    y: Fraction


class Series(NamedTuple):
    """Dots that are alike, with the shape that shows it."""

    name: str
    shape: Shape
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of dots and a level line. `description` says in sentences what it shows and where to read the same."""

    title: str
    description: str
    x: Axis
    y: Axis
    level: Decimal
    level_label: str
    series: tuple[Series, ...]


Part = Heading | Text | List | Grid | Plot


@dataclass(frozen=True, slots=True)
class Paper:
    """A worksheet on paper: its title, what it is about, its parts, and lines for the foot of each page."""

    title: str
    subject: str
    language: str
    parts: tuple[Part, ...]
    footer: tuple[str, ...]
