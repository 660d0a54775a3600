"""What differs between two plans as one accessible page: all differences in a table, then each answer in full."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path as FilePath

from qis_tool.comparing import Cell, Comparison, Difference
from qis_tool.document.blocks import Document, Paragraph, paragraphs
from qis_tool.document.woven import Piece, State, Woven, woven
from qis_tool.report.comparison import heading, name, place, summary
from qis_tool.report.tally import Styled
from qis_tool.writers.html import Element, make, page, serialized

_TITLE = "What changed"
_BLANK, _PARAGRAPH, _LINE = "blank", "¶", "↵\n"
_HOW = "Words that went are struck through, words that came are underlined; ¶ is the end of a paragraph, ↵ of a line."
_KINDS: Mapping[State, tuple[str, str]] = {"old": ("del", "removed: "), "new": ("ins", "added: ")}

Numbered = tuple[int, Difference]


def comparison_page(comparison: Comparison) -> Iterator[Styled]:
    """A self-contained HTML page."""
    title = f"{_TITLE} from {comparison.old.file} to {comparison.new.file}"
    root = page(Document(title, heading(comparison), (), "en", (), (), ()))
    [main], [style] = root.iter("main"), root.iter("style")
    style.text = f"{style.text}{_style()}"
    main.extend(_content(comparison))
    yield Styled(serialized(root).decode())


def _content(comparison: Comparison) -> Iterator[Element]:
    yield make("h1", _TITLE)
    yield make("p", f"{heading(comparison)}.")
    if comparison.remarks:
        yield make("ul", *(make("li", remark) for remark in comparison.remarks))
    yield make("p", make("strong", summary(comparison).text.strip()))
    numbered = list(enumerate(comparison.differences, 1))
    if numbered:
        yield _overview(numbered)
        yield make("p", _HOW)
    for part, group in groupby(numbered, key=lambda found: found[1].part):
        yield make("h2", part)
        for (label, item), differences in groupby(group, key=lambda found: (found[1].label, found[1].item)):
            yield make("h3", f"{label} (item {item})" if item else label)
            yield from (_shown(*found) for found in differences)


def _overview(numbered: Iterable[Numbered]) -> Element:
    """All differences as a table, each with a link to where it is shown."""
    head = make("tr", *(make("th", column, scope="col") for column in ("Item", "Field", "Change")))
    rows = (
        make(
            "tr",
            make("td", difference.item),
            make("th", make("a", name(difference), href=f"#{_id(number)}"), scope="row"),
            make("td", difference.what),
        )
        for number, difference in numbered
    )
    parts = make("caption", "All differences"), make("thead", head), make("tbody", *rows)
    return make("table", *parts, class_="overview")


def _shown(number: int, difference: Difference) -> Element:
    """One difference in full."""
    only = [make("p", f"Only {difference.only} has this field.")] if difference.only else []
    shown = _SHOWN.get(difference.kind, _value)(difference)
    return make("div", *only, *shown, class_="change", id=_id(number))


def _choice(difference: Difference) -> Iterator[Element]:
    """A box or an entry and what happened to it; one that is gone or has come is marked so."""
    named: str | Element = difference.choice
    if difference.kind == "entry":
        named = _marked(Piece("old" if difference.old else "new", difference.choice))
    yield make("p", make("strong", f"{difference.what.capitalize()}:"), " ", named)


def _row(difference: Difference) -> Iterator[Element]:
    yield make("h4", f"{place(difference).capitalize()}: {difference.what}")
    if not difference.cells:
        yield from _answer(difference.old, difference.new)
    for cell in difference.cells:
        yield make("p", make("strong", cell.label))
        yield from _value(cell)


def _value(said: Difference | Cell) -> Iterator[Element]:
    """A text with what is gone and has come in it, or a day or a flag and what it was."""
    if said.kind in ("date", "flag"):
        old, new = Piece("old", said.old or _BLANK), Piece("new", said.new or _BLANK)
        yield make("p", _marked(old), " → ", _marked(new))
    else:
        yield from _answer(said.old, said.new)


def _answer(old: str, new: str) -> Iterator[Element]:
    """Both versions of an answer written into each other; bullets that follow each other make one list."""
    before, after = (paragraphs(text) or [Paragraph("")] for text in (old, new))
    lines = woven([part.text for part in before], [part.text for part in after])
    shown = make("div", class_="answer", dir="auto")
    for bullet, group in groupby(lines, key=lambda line: _is_bullet(line, before, after)):
        parts = [make("li" if bullet else "p", *_pieces(line, before, after)) for line in group]
        shown.extend([make("ul", *parts)] if bullet else parts)
    yield shown


def _is_bullet(line: Woven, old: list[Paragraph], new: list[Paragraph]) -> bool:
    return new[line.new].bullet if line.new is not None else old[line.old or 0].bullet


def _pieces(line: Woven, old: list[Paragraph], new: list[Paragraph]) -> Iterator[str | Element]:
    """A paragraph's pieces, and a sign where only one version ends it or it became a bullet, or was one."""
    for piece in line.pieces:
        is_plain = piece.state == "kept" or not piece.text.strip(" ")
        yield piece.text if is_plain else _marked(piece._replace(text=piece.text.replace("\n", _LINE)))
    if line.old is None or line.new is None:
        yield _marked(Piece("new" if line.old is None else "old", _PARAGRAPH))
    elif old[line.old].bullet is not new[line.new].bullet:
        yield make("em", " (was a bullet)" if old[line.old].bullet else " (now a bullet)")


def _marked(piece: Piece) -> Element:
    """Words that went or came, marked for the eye by a line, and for the ear by a word before them."""
    tag, spoken = _KINDS[piece.state]
    return make(tag, make("span", spoken, class_="spoken"), piece.text)


def _id(number: int) -> str:
    return f"change-{number}"


@cache
def _style() -> str:
    return FilePath(__file__).with_suffix(".css").read_text("utf-8")


_SHOWN: Mapping[str, Callable[[Difference], Iterator[Element]]] = {"box": _choice, "entry": _choice, "row": _row}
