"""Settlement a second time, by plain Python with nothing of qis and no library: what the engine is held to.

Episodes are rows of texts as in the file. Money is counted in whole cents, all else in fractions.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

Row = Mapping[str, str]
Result = dict[tuple[str, str], dict[str, Any]]

# By period and funding, whether hospital costs are taken out on the loss and on the gain side: written out again from
# the manual, not read from qis's own data.
BRANCHES: dict[int, dict[str, tuple[bool, bool]]] = {
    2014: {},
    2015: {"fully_insured": (True, True)},
    2016: {"fully_insured": (True, True), "self_insured": (True, False)},
    2017: {"fully_insured": (True, True), "self_insured": (True, False)},
    2023: {"fully_insured": (True, True), "self_insured": (True, False)},
}


def settled(episodes: Iterable[Row], contract: Mapping[str, Any], accounts: Mapping[str, Mapping[str, Any]]) -> Result:
    """By provider and line of business: outcome, cents owed or gained, and cents by hospital, funding and side."""
    lines: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in episodes:
        if row["end_date"][:4] == str(contract["period"]):
            lines.setdefault((row["pap"], row["line_of_business"]), []).append(priced(row, contract))
    found = {key: weighed(rows, contract["lines"][key[1]], contract) for key, rows in lines.items()}
    for (pap, _), result in found.items():
        if result["outcome"] == "gains" and not all(accounts[pap]["passes"]):
            result.update(outcome="gain withheld", cents=0)
            result["hospitals"] = {key: of for key, of in result["hospitals"].items() if key[2] == "loss"}
    for pap in {pap for pap, _ in found}:
        order = [(pap, line) for line in contract["lines"] if (pap, line) in found]
        cap([found[key] for key in order], accounts[pap]["allowed"])
    return found


def priced(row: Row, contract: Mapping[str, Any]) -> dict[str, Any]:
    """One episode in cents: whether it counts, its cost, and its cost without the hospital's excess."""
    allowed, facility = cents(row["allowed"]), cents(row["facility_allowed"])
    threshold = contract["lines"][row["line_of_business"]]["facility"]
    excess = max(0, facility - threshold) if threshold is not None and row["hospital"] != row["pap"] else 0
    if row["funding"] not in BRANCHES[contract["period"]]:
        excess = 0
    factor = Fraction(row["factor"]) if contract["factor"] else Fraction(1)
    cost, without = nearest(allowed * factor), nearest((allowed - excess) * factor)
    above, treatment = contract["outliers"] or (0, "none")
    if treatment == "cap":
        cost, without = min(cost, above), min(without, above)
    counts = not (treatment == "leave_out" and cost > above)
    return {"counts": counts, "cost": cost, "without": without, "funding": row["funding"], "hospital": row["hospital"]}


def weighed(rows: list[dict[str, Any]], terms: Mapping[str, int], contract: Mapping[str, Any]) -> dict[str, Any]:
    """One provider in one line of business, before quality and cap."""
    kept = [row for row in rows if row["counts"]]
    number = len(kept)
    if number < 5:
        return {"outcome": "not eligible", "cents": 0, "hospitals": {}}
    taken = {side: excess(kept, at, contract["period"]) for at, side in enumerate(("loss", "gain"))}
    total = sum(row["cost"] for row in kept)
    loss, gain = (total - sum(taken[side].values()) for side in ("loss", "gain"))
    over, plain_over = (max(0, cost - number * terms["above"]) for cost in (loss, total))
    under, plain_under = (max(0, number * terms["below"] - cost) for cost in (gain, total))
    hospitals = parts("loss", plain_over - over, taken["loss"])
    if over:
        return {"outcome": "owes", "cents": nearest(over * Fraction(contract["risk"], 100)), "hospitals": hospitals}
    if under:
        hospitals |= parts("gain", under - plain_under, taken["gain"])
        return {"outcome": "gains", "cents": nearest(under * Fraction(contract["gain"], 100)), "hospitals": hospitals}
    return {"outcome": "neither", "cents": 0, "hospitals": hospitals}


def excess(rows: list[dict[str, Any]], side: int, period: int) -> dict[tuple[str, str], int]:
    """What is taken out on the loss side (0) or the gain side (1), by funding and hospital."""
    taken: dict[tuple[str, str], int] = {}
    for row in rows:
        if BRANCHES[period].get(row["funding"], (False, False))[side] and row["cost"] > row["without"]:
            key = (row["funding"], row["hospital"])
            taken[key] = taken.get(key, 0) + row["cost"] - row["without"]
    return taken


def parts(side: str, changed: int, taken: Mapping[tuple[str, str], int]) -> dict[tuple[str, str, str], int]:
    """What changed, divided among ways of funding and hospitals by what was taken out."""
    keys = sorted(taken)
    amounts = divided(changed, [taken[key] for key in keys]) if changed else []
    return {(hospital, funding, side): amount for (funding, hospital), amount in zip(keys, amounts, strict=False)}


def cap(results: list[dict[str, Any]], allowed: int) -> None:
    """Holds what one provider owes in all lines to a tenth of what was allowed to it."""
    owing = [result for result in results if result["outcome"] == "owes"]
    limit = allowed // 10
    if sum(result["cents"] for result in owing) > limit:
        for result, amount in zip(owing, divided(limit, [one["cents"] for one in owing]), strict=True):
            result["cents"] = amount


def divided(amount: int, weights: list[int]) -> list[int]:
    """Cents in proportion, those left over to the largest remainders, the first of equals before the others."""
    whole = [amount * weight // sum(weights) for weight in weights]
    rests = [amount * weight % sum(weights) for weight in weights]
    for _ in range(amount - sum(whole)):
        at = rests.index(max(rests))
        whole[at], rests[at] = whole[at] + 1, -1
    return whole


def cents(dollars: str) -> int:
    """A text of dollars in cents."""
    return int(Fraction(dollars) * 100)


def nearest(value: Fraction) -> int:
    """The nearest whole number, a half up."""
    return floor(value + Fraction(1, 2))
