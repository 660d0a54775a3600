"""Content controls as other programs write them: no tag, glyphs of another font, an invitation where nothing is."""

from docx.text.paragraph import Paragraph

from tests.foreign.pieces import Element, made

INVITING = "Platzhaltertext"
_INVITATION, _INVITATION_FOR_A_DAY = "Click or tap here to enter text.", "Click or tap to enter a date."
_GLYPHS = {True: "00FE", False: "00A8"}


def check_box(paragraph: Paragraph, *, ticked: bool) -> None:
    """A check box of Word's own kind that shows symbols of Wingdings."""
    states = (
        made(f"w14:{name}State", val=_GLYPHS[state], font="Wingdings")
        for name, state in (("checked", True), ("unchecked", False))
    )
    box = made("w14:checkbox", made("w14:checked", val=str(int(ticked))), *states)
    symbol = made("w:sym", font="Wingdings", char=f"F0{_GLYPHS[ticked][2:]}")
    paragraph._p.append(_control([box], [made("w:r", symbol)]))


def around_paragraphs(paragraphs: list[Paragraph]) -> None:
    """A rich-text control around paragraphs; where they hold nothing, it invites an answer."""
    first = paragraphs[0]._p
    is_blank = not any(paragraph.text for paragraph in paragraphs)
    control = _control([], [], is_blank=is_blank)
    first.addprevious(control)
    control[-1].extend(paragraph._p for paragraph in paragraphs)
    if is_blank:
        first.append(_invitation(_INVITATION))


def short_text(paragraph: Paragraph, text: str) -> None:
    """A rich-text control within a line."""
    paragraph._p.append(_control([], [_run(text) if text else _invitation(_INVITATION)], is_blank=not text))


def day(paragraph: Paragraph, text: str, shown: str) -> None:
    """A control to pick a day with, within a line."""
    parts = (
        made("w:dateFormat", val="M/d/yyyy"),
        made("w:lid", val="en-US"),
        made("w:storeMappedDataAs", val="dateTime"),
        made("w:calendar", val="gregorian"),
    )
    picked = made("w:date", *parts, fullDate=f"{text}T00:00:00Z") if text else made("w:date", *parts)
    run = _run(shown) if text else _invitation(_INVITATION_FOR_A_DAY)
    paragraph._p.append(_control([picked], [run], is_blank=not text))


def _control(kind: list[Element], content: list[Element], *, is_blank: bool = False) -> Element:
    invites = [made("w:showingPlcHdr")] if is_blank else []
    return made("w:sdt", made("w:sdtPr", *invites, *kind), made("w:sdtContent", *content))


def _run(text: str) -> Element:
    return made("w:r", made("w:t", text=text))


def _invitation(text: str) -> Element:
    return made("w:r", made("w:rPr", made("w:rStyle", val=INVITING)), made("w:t", text=text))
