"""The plans named on a command line, of which one may be standard input."""

import sys
from collections.abc import Callable, Iterator, Sequence

from qis_tool.finding import Settings
from qis_tool.jobs.plans import MAX_INPUT, Input, WordOptions, each_once, named

STDIN = "-"


def inputs(
    names: Sequence[str],
    stdin_name: str,
    word: WordOptions | None = None,
    settings_for: Callable[[str], Settings] | None = None,
    *,
    documents: bool = False,
) -> list[Input]:
    """What the names stand for, each once, folders replaced by their plans. Raises UserError for one without.

    `settings_for` gives the settings for a plan by its file's name, that of standard input too. With `documents`, the
    Word documents in a folder are plans too.
    """

    def found() -> Iterator[Input]:
        for name in names:
            if name == STDIN:
                yield Input(stdin_name, sys.stdin.buffer.read(MAX_INPUT + 1), word)
            else:
                yield from named([name], word, documents=documents)

    return each_once(found(), settings_for)
