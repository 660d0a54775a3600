"""Content controls: where staff go on editing in Word, and where an answer can be found again by its tag.

They bear no number of their own (w:id): Word gives one, and without it LibreOffice keeps each control in its place.
"""

from textwrap import shorten

from lxml import etree

from qis_tool.document.blocks import Answer, Box, joined, paragraphs
from qis_tool.readers.lines import BLANK, TICKED
from qis_tool.readers.placing import box_tag
from qis_tool.readers.word.names import Element, w14
from qis_tool.writers.word.styles import Style
from qis_tool.writers.word.xml import make, run, styled

_LONGEST_TITLE = 64
_BLANK_LINE = "\N{EN SPACE}" * 16
_BLANK_BLOCK = "Blank"
_GLYPH_FONT = "MS Gothic"


def answer_box(answer: Answer) -> Element:
    """An answer as a control around its paragraphs; a blank one shows room that prints as nothing."""
    return _around(answer, Style.ANSWER, Style.ANSWER_BULLET, Style.ANSWER_BLANK)


def answer_cell(answer: Answer) -> Element:
    """An answer in a cell of a table."""
    return _around(answer, Style.TABLE_TEXT, Style.TABLE_BULLET, Style.TABLE_TEXT)


def _around(answer: Answer, style: Style, bullet: Style, blank: Style) -> Element:
    parts = paragraphs(answer.text)
    filled = [styled(bullet if part.bullet else style, run(part.text)) for part in parts]
    filled = filled or [styled(blank, run(_BLANK_LINE, Style.PLACEHOLDER))]
    return _control(answer.label, answer.path, filled, *_placeholder(shown=not parts))


def answer_line(answer: Answer) -> Element:
    """A short answer as a control within a line."""
    text = joined(paragraphs(answer.text))
    shown = run(text, Style.SHORT_ANSWER) if text else run(_BLANK_LINE, Style.SHORT_ANSWER)
    return _control(answer.label, answer.path, [shown], *_placeholder(shown=not text))


def check_box(box: Box) -> Element:
    """A check box as Word's own control."""
    state = etree.Element(w14("checkbox"))
    for name, value in (
        ("checked", str(int(box.ticked))),
        ("checkedState", "2612"),
        ("uncheckedState", "2610"),
    ):
        part = etree.SubElement(state, w14(name), {w14("val"): value})
        if name != "checked":
            part.set(w14("font"), _GLYPH_FONT)
    fonts = dict.fromkeys(("ascii", "eastAsia", "hAnsi"), _GLYPH_FONT)
    glyph = run(TICKED if box.ticked else BLANK)
    glyph.insert(0, make("rPr", make("rFonts", hint="eastAsia", **fonts)))
    return _control(box.label, box_tag(box.path, box.choice), [glyph], state)


def _control(title: str, tag: str, content: list[Element], *kind: Element) -> Element:
    title = shorten(title, _LONGEST_TITLE, placeholder="…")
    properties = make("sdtPr", make("alias", val=title), make("tag", val=tag), *kind)
    return make("sdt", properties, make("sdtContent", *content))


def _placeholder(*, shown: bool) -> list[Element]:
    """What Word shows where there is no answer: a building block of the base document, here or once it is emptied."""
    return [make("placeholder", make("docPart", val=_BLANK_BLOCK)), *([make("showingPlcHdr")] if shown else [])]
