"""The letters that a paragraph of somebody else's Word file shows, each with the element that it stands in."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import NamedTuple

from qis_tool.readers.lines import BLANK, TICKED
from qis_tool.readers.word.names import MARKUP, SYMBOL_EX, Element, w, w14
from qis_tool.readers.word.symbols import field, in_font, symbol
from qis_tool.writers.word.xml import make, run

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATE = f"{{{MARKUP}}}AlternateContent"
_PASSED = frozenset(map(w, ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "drawing", "pict", "object")))
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}
RULE = re.compile(r"_{3,}(?:[_\s]*_)?")


class Letter(NamedTuple):
    """A character as it is shown, and its place in a w:t, or the other element that shows it."""

    shown: str
    holder: Element
    at: int = 0


def letters(element: Element) -> list[Letter]:
    """What a paragraph, or a part of one, shows; what only invites an answer is left out."""
    return list(_letters(element))


def shown(found: Sequence[Letter]) -> str:
    """Letters as a text."""
    return "".join(letter.shown for letter in found)


def _letters(element: Element) -> Iterator[Letter]:
    for child in element:
        if child.tag == w("t"):
            yield from _of_text(child)
        elif child.tag in _SIGNS:
            yield Letter(_SIGNS[str(child.tag)], child)
        elif sign := _sign(child):
            yield Letter(sign, child)
        elif child.tag == _ALTERNATE:
            yield from (letter for reading in list(child)[:1] for letter in _letters(reading))
        elif child.tag not in _PASSED and child.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is None:
            yield from _letters(child)


def _of_text(element: Element) -> Iterator[Letter]:
    text = element.text or ""
    kept = text if element.get(_SPACE) == "preserve" else text.strip(" \t")
    start = text.index(kept)
    for at, sign in enumerate(in_font(element.getparent(), re.sub(r"[\r\n]", " ", kept)), start):
        yield Letter(sign, element, at)


def _sign(element: Element) -> str:
    """The one character that an element shows as a whole, empty for one that does otherwise."""
    if element.tag == w("sdt") and (box := element.find(f"{w('sdtPr')}/{w14('checkbox')}")) is not None:
        checked = box.find(w14("checked"))
        return TICKED if checked is not None and checked.get(w14("val")) in ("1", "true", "on") else BLANK
    if element.tag in (w("sym"), f"{{{SYMBOL_EX}}}symEx"):
        return symbol(element)
    is_box = element.tag == w("fldChar") and element.find(f"{w('ffData')}/{w('checkBox')}") is not None
    return field(element) if is_box else ""


def put_in_place(letter: Letter, text: str) -> None:
    """Another text in place of one letter of a w:t."""
    old = letter.holder.text or ""
    letter.holder.text = old[: letter.at] + text + old[letter.at + 1 :]


def show_spaces(element: Element) -> None:
    """Have the spaces at the end of a w:t shown, and none at its beginning that were not."""
    if element.get(_SPACE) != "preserve":
        element.text = (element.text or "").lstrip(" \t")
        element.set(_SPACE, "preserve")


def put_before(letter: Letter, text: str) -> None:
    """A text before a letter, in a run of its own that looks like that of the letter."""
    following = _run_from(letter)
    following.addprevious(_like(following, text))


def put_behind(letter: Letter, text: str) -> None:
    """A text behind a letter, in a run that looks like that of the letter but is not bold, and in no control."""
    before = _run_up_to(letter)
    typed = _like(before, text)
    for mark in [mark for name in ("b", "bCs") for mark in typed.findall(f"{w('rPr')}/{w(name)}")]:
        typed[0].remove(mark)
    controls = [control for control in before.iterancestors(w("sdt")) if next(control.iter(w("p")), None) is None]
    [before, *controls][-1].addnext(typed)


def _run_of(letter: Letter) -> Element:
    return next(letter.holder.iterancestors(w("r")), letter.holder)


def _like(original: Element, text: str) -> Element:
    typed = run(text)
    properties = original.find(w("rPr"))
    if properties is not None:
        typed.insert(0, deepcopy(properties))
    return typed


def _run_from(letter: Letter) -> Element:
    """The run that begins with a letter; what stands before it is left to a run of its own."""
    whole = _run_of(letter)
    if letter.holder is whole or (not letter.at and letter.holder.getprevious() in (None, whole.find(w("rPr")))):
        return whole
    return _cut(whole, letter.holder, letter.at)


def _run_up_to(letter: Letter) -> Element:
    """The run that ends with a letter; what stands behind it is put into a run of its own."""
    whole, end = _run_of(letter), letter.at + 1
    is_text_end = letter.holder.tag != w("t") or end >= len(letter.holder.text or "")
    following = letter.holder.getnext() if is_text_end else letter.holder
    if letter.holder is not whole and following is not None:
        _cut(whole, following, 0 if is_text_end else end)
    return whole


def _cut(whole: Element, first: Element, at: int) -> Element:
    """A run put behind another, with what stood in that one from here on."""
    rest = _like(whole, "")
    whole.addnext(rest)
    others = [first, *first.itersiblings()]
    if at:
        before, behind = (first.text or "")[:at], (first.text or "")[at:]
        is_exact = first.get(_SPACE) == "preserve"
        others[0] = make("t")
        others[0].text = behind if is_exact else behind.rstrip(" \t")
        first.text = before if is_exact else before.lstrip(" \t")
        for part in (first, others[0]):
            part.set(_SPACE, "preserve")
    rest.extend(others)
    return rest
