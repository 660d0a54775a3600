"""Answers typed into the places that there are for them in somebody else's Word file."""

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from itertools import islice

from qis_tool.document.blocks import Paragraph, joined, paragraphs
from qis_tool.readers.word.names import Element, w
from qis_tool.writers.word.letters import Letter, put_in_place, show_spaces
from qis_tool.writers.word.xml import make, run

_BULLET = "\N{BULLET} "
_LASTING = tuple(map(w, ("pPr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd")))
_OF_CHANGES = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "rStyle")))
_LOOK = tuple(map(w, ("rFonts", "sz", "szCs")))
_OF_FIRST = ("numPr", "pageBreakBefore", "sectPr", "pPrChange")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FORMAT = re.compile(r"M{1,2}|d{1,2}|yyyy|[-/., ]")


def lines_of(answer: str) -> list[str]:
    """An answer's paragraphs as they are typed, with a sign before each that is a bullet."""
    return [f"{_BULLET}{part.text}" if part.bullet else part.text for part in paragraphs(answer)]


def in_one(answer: str) -> str:
    """An answer as it is typed where there can be one paragraph only."""
    return joined([Paragraph(line) for line in lines_of(answer)])


def type_below(paragraph: Element, lines: Sequence[str]) -> Element:
    """Lines in an empty paragraph and in copies of it below, the last of which is given."""
    properties = _of_mark(paragraph)
    others = [_copy(paragraph) for _ in lines[1:]]
    for line, place in zip(lines, [paragraph, *others], strict=True):
        place.append(_run(line, properties))
    for other in reversed(others):
        paragraph.addnext(other)
    return [paragraph, *others][-1]


def new_below(last: Element, *, keeps_style: bool) -> Element:
    """An empty paragraph below another, as far in as that is, and no heading or item of a list."""
    properties = [part for part in last.iterfind(f"{w('pPr')}/*") if part.tag in _kept(keeps_style=keeps_style)]
    runs = [found for found in last.iter(w("r")) if found.find(w("t")) is not None]
    looks = [deepcopy(look) for found in runs[-1:] for look in found.iterfind(f"{w('rPr')}/*") if look.tag in _LOOK]
    mark = [make("rPr", *looks)] if looks else []
    new = make("p", *([make("pPr", *map(deepcopy, properties), *mark)] if properties or mark else []))
    last.addnext(new)
    return new


def _kept(*, keeps_style: bool) -> tuple[str, ...]:
    return (w("pStyle"), w("ind")) if keeps_style else (w("ind"),)


def type_into_control(control: Element, answer: str) -> str:
    """An answer in an empty control in place of what invites it; what is typed, which for a day may be another text."""
    properties = control.find(w("sdtPr"))
    settings = [] if properties is None else list(properties)
    _remove(setting for setting in settings if setting.tag == w("showingPlcHdr"))
    look = next((deepcopy(setting) for setting in settings if setting.tag == w("rPr")), None)
    is_plain = any(setting.tag in (w("text"), w("date"), w("comboBox"), w("dropDownList")) for setting in settings)
    shown = _picked(settings, answer)
    content = control.find(w("sdtContent"))
    if content is None:
        content = make("sdtContent")
        control.append(content)
    inside = list(content.iter(w("p")))
    if not inside:
        for part in list(content):
            content.remove(part)
        content.append(_run(in_one(shown), look))
        return in_one(shown)
    for paragraph in inside:
        clear(paragraph)
    lines = [in_one(shown)] if is_plain else lines_of(shown)
    if look is not None:
        _dress(inside[0], look)
    type_below(inside[0], lines)
    return "\n".join(lines)


def _dress(paragraph: Element, look: Element) -> None:
    """Have a paragraph's mark look as a control says that text in it does."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = make("pPr")
        paragraph.insert(0, properties)
    if properties.find(w("rPr")) is None:
        later = [part for part in properties if part.tag in (w("sectPr"), w("pPrChange"))]
        properties.insert(len(properties) - len(later), look)


def _picked(settings: Iterable[Element], answer: str) -> str:
    """A day as its control shows it, and known to the control; any other answer as it is."""
    for setting in settings:
        day = _DAY.fullmatch(answer.strip())
        if setting.tag == w("date") and day:
            setting.set(w("fullDate"), f"{day[0]}T00:00:00Z")
            wanted = setting.find(w("dateFormat"))
            return _in_format("" if wanted is None else wanted.get(w("val"), ""), day)
    return answer


def _in_format(wanted: str, day: re.Match[str]) -> str:
    """A day in numbers in a format of Word's, or as it is where that asks for more."""
    known = {"yyyy": day[1], "MM": day[2], "dd": day[3], "M": str(int(day[2])), "d": str(int(day[3]))}
    signs = _FORMAT.findall(wanted)
    is_known = "".join(signs) == wanted and sum(sign.strip("-/., ") != "" for sign in signs) == 3  # noqa: PLR2004
    return "".join(known.get(sign, sign) for sign in signs) if is_known and "yyyy" in signs else day[0]


def type_into_field(begin: Element, text: str) -> None:
    """A text as what a text field shows."""
    if begin.tag == w("fldSimple"):
        old, put = begin.findall(w("r")), begin.append
    else:
        runs = runs_of_field(begin)
        kinds = [_kind(part) for part in runs]
        put = runs[-1].addprevious
        old = runs[kinds.index("separate") + 1 : -1] if "separate" in kinds else []
        if "separate" not in kinds:
            put(make("r", make("fldChar", fldCharType="separate")))
    look = next((deepcopy(found) for part in old for found in part.iterfind(w("rPr"))), None)
    put(_run(text, look))
    _remove(old)


def runs_of_field(begin: Element) -> list[Element]:
    """The runs behind the beginning of a field up to its end; none where it does not end in its paragraph."""
    first = next(begin.iterancestors(w("r")), begin)
    runs = list(first.itersiblings(w("r")))
    end = next((at for at, part in enumerate(runs, 1) if _kind(part) == "end"), 0)
    return runs[:end]


def _kind(part: Element) -> str:
    mark = part.find(w("fldChar"))
    return "" if mark is None else mark.get(w("fldCharType"), "")


def without_rule(rule: Sequence[Letter]) -> None:
    """Take a rule to write on away; the spaces before it go on being shown."""
    typed = [letter for letter in reversed(rule) if letter.holder.tag == w("t")]
    for letter in typed:
        put_in_place(letter, "")
    for letter in typed:
        show_spaces(letter.holder)


def drop(lines: Iterable[Element]) -> None:
    """Take empty paragraphs away, but for one that is alone in what it stands in."""
    for line in lines:
        around = line.getparent()
        if around is not None and len(around.findall(w("p"))) > 1:
            around.remove(line)


def clear(paragraph: Element) -> None:
    """Leave of a paragraph its properties and the marks that have a counterpart elsewhere."""
    for part in list(paragraph):
        if part.tag not in _LASTING:
            paragraph.remove(part)


def row_below(row: Element, *, of_heads: bool) -> Element:
    """A new row of a table, like the one above it but blank; below the heads, without their look."""
    cells = [
        _blank_cell(cell, of_heads=of_heads) for cell in row.iter(w("tc")) if next(cell.iterancestors(w("tr"))) is row
    ]
    properties = [deepcopy(part) for part in row.iterfind(w("trPr"))]
    for part in properties:
        _remove(part.findall(w("tblHeader")))
    new = make("tr", *properties, *cells)
    row.addnext(new)
    return new


def _blank_cell(cell: Element, *, of_heads: bool) -> Element:
    properties = [deepcopy(part) for part in cell.iterfind(w("tcPr"))]
    if of_heads:
        for part in properties:
            _remove(part.findall(w("shd")))
        return make("tc", *properties, make("p"))
    line = next(cell.iter(w("p")))
    return make("tc", *properties, make("p", *(deepcopy(part) for part in line.iterfind(w("pPr")))))


def _copy(paragraph: Element) -> Element:
    """An empty paragraph like another, but no item of a list of its own."""
    properties = [deepcopy(part) for part in paragraph.iterfind(w("pPr"))]
    for part in properties:
        _remove(found for name in _OF_FIRST for found in part.findall(w(name)))
    return make("p", *properties)


def _remove(parts: Iterable[Element]) -> None:
    for part in list(parts):
        for parent in islice(part.iterancestors(), 1):
            parent.remove(part)


def _run(text: str, look: Element | None) -> Element:
    typed = run(text)
    if look is not None:
        typed.insert(0, deepcopy(look))
    return typed


def _of_mark(paragraph: Element) -> Element | None:
    """The properties that a paragraph's mark gives to what is typed before it."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    if mark is None:
        return None
    properties = deepcopy(mark)
    _remove(part for part in properties if part.tag in _OF_CHANGES)
    return properties
