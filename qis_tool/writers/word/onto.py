"""Answers and ticks put into a Word file that somebody else laid out, of which nothing else becomes different."""

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qis_tool.errors import NotAsWritten
from qis_tool.readers.lines import BLANK, BLANKS, TICKS
from qis_tool.readers.places import Places
from qis_tool.readers.word import WordFile, read_word
from qis_tool.readers.word.names import w
from qis_tool.readers.word.package import Package, opened
from qis_tool.writers.word.filling import Filler, NoRoom
from qis_tool.writers.word.package import kept_root, repacked
from qis_tool.writers.word.rooms import Paragraphs, Styles

__all__ = ["Filled", "NoRoom", "filled"]

_SIGNS = str.maketrans(dict.fromkeys(TICKS | BLANKS, BLANK) | {"_": None})


class Filled(NamedTuple):
    """A Word file that was filled, and what it says, read back from it."""

    content: bytes
    file: WordFile


def filled(content: bytes, name: str, before: WordFile, places: Places) -> Filled:
    """A Word file with answers and ticks put in their places, the same bytes each time; `before` is what it says.

    Raises UserError for what can't be read as a Word file, NoRoom with an answer's tag, NotAsWritten where the result
    says anything else than the file and what was put in.
    """
    package = opened(content, name)
    root = kept_root(package, package.main)
    styles = Styles(style for part in package.related("styles") for style in package.root(part))
    filler = Filler(Paragraphs(list(root.iter(w("p"))), places.empty), styles)
    filler.tick(places.ticks)
    for place in places.answers:
        filler.fill(place)
    made = repacked(package, {package.main: root})
    after = read_word(made, name)
    _prove(package, made, before, after, filler.typed)
    return Filled(made, after)


def _prove(package: Package, made: bytes, before: WordFile, after: WordFile, typed: Sequence[str]) -> None:
    """Compare a filled file with the one it was made of: nothing but what was typed may have come to it."""
    wrong = [
        part for part in ("margins", "heads", "recorded", "changes") if getattr(before, part) != getattr(after, part)
    ]
    wrong += ["wording"] if not _is_added(_text(before), _text(after), _signs("".join(typed))) else []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        entries = zip(package.archive.infolist(), archive.infolist(), strict=True)
        wrong += [
            old.filename
            for old, new in entries
            if old.filename != new.filename
            or (old.filename != package.main and package.archive.read(old) != archive.read(new))
        ]
    if wrong:
        raise NotAsWritten(wrong)


def _text(file: WordFile) -> str:
    return _signs("".join(line.text for line in file.lines))


def _signs(text: str) -> str:
    """A text without white space and rules to write on, a ticked box like a blank one."""
    return "".join(text.translate(_SIGNS).split())


def _is_added(before: str, after: str, added: str) -> bool:
    """Whether a text is another one, sign for sign in its order, with just as many signs added as these."""
    rest = iter(after)
    return Counter(after) == Counter(before) + Counter(added) and all(sign in rest for sign in before)
