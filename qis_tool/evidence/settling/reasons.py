"""The line of reason for each figure of a settlement."""

from decimal import Decimal
from fractions import Fraction

from qis_tool.evidence.amounts import half_up, money, percent
from qis_tool.evidence.contract import Measure, Terms
from qis_tool.evidence.settling.values import Average, Line


def counted(number: int) -> str:
    """So many episodes."""
    return f"{number:,} episode{'' if number == 1 else 's'}"


def not_eligible(episodes: int, terms: Terms, least: int) -> str:
    """Why too few episodes are not settled."""
    return (
        f"{counted(episodes)} in {terms.name}: fewer than the {least} that are needed in one line of business, "
        "so nothing is owed or gained."
    )


def taken_out(line: Line) -> list[str]:
    """What the hospitals' excess does to the averages, side by side where the two sides differ."""
    sides = {"loss": line.loss_average, "gain": line.gain_average}
    if line.loss_average == line.gain_average:
        sides = {"loss and the gain": line.loss_average}
    return [
        f"Hospital costs of {money(line.average.total - after.total)} are taken out on the {side} side: "
        f"the average of {_average(line.average)} becomes {_average(after)}."
        for side, after in sides.items()
        if after != line.average
    ]


def overage(line: Line, share: Fraction) -> str:
    """How an overage and the share of it come about."""
    start = _beyond(line.loss_average, "above", line.terms.risk_above)
    return f"{start}: overage {money(line.beyond)}; {percent(share)} of it is {money(line.share)}."


def surplus(line: Line, share: Fraction) -> str:
    """How a surplus and the share of it come about."""
    start = _beyond(line.gain_average, "below", line.terms.gain_below)
    return f"{start}: surplus {money(line.beyond)}; {percent(share)} of it is {money(line.share)}."


def neither(line: Line) -> str:
    """Why an average leads to nothing."""
    averages = f"average {_average(line.loss_average)}"
    if line.loss_average != line.gain_average:
        averages += f" on the loss side and {_average(line.gain_average)} on the gain side"
    return (
        f"{counted(line.episodes)}, {averages}: not above {money(line.terms.risk_above)} and not below "
        f"{money(line.terms.gain_below)}, so nothing is owed or gained."
    )


def quality(measure: Measure, rate: Fraction, *, passed: bool) -> str:
    """Whether a rate passes a measure."""
    verdict = "passes" if passed else "does not pass"
    return f"{measure.name}: {rate_shown(rate)} {verdict} ({measure.wanted})."


def withheld() -> str:
    """What follows of a measure that is not passed."""
    return "As quality is not passed, nothing is gained."


def rate_shown(rate: Fraction) -> str:
    """A rate in percent: as it is where its decimals end, else with two of them, which is said."""
    exact = Decimal(rate.numerator) / rate.denominator
    if Fraction(exact) == rate:
        return f"{exact.normalize():f}%"
    return f"{half_up(rate)}% (rounded; compared exactly)"


def within_cap(cap: str, limit: Decimal) -> str:
    """That the cap changes nothing."""
    return f"The cap of {cap} is {money(limit)}, which is not passed."


def capped(cap: str, limit: Decimal, total: Decimal, lines: int, amount: Decimal) -> str:
    """What the cap leaves of a share."""
    if lines == 1:
        return f"The cap of {cap} is {money(limit)}, so {money(amount)} is owed."
    return (
        f"The cap of {cap} is {money(limit)}, and {money(total)} would be owed over {lines} lines of business; "
        f"divided in proportion, {money(amount)} is owed in this one."
    )


def _average(average: Average) -> str:
    return money(half_up(average.exact))


def _beyond(average: Average, where: str, threshold: Decimal) -> str:
    """The start of a reason: so many episodes, their average, and by how much it lies beyond a threshold."""
    by = abs(average.exact - Fraction(threshold))
    decides = " (by less than half a cent; averages are compared exactly)" if half_up(by) == 0 else ""
    return (
        f"{counted(average.episodes)}, average {_average(average)}, is {money(half_up(by))} "
        f"{where} {money(threshold)}{decides}"
    )
