"""The Word document: base.docx carries all of the look, the blocks fill it, and the result is read back."""

import io
from copy import deepcopy
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.coreprops import CoreProperties
from docx.opc.part import Part
from docx.section import Section
from lxml import etree

from qis_tool.document.blocks import Document, joined, paragraphs
from qis_tool.errors import NotAsWritten
from qis_tool.writers.word.body import Body
from qis_tool.writers.word.controls import box_tag
from qis_tool.writers.word.package import settled
from qis_tool.writers.word.read import is_ticked, read_answers
from qis_tool.writers.word.xml import make, run, styled, w


def write_word(document: Document, base: Path) -> bytes:
    """A DOCX of the document on the base document, the same bytes each time.

    Raises NotAsWritten where an answer read back from it is not the one put in.
    """
    word = docx.Document(str(base))
    body, maker = word.element.body, Body()
    end = body.sectPr
    for block in document.blocks:
        for element in maker.elements(block):
            end.addprevious(element)
    word.part.numbering_part.element.extend(maker.lists)
    _footnotes(word.part.part_related_by(RT.FOOTNOTES), document.footnotes)
    _margins(word.sections[0], document)
    _properties(word.core_properties, document)
    saved = io.BytesIO()
    word.save(saved)
    package = settled(saved.getvalue())
    _proved(package, document)
    return package


def _footnotes(part: Part, notes: tuple[str, ...]) -> None:
    root = etree.fromstring(part.blob)
    for number, note in enumerate(notes, 1):
        mark = make("r", make("rPr", make("rStyle", val="FootnoteReference")), make("footnoteRef"))
        root.append(make("footnote", styled("FootnoteText", mark, run(f" {note}")), id=number))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _margins(section: Section, document: Document) -> None:
    first = section.footer._element.find(w("p"))
    for line in document.footer:
        filled = deepcopy(first)
        filled.append(run(line))
        first.addprevious(filled)
    first.getparent().remove(first)
    if document.mark:
        header = section.header._element
        header.replace(header.find(w("p")), styled("DraftMark", run(document.mark)))


def _properties(properties: CoreProperties, document: Document) -> None:
    properties.title = document.title
    properties.subject = document.subject
    properties.keywords = ", ".join(document.keywords)
    properties.language = document.language


def _proved(package: bytes, document: Document) -> None:
    """Compare every answer and tick in the document with what was to be written."""
    found = read_answers(package)
    wanted = {answer.path: joined(paragraphs(answer.text)) for answer in document.answers}
    wrong = [path for path, text in wanted.items() if found.get(path) != text]
    wrong += [
        tag
        for tag, ticked in ((box_tag(box.path, box.choice), box.ticked) for box in document.boxes)
        if tag not in found or is_ticked(found[tag]) is not ticked
    ]
    if wrong:
        raise NotAsWritten(wrong)
