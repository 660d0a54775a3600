"""The document as one accessible page that needs nothing but itself."""

from collections.abc import Iterator
from functools import cache, singledispatchmethod
from itertools import groupby
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from qis_tool.characters import FORBIDDEN
from qis_tool.document.blocks import (
    Answer,
    Block,
    Box,
    Document,
    Heading,
    List,
    Paragraph,
    Record,
    Table,
    Text,
    joined,
    paragraphs,
)
from qis_tool.errors import NotAsWritten
from qis_tool.words import count_words
from qis_tool.writers.outline import Boxes, outlined

Element = _Element
_DOCTYPE = "<!doctype html>"
_BLANK = "blank"
_ON_LINES = "head meta title style body main section h1 h2 h3 h4 p div label ul ol li table caption thead tr td footer"


def write_html(document: Document, _: Path) -> bytes:
    """The document as a self-contained HTML page, UTF-8, with a word meter under each limited answer.

    Raises NotAsWritten where an answer or a tick read back from it is not the one put in.
    """
    written = serialized(page(document))
    _proved(written, document)
    return written


def page(document: Document) -> Element:
    """The root element of the page; what belongs to a field stands in an element whose data-field is its path."""
    body = Body()
    blocks = [element for block in outlined(document.blocks) for element in body.elements(block)]
    mark = [make("p", document.mark, class_="mark")] if document.mark else []
    footer = [make("footer", *(make("p", line) for line in document.footer))] if document.footer else []
    shown = make("body", make("main", *mark, *blocks, *_notes(document.footnotes)), *footer)
    if document.mark:
        shown.set("data-mark", document.mark)
    return make("html", _head(document), shown, lang=document.language)


def serialized(root: Element) -> bytes:
    """A page's bytes, UTF-8, in lines that can be compared; a line end is set only where it is not shown."""
    for element in root.iter(*_ON_LINES.split()):
        element.tail = "\n"
    return bytes(etree.tostring(root, method="html", encoding="utf-8", doctype=_DOCTYPE)) + b"\n"


def make(tag: str, /, *content: str | Element, **attributes: str) -> Element:
    """An element with texts and elements inside; text never becomes markup, and what HTML can't hold shows as U+FFFD.

    An attribute's name is written with low lines for hyphens, and one at its end where Python has that word.
    """
    element = etree.Element(tag, {key.rstrip("_").replace("_", "-"): _fit(at) for key, at in attributes.items()})
    for part in content:
        if not isinstance(part, str):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + _fit(part)
        else:
            element.text = (element.text or "") + _fit(part)
    return element


def answer_id(path: str, choice: str = "") -> str:
    """The id of the element that holds an answer, or of a check box; no heading's name has a hyphen in it."""
    return f"answer-{path}={choice}" if choice else f"answer-{path}"


class Body:
    """Turns blocks into elements; a group of check boxes is named after the heading above it."""

    def __init__(self) -> None:
        self._above = ""

    @singledispatchmethod
    def elements(self, block: Block | Boxes) -> Iterator[Element]:
        """The elements of one block."""
        raise TypeError(type(block).__name__)

    @elements.register
    def _(self, block: Heading) -> Iterator[Element]:
        self._above = block.name
        heading = make(f"h{block.level + 1}", block.text, id=block.name)
        if block.new_page:
            heading.set("class", "new-page")
        if block.footnote:
            heading.append(make("sup", _link_to_note(str(block.footnote))))
        yield heading

    @elements.register
    def _(self, block: Text) -> Iterator[Element]:
        yield make("p", block.text, class_=block.kind)

    @elements.register
    def _(self, block: List) -> Iterator[Element]:
        yield make("ol" if block.ordered else "ul", *(make("li", item) for item in block.items))

    @elements.register
    def _(self, block: tuple) -> Iterator[Element]:  # type: ignore[type-arg] # dispatch takes no Boxes
        labels = (make("label", _tick(box), make("span", box.label)) for box in block)
        named = {"aria-labelledby": self._above} if self._above else {"aria-label": block[0].label}
        yield make("div", *labels, class_="boxes", data_field=block[0].path, role="group", **named)

    @elements.register
    def _(self, block: Answer) -> Iterator[Element]:
        shown = _line(block) if block.prompt else _box(block)
        yield make("div", shown, *_meter(block), class_="field", data_field=block.path)

    @elements.register
    def _(self, block: Table) -> Iterator[Element]:
        columns = (make("th", column, scope="col") for column in block.columns)
        head = make("thead", make("tr", make("td"), *columns))
        rows = make("tbody", *(_row(number, row) for number, row in enumerate(block.rows, 1)))
        yield make("table", make("caption", make("strong", f"{block.caption}:"), f" {block.description}"), head, rows)


@cache
def _style() -> str:
    return Path(__file__).with_suffix(".css").read_text("utf-8")


def _fit(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _head(document: Document) -> Element:
    named = {"viewport": "width=device-width, initial-scale=1", "description": document.subject}
    named |= {"keywords": ", ".join(document.keywords)} | _made(document.record)
    metas = (make("meta", name=name, content=content) for name, content in named.items())
    return make("head", make("meta", charset="utf-8"), make("title", document.title), *metas, make("style", _style()))


def _made(record: Record | None) -> dict[str, str]:
    if record is None:
        return {}
    return {"generator": record.tool, "qis-form": f"{record.form} {record.plan_year}", "qis-plan": record.plan_sha256}


def _link_to_note(number: str) -> Element:
    return make(
        "a", number, id=f"to-note-{number}", href=f"#note-{number}", role="doc-noteref", aria_label=f"Note {number}"
    )


def _notes(notes: tuple[str, ...]) -> Iterator[Element]:
    if not notes:
        return
    listed = make("ol")
    for number, note in enumerate(notes, 1):
        back = make("a", "Back", href=f"#to-note-{number}", role="doc-backlink", aria_label=f"Back from note {number}")
        listed.append(make("li", f"{note} ", back, id=f"note-{number}"))
    yield make("section", make("h2", "Notes", id="notes"), listed, class_="notes", aria_labelledby="notes")


def _tick(box: Box) -> Element:
    ticked = {"checked": ""} if box.ticked else {}
    return make("input", type="checkbox", id=answer_id(box.path, box.choice), disabled="", **ticked)


def _line(answer: Answer) -> Element:
    text = joined(paragraphs(answer.text)) or make("em", "left blank", class_=_BLANK)
    shown = make("span", text, class_="line", id=answer_id(answer.path), dir="auto")
    return make("p", f"{answer.prompt} ", shown)


def _box(answer: Answer) -> Element:
    parts = [*_paragraphs(answer.text)] or [make("p", "Left blank", class_=_BLANK)]
    named = {"role": "group", "aria_label": answer.label}
    return make("div", *parts, class_="answer", id=answer_id(answer.path), dir="auto", **named)


def _row(number: int, answers: tuple[Answer, ...]) -> Element:
    return make("tr", make("th", f"{number}.", scope="row"), *map(_cell, answers))


def _cell(answer: Answer) -> Element:
    held = make("div", *_paragraphs(answer.text), id=answer_id(answer.path), dir="auto")
    words = [_counted(answer, answer.limit)] if answer.limit and answer.text.strip() else []
    return make("td", held, *words, data_field=answer.path)


def _paragraphs(text: str) -> Iterator[Element]:
    """An answer's paragraphs; bullets that follow each other make one list."""
    for bullet, parts in groupby(paragraphs(text), key=lambda part: part.bullet):
        if bullet:
            yield make("ul", *(make("li", part.text) for part in parts))
        else:
            yield from (make("p", part.text) for part in parts)


def _meter(answer: Answer) -> Iterator[Element]:
    if answer.limit:
        words = _counted(answer, answer.limit)
        value = str(min(count_words(answer.text), answer.limit))
        words.insert(0, make("meter", max=str(answer.limit), value=value, aria_label=f"Words in {answer.label}"))
        yield words


def _counted(answer: Answer, limit: int) -> Element:
    count = count_words(answer.text)
    over = f", {count - limit} over the limit" if count > limit else ""
    return make("p", make("span", f"{count} of {limit} words{over}"), class_="words over" if over else "words")


def _proved(written: bytes, document: Document) -> None:
    """Compare every answer and tick in the page with what was to be written."""
    root = etree.fromstring(written, etree.HTMLParser(encoding="utf-8"))
    found = {str(element.get("id")): element for element in root.iter("div", "span", "input")}
    wrong = [a.path for a in document.answers if _text(found[answer_id(a.path)]) != joined(paragraphs(a.text))]
    ticks = ((answer_id(box.path, box.choice), box.ticked) for box in document.boxes)
    wrong += [tag for tag, ticked in ticks if ("checked" in found[tag].attrib) is not ticked]
    if wrong:
        raise NotAsWritten(wrong)


def _text(element: Element) -> str:
    if element.tag == "span":
        return element.text or ""
    parts = [part for part in element.iter("p", "li") if part.get("class") != _BLANK]
    return joined([Paragraph(part.text or "", part.tag == "li") for part in parts])
