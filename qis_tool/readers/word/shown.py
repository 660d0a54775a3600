"""What a reader sees of a Word file: without what is deleted, hidden, only invites an answer, or is there twice."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, takewhile

from lxml import etree

from qis_tool.readers.word.body import text_of
from qis_tool.readers.word.names import MARKUP, MATH, W15, Element, w, within
from qis_tool.readers.word.tracked import Tracked, settle

_HIDING = (w("vanish"), w("strike"), w("dstrike"))
_OFF = frozenset(["0", "false", "off"])
_PLACEHOLDER = "placeholder text"
_DEEPEST = 20
_ALTERNATE = f"{{{MARKUP}}}AlternateContent"
_MOST_NESTED = 4
_LOOK, _STYLE, _NUMBER = within("rPr", "*"), within("rPr", "rStyle"), within("pPr", "numPr", "numId")


class Shown:
    """Knows a file's styles, and so which of its text is not shown; `names` gives a style's name by its id.

    `lists` holds the ids of those that make a paragraph an item of a list; `changes` counts tracked changes met, and
    `struck` the runs whose text is struck through.
    """

    def __init__(self, styles: Iterable[Element], tracked: Tracked = Tracked.accepted) -> None:
        self.changes, self.struck, self._tracked = 0, 0, tracked
        named = {name: style for style in styles if (name := style.get(w("styleId")))}
        self.names = {key: _value(style.find(w("name"))) for key, style in named.items()}
        based = {key: _value(style.find(w("basedOn"))) for key, style in named.items()}
        self.lists = _holding(based, {key: _is_listed(style) for key, style in named.items()})
        looks = {key: _look(style) for key, style in named.items()}
        self._hiding = {
            mark: _holding(based, {key: _is_on(look[mark]) for key, look in looks.items() if mark in look})
            for mark in _HIDING
        }

    def part(self, root: Element) -> Element:
        """A part of the file, rid of what is not shown."""
        self.changes += settle(root, self._tracked)
        _drop(row for row in root.iter(w("tr")) if _is_on(row.find(f"{w('trPr')}/{w('hidden')}")))
        _drop(_codes(root))
        hidden = [run for run in root.iter(w("r"), f"{{{MATH}}}r") if self._is_hidden(run)]
        self.struck += sum(_is_struck(run) and bool(text_of(run).strip()) for run in hidden)
        _drop(hidden)
        answered = self._answered(root)
        for control in list(root.iter(w("sdt"))):
            if _is_on(control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")) and control not in answered:
                _drop(control.iter(w("r")))
        for binding in list(root.iter(w("dataBinding"), f"{{{W15}}}dataBinding")):
            _unbind(binding)
        for alternate in list(root.iter(_ALTERNATE)):
            _settle(alternate)
        return root

    def _is_hidden(self, run: Element) -> bool:
        own = _look(run)
        if any(map(_is_on, own.values())):
            return True
        unsaid = [hiding for name, hiding in self._hiding.items() if hiding and name not in own]
        return any(not hiding.isdisjoint(map(_value, _styles(run))) for hiding in unsaid)

    def _answered(self, root: Element) -> set[Element]:
        """The controls that hold any text but one that invites an answer."""
        answered: set[Element] = set()
        for run in root.iter(w("r")):
            control = next(run.iterancestors(w("sdt")), None)
            if control is None or control in answered or self._invites(run):
                continue
            if _is_deep(run) or text_of(run).strip():
                answered.update(takewhile(lambda control: control not in answered, run.iterancestors(w("sdt"))))
        return answered

    def _invites(self, run: Element) -> bool:
        return any(self.names.get(_value(style), "").casefold() == _PLACEHOLDER for style in _STYLE(run)[:1])


def _look(element: Element) -> dict[str, Element]:
    """The marks of a run or a style that may hide text."""
    return {str(mark.tag): mark for mark in reversed(_LOOK(element)) if mark.tag in _HIDING}


def _styles(run: Element) -> Iterator[Element | None]:
    """The marks of the styles that a run and its paragraph have."""
    yield from _STYLE(run)[:1]
    yield from (p.find(f"{w('pPr')}/{w('pStyle')}") for p in islice(run.iterancestors(w("p")), 1))


def _codes(root: Element) -> list[Element]:
    """The text between a field's beginning and its result, which tells what to show and is not shown."""
    codes: list[Element] = []
    open_fields: list[list[Element] | None] = []
    for element in root.iter(w("fldChar"), w("t")):
        kind = element.get(w("fldCharType"))
        if element.tag == w("t"):
            within = [field for field in open_fields if field is not None]
            for field in within[:1]:
                field.append(element)
        elif kind == "begin":
            open_fields.append([])
        elif open_fields:
            codes += open_fields[-1] or []
            open_fields[-1] = None
            open_fields = open_fields[:-1] if kind == "end" else open_fields
    return codes


def _is_struck(run: Element) -> bool:
    return any(_is_on(run.find(f"{w('rPr')}/{name}")) for name in _HIDING[1:])


def _holding(based: Mapping[str, str], own: Mapping[str, bool | None]) -> set[str]:
    """The styles of which something holds: what each says of it itself, else the one it is based on, and so on."""
    found: set[str] = set()
    for key in based if any(own.values()) else ():
        above = key
        for _ in range(_DEEPEST):
            if not above or own.get(above) is not None:
                break
            above = based.get(above, "")
        if own.get(above):
            found.add(key)
    return found


def _is_listed(style: Element) -> bool | None:
    """Whether a style puts a paragraph in a list, None where it says nothing of it."""
    return next((_value(number) not in ("", "0") for number in _NUMBER(style)), None)


def _is_on(mark: Element | None) -> bool:
    return mark is not None and mark.get(w("val"), "1") not in _OFF


def _value(mark: Element | None) -> str:
    return "" if mark is None else mark.get(w("val"), "")


def _drop(elements: Iterable[Element]) -> None:
    for element in list(elements):
        if (parent := element.getparent()) is not None:
            parent.remove(element)


def _is_deep(element: Element) -> bool:
    """Whether an element is nested in its like, deeper than any program does it: each would be read with all within."""
    return len(list(islice(element.iterancestors(element.tag), _MOST_NESTED))) == _MOST_NESTED


def _unbind(binding: Element) -> None:
    """Mark a control that shows a value from elsewhere in the file, whatever text it holds itself."""
    for control in islice(binding.iterancestors(w("sdt")), 1):
        etree.SubElement(etree.SubElement(control, w("sdtContent")), w("object"))


def _settle(alternate: Element) -> None:
    """Leave one of the readings of a place; where they differ, no program shows all, so that counts as an object.

    So does one that is nested too deep to be compared.
    """
    if _is_deep(alternate) or len({text_of(reading) for reading in alternate}) > 1:
        etree.SubElement(alternate, w("object"))
    else:
        _drop(islice(alternate, 1, None))
