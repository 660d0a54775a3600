"""Check boxes of every kind in somebody else's Word file, ticked as their own program would."""

import re
from collections.abc import Iterable, Sequence

from qis_tool.readers.lines import BLANKS, TICKED
from qis_tool.readers.places import Tick
from qis_tool.readers.word.names import Element, w, w14
from qis_tool.writers.word.letters import Letter, letters, put_before, put_in_place, shown
from qis_tool.writers.word.xml import make

_MARK = re.compile(rf"[{''.join(sorted(BLANKS))}]|\[[ \u00a0]*\]|\([ \u00a0]*\)")
_RULE = re.compile(r"_+")
_ROUND = dict.fromkeys("○◯", "●")
_SYMBOL_FONTS = 0xF000
_FONTS: dict[str, dict[int, int]] = {
    "wingdings": {0x6F: 0x78, 0x71: 0xFE, 0x72: 0xFE, 0xA8: 0xFE},
    "wingdings 2": {0xA3: 0x52, 0xA8: 0x52},
    "webdings": {0x63: 0x61},
}
_USUAL, _USUAL_FONT = "2612", "MS Gothic"


def tick(paragraph: Element, ticks: Iterable[Tick]) -> list[str]:
    """Tick boxes in a paragraph, and give what was typed for that; signs that were only changed are not."""
    found = letters(paragraph)
    marks = [found[match.start() : match.end()] for match in _MARK.finditer(shown(found))]
    last_first = sorted(ticks, key=lambda tick: -1 if tick.mark is None else tick.mark, reverse=True)
    typed = []
    for box in last_first:
        if box.mark is None:
            typed.append(_before_label(letters(paragraph), box.label))
        elif box.mark < len(marks):
            typed.append(_tick(marks[box.mark]))
    return typed


def _before_label(found: Sequence[Letter], label: str) -> str:
    """Where no mark stands: an x on the rule before the label, else a ticked box."""
    at = max(shown(found).find(label), 0)
    rule = _RULE.match(shown(found))
    if rule and rule.end() <= at + len(label):
        put_in_place(found[(rule.end() - 1) // 2], "_x_" if rule.end() == 1 else "x")
        return "x"
    put_before(found[at], f"{TICKED} ")
    return TICKED


def _tick(mark: Sequence[Letter]) -> str:
    first = mark[0]
    if len(mark) > 1:
        put_in_place(*((first, f"{first.shown}x") if len(mark) == 2 else (mark[1], "x")))  # noqa: PLR2004 - brackets
        return "x"
    if first.holder.tag == w("sdt"):
        _tick_control(first.holder)
    elif first.holder.tag == w("fldChar"):
        _tick_field(first.holder)
    elif first.holder.tag == w("t"):
        _tick_letter(first)
    else:
        _tick_symbol(first.holder)
    return ""


def _tick_control(control: Element) -> None:
    """A check box of Word's own: its state, and the sign that it has for it."""
    for box in control.iterfind(f"{w('sdtPr')}/{w14('checkbox')}"):
        checked, state = box.find(w14("checked")), box.find(w14("checkedState"))
        if checked is None:
            checked = make("checked")
            checked.tag = w14("checked")
            box.insert(0, checked)
        checked.set(w14("val"), "1")
        code = _USUAL if state is None else state.get(w14("val"), _USUAL)
        font = _USUAL_FONT if state is None else state.get(w14("font"), _USUAL_FONT)
        for content in control.iterfind(w("sdtContent")):
            _show(content, int(code, 16), font)


def _show(content: Element, code: int, font: str) -> None:
    """A sign of a font in place of the one that stands there."""
    found = [(run, sign) for run in content.iter(w("r")) for sign in run if sign.tag in (w("sym"), w("t"))]
    for run, sign in found[:1]:
        if font.casefold() in _FONTS:
            new = make("sym", font=font, char=f"{code % _SYMBOL_FONTS + _SYMBOL_FONTS:04X}")
        else:
            new = make("t")
            new.text = chr(code)
        run.replace(sign, new)
        for fonts in run.iterfind(f"{w('rPr')}/{w('rFonts')}"):
            for name in ("ascii", "hAnsi", "eastAsia", "cs"):
                if fonts.get(w(name)):
                    fonts.set(w(name), font)


def _tick_field(begin: Element) -> None:
    for box in begin.iterfind(f"{w('ffData')}/{w('checkBox')}"):
        for old in box.findall(w("checked")):
            box.remove(old)
        box.append(make("checked", val=1))


def _tick_letter(letter: Letter) -> None:
    """A box that was typed, in whatever font."""
    typed = (letter.holder.text or "")[letter.at]
    if typed == letter.shown:
        put_in_place(letter, _ROUND.get(typed, TICKED))
        return
    run = letter.holder.getparent()
    fonts = None if run is None else run.find(f"{w('rPr')}/{w('rFonts')}")
    name = "" if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi")) or ""
    put_in_place(letter, chr(_ticked(name, ord(typed))))


def _tick_symbol(sign: Element) -> None:
    names = [name for name in sign.attrib if str(name).endswith("}char")]
    fonts = [str(sign.get(name)) for name in sign.attrib if str(name).endswith("}font")]
    for name in names:
        sign.set(name, f"{_ticked(fonts[0] if fonts else '', int(str(sign.get(name)), 16)):04X}")


def _ticked(font: str, code: int) -> int:
    """The ticked sign of a font for a blank one, counted as that is."""
    known = _FONTS.get(font.casefold())
    if known is None:
        return ord(TICKED)
    return code - code % _SYMBOL_FONTS + known[code % _SYMBOL_FONTS]
