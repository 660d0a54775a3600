"""Where in a file what is to be filled in goes, told by the numbers of its paragraphs."""

from typing import NamedTuple


class Span(NamedTuple):
    """The paragraphs that an answer goes between; `before` is None where the file ends first."""

    after: int
    before: int | None


class Room(NamedTuple):
    """An answer with room of its own."""

    tag: str
    text: str
    span: Span


class Beside(NamedTuple):
    """A short answer, and the prompt, as it stands at the end of `span.after`, that it goes behind."""

    tag: str
    text: str
    span: Span
    prompt: str


class Rows(NamedTuple):
    """Rows of answers; `cells` holds the first paragraph of each cell of a table's rows.

    `heads` holds those of its heads; it is empty where these are typed in lines of their own.
    """

    tag: str
    rows: tuple[tuple[str, ...], ...]
    heads: tuple[int, ...]
    cells: tuple[tuple[int, ...], ...]
    span: Span


class Tick(NamedTuple):
    """A box to tick: which of the marks in a paragraph, counted from 0, or None where its label there has none."""

    tag: str
    number: int
    label: str
    mark: int | None


class Places(NamedTuple):
    """All that goes into a file; `empty` holds the paragraphs that show nothing, or only a rule to write on."""

    answers: tuple[Room | Beside | Rows, ...]
    ticks: tuple[Tick, ...]
    empty: frozenset[int]
