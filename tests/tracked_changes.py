"""A Word document's tracked changes accepted or rejected as the standard says, in another way than the reader's."""

from typing import NamedTuple

from tests.package_rules import Element, opened, w

_SIGNS = {w("br"): "\n", w("tab"): "\t"}


class Said(NamedTuple):
    """A paragraph: the id of its style, and its text without what only shows that an answer is blank."""

    style: str
    text: str


def settled(package: bytes, *, accept: bool) -> list[Said]:
    """What a document's body says, paragraph by paragraph, with all changes accepted or all rejected."""
    gone = w("del") if accept else w("ins")
    said: list[Said] = []
    before, around = "", None
    for line in opened(package).part("word/document.xml").iter(w("p")):
        if any(row.find(f"{w('trPr')}/{gone}") is not None for row in line.iterancestors(w("tr"))):
            continue
        assert around in (None, line.getparent()), "a paragraph whose end is tracked is the last one where it stands"
        text = before + "".join(_text(part) for part in line.iter(w("t"), w("delText"), *_SIGNS) if _counts(part, gone))
        if line.find(f"{w('pPr')}/{w('rPr')}/{gone}") is not None:
            before, around = text, line.getparent()
        else:
            said.append(Said(_style(line, accept=accept), text.strip("\N{EN SPACE}") and text))
            before, around = "", None
    return said


def _counts(part: Element, gone: str) -> bool:
    blank = any(
        control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None for control in part.iterancestors(w("sdt"))
    )
    return not blank and next(part.iterancestors(gone), None) is None and part.getparent() is not None


def _text(part: Element) -> str:
    run = part.getparent()
    assert run is not None
    return _SIGNS.get(str(part.tag), part.text or "") if run.tag == w("r") else ""


def _style(line: Element, *, accept: bool) -> str:
    now = line.find(f"{w('pPr')}/{w('pStyle')}")
    was = None if accept else line.find(f"{w('pPr')}/{w('pPrChange')}/{w('pPr')}/{w('pStyle')}")
    style = now if was is None else was
    return "" if style is None else style.get(w("val"), "")
