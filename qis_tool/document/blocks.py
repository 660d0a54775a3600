"""What a document is made of, before any file format. Writers see these values and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

TextKind = Literal["text", "prompt", "limit"]
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_TRAILING = re.compile(r"[^\S\n]+$", re.MULTILINE)
_EMPTY = re.compile(r"\n{3,}")
BULLET = "- "


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 0 is the title, 1 a part, 2 an item, 3 a sub-item; `footnote` counts from 1, 0 is none.

    `name` is its own within the document, at most 40 letters, digits and low lines: a bookmark, or a link's target.
    """

    level: int
    text: str
    footnote: int = 0
    new_page: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph of the form's own wording."""

    kind: TextKind
    text: str


@dataclass(frozen=True, slots=True)
class List:
    """A list of the form's own wording."""

    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One check box with its label."""

    path: str
    choice: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in a box of its own, or after its prompt on a line; an empty text is a blank box.

    `limit` is in words, None where the form sets none.
    """

    path: str
    label: str
    text: str
    prompt: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Numbered rows of answers under column headings."""

    caption: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Answer, ...], ...]


Block = Heading | Text | List | Box | Answer | Table


@dataclass(frozen=True, slots=True)
class Record:
    """What a document tells about its making: the tool's version, the form, the SHA-256 of the plan file, a draft."""

    tool: str
    form: str
    plan_year: int
    plan_sha256: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A filled form. `mark` stands on every page of a draft and is empty otherwise."""

    title: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    blocks: tuple[Block, ...]
    footnotes: tuple[str, ...]
    footer: tuple[str, ...]
    mark: str = ""
    record: Record | None = None

    @property
    def answers(self) -> Iterator[Answer]:
        """Every answer, blank ones included, in the order of the document."""
        for block in self.blocks:
            if isinstance(block, Answer):
                yield block
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)

    @property
    def boxes(self) -> Iterator[Box]:
        """Every check box, in the order of the document."""
        return (block for block in self.blocks if isinstance(block, Box))


class Paragraph(NamedTuple):
    """One paragraph of an answer; line breaks inside it are kept as newline characters."""

    text: str
    bullet: bool = False


def paragraphs(answer: str) -> list[Paragraph]:
    """An answer's paragraphs: parted by blank lines, and a line that begins with "- " is a bullet."""
    chunks = _BLANK_LINES.split(answer.strip("\n")) if answer.strip() else []
    return [paragraph for chunk in chunks for paragraph in _in_chunk(chunk)]


def joined(parts: list[Paragraph]) -> str:
    """The plain text of paragraphs: what `paragraphs` would part again into the same ones."""
    text, before = "", False
    for part in parts:
        gap = ("\n" if before and part.bullet else "\n\n") if text else ""
        text, before = f"{text}{gap}{BULLET if part.bullet else ''}{part.text}", part.bullet
    return text


def visible(text: str) -> str:
    """A text as a page shows it: without white space at the ends of its lines and without empty paragraphs."""
    return _EMPTY.sub("\n\n", _TRAILING.sub("", joined(paragraphs(text)))).strip("\n")


def _in_chunk(chunk: str) -> Iterator[Paragraph]:
    lines: list[str] = []
    bullet = False
    for line in chunk.split("\n"):
        if line.startswith(BULLET):
            if lines:
                yield Paragraph("\n".join(lines), bullet)
            lines, bullet = [line.removeprefix(BULLET)], True
        else:
            lines.append(line)
    yield Paragraph("\n".join(lines), bullet)
