"""What a table says, one fact at a time, each with a name by which something else can look it up."""

from qis_tool.finding import Fact

__all__ = ["Fact", "number_of"]


def number_of(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: 1 hospital, 24 hospitals."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
