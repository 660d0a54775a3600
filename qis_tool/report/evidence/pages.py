"""Pages of headings, paragraphs, lists and tables, and how each format shows them: text, Markdown, one HTML page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import wrap

from qis_tool.report.lines import one_line
from qis_tool.report.markdown import plain
from qis_tool.report.tally import Styled

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 begins a page, 2 a part of it, 3 a part of that."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under heads; the first cell of a row names it. `numbers` are the columns of figures, from 0."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


Block = Heading | Paragraph | Items | Table


def as_text(blocks: Iterable[Block]) -> Iterator[Styled]:
    """For a terminal: tables in columns, a blank line between blocks."""
    for number, block in enumerate(blocks):
        yield Styled("\n" if number else "")
        if isinstance(block, Heading):
            role = "code" if block.level > 1 else "passed"
            yield Styled(f"{'= ' if block.level == 1 else ''}{one_line(block.text)}\n", role)
        elif isinstance(block, Table):
            yield Styled("".join(f"{line}\n" for line in _columns(block)))
        else:
            bullet = "- " if isinstance(block, Items) else ""
            texts = block.items if isinstance(block, Items) else (block.text,)
            yield Styled("".join(_wrapped(text, bullet) for text in texts))


def as_markdown(blocks: Iterable[Block]) -> Iterator[Styled]:
    """For a pull request or a page."""
    for number, block in enumerate(blocks):
        yield Styled("\n" if number else "")
        if isinstance(block, Heading):
            yield Styled(f"{'#' * block.level} {plain(block.text)}\n")
        elif isinstance(block, Paragraph):
            yield Styled(f"{plain(block.text)}\n")
        elif isinstance(block, Items):
            yield Styled("".join(f"- {plain(text)}\n" for text in block.items))
        else:
            rules = ("---:" if at in block.numbers else "---" for at in range(len(block.heads)))
            lines = (map(plain, block.heads), rules, *(map(plain, row) for row in block.rows))
            yield Styled("".join(f"| {' | '.join(line)} |\n" for line in lines))


def as_html(blocks: Iterable[Block]) -> Iterator[Styled]:
    """One page that needs nothing but itself; printed, each heading of level 1 begins a sheet."""
    found = list(blocks)
    title = next((block.text for block in found if isinstance(block, Heading)), "")
    style = Path(__file__).with_suffix(".css").read_text("utf-8")
    yield Styled('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    yield Styled('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    yield Styled(f"<title>{_html(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n")
    for block in found:
        yield Styled(_block(block))
    yield Styled("</main>\n</body>\n</html>\n")


def _wrapped(text: str, bullet: str) -> str:
    lines = wrap(
        one_line(text), _WIDTH, initial_indent=bullet, subsequent_indent=" " * len(bullet), break_on_hyphens=False
    )
    return "".join(f"{line}\n" for line in lines)


def _columns(table: Table) -> Iterator[str]:
    rows = [[one_line(cell) for cell in row] for row in (table.heads, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if at in table.numbers else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level}>{_html(block.text)}</h{block.level}>\n"
    if isinstance(block, Paragraph):
        return f"<p>{_html(block.text)}</p>\n"
    if isinstance(block, Items):
        items = "".join(f"<li>{_html(text)}</li>\n" for text in block.items)
        return f"<ul>\n{items}</ul>\n"
    heads = "".join(f'<th scope="col"{_kind(block, at)}>{_html(head)}</th>' for at, head in enumerate(block.heads))
    rows = "".join(f"<tr>{_row(block, row)}</tr>\n" for row in block.rows)
    caption = f"<caption>{_html(block.caption)}</caption>\n"
    return f"<table>\n{caption}<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(table: Table, row: Sequence[str]) -> str:
    first, *rest = row
    cells = (f"<td{_kind(table, at)}>{_html(cell)}</td>" for at, cell in enumerate(rest, 1))
    return f'<th scope="row">{_html(first)}</th>{"".join(cells)}'


def _kind(table: Table, at: int) -> str:
    return ' class="number"' if at in table.numbers else ""


def _html(text: str) -> str:
    return escape(one_line(text))


PAGES: Mapping[str, Callable[[Iterable[Block]], Iterator[Styled]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
}
