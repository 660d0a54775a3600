"""A document with Word's tracked changes against an earlier one: accepted it is the new one, rejected the old one.

A paragraph of an answer that only one of them ends has a tracked end; the last end in a control is never tracked, for
nothing could follow it. A control's own state can't be tracked, so it is that of the new document.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import count, islice
from pathlib import Path

from qis_tool.document.blocks import Answer, Box, Document, Table
from qis_tool.document.woven import Woven, parted, woven
from qis_tool.errors import NotAsWritten
from qis_tool.readers.word.body import text_of
from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.tracked import Tracked
from qis_tool.writers.word import packed, unlike
from qis_tool.writers.word.body import Body
from qis_tool.writers.word.package import moment
from qis_tool.writers.word.xml import make, run

RowPair = tuple[int, int]
PairRows = Callable[[Table, Table], Iterable[RowPair]]
_AUTHOR, _NONE = "qis", -1
_MARKS = {"old": "del", "new": "ins"}


def write_redline(old: Document, new: Document, base: Path, rows: PairRows) -> bytes:
    """A DOCX of the new document that tracks what differs from the old one, which has the same printed lines.

    `rows` says which rows of two tables are the same, by number in an order that holds for both, -1 where one lacks it.
    Raises NotAsWritten where it does not read back as the new document with all changes accepted, as the old with none.
    """
    package = packed(new, base, lambda maker: _body(maker, old, new, rows))
    wrong = unlike(package, new, Tracked.accepted) + unlike(package, old, Tracked.original)
    if wrong:
        raise NotAsWritten(wrong)
    return package


def _body(maker: Body, old: Document, new: Document, rows: PairRows) -> Iterator[Element]:
    redline = _Redline(len(new.blocks) + 1)
    for was, now in zip(old.blocks, new.blocks, strict=True):
        made = list(maker.body([now]))
        before = list(maker.elements(was)) if isinstance(was, Answer | Box | Table) else []
        if isinstance(was, Table) and isinstance(now, Table):
            redline.table(before[0], made[0], rows(was, now))
        elif before:
            redline.controls(before[0], made[0])
        yield from made


class _Redline:
    """Writes an element of the old document into the one of the new that stands in its place; numbers each change."""

    def __init__(self, first: int) -> None:
        self._numbers, self._moment = count(first), moment()

    def controls(self, old: Element, new: Element) -> None:
        """Track what differs in the controls of two elements."""
        both = [list(element.iter(w("sdt"))) for element in (old, new)]
        for was, now in zip(*both, strict=True):
            self._control(was, now)

    def table(self, old: Element, new: Element, pairs: Iterable[RowPair]) -> None:
        """Track what differs in the rows of two tables.

        A row that is not in the same place has no controls: a control's name can't be tracked.
        """
        before, after = (table.findall(w("tr"))[1:] for table in (old, new))
        for row in after:
            new.remove(row)
        for was, now in pairs:
            if now == _NONE:
                new.append(self._lone_row("del", before[was]))
            elif was == _NONE:
                new.append(self._lone_row("ins", after[now]))
            else:
                new.append(self._row(before[was], after[now], in_place=was == now))

    def _row(self, old: Element, new: Element, *, in_place: bool) -> Element:
        self.controls(old, new)
        for control in () if in_place else new.iter(w("sdt")):
            _empty(control)
        return new if in_place else _without_controls(new)

    def _control(self, old: Element, new: Element) -> None:
        """Track what differs in a control."""
        was, now = old[-1], new[-1]
        if _shown(was) == _shown(now):
            return
        is_around = now[0].tag == w("p")
        _empty(old)
        _empty(new)
        if is_around:
            now[:] = self._paragraphs(list(was), list(now))
            now[0].insert(1, _nothing())
        else:
            [line] = woven([text_of(was)], [text_of(now)])
            now[:] = self._runs(line, _look(was), _look(now))

    def _paragraphs(self, old: Sequence[Element], new: Sequence[Element]) -> list[Element]:
        lines = woven(*([text_of(paragraph) for paragraph in version] for version in (old, new)))
        lines = parted(lines, *([_style(paragraph) for paragraph in version] for version in (old, new)))
        looks = _look(old[0]), _look(new[0])
        return [make("p", self._properties(line, old, new), *self._runs(line, *looks)) for line in lines]

    def _properties(self, line: Woven, old: Sequence[Element], new: Sequence[Element]) -> Element:
        """A paragraph's properties: those of its end, with what happened to that."""
        was = None if line.old is None else old[line.old]
        properties = deepcopy((old[line.old or 0] if line.new is None else new[line.new])[0])
        if was is None or line.new is None:
            properties.append(make("rPr", self._mark("ins" if was is None else "del")))
        elif _style(was) != _style(new[line.new]):
            properties.append(self._mark("pPrChange", deepcopy(was[0])))
        return properties

    def _runs(self, line: Woven, old: Element | None, new: Element | None) -> list[Element]:
        looks = {"old": old, "kept": new, "new": new}
        return [self._tracked(_MARKS.get(state), _run(text, looks[state])) for state, text in line.pieces]

    def _lone_row(self, kind: str, row: Element) -> Element:
        """A row that only one of the documents has; one that is blank keeps what shows that, as a text to track."""
        row = _without_controls(row)
        row[0].append(self._mark(kind))
        for paragraph in row.iter(w("p")):
            paragraph[0].append(make("rPr", self._mark(kind)))
            paragraph[:] = [paragraph[0], *(self._tracked(kind, run) for run in paragraph.findall(w("r")))]
        return row

    def _tracked(self, kind: str | None, part: Element) -> Element:
        """A run that was put in or taken out, or neither."""
        for text in part.iter(w("t")) if kind == "del" else ():
            text.tag = w("delText")
        return self._mark(kind, part) if kind else part

    def _mark(self, kind: str, *content: Element) -> Element:
        date = {"date": self._moment} if self._moment else {}
        return make(kind, *content, id=next(self._numbers), author=_AUTHOR, **date)


def _shown(content: Element) -> list[tuple[str, str]]:
    """The text of each part of a control, and the style of its paragraphs."""
    return [(_style(part), text_of(part)) for part in content]


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _look(element: Element) -> Element | None:
    """The properties of the runs in an element, which are all alike."""
    return element.find(f".//{w('r')}/{w('rPr')}")


def _run(text: str, look: Element | None) -> Element:
    made = run(text)
    if look is not None:
        made.insert(0, deepcopy(look))
    return made


def _nothing() -> Element:
    """An empty control that goes with the first edit: before tracked changes, else LibreOffice shows them as text."""
    return make("sdt", make("sdtPr", make("temporary")), make("sdtContent", make("r")))


def _empty(control: Element) -> None:
    """Take out of a blank control what shows that it is blank, which is no text to track."""
    for invites in control[0].findall(w("showingPlcHdr")):
        control[0].remove(invites)
        for part in [control[-1], *control[-1]]:
            part[:] = [other for other in part if other.tag != w("r")]


def _without_controls(row: Element) -> Element:
    """A row with what stands in its controls in their place."""
    for control in list(row.iter(w("sdt"))):
        for part in list(control[-1]):
            control.addprevious(part)
        for around in islice(control.iterancestors(), 1):
            around.remove(control)
    return row
