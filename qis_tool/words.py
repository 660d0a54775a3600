"""How Microsoft Word counts words: the one counter, used wherever a limit is checked or shown.

The rule was found by measuring documents whose stored count is a true count by Word; docs/word-count.md tells it
in prose. An answer's leading "- " is a bullet: Word's default bullet counts as no word, so neither does the marker.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DASHES = r"\u2013\u2014"
IGNORED = r"\u00ad\ufeff"
EAST_ASIAN = (
    r"\u1100-\u11ff\u2e80-\u2fff\u3001-\u30ff\u3105-\u318e\u31a0-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    r"\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)

_BREAKS = SPACES + DASHES
_BREAKS_IN_A_LINE = SPACES.replace(r"\t-\r", r"\t\u000b-\r") + DASHES
_LETTER = rf"[^{_BREAKS}{EAST_ASIAN}{IGNORED}\-]++|-(?!-)"
_RARE = re.compile("--|[^\n -~\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]")
_TOKEN = re.compile(rf"[^{_BREAKS}]+")
_MARKER = re.compile(r"^- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WordCount:
    """Words of one answer: Word's figure, the highest figure another counter may show, and why they differ."""

    count: int
    upper: int
    undecided: tuple[str, ...]


def count_words(text: str) -> int:
    """Words in an answer (plain text, any length) as Microsoft Word counts them; never fails, linear in the text."""
    if _RARE.search(text):
        return _word().findall(text).count("")
    return len(_MARKER.sub("", text).replace("\u2013", " ").replace("\u2014", " ").split())


def nth_word(text: str, number: int) -> tuple[int, str]:
    """The number-th counted word, from 1, and its offset in characters; the text's end where there are fewer."""
    words = ((match.start(), match[0]) for match in _word().finditer(text) if not match["bullet"])
    return next(islice(words, number - 1, None), (len(text), ""))


@lru_cache(maxsize=64)
def measure(text: str) -> WordCount:
    """Count an answer, with the upper figure a reviewer's other counter might show."""
    count = count_words(text)
    spaced = len(_MARKER.sub("", text).split())
    tokens = _TOKEN.findall(text) if _RARE.search(text) else ()
    doubtful = tuple(token for token in tokens if _undecided().search(token))
    return WordCount(count, max(count, spaced, count + len(doubtful)), doubtful)


@cache
def _word() -> re.Pattern[str]:
    """The rule in full; compiled only where a text holds more than common characters, or a word's place is asked."""
    return re.compile(
        rf"(?P<bullet>^- )"
        rf"|(?:{_LETTER})(?:{_LETTER}|[{IGNORED}]++)*+(?:-{{2,}}+)?"
        rf"|-{{2,}}+"
        rf"|[{EAST_ASIAN}]",
        re.MULTILINE,
    )


@cache
def _undecided() -> re.Pattern[str]:
    """What counters disagree on."""
    return re.compile(
        rf"[^{_BREAKS}-]-{{2,}}+[^{_BREAKS}]"
        rf"|[\u200b-\u200d\u2012\u2015\u2060\u2600-\u27bf\U0001f000-\U0001faff{EAST_ASIAN}]"
    )


def limit_pattern(limit: int) -> str:
    """JSON Schema `pattern` (ECMA-262 and Python) for at most `limit` words; lax where the rule is subtle.

    It may accept what the counter rejects (a joined double hyphen, East Asian text), never the reverse.
    """
    line_break = r"\n(?:- |(?!- ))"
    gap = rf"(?:[{_BREAKS_IN_A_LINE}]|{line_break})(?:[{_BREAKS_IN_A_LINE}{IGNORED}]|{line_break})*"
    word = rf"[^{_BREAKS_IN_A_LINE}{IGNORED}\n][^{_BREAKS_IN_A_LINE}\n]*"
    lead = rf"(?:- )?[{IGNORED}]*(?:{gap})?"
    return rf"^{lead}(?:{word}{gap}){{0,{limit - 1}}}(?:{word}(?:{gap})?)?$"
