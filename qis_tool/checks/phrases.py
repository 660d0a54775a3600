"""Searching answers for phrases, fast enough for a thousand plans.

A phrase is a regular expression in lower case. It is matched against the answer in lower case, from the start of a
word on: so written, Python's matcher can skip to its first letters. A phrase whose plain letters do not all stand
somewhere in the plan is not matched at all, which costs a fiftieth of matching it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qis_tool.checks.plan import Answer, Plan, lower

Match = re.Match[str]
_INSIDE_A_WORD = (".", "@")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|.", re.DOTALL)


def matches(
    plan: Plan, fields: Iterable[str], phrases: Iterable[str], needs: Iterable[str] = ()
) -> Iterator[tuple[Answer, Match]]:
    """Each place in the answers to these fields (all, if none is named) where one of the phrases stands.

    With `needs`, answers that hold none of these plain words are passed over, which is quicker than matching.
    """
    if found := likely(plan, phrases):
        for answer in plan.answers_in(fields):
            if not needs or any(word in answer.lower for word in needs):
                yield from ((answer, match) for match in matches_in(found, answer.lower))


def likely(plan: Plan, phrases: Iterable[str]) -> list[str]:
    """The phrases whose plain letters all stand somewhere in the plan."""
    return [phrase for phrase in phrases if all(part in plan.lower for part in plain_parts(phrase))]


def matches_in(phrases: Iterable[str], text: str) -> Iterator[Match]:
    """Where the phrases stand in a text in lower case: in order, never from inside a word, the longest of several."""
    found = [match for phrase in phrases for match in _pattern(phrase).finditer(text) if _begins_a_word(match, text)]
    reached = -1
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= reached:
            reached = match.end()
            yield match


def _begins_a_word(match: Match, text: str) -> bool:
    start = match.start()
    return not (text[max(start - 1, 0) : start].isalnum() and text[start : start + 1].isalnum())


def literal(term: str) -> str:
    """The phrase for just these words, in any letter case, not going on inside a word."""
    return rf"{re.escape(lower(term))}(?!\w)"


def holds(phrases: Iterable[str], text: str) -> bool:
    """True where one of the phrases stands in a text in lower case."""
    found = (match for phrase in phrases for match in _pattern(phrase).finditer(text))
    return any(_begins_a_word(match, text) for match in found)


def quoted(answer: Answer, match: Match) -> str:
    """The matched words as the answer writes them, from the start of the first one."""
    before, words = answer.text[: match.start()], answer.text[match.start() : match.end()].strip()
    cut_off = before.split()[-1] if words[:1] in _INSIDE_A_WORD and before.strip() else ""
    return cut_off + words


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
