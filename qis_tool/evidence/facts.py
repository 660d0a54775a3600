"""What a table says, one fact at a time, each with a name by which something else can look it up."""

from decimal import Decimal
from typing import NamedTuple


class Fact(NamedTuple):
    """A figure with its name (hospitals.in_data_center), what it says in a sentence, and the table it comes from."""

    key: str
    value: int | Decimal
    words: str
    place: str


def number_of(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: 1 hospital, 24 hospitals."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
