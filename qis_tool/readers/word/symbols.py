"""Signs that stand in a Word file by other means than their character: symbol fonts, check boxes, fields."""

import re

from qis_tool.readers.lines import BLANK, BLANKS, TICKED, TICKS
from qis_tool.readers.word.names import SYMBOL_EX, Element, w, w14, within

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_CODE = re.compile(r"[0-9A-Fa-f]{1,5}")
_SYMBOL_FONTS = 0xF000
_FONTS = {
    "wingdings": dict(zip((0x6F, 0x71, 0x72, 0x78, 0xA8, 0xFB, 0xFC, 0xFD, 0xFE), "□❑❒☒☐✗✓☒☑", strict=True)),
    "wingdings 2": dict(zip((0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0xA3, 0xA8), "✗✓☒☑☒☒☐☐", strict=True)),
    "wingdings 3": {},
    "symbol": dict(zip((0x61, 0x62, 0x64, 0x6D, 0xA3, 0xB0, 0xB1, 0xB3, 0xB7), "αβδμ≤°±≥•", strict=True)),
    "webdings": dict(zip((0x61, 0x63, 0x72), "✓☐✗", strict=True)),
}
_TEXT_FIELD = re.compile(r"\s*(?:HYPERLINK|FORMTEXT|FILLIN)\b")
_AS_WRITTEN = frozenset("0123456789.,:;()[]+/%<>=!?")  # the same in the Symbol font
_KNOWN = TICKS | BLANKS | {"x", "X"}
_RUN_FONTS = within("rPr", "rFonts")
_ON = ("", "1", "true", "on")


def symbol(element: Element) -> str:
    """A character of a font by its number, which symbol fonts may count from 0xF000."""
    given = element.get(w("char")) or element.get(f"{{{SYMBOL_EX}}}char") or ""
    code = int(given, 16) if _CODE.fullmatch(given) else 0
    signs = _FONTS.get((element.get(w("font")) or "").casefold())
    if signs is not None:
        return signs.get(code % _SYMBOL_FONTS, OBJECT)
    return chr(code) if chr(code).isprintable() else OBJECT


def in_font(run: Element | None, text: str) -> str:
    """A run's text as its font shows it: one of check marks and boxes shows no letters."""
    fonts = [] if run is None else _RUN_FONTS(run)
    name = (fonts[0].get(w("ascii")) or fonts[0].get(w("hAnsi")) or "").casefold() if fonts else ""
    signs = _FONTS.get(name)
    if signs is None:
        return text
    kept = _AS_WRITTEN if name == "symbol" else frozenset()
    return "".join(c if c.isspace() or c in kept else signs.get(ord(c) % _SYMBOL_FONTS, OBJECT) for c in text)


def check_box(control: Element, shown: str) -> str:
    """What a control shows; one that is a check box with a sign of its own, as the sign for its state."""
    checked = control.find(f"{w('sdtPr')}/{w14('checkbox')}/{w14('checked')}")
    is_box = control.find(f"{w('sdtPr')}/{w14('checkbox')}") is not None
    if not is_box or len(shown.strip()) > 1 or shown.strip() in _KNOWN:
        return shown
    return TICKED if checked is not None and checked.get(w14("val"), "") in _ON else BLANK


def field(mark: Element) -> str:
    """What begins a field: a check box is its sign, a text box or a link nothing but its text, others an object."""
    if mark.get(w("fldCharType")) != "begin":
        return ""
    box = mark.find(f"{w('ffData')}/{w('checkBox')}")
    if box is not None:
        state = box.find(w("checked")) if box.find(w("checked")) is not None else box.find(w("default"))
        return TICKED if state is not None and state.get(w("val"), "") in _ON else BLANK
    return "" if _TEXT_FIELD.match(_instruction(mark)) else OBJECT


def simple_field(element: Element) -> str:
    """As `field`, for one that is a single element."""
    return "" if _TEXT_FIELD.match(element.get(w("instr")) or "") else OBJECT


def _instruction(mark: Element) -> str:
    """What a field is told to show, from its beginning to where its text begins."""
    run, told = mark.getparent(), ""
    for follower in run.itersiblings(w("r")) if run is not None else ():
        if follower.find(w("fldChar")) is not None:
            break
        told += "".join(str(part.text or "") for part in follower.iter(w("instrText")))
    return told
