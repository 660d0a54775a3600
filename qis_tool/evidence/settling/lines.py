"""One provider in one line of business: eligible or not, overage or surplus, and whether a gain may be paid."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from qis_tool.evidence.amounts import half_up
from qis_tool.evidence.contract import Terms
from qis_tool.evidence.program import Program, Side
from qis_tool.evidence.settling import reasons
from qis_tool.evidence.settling.hospitals import Change, excess, parts
from qis_tool.evidence.settling.values import Average, Books, Line, Sums


def weighed(sums: Sequence[Sums], terms: Terms, books: Books, program: Program) -> Line:
    """The line from all sums of one provider in one line of business, before quality and cap."""
    line = _counted(sums, terms, books)
    if line.episodes < program.minimum_episodes:
        reason = reasons.not_eligible(line.episodes, terms, program.minimum_episodes)
        return replace(line, outcome="not eligible", reasons=(reason,))
    over, under = _overage(line.loss_average, terms), _surplus(line.gain_average, terms)
    if over:
        line = replace(line, outcome="owes", beyond=over, share=half_up(Fraction(over) * books.contract.risk_share))
        told = reasons.overage(line, books.contract.risk_share)
    elif under:
        line = replace(line, outcome="gains", beyond=under, share=half_up(Fraction(under) * books.contract.gain_share))
        told = reasons.surplus(line, books.contract.gain_share)
    else:
        told = reasons.neither(line)
    return replace(line, amount=line.share, reasons=(*reasons.taken_out(line), told))


def judged(line: Line, books: Books) -> Line:
    """The line with a gain withheld where a quality measure is not passed. The provider's rates have to be there."""
    if line.outcome != "gains" or not books.contract.quality:
        return line
    rates = books.accounts[line.pap].rates
    verdicts = [(measure, measure.passed_by(rates[measure.column])) for measure in books.contract.quality]
    told = [reasons.quality(measure, rates[measure.column], passed=passed) for measure, passed in verdicts]
    if all(passed for _, passed in verdicts):
        return replace(line, reasons=(*line.reasons, *told))
    nothing = (*line.reasons, *told, reasons.withheld())
    return replace(line, outcome="gain withheld", amount=Decimal(0), reasons=nothing)


def with_hospitals(line: Line, sums: Sequence[Sums], books: Books) -> Line:
    """The line with what each hospital's excess changed in it."""
    if line.outcome == "not eligible":
        return line
    found = tuple(parts(sums, _changes(line), books))
    return replace(line, hospitals=found, reasons=(*line.reasons, *(part.reason for part in found)))


def _counted(sums: Sequence[Sums], terms: Terms, books: Books) -> Line:
    episodes, cost = sum(one.episodes for one in sums), sum((one.cost for one in sums), Decimal(0))

    def average(side: Side) -> Average:
        return Average(cost - sum(excess(one, side, books) for one in sums), episodes)

    return Line(
        pap=sums[0].pap,
        pap_name=min(one.pap_name for one in sums),
        terms=terms,
        episodes=episodes,
        outliers=sum(one.outliers for one in sums),
        outcome="neither",
        average=Average(cost, episodes),
        loss_average=average("loss"),
        gain_average=average("gain"),
    )


def _changes(line: Line) -> list[Change]:
    """What taking out the hospitals' excess changed: in the overage always, in a surplus where the gain is paid."""
    lower = _overage(line.average, line.terms) - _overage(line.loss_average, line.terms)
    more = _surplus(line.gain_average, line.terms) - _surplus(line.average, line.terms)
    changes = [Change("loss", lower, "the overage is lower")]
    return [*changes, Change("gain", more, "the surplus is higher")] if line.outcome == "gains" else changes


def _overage(average: Average, terms: Terms) -> Decimal:
    return max(Decimal(0), average.total - terms.risk_above * average.episodes)


def _surplus(average: Average, terms: Terms) -> Decimal:
    return max(Decimal(0), terms.gain_below * average.episodes - average.total)
