"""What editing leaves in a text without changing what it says."""

import re
from itertools import count

from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tests.foreign.pieces import Element, add, made

_PIECE, _CYCLE = re.compile(r".{1,17}", re.DOTALL), 12
_CARRYING_TEXT = (5, 6, 9)
_SWAPPED = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-"})
_HIDDEN, _DELETED = "for internal use ", "an earlier draft "


def retyped(text: str) -> str:
    """A printed line as another keyboard leaves it: other quotes, dashes, hyphens and spaces."""
    plain = re.sub(r"(?<=\w)- (?=\w)", "-", text.translate(_SWAPPED))
    fixed = re.sub(r"(Goal|Part|K2|200|Question) (?=\w)", "\\1\N{NO-BREAK SPACE}", plain)
    return fixed.replace("Market-based", "Market\N{NON-BREAKING HYPHEN}based")


class Traces:
    """Puts answers into paragraphs in pieces, with the marks of people and programs in between."""

    def __init__(self) -> None:
        self._ids = count(1000)

    def put(self, paragraph: Paragraph, text: str, *, clean: bool = False) -> list[Run]:
        """A text in runs of a few letters each; a clean one has no text that isn't shown.

        In a control's first paragraph LibreOffice would show it.
        """
        runs = [add(paragraph, piece, bold=None if at % 5 else True) for at, piece in enumerate(_PIECE.findall(text))]
        for at, run in enumerate(runs):
            turn = at % _CYCLE
            if not (clean and turn in _CARRYING_TEXT):
                self._mark(run, turn)
        return runs

    def _mark(self, run: Run, turn: int) -> None:
        """One kind of mark, by turns."""
        match turn:
            case 1:
                self._bookmark(run)
            case 3:
                run._r.addprevious(made("w:proofErr", type="spellStart"))
                run._r.addnext(made("w:proofErr", type="spellEnd"))
            case 5:
                self._around(run, "w:ins")
            case 6:
                deleted = made("w:r", made("w:delText", text=_DELETED))
                run._r.addnext(self._change("w:del", deleted))
            case 8:
                run._r.get_or_add_rPr().append(self._change("w:rPrChange", made("w:rPr", made("w:i"))))
            case 9:
                hidden = made("w:r", made("w:rPr", made("w:vanish")), made("w:t", text=_HIDDEN))
                run._r.addnext(hidden)
            case 10:
                run._r.insert(len(run._r) - 1, made("w:lastRenderedPageBreak"))

    def _bookmark(self, run: Run) -> None:
        number = str(next(self._ids))
        run._r.addprevious(made("w:bookmarkStart", id=number, name=f"_Ref{number}"))
        run._r.addnext(made("w:bookmarkEnd", id=number))

    def _around(self, run: Run, name: str) -> None:
        change = self._change(name)
        run._r.addprevious(change)
        change.append(run._r)

    def _change(self, name: str, *within: Element) -> Element:
        return made(name, *within, id=str(next(self._ids)), author="Reviewer", date="2023-05-01T00:00:00Z")
