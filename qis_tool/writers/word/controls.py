"""Content controls: where staff go on editing in Word, and where an answer can be found again by its tag."""

from collections.abc import Iterator
from itertools import count
from textwrap import shorten

from lxml import etree

from qis_tool.document.blocks import Answer, Box, Paragraph, joined, paragraphs
from qis_tool.writers.word.xml import Element, make, run, styled, w, w14

TICKED, BLANK = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
BULLET_STYLE = "AnswerBullet"
_LONGEST_TITLE = 64
_BLANK_LINE = "\N{EN SPACE}" * 16
_GLYPH_FONT = "MS Gothic"


def box_tag(path: str, choice: str) -> str:
    """The tag of a check box."""
    return f"{path}={choice}"


class Controls:
    """Makes content controls, each with a number of its own within the document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def answer(self, answer: Answer, style: str = "Answer", blank_style: str = "AnswerBlank") -> Element:
        """An answer as a control around its paragraphs; a blank one around one empty paragraph."""
        parts = paragraphs(answer.text)
        filled = [_paragraph(part, style) for part in parts] or [styled(blank_style)]
        return self._control(answer.label, answer.path, filled)

    def line(self, answer: Answer) -> Element:
        """A short answer as a control within a line; a blank one shows a blank box that counts as no text."""
        text = joined(paragraphs(answer.text))
        blank = [] if text else [make("showingPlcHdr")]
        return self._control(answer.label, answer.path, [run(text or _BLANK_LINE, "ShortAnswer")], *blank)

    def box(self, box: Box) -> Element:
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
        return self._control(box.label, box_tag(box.path, box.choice), [glyph], state)

    def _control(self, title: str, tag: str, content: list[Element], *kind: Element) -> Element:
        number = next(self._numbers)
        title = shorten(title, _LONGEST_TITLE, placeholder="…")
        properties = make("sdtPr", make("alias", val=title), make("tag", val=tag), make("id", val=number), *kind)
        return make("sdt", properties, make("sdtContent", *content))


def tagged(root: Element) -> Iterator[tuple[str, Element | None]]:
    """Every content control that has a tag, with its content; None where that only stands in for an answer."""
    for control in root.iter(w("sdt")):
        tag, content = control.find(f"{w('sdtPr')}/{w('tag')}"), control.find(w("sdtContent"))
        if tag is not None and content is not None:
            stands_in = control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None
            yield tag.get(w("val"), ""), None if stands_in else content


def _paragraph(part: Paragraph, style: str) -> Element:
    return styled(BULLET_STYLE if part.bullet else style, run(part.text))
