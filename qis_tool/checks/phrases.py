"""Searching answers for phrases, fast enough for a thousand plans.

A phrase is a regular expression in lower case. It is matched against the answer in lower case, from the start of a
word on: so written, Python's matcher can skip to its first letters. A phrase whose plain letters do not all stand
somewhere in the plan is not matched at all, which costs a fiftieth of matching it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qis_tool.checks.plan import Answer, Plan

Match = re.Match[str]
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|.")


def matches(plan: Plan, fields: Iterable[str], phrases: Iterable[str]) -> Iterator[tuple[Answer, Match]]:
    """Each place in the answers to these fields (all, if none is named) where one of the phrases stands."""
    likely = [phrase for phrase in phrases if all(part in plan.lower for part in plain_parts(phrase))]
    if likely:
        for answer in plan.answers_in(fields):
            yield from ((answer, match) for match in matches_in(likely, answer.lower))


def matches_in(phrases: Iterable[str], text: str) -> Iterator[Match]:
    """Where each of the phrases stands in a text in lower case, never from inside a word."""
    for phrase in phrases:
        for match in _pattern(phrase).finditer(text):
            before, first = text[max(match.start() - 1, 0) : match.start()], text[match.start() : match.start() + 1]
            if not (before.isalnum() and first.isalnum()):
                yield match


def holds(phrases: Iterable[str], text: str) -> bool:
    """True where one of the phrases stands in a text in lower case."""
    return next(matches_in(phrases, text), None) is not None


def quoted(answer: Answer, match: Match) -> str:
    """The matched words as the answer writes them."""
    return answer.text[match.start() : match.end()].strip()


@lru_cache(maxsize=2048)
def plain_parts(phrase: str) -> tuple[str, ...]:
    """The runs of plain characters that every match of a phrase holds; none where it offers a choice at the top."""
    depth, parts = 0, [""]
    for token in _TOKEN.findall(phrase):
        if token == "|" and not depth:
            return ()
        depth += (token == "(") - (token == ")")
        if depth or token == ")":
            parts.append("")
        elif token[0] in "?*{":
            parts[-1:] = [parts[-1][:-1], ""]
        elif _is_plain(token):
            parts[-1] += token[-1]
        else:
            parts.append("")
    return tuple(filter(None, parts))


def _is_plain(token: str) -> bool:
    return not token[1].isalnum() if token[0] == "\\" else token not in "+.^$" and len(token) == 1


_pattern = lru_cache(maxsize=2048)(re.compile)
