"""The base document: it carries all of the look, and an issuer may restyle it in Word."""

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Inches, Length
from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word.body import text_of
from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.package import opened
from qis_tool.writers.word.styles import Style, ids_by_name
from qis_tool.writers.word.xml import make

_LETTER = Inches(8.5)
_MOST = 2**31 - 1000
_AUTHOR = "qis"
_OWN = "Begin with the one that qis base writes, and change its styles in Word."
_UNFIT = (OpcError, BadZipFile, etree.LxmlError, LookupError, AttributeError, ValueError, TypeError, RuntimeError)
_KEPT = frozenset(
    [
        RT.STYLES,
        RT.NUMBERING,
        RT.SETTINGS,
        RT.FONT_TABLE,
        RT.THEME,
        RT.FOOTNOTES,
        RT.ENDNOTES,
        RT.HEADER,
        RT.FOOTER,
        RT.GLOSSARY_DOCUMENT,
    ]
)


class Base(NamedTuple):
    """A base document, its body emptied, and what is needed to fill it.

    `ids` are those of its styles by name in small letters, `last_list` is its last w:num and `kind` the list that its
    numbered items count by, `width` is the room between its margins in twips, `head` and `foot` are those of its pages.
    """

    word: WordDocument
    ids: dict[str, str]
    last_list: Element
    kind: str
    width: int
    notes: Part
    head: Element
    foot: Element


def opened_base(path: Path) -> Base:
    """A base document from a file. Raises UserError where it can't serve, or would bring along what is not a look."""
    try:
        content = path.read_bytes()
        return _base(docx.Document(io.BytesIO(_within_bounds(content))), path)
    except OSError as fault:
        raise UserError(f"{path}: it can't be read: {fault.strerror}.") from None
    except _UNFIT:
        raise UserError(f"{path}: not a Word document (.docx) that can serve as a base. {_OWN}") from None


def replace_blank(lines: Sequence[Element], story: Element) -> None:
    """Put lines at the top of a page's head or foot, in place of a first paragraph that shows nothing."""
    for at, line in enumerate(lines):
        story.insert(at, line)
    for blank in story.findall(w("p"))[len(lines) :][:1]:
        if lines and blank.find(f".//{w('r')}") is None:
            story.remove(blank)


@lru_cache(maxsize=1)
def _within_bounds(content: bytes) -> bytes:
    """The same bytes. Raises ValueError where a part is far too large, damaged, or brings a DTD."""
    try:
        package = opened(content, "")
        for name in package.archive.namelist():
            if name.endswith(".xml"):
                package.root(name)
    except UserError:
        raise ValueError from None
    return content


def _base(word: WordDocument, path: Path) -> Base:
    ids = ids_by_name(word.styles.element)
    if lacking := [style for style in Style if style.casefold() not in ids]:
        which = f"the style {lacking[0]}" if len(lacking) == 1 else f"the styles {', '.join(lacking)}"
        raise UserError(f"{path}: this base document lacks {which}. {_OWN}")
    _empty(word.element.body, path)
    _forget(word, path)
    _one_look_for_all_pages(word)
    section = word.sections[0]
    stories = {"hdr": section.header._element, "ftr": section.footer._element}
    if any(story.tag != w(name) for name, story in stories.items()):
        raise ValueError
    return Base(word, ids, *_numbered_list(word, ids, path), width_of(word), _footnotes(word), *stories.values())


def _numbered_list(word: WordDocument, ids: dict[str, str], path: Path) -> tuple[Element, str]:
    [style] = [s for s in word.styles.element if s.get(w("styleId")) == ids[Style.NUMBERED.casefold()]]
    number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    parts = [link.target_part for link in word.part.rels.values() if link.reltype == RT.NUMBERING]
    nums = {num.get(w("numId")): num for part in parts for num in part.element.findall(w("num"))}
    if number is None or number.get(w("val")) not in nums:
        raise UserError(f"{path}: the style {Style.NUMBERED} of this base document has no numbering. {_OWN}")
    last = max(nums.values(), key=lambda num: int(num.get(w("numId"))))
    if int(last.get(w("numId"))) > _MOST:
        raise ValueError
    [kind] = nums[number.get(w("val"))].findall(w("abstractNumId"))
    return last, str(int(kind.get(w("val"))))


def width_of(word: WordDocument) -> int:
    """The room between the margins in twips."""
    section = word.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return int(Length((page or _LETTER) - (left or 0) - (right or 0)).twips)


def _footnotes(word: WordDocument) -> Part:
    """The part that holds footnotes, made where the base has none, with nothing in it but the lines above notes."""
    parts: list[Part] = [link.target_part for link in word.part.rels.values() if link.reltype == RT.FOOTNOTES]
    if parts:
        root = etree.fromstring(parts[0].blob)
        if root.tag != w("footnotes"):
            raise ValueError
        for note in root.findall(w("footnote")):
            if note.get(w("type")) is None:
                root.remove(note)
    else:
        root = make("footnotes")
        for number, name in enumerate(("separator", "continuationSeparator"), -1):
            root.append(make("footnote", make("p", make("r", make(name))), type=name, id=number))
        parts = [Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, b"", word.part.package)]
        word.part.relate_to(parts[0], RT.FOOTNOTES)
    parts[0]._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts[0]


def _forget(word: WordDocument, path: Path) -> None:
    """Take out who made the base document, for whom and when, and all that is no part of a look."""
    core = word.core_properties._element
    for mark in list(core):
        core.remove(mark)
    word.core_properties.author = _AUTHOR
    package, settings = word.part.package, word.settings.element
    for key, link in list(package.rels.items()):
        if link.reltype in (RT.EXTENDED_PROPERTIES, RT.CUSTOM_PROPERTIES, RT.THUMBNAIL):
            del package.rels[key]
    for key, link in list(word.part.rels.items()):
        if link.reltype not in _KEPT:
            del word.part.rels[key]
    for mark in settings.findall(w("attachedTemplate")):
        settings.remove(mark)
        word.part._settings_part.rels.clear()
    if any(link.is_external for part in package.iter_parts() for link in part.rels.values()):
        raise UserError(f"{path}: this base document links to something outside of it. Take the link out in Word.")


def _one_look_for_all_pages(word: WordDocument) -> None:
    """No head or foot of its own for a first or an even page: each page has the form's lines and the draft's mark."""
    for mark in (word.element.body.sectPr.find(w("titlePg")), word.settings.element.find(w("evenAndOddHeaders"))):
        if mark is not None:
            mark.getparent().remove(mark)


def _empty(body: Element, path: Path) -> None:
    *others, last = body
    if last.tag != w("sectPr"):
        raise ValueError
    if any(text_of(element).strip() for element in others):
        raise UserError(f"{path}: this base document has text in its body. Delete that; qis brings the form's wording.")
    for element in others:
        body.remove(element)
