"""Tracked changes of a Word file, taken as accepted or taken back."""

from collections.abc import Iterable
from enum import StrEnum

from qis_tool.readers.word.names import Element, w, within

_END = within("pPr", "rPr")
_INSERTED, _DELETED = ("ins", "moveTo"), ("del", "moveFrom")


class Tracked(StrEnum):
    """Which text counts where changes were tracked: that with the changes, or the one before them."""

    accepted = "accepted"
    original = "original"


def settle(root: Element, tracked: Tracked) -> int:
    """Leave in a part only what counts, as if nothing had been tracked; how many changes there were."""
    out, into = (_DELETED, _INSERTED) if tracked is Tracked.accepted else (_INSERTED, _DELETED)
    changes = list(root.iter(*map(w, (*out, *into))))
    for row in [row for row in root.iter(w("tr")) if _marked(row.find(w("trPr")), out)]:
        _remove(row)
    joined = [p for p in root.iter(w("p")) if any(_marked(mark, out) for mark in _END(p)[:1])]
    for change in changes:
        if change.tag in map(w, out):
            _remove(change)
        else:
            change.tag = w("ins")
    for text in root.iter(w("delText")):
        text.tag = w("t")
    if tracked is Tracked.original:
        _reformat(root)
    _join(joined)
    return len(changes)


def _marked(properties: Element | None, kinds: Iterable[str]) -> bool:
    return properties is not None and any(properties.find(w(kind)) is not None for kind in kinds)


def _reformat(root: Element) -> None:
    """Give paragraphs whose style or list was changed those back that they had."""
    for change in list(root.iter(w("pPrChange"))):
        now, was = change.getparent(), change.find(w("pPr"))
        if now is not None and now.tag == w("pPr") and was is not None:
            now[:] = [*was, *(part for part in now if part.tag == w("sectPr"))]


def _join(paragraphs: Iterable[Element]) -> None:
    """Let each paragraph whose end does not count run on into the next one."""
    for paragraph in paragraphs:
        following = paragraph.getnext()
        if following is None or following.tag != w("p"):
            continue
        start = 0 if following.find(w("pPr")) is None else 1
        for at, part in enumerate([part for part in paragraph if part.tag != w("pPr")], start):
            following.insert(at, part)
        _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
