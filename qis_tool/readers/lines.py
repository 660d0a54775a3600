"""The lines of a document that came back, and those that its form prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from typing import NamedTuple

from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, List, Table, Text

Cell = tuple[int, int, int]
TICKED, BLANK = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
TICKS = frozenset(f"{TICKED}☑✓✔✗✘✕✖⊠⊗■▣◼⬛●◉🗹🗷✅√")
BLANKS = frozenset(f"{BLANK}□❏❑❒▢◻⬜○◯")
_SIGN = f"[xX{''.join(sorted(TICKS))}]"
_TYPED = re.compile(
    rf"(?P<sign>[xX{''.join(sorted(TICKS | BLANKS))}])?|[\[(]\s*(?P<within>{_SIGN})?\s*[\])]|_+(?P<between>{_SIGN})?_*"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as read: all its text, what of that is `wording` outside of controls, and what is `inner`, in some.

    `tag` is that of the control around it, `tagged` holds the text of controls within it by tag, and `cell` counts
    tables, rows and columns from 0. `number` counts the paragraphs of the file from 0, `mark` is that of the
    paragraph with a box's check mark, and `control` counts the controls around paragraphs from 1; 0 is none.
    """

    text: str
    wording: str
    inner: str = ""
    tag: str = ""
    tagged: tuple[tuple[str, str], ...] = ()
    bullet: bool = False
    cell: Cell | None = None
    number: int = 0
    control: int = 0
    mark: int | None = None

    @property
    def owner(self) -> str:
        """The tag of the control that holds the whole paragraph, empty where none does."""
        return self.tag or (self.tagged[0][0] if self.tagged and not self.wording.strip() else "")


class Margins(NamedTuple):
    """What a file says outside of its body, white space folded: its notes in their order, and its pages' feet."""

    notes: list[str]
    feet: list[str]


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the form's own wording, white space folded; `holds` is filled in on the same line."""

    text: str
    holds: Answer | Box | None = None


def mark_state(mark: str) -> bool | None:
    """Whether what stands in a check box's place is a tick; None for what may be one or none."""
    typed = _TYPED.fullmatch(mark.strip().removesuffix("\N{VARIATION SELECTOR-16}"))
    if typed is None:
        return None
    sign = typed["sign"] or typed["within"] or typed["between"] or ""
    return sign in TICKS or sign in ("x", "X")


def folded(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=16)
def script(document: Document) -> tuple[Printed | Answer, ...]:
    """What stands below each other in a document: printed lines and boxes for answers; a table gives its heads only."""
    return tuple(part for block in document.blocks for part in parts_of(block))


def printed_lines(document: Document) -> list[str]:
    """The form's own wording, line by line: body, footnotes, foot of the page."""
    body = (part.text for part in script(document) if isinstance(part, Printed))
    return [*body, *printed_margins(document).notes, *printed_margins(document).feet]


def printed_margins(document: Document) -> Margins:
    """The form's own wording outside of the body."""
    return Margins([folded(note) for note in document.footnotes], [folded(line) for line in document.footer])


@singledispatch
def parts_of(block: Block) -> Iterator[Printed | Answer]:
    """As `script`, of one block."""
    raise TypeError(type(block).__name__)


@parts_of.register(Heading)
@parts_of.register(Text)
def _(block: Heading | Text) -> Iterator[Printed | Answer]:
    yield Printed(folded(block.text))


@parts_of.register
def _(block: List) -> Iterator[Printed | Answer]:
    yield from (Printed(folded(item)) for item in block.items)


@parts_of.register
def _(block: Box) -> Iterator[Printed | Answer]:
    yield Printed(folded(block.label), block)


@parts_of.register
def _(block: Answer) -> Iterator[Printed | Answer]:
    yield Printed(folded(block.prompt), block) if block.prompt else block


@parts_of.register
def _(block: Table) -> Iterator[Printed | Answer]:
    yield from (Printed(folded(column)) for column in block.columns)
