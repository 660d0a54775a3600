"""Checks of an answer's length and line ends that hold for every form."""

import re
from collections.abc import Iterator
from itertools import pairwise

from qis_tool.checks.plan import Plan
from qis_tool.finding import Problem, Rule
from qis_tool.words import measure


def undecided_words(plan: Plan, _: Rule) -> Iterator[Problem]:
    """An answer within its limit by Word's rule may be over it in another counter."""
    for answer in plan.answers:
        limit, words = answer.field.limit, measure(answer.text)
        if limit and words.count <= limit < words.upper:
            tokens = ", ".join(words.undecided[:5]) or "dashes between spaces"
            facts = {"count": words.count, "limit": limit, "upper": words.upper}
            yield Problem(answer.path, facts | {"spare": words.upper - limit, "tokens": tokens})


def near_limit(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """An answer is so close to its limit that another counter may differ: `within` words of every `of`."""
    for answer in plan.answers:
        limit, words = answer.field.limit or 0, measure(answer.text)
        margin = -(-limit * rule.options["within"] // rule.options["of"])
        if limit and limit - margin <= words.count <= words.upper <= limit:
            yield Problem(answer.path, {"count": words.count, "limit": limit})


def hard_wrapped(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """Line ends inside a sentence are kept in the document; `breaks` of them in a paragraph look like an accident."""
    for answer in plan.answers:
        for paragraph in answer.text.split("\n\n"):
            lines = paragraph.strip("\n").split("\n")
            breaks = sum(_runs_on(*pair, rule.options["long_line"]) for pair in pairwise(lines))
            if breaks >= rule.options["breaks"]:
                yield Problem(answer.path, {"lines": len(lines)})
                break


def lines(plan: Plan, rule: Rule) -> Iterator[Problem]:
    """No line of an answer begins like `lines`, a regular expression; the first one of each answer is told."""
    wanted = re.compile(f"^(?:{rule.options['lines']}).*", re.MULTILINE)
    for answer in plan.answers:
        if match := wanted.search(answer.text):
            line = match[0].lstrip()
            yield Problem(answer.path, {"line": line}, match.end() - len(line))


def _runs_on(line: str, following: str, long_line: int) -> bool:
    return len(line) >= long_line and line.rstrip()[-1:] not in ".:;!?" and following[:1].isalnum()
