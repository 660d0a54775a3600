"""Comments in a Word file that somebody else may have made: they are added, and nothing in it becomes different.

Either end of a comment stands in a paragraph, at its very start or end: there it is allowed whatever is around the
paragraph, be it a cell, a content control or a tracked change.
"""

import posixpath
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import fields
from itertools import count
from typing import NamedTuple

from lxml import etree

from qis_tool.characters import FORBIDDEN, code_point
from qis_tool.errors import NotAsWritten
from qis_tool.readers.word import kinds, read_word
from qis_tool.readers.word.names import LINKS, Element, W, w
from qis_tool.readers.word.package import Package, opened
from qis_tool.readers.word.tracked import Tracked
from qis_tool.writers.word.package import kept_root, repacked
from qis_tool.writers.word.xml import make, run

_AUTHOR = "qis"
_TYPES = "[Content_Types].xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_OF_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OF_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NUMBERED = tuple(map(w, ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")))
_NUMBER = re.compile(r"[0-9]{1,10}")
_MOST = 2**31 - 1_000_000  # Word counts to 2**31; a number close to it would leave no room above it
_NO_XML = re.compile(rf"{FORBIDDEN.pattern}|[\ud800-\udfff]")


class Comment(NamedTuple):
    """Lines to be said about paragraphs, which are counted from 0 through all w:p of the main part as it is."""

    lines: tuple[str, ...]
    first: int
    last: int


def commented(content: bytes, name: str, comments: Sequence[Comment]) -> bytes:
    """A Word file with comments added, the same bytes each time; without any, the very bytes given.

    Raises UserError for what can't be read as a Word file, NotAsWritten where a text read back from the result is not
    the one that was there.
    """
    if not comments:
        return content
    package = opened(content, name)
    body = kept_root(package, package.main)
    notes = {part: kept_root(package, part) for part in package.related("comments")}
    changed = {**(notes or _new_part(package)), package.main: body}
    holders = [root for root in changed.values() if root.tag == w("comments")]
    if not holders:
        raise package.refused(kinds.DAMAGED)
    start = _last_number(changed.values()) + 1
    _anchor(body, comments, start)
    holders[0].extend(_comment(number, comment) for number, comment in enumerate(comments, start))
    made = repacked(package, changed)
    _prove(content, made, name)
    return made


def _new_part(package: Package) -> dict[str, Element]:
    """A part for comments, and the parts that say what it is and lead to it."""
    folder, main = posixpath.split(package.main)
    types, links = kept_root(package, _TYPES), posixpath.join(folder, "_rels", f"{main}.rels")
    taken = [*package.archive.namelist(), *(mark.get("PartName", "")[1:] for mark in types.iter("{*}Override"))]
    part = _free(posixpath.join(folder, "comments"), ".xml", {name.casefold() for name in taken})
    relations = _relations(package, links)
    key = _free("rIdComments", "", {relation.get("Id") for relation in relations.iter("{*}Relationship")})
    target = {"Id": key, "Type": f"{LINKS}/comments", "Target": posixpath.basename(part)}
    etree.SubElement(relations, f"{{{_OF_LINKS}}}Relationship", target)
    etree.SubElement(types, f"{{{_OF_TYPES}}}Override", PartName=f"/{part}", ContentType=_TYPE)
    return {_TYPES: types, links: relations, part: etree.Element(w("comments"), nsmap={"w": W})}


def _relations(package: Package, links: str) -> Element:
    if links in package.archive.namelist():
        return kept_root(package, links)
    return etree.fromstring(f'<Relationships xmlns="{_OF_LINKS}"/>')


def _free(stem: str, ending: str, taken: Container[str | None]) -> str:
    """A name that is not taken: the stem, or with a number."""
    names = (f"{stem}{number or ''}{ending}" for number in count())
    return next(name for name in names if name.casefold() not in taken and name not in taken)


def _last_number(roots: Iterable[Element]) -> int:
    """The largest number of a comment in use, -1 where there is none."""
    given = (mark.get(w("id"), "").strip() for root in roots for mark in root.iter(*_NUMBERED))
    return max((int(number) for number in given if _NUMBER.fullmatch(number) and int(number) < _MOST), default=-1)


def _comment(number: int, comment: Comment) -> Element:
    first, *others = (run(_NO_XML.sub(code_point, line)) for line in comment.lines)
    lines = [make("p", make("r", make("annotationRef")), first), *(make("p", line) for line in others)]
    return make("comment", *lines, id=number, author=_AUTHOR, initials=_AUTHOR)


def _anchor(body: Element, comments: Sequence[Comment], start: int) -> None:
    """Mark in the text what each comment is on; those on one paragraph keep their order."""
    paragraphs = [_outermost(paragraph) for paragraph in body.iter(w("p"))]
    spans = [_span(paragraphs[comment.first], paragraphs[comment.last]) for comment in comments]
    for number, span in reversed(list(enumerate(spans, start))):
        _put_at_head(span.first, make("commentRangeStart", id=number))
    for number, span in reversed(list(enumerate(spans, start))):
        if span.at_head:
            _put_at_head(span.last, *_end(number))
    for number, span in enumerate(spans, start):
        if not span.at_head:
            span.last.extend(_end(number))


def _outermost(paragraph: Element) -> Element:
    """The paragraph itself; for one in a text box, where no comment can be, the one that the box is anchored in."""
    return [paragraph, *paragraph.iterancestors(w("p"))][-1]


class _Span(NamedTuple):
    """From the start of a paragraph to the end of one, or to its head."""

    first: Element
    last: Element
    at_head: bool = False


def _span(first: Element, last: Element) -> _Span:
    """Where a comment on these paragraphs starts and ends.

    The first paragraph of a control is no good end: Word empties a control that shows its prompt as soon as somebody
    types, and LibreOffice loses the text there along with the comment. So the end is at the head of the paragraph
    that follows; where none does, it is in the nearest one above, and in a table that is one of the same row.
    """
    controls = _opened_by(last)
    if not controls:
        return _Span(first, last)
    if (following := _following(controls[-1])) is not None:
        return _Span(first, following, at_head=True)
    around = next(last.iterancestors(w("tr"), w("body")), last)
    inside = list(around.iter(w("p")))
    above = reversed(inside[: inside.index(last)])
    end = next((paragraph for paragraph in above if not _opened_by(paragraph)), last)
    return _Span(end if first in inside[inside.index(end) :] else first, end)


def _opened_by(paragraph: Element) -> list[Element]:
    """The controls around a paragraph that begin with it."""
    return [control for control in paragraph.iterancestors(w("sdt")) if next(control.iter(w("p"))) is paragraph]


def _following(control: Element) -> Element | None:
    """The paragraph right behind a control."""
    behind = next(control.itersiblings(w("p"), w("sdt"), w("tbl"), w("tr"), w("tc")), None)
    return behind if behind is not None and behind.tag == w("p") else None


def _put_at_head(paragraph: Element, *marks: Element) -> None:
    properties = paragraph.find(w("pPr"))
    at = 0 if properties is None else paragraph.index(properties) + 1
    paragraph[at:at] = marks


def _end(number: int) -> list[Element]:
    return [make("commentRangeEnd", id=number), make("r", make("commentReference", id=number))]


def _prove(content: bytes, made: bytes, name: str) -> None:
    """Compare all that is read from a file with comments with what is read from the one without."""
    for tracked in Tracked:
        before, after = read_word(content, name, tracked), read_word(made, name, tracked)
        if wrong := [part.name for part in fields(before) if getattr(before, part.name) != getattr(after, part.name)]:
            raise NotAsWritten(wrong)
        if not before.changes:
            return
