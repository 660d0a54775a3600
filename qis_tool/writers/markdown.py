"""The document as Markdown, for a pull request or a mail."""

import re
from collections.abc import Iterator
from functools import singledispatch
from itertools import groupby
from pathlib import Path

from qis_tool.document.blocks import (
    Answer,
    Block,
    Document,
    Heading,
    List,
    Paragraph,
    Table,
    Text,
    joined,
    paragraphs,
)
from qis_tool.writers.outline import Boxes, outlined

BLANK = "*(left blank)*"
_MARKUP = re.compile(r"[\\`*_\[\]<#|~$]|&(?=#?[A-Za-z0-9]+;)")
_LINE_START = re.compile(r"(?:[-+=:>]|[0-9]+[.)])")
_EDGE_SPACE = re.compile(r"^\s|\s\Z|\r")
_LINE_END = "\\\n"


def write_markdown(document: Document, _: Path) -> bytes:
    """The document as Markdown (CommonMark with tables, task lists and footnotes), UTF-8; no answer acts as markup."""
    mark = [f"**{_plain(document.mark)}**"] if document.mark else []
    blocks = ["\n".join(_lines(block)) for block in outlined(document.blocks)]
    notes = [f"[^{number}]: {_plain(note)}" for number, note in enumerate(document.footnotes, 1)]
    footer = ["---", _LINE_END.join(_plain(line) for line in document.footer)] if document.footer else []
    return ("\n\n".join([*mark, *blocks, *notes, *footer]) + "\n").encode()


@singledispatch
def _lines(block: Block | Boxes) -> Iterator[str]:
    raise TypeError(type(block).__name__)


@_lines.register
def _(block: Heading) -> Iterator[str]:
    note = f"[^{block.footnote}]" if block.footnote else ""
    yield f"{'#' * (block.level + 1)} {_escaped(block.text)}{note}"


@_lines.register
def _(block: Text) -> Iterator[str]:
    yield f"*{_plain(block.text)}*" if block.kind == "limit" else _plain(block.text)


@_lines.register
def _(block: List) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        yield f"{f'{number}.' if block.ordered else '*'} {_plain(item)}"


@_lines.register
def _(block: tuple) -> Iterator[str]:  # type: ignore[type-arg] # dispatch takes no Boxes
    for box in block:
        yield f"- [{'x' if box.ticked else ' '}] {_plain(box.label)}"


@_lines.register
def _(block: Answer) -> Iterator[str]:
    parts = paragraphs(block.text)
    if block.prompt:
        yield f"{_plain(block.prompt)} {_plain(joined(parts)) or BLANK}"
        return
    for line in (_quoted(parts) or BLANK).split("\n"):
        yield f"> {line}".rstrip()


@_lines.register
def _(block: Table) -> Iterator[str]:
    yield f"| | {' | '.join(map(_plain, block.columns))} |"
    yield f"| ---: |{' --- |' * len(block.columns)}"
    for number, row in enumerate(block.rows, 1):
        cells = (_plain(joined(paragraphs(answer.text)), "<br>") for answer in row)
        yield f"| {number}. | {' | '.join(cells)} |"


def _quoted(parts: list[Paragraph]) -> str:
    """Paragraphs as Markdown; bullets that follow each other make one list."""
    groups = groupby(parts, key=lambda part: part.bullet)
    return "\n\n".join(("\n" if bullet else "\n\n").join(map(_item, group)) for bullet, group in groups)


def _item(part: Paragraph) -> str:
    text = _plain(part.text)
    return f"- {text}".replace("\n", "\n  ").rstrip() if part.bullet else text


def _plain(text: str, line_end: str = _LINE_END) -> str:
    """Text that reads as itself, whatever it holds; its line ends become this one."""
    return line_end.join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    escaped = _escaped(line)
    start = _LINE_START.match(escaped)
    return f"{start[0][:-1]}\\{escaped[start.end() - 1 :]}" if start else escaped


def _escaped(line: str) -> str:
    """A line that reads as itself anywhere but at the start of a paragraph; parsers drop spaces at its ends."""
    return _EDGE_SPACE.sub(lambda space: f"&#{ord(space[0])};", _MARKUP.sub(r"\\\g<0>", line))
