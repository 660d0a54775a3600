"""Check marks, however they are typed."""

import re

from qis_tool.readers.lines import BLANK, BLANKS, TICKED, TICKS, mark_state

_SIGNS, _TICKS = ("".join(sorted(signs)) for signs in (TICKS | BLANKS, TICKS))
_TYPED = rf"[\[(][ \u00a0]{{0,5}}[xX{_TICKS}]?[ \u00a0]{{0,5}}[\])]|_{{1,9}}[xX{_TICKS}]_{{1,9}}"
MARK = re.compile(rf"\s*((?:[{_SIGNS}]|{_TYPED})\ufe0f?|[xX](?=\s))[\s:]*")
LONE_X = re.compile(r"\s*[xX]\s*")
_MARK_AT_END = re.compile(rf"((?:[{_SIGNS}]|{_TYPED})\ufe0f?|(?<=\s)[xX])$")
_LONGEST_MARK = 24


def unmarked(text: str) -> str:
    """A text without the check mark before or behind it."""
    mark = MARK.match(text)
    text = (text[mark.end() :] if mark else text).rstrip()
    behind = _MARK_AT_END.search(text, max(0, len(text) - _LONGEST_MARK))
    return text[: behind.start()] if behind else text


def sign_of(mark: str) -> str:
    """A check mark of any kind as the sign for its state."""
    return TICKED if mark_state(mark) else BLANK
