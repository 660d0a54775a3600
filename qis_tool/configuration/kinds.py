"""The settings there are: what a value must be, and how a variable or an option writes it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from qis_tool.errors import UserError
from qis_tool.finding import LEVELS, OFF, Level, Off
from qis_tool.settings import NEAR_LIMIT_OF

MAX_TERMS, MAX_TERM = 200, 60
_MAX_QUOTE = 40

Word = TypeVar("Word", bound=str)


class Kind(NamedTuple):
    """How a setting's value is checked, and how the texts of a variable or of options become one as in a file."""

    check: Callable[[Any], Any]
    parse: Callable[[Sequence[str]], Any]
    several: bool = True

    def of_variable(self, text: str) -> Any:
        """What a variable says; several values stand between commas, in double quotes where they hold one."""
        if not self.several:
            return self.parse([text])
        import csv

        rows = csv.reader(text.splitlines(), skipinitialspace=True)
        return self.parse([value for row in rows for value in row if value.strip()])


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"QIS_{name.upper()}"


def option(name: str) -> str:
    """The option of a setting; it names one thing where the setting holds several."""
    return f"--{name.replace('_', '-').removesuffix('s')}"


def capped(value: object) -> str:
    """A value as a message may show it, in one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _MAX_QUOTE else f"{text[:_MAX_QUOTE]}…"


def meant(text: str, names: Iterable[str]) -> str:
    """The sentence that asks whether a name like this one was meant; empty where none is."""
    from difflib import get_close_matches

    close = get_close_matches(text.lower()[:_MAX_QUOTE], list(names), 1)
    return f" Did you mean {close[0]}?" if close else ""


def level(value: Any) -> Level | Off:
    """A rule's level, or off. Raises UserError for anything else, as all checks here do."""
    return _one_of((*LEVELS, OFF), value)


def _fail_level(value: Any) -> Level:
    return _one_of(LEVELS, value)


def _one_of(choices: Sequence[Word], value: Any) -> Word:
    for choice in choices:
        if value == choice:
            return choice
    *most, last = choices
    found = "" if value == "" else f", not “{capped(value)}”"
    raise UserError(f"it should be {', '.join(most)} or {last}{found}.{meant(str(value), choices)}")


def _near_limit(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NEAR_LIMIT_OF:
        return value
    hint = " Write it without quotes." if isinstance(value, str) and value.isdigit() else ""
    raise UserError(f"it should be a whole number from 0 to {NEAR_LIMIT_OF}, not “{capped(value)}”.{hint}")


def _identity_terms(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UserError('it should be a list of names, such as ["Golden Poppy Medical Group"].')
    return tuple(dict.fromkeys(map(_term, _few(value))))


def _style_terms(value: Any) -> dict[str, str]:
    if isinstance(value, list):
        return dict.fromkeys(map(_term, _few(value)), "")
    if not isinstance(value, dict):
        raise UserError('it should be a list of words, or a table with what to write instead: {utilize = "use"}.')
    return {_term(word): _term(instead) if instead != "" else "" for word, instead in _few(value).items()}


def _few(terms: Any) -> Any:
    if len(terms) > MAX_TERMS:
        raise UserError(f"it lists {len(terms):,} terms, and may list {MAX_TERMS}.")
    return terms


def _term(value: Any) -> str:
    """A term in one line."""
    if not isinstance(value, str) or not any(letter.isalnum() for letter in value):
        raise UserError(f"“{capped(value)}” is no word. Each term should be a text with a letter or a digit.")
    term = " ".join(value.split())
    if len(term) > MAX_TERM:
        raise UserError(f"“{capped(term)}” is too long: a term may have {MAX_TERM} characters.")
    return term


def _last(texts: Sequence[str]) -> str:
    return texts[-1].strip()


def _number(texts: Sequence[str]) -> int | str:
    text = _last(texts)
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MAX_QUOTE else text


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    """What stands before and behind the = of each text."""
    parts = (text.partition("=") for text in texts)
    return {name.strip(): value.strip() for name, _, value in parts}


KINDS: Mapping[str, Kind] = {
    "fail_level": Kind(_fail_level, _last, several=False),
    "near_limit": Kind(_near_limit, _number, several=False),
    "identity_terms": Kind(_identity_terms, list),
    "style_terms": Kind(_style_terms, _pairs),
    "levels": Kind(level, _pairs),
}
