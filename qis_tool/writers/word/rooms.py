"""Where in somebody else's Word file there is room for an answer: a control, a field, an empty line or cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qis_tool.readers.places import Span
from qis_tool.readers.word.names import W15, Element, w, w14
from qis_tool.writers.word.letters import RULE, Letter, letters, shown
from qis_tool.writers.word.typing_in import runs_of_field

_OTHER_KINDS = (
    *map(w, ("picture", "group", "docPartObj", "docPartList", "dataBinding", "equation", "citation", "bibliography")),
    w14("checkbox"),
    *(f"{{{W15}}}{name}" for name in ("repeatingSection", "repeatingSectionItem", "dataBinding")),
)
_HELD = tuple(map(w, ("drawing", "pict", "object", "fldChar", "fldSimple", "sectPr", "sdt")))
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A file's paragraphs by number, and which of them show nothing."""

    all: Sequence[Element]
    empty: frozenset[int]

    def within(self, span: Span) -> list[Element]:
        """The empty ones between two, as far as none stands among them that shows something."""
        found: list[Element] = []
        for number in range(span.after + 1, len(self.all) if span.before is None else span.before):
            if next(self.all[number].iterancestors(w("p")), None) is not None:
                continue
            if number not in self.empty:
                break
            found.append(self.all[number])
        return found


def waiting_in(room: Sequence[Element]) -> Element | None:
    """The first empty content control around some of these paragraphs, or control or text field in one of them."""
    inside = set(room)
    for paragraph in room:
        around = (c for c in reversed(list(paragraph.iterancestors(w("sdt")))) if inside.issuperset(c.iter(w("p"))))
        if (found := next(filter(waits, (*around, *paragraph.iter())), None)) is not None:
            return found
    return None


def waiting_behind(prompt: Letter, following: Letter | None, paragraph: Element) -> Element | None:
    """The first control or text field in a paragraph behind a prompt's last letter and before the letter after it."""
    parts = list(paragraph.iter())
    end = len(parts) if following is None else parts.index(following.holder)
    return next(filter(waits, parts[parts.index(prompt.holder) + 1 : end]), None)


def waits(element: Element) -> bool:
    """Whether an element is a control or the beginning of a field to type into."""
    if element.tag == w("sdt"):
        return takes_text(element)
    takes = element.find(f"{w('ffData')}/{w('textInput')}") is not None
    return takes and (element.tag == w("fldSimple") or bool(runs_of_field(element)))


def takes_text(control: Element) -> bool:
    """Whether a content control is one to type into."""
    properties = control.find(w("sdtPr"))
    return properties is None or all(properties.find(kind) is None for kind in _OTHER_KINDS)


def ruled(room: Iterable[Element]) -> list[Element]:
    """Those of the paragraphs that hold a rule to write on."""
    return [paragraph for paragraph in room if RULE.search(shown(letters(paragraph)))]


def line_in(room: Sequence[Element], last: Element, following: Element | None) -> Element | None:
    """The paragraph to type into: in a cell of its own, else below the last printed line, else further below.

    Of cells in one table the widest is meant: narrow ones are left over from marks and labels. A blank line right
    below a table only keeps it from the next one.
    """
    free = [paragraph for paragraph in room if is_free(paragraph)]
    here = _cell(last)
    cells = [p for p in free if _cell(p) not in (None, here) and _is_for_answers(_cell(p), room, last, following)]
    widest_first = sorted(cells, key=lambda p: _columns(_cell(p)) if _is_beside(p, last) else 0, reverse=True)
    below = [p for p in free if _cell(p) is here]
    further = [p for p in free if _cell(p) is None and _tag_before(p) != w("tbl")]
    return next(iter([*widest_first, *below, *further]), None)


def cell_beside(room: Sequence[Element], prompt: Element) -> Element | None:
    """The paragraph to type into in an empty cell of a prompt's own row."""
    row = next(prompt.iterancestors(w("tr")), None)
    beside = (p for p in room if row is not None and next(p.iterancestors(w("tr")), None) is row and is_free(p))
    return next((p for p in beside if _cell(p) is not _cell(prompt)), None)


def is_free(paragraph: Element) -> bool:
    """Whether a paragraph holds nothing that a text in it could part from its place."""
    breaks = paragraph.iter(w("br"))
    return next(paragraph.iter(*_HELD), None) is None and all(b.get(w("type")) is None for b in breaks)


def _is_for_answers(cell: Element | None, room: Sequence[Element], last: Element, following: Element | None) -> bool:
    """Whether a cell is seen, empty as a whole, and not before the next printed line in its row."""
    if cell is None or any(merge.get(w("val")) != "restart" for merge in cell.iterfind(f"{w('tcPr')}/{w('vMerge')}")):
        return False
    row = next(cell.iterancestors(w("tr")))
    is_before_next = following is not None and row in list(following.iterancestors(w("tr")))
    is_behind_last = row in list(last.iterancestors(w("tr")))
    return set(room).issuperset(cell.iter(w("p"))) and (is_behind_last or not is_before_next)


def _cell(paragraph: Element) -> Element | None:
    return next(paragraph.iterancestors(w("tc")), None)


def _is_beside(paragraph: Element, last: Element) -> bool:
    """Whether two paragraphs stand in one table."""
    tables = [next(line.iterancestors(w("tbl")), None) for line in (paragraph, last)]
    return tables[0] is tables[1]


def _columns(cell: Element | None) -> int:
    span = None if cell is None else cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return 1 if span is None else int(span.get(w("val"), "1"))


def _tag_before(paragraph: Element) -> str:
    before = paragraph.getprevious()
    return "" if before is None else str(before.tag)


class Styles:
    """Knows which styles of a file are for the text between headings."""

    def __init__(self, styles: Iterable[Element]) -> None:
        self._named: Mapping[str, Element] = {key: s for s in styles if (key := s.get(w("styleId")))}

    def is_for_text(self, key: str) -> bool:
        """Whether a style makes no heading, no list, and keeps no paragraph with the next one."""
        chain = list(self._chain(key))
        names = ("outlineLvl", "numPr", "keepNext")
        makes_more = any(style.find(f"{w('pPr')}/{w(name)}") is not None for style in chain for name in names)
        called = (mark.get(w("val"), "").casefold() for style in chain for mark in style.iterfind(w("name")))
        return not makes_more and not any(name.startswith(("heading", "title", "subtitle")) for name in called)

    def _chain(self, key: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            if key in self._named:
                yield self._named[key]
                based = self._named[key].find(w("basedOn"))
                key = "" if based is None else based.get(w("val"), "")
