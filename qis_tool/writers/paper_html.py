"""A worksheet on paper as one accessible page that needs nothing but itself."""

from collections.abc import Iterator
from functools import cache, singledispatch
from pathlib import Path as FilePath

from qis_tool.document.blocks import Document, Heading, List, Text
from qis_tool.document.paper import Grid, Paper, Part, Plot
from qis_tool.writers.html import Body, Element, make, page, serialized
from qis_tool.writers.plot_svg import drawn, legend


def write_paper_html(paper: Paper, _: FilePath) -> bytes:
    """A self-contained HTML page, UTF-8."""
    root = page(Document(paper.title, paper.subject, (), paper.language, (), (), paper.footer))
    [main], [style] = root.iter("main"), root.iter("style")
    style.text = f"{style.text}{_style()}"
    main.extend(element for part in paper.parts for element in _elements(part))
    return serialized(root)


@singledispatch
def _elements(part: Part) -> Iterator[Element]:
    raise TypeError(type(part).__name__)


@_elements.register(Heading)
@_elements.register(List)
@_elements.register(Text)
def _(part: Heading | List | Text) -> Iterator[Element]:
    return Body().elements(part)


@_elements.register
def _(part: Grid) -> Iterator[Element]:
    head = make("tr", *(make("th", text, scope="col", **_look(part, at)) for at, text in enumerate(part.heads)))
    rows = (make("tr", *(_cell(part, at, text) for at, text in enumerate(row))) for row in part.rows)
    table = make("table", make("caption", part.caption), make("thead", head), make("tbody", *rows))
    yield _framed(table, f"Table: {part.caption}")


@_elements.register
def _(part: Plot) -> Iterator[Element]:
    picture = _framed(drawn(part), f"Picture: {part.title}")
    about = make("p", part.description, class_="limit")
    yield make("figure", make("figcaption", part.title), picture, legend(part), about)


def _framed(shown: Element, name: str) -> Element:
    """A frame in which to move sideways, by keys too, what is wider than the screen."""
    return make("div", shown, class_="frame", role="region", tabindex="0", aria_label=name)


def _cell(grid: Grid, at: int, text: str) -> Element:
    if at == grid.named_by:
        return make("th", text, scope="row", dir="auto")
    return make("td", text, **_look(grid, at))


def _look(grid: Grid, at: int) -> dict[str, str]:
    return {"class_": "figure"} if grid.numbers[at] else {}


@cache
def _style() -> str:
    return FilePath(__file__).with_suffix(".css").read_text("utf-8")
