"""The base document: it carries all of the look, and an issuer may restyle it in Word."""

import io
from collections.abc import Sequence
from pathlib import Path
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
from qis_tool.writers.word.styles import Style, ids_by_name
from qis_tool.writers.word.xml import make

_NO_BASE = (OpcError, BadZipFile, KeyError, ValueError, NotImplementedError, etree.XMLSyntaxError)
_AUTHOR = "qis"
_LETTER = Inches(8.5)
_OWN = "Begin with the one that qis base writes, and change its styles in Word."


def opened_base(path: Path) -> tuple[WordDocument, dict[str, str]]:
    """A base document, its body emptied, and the ids of its styles by name. Raises UserError where it can't serve."""
    try:
        word = docx.Document(io.BytesIO(path.read_bytes()))
    except OSError as fault:
        raise UserError(f"{path}: it can't be read: {fault.strerror}.") from None
    except _NO_BASE:
        raise UserError(f"{path}: not a Word document (.docx) that can serve as a base. {_OWN}") from None
    ids = ids_by_name(word.styles.element)
    if lacking := [style for style in Style if style.casefold() not in ids]:
        which = f"the style {lacking[0]}" if len(lacking) == 1 else f"the styles {', '.join(lacking)}"
        raise UserError(f"{path}: this base document lacks {which}. {_OWN}")
    _empty(word.element.body, path)
    _forget(word)
    return word, ids


def numbered_list(word: WordDocument, ids: dict[str, str]) -> tuple[Element, str]:
    """The last w:num of the base, and the list that its style for numbered items counts by."""
    [style] = [s for s in word.styles.element if s.get(w("styleId")) == ids[Style.NUMBERED.casefold()]]
    number = style.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    parts = [link.target_part for link in word.part.rels.values() if link.reltype == RT.NUMBERING]
    nums = {num.get(w("numId")): num for part in parts for num in part.element.findall(w("num"))}
    if number is None or number.get(w("val")) not in nums:
        raise UserError(f"The style {Style.NUMBERED} of the base document has no numbering. {_OWN}")
    [kind] = nums[number.get(w("val"))].findall(w("abstractNumId"))
    return list(nums.values())[-1], kind.get(w("val"))


def text_width(word: WordDocument) -> int:
    """The room between the margins, in twips."""
    section = word.sections[0]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    return int(Length((page or _LETTER) - (left or 0) - (right or 0)).twips)


def footnotes(word: WordDocument) -> Part:
    """The part that holds footnotes, made where the base has none, with nothing in it but the lines above notes."""
    root = make("footnotes")
    for number, name in enumerate(("separator", "continuationSeparator"), -1):
        root.append(make("footnote", make("p", make("r", make(name))), type=name, id=number))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    parts: list[Part] = [link.target_part for link in word.part.rels.values() if link.reltype == RT.FOOTNOTES]
    if not parts:
        parts = [Part(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, blob, word.part.package)]
        word.part.relate_to(parts[0], RT.FOOTNOTES)
    return parts[0]


def replace_blank(lines: Sequence[Element], story: Element) -> None:
    """Put lines at the top of a page's head or foot, in place of a first paragraph that shows nothing."""
    for at, line in enumerate(lines):
        story.insert(at, line)
    for blank in story.findall(w("p"))[len(lines) :][:1]:
        if lines and blank.find(f".//{w('r')}") is None:
            story.remove(blank)


def _forget(word: WordDocument) -> None:
    """Take out who made the base document, for whom and when."""
    core = word.core_properties._element
    for mark in list(core):
        core.remove(mark)
    word.core_properties.author = _AUTHOR
    for key, link in list(word.part.package.rels.items()):
        if link.reltype in (RT.EXTENDED_PROPERTIES, RT.CUSTOM_PROPERTIES):
            del word.part.package.rels[key]


def _empty(body: Element, path: Path) -> None:
    if any(text_of(element).strip() for element in body):
        raise UserError(
            f"{path}: this base document has text in its body. Delete that; the form's wording comes from qis."
        )
    for element in body.findall("*")[:-1]:
        body.remove(element)
