"""Check boxes and text fields from before content controls, and symbols that stand for check boxes."""

from docx.text.paragraph import Paragraph

from tests.foreign.pieces import Element, add, made

_NO_TEXT = "\N{EN SPACE}" * 5
_SYMBOLS = {True: "F0FE", False: "F0A8"}
_CHARACTERS = {True: "\N{LATIN SMALL LETTER THORN}", False: "\N{DIAERESIS}"}


def form_box(paragraph: Paragraph, *, ticked: bool, number: int) -> None:
    """A legacy check box; whether it is ticked stands in its default, or in what was done to it since."""
    was_touched = bool(number % 2)
    state = [made("w:default", val=str(int(ticked != was_touched)))]
    if was_touched:
        state.append(made("w:checked") if ticked else made("w:checked", val="0"))
    name = f"Check{number}"
    data = made("w:checkBox", made("w:sizeAuto"), *state)
    begin = made("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.extend([begin, *_field(name, data, "FORMCHECKBOX"), made("w:bookmarkEnd", id=str(number))])


def form_text(paragraph: Paragraph, text: str, number: int) -> None:
    """A legacy text field; an empty one shows five wide spaces."""
    shown = made("w:r", made("w:t", text=text or _NO_TEXT))
    paragraph._p.extend(_field(f"Text{number}", made("w:textInput"), "FORMTEXT", shown))


def _field(name: str, data: Element, instruction: str, *result: Element) -> list[Element]:
    settings = made("w:ffData", made("w:name", val=name), made("w:enabled"), made("w:calcOnExit", val="0"), data)
    return [
        made("w:r", made("w:fldChar", settings, fldCharType="begin")),
        made("w:r", made("w:instrText", text=f" {instruction} ")),
        made("w:r", made("w:fldChar", fldCharType="separate")),
        *result,
        made("w:r", made("w:fldChar", fldCharType="end")),
    ]


def symbol_box(paragraph: Paragraph, *, ticked: bool) -> None:
    """A symbol from the font Wingdings, as Word inserts it."""
    paragraph.add_run()._r.append(made("w:sym", font="Wingdings", char=_SYMBOLS[ticked]))


def wingdings_box(paragraph: Paragraph, *, ticked: bool) -> None:
    """A plain letter that looks like a box because of its font."""
    run = add(paragraph, _CHARACTERS[ticked])
    fonts = made("w:rFonts", ascii="Wingdings", hAnsi="Wingdings", cs="Wingdings", hint="default")
    run._r.get_or_add_rPr().append(fonts)
