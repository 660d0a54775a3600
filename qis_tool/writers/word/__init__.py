"""The Word document: the base document carries all of the look, the blocks fill it, and the result is read back."""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

from docx.opc.coreprops import CoreProperties
from docx.opc.part import Part
from lxml import etree

from qis_tool.document.blocks import Document, joined, paragraphs
from qis_tool.errors import NotAsWritten
from qis_tool.readers.placing import box_tag, placed
from qis_tool.readers.word import read_word
from qis_tool.readers.word.names import Element
from qis_tool.readers.word.record import Recorded
from qis_tool.readers.word.tracked import Tracked
from qis_tool.writers.word.base import Base, opened_base, replace_blank
from qis_tool.writers.word.body import Body
from qis_tool.writers.word.package import settled
from qis_tool.writers.word.record import add_record
from qis_tool.writers.word.styles import Style, settle
from qis_tool.writers.word.xml import make, run, styled


def write_word(document: Document, base: Path) -> bytes:
    """A DOCX of the document on the base document, the same bytes each time.

    Raises UserError for a base document that can't serve, NotAsWritten where an answer, a tick or a line of the
    form's wording read back from it is not the one put in.
    """
    package = packed(document, base, lambda maker: maker.body(document.blocks))
    if wrong := unlike(package, document):
        raise NotAsWritten(wrong)
    return package


def packed(document: Document, base: Path, body: Callable[[Body], Iterable[Element]]) -> bytes:
    """A DOCX with what `body` makes of the document's blocks, and all else that the document has."""
    ground = opened_base(base)
    return filled(ground, document, body(Body(ground.width, ground.last_list, ground.kind)))


def filled(ground: Base, document: Document, elements: Iterable[Element]) -> bytes:
    """A DOCX with these elements in its body, and with all of a document but its blocks."""
    word, ids = ground.word, ground.ids
    end = word.element.body.sectPr
    for element in elements:
        end.addprevious(settle(element, ids))
    _add_footnotes(ground.notes, document.footnotes, ids)
    replace_blank([settle(styled(Style.FOOTER, run(line)), ids) for line in document.footer], ground.foot)
    if document.mark:
        replace_blank([settle(styled(Style.DRAFT, run(document.mark)), ids)], ground.head)
    _properties(word.core_properties, document)
    add_record(word.part, document)
    saved = io.BytesIO()
    word.save(saved)
    return settled(saved.getvalue())


def unlike(package: bytes, document: Document, tracked: Tracked = Tracked.accepted) -> list[str]:
    """What of a document's answers, ticks, wording and record reads otherwise in a package."""
    read = read_word(package, "the document", tracked)
    found = placed(document, read.lines, read.margins)
    wrong = [a.path for a in document.answers if found.answers[a.path] != joined(paragraphs(a.text))]
    wrong += [box_tag(b.path, b.choice) for b in document.boxes if found.ticks[b.path, b.choice] is not b.ticked]
    wrong += [change.was or "wording" for change in found.changes]
    return wrong + (["record"] if read.recorded != Recorded.of(document) else [])


def _add_footnotes(part: Part, notes: tuple[str, ...], ids: dict[str, str]) -> None:
    root = etree.fromstring(part.blob)
    for number, note in enumerate(notes, 1):
        mark = make("r", make("rPr", make("rStyle", val=Style.FOOTNOTE_MARK)), make("footnoteRef"))
        root.append(settle(make("footnote", styled(Style.FOOTNOTE, mark, run(f" {note}")), id=number), ids))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties(properties: CoreProperties, document: Document) -> None:
    properties.title = document.title
    properties.subject = document.subject
    properties.keywords = ", ".join(document.keywords)
    properties.language = document.language
