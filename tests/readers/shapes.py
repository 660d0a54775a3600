"""A rendered document's text in the shapes that word processors leave it in, and read back without a package."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from qis_tool.document.blocks import Document, joined, paragraphs
from qis_tool.readers.lines import Line, Margins, printed_margins
from qis_tool.readers.placing import Placed, placed
from qis_tool.readers.word.body import Body, tag_of
from qis_tool.readers.word.names import Element, w

Shape = Callable[[Element], None]
NAMES = {"AnswerBullet": "Answer Bullet", "TableBullet": "Table Bullet"}


def controls(root: Element, tag: str = "") -> list[Element]:
    """The controls in a document, of one tag or all."""
    return [control for control in root.iter(w("sdt")) if not tag or tag_of(control) == tag]


def tagged(root: Element) -> None:
    """As it was rendered, and as Word keeps it."""


def without_tags(root: Element) -> None:
    """Controls stay, but nothing tells what they are for."""
    for tag in list(root.iter(w("tag"))):
        parent(tag).remove(tag)


def first_paragraph_only(root: Element) -> None:
    """A control stands around the text of an answer's first paragraph, as LibreOffice saves it."""
    for control in controls(root):
        content = control.find(w("sdtContent"))
        assert content is not None
        first, *others = content
        if first.tag == w("p"):
            for follower in reversed([first, *others]):
                control.addnext(follower)
            content.extend(first.findall(w("r")))
            first.append(control)


def first_paragraph_without_tag(root: Element) -> None:
    """As older versions of LibreOffice save it."""
    first_paragraph_only(root)
    without_tags(root)


def unwrapped(root: Element) -> None:
    """No control is left."""
    for control in controls(root):
        content = control.find(w("sdtContent"))
        assert content is not None
        for element in content:
            control.addprevious(element)
        parent(control).remove(control)


SHAPES = (tagged, without_tags, first_paragraph_only, first_paragraph_without_tag, unwrapped)


def parent(element: Element) -> Element:
    """The element around one."""
    found = element.getparent()
    assert found is not None
    return found


@dataclass(frozen=True)
class Rendered:
    """A document, and the root of the text it was rendered to."""

    document: Document
    root: Element
    _unchanged: dict[Shape, list[Line]] = field(default_factory=dict)

    def lines(self, shape: Shape = tagged, *changes: Shape) -> list[Line]:
        """The lines of the text, changed and then brought into a shape."""
        if changes:
            return self._read(shape, *changes)
        if shape not in self._unchanged:
            self._unchanged[shape] = self._read(shape)
        return list(self._unchanged[shape])

    def _read(self, shape: Shape, *changes: Shape) -> list[Line]:
        root = deepcopy(self.root)
        for change in (*changes, shape):
            change(root)
        return list(Body(NAMES).lines(root))

    def placed(self, shape: Shape = tagged, *changes: Shape, margins: Margins | None = None) -> Placed:
        """What is found in the text."""
        return self.placed_in(self.lines(shape, *changes), margins)

    def placed_in(self, lines: list[Line], margins: Margins | None = None) -> Placed:
        """What is found in these lines."""
        return placed(self.document, lines, margins or self._margins)

    @cached_property
    def _margins(self) -> Margins:
        return printed_margins(self.document)

    @cached_property
    def answers(self) -> dict[str, str]:
        """Every answer that is to be found."""
        return {answer.path: joined(paragraphs(answer.text)) for answer in self.document.answers}

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of the last line of each control, by its tag; it is the same in every shape."""
        tags = ((at, tag) for at, line in enumerate(self.lines()) for tag in (line.tag, *dict(line.tagged)))
        return {tag: at for at, tag in tags}

    @cached_property
    def ticks(self) -> dict[tuple[str, str], bool]:
        """Every tick that is to be found."""
        return {(box.path, box.choice): box.ticked for box in self.document.boxes}

    def differences(self, found: Placed) -> tuple[set[str], set[tuple[str, str]]]:
        """The answers and the ticks that were found to be others."""
        answers, ticks = self.answers, self.ticks
        assert (found.answers.keys(), found.ticks.keys()) == (answers.keys(), ticks.keys())
        return (
            {path for path in answers if found.answers[path] != answers[path]},
            {box for box in ticks if found.ticks[box] is not ticks[box]},
        )


def another_word(line: Line) -> Line:
    """A line whose last word is another one."""
    last = line.text.split(" ")[-1]

    def other(text: str) -> str:
        return text.removesuffix(last) + "otherwise" if text.endswith(last) else text

    tagged = tuple((tag, other(text)) for tag, text in line.tagged)
    return replace(line, text=other(line.text), wording=other(line.wording), inner=other(line.inner), tagged=tagged)


def element(xml: str) -> Element:
    """An element from its XML, its names declared."""
    return etree.fromstring(xml)


def element_of(given: Element) -> Element:
    """A copy of an element."""
    return deepcopy(given)


def texts(root: Element) -> Iterator[Element]:
    """Every piece of text in a document."""
    yield from (text for text in root.iter(w("t")) if text.text and text.text.strip())
