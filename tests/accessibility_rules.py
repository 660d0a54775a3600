"""What keeps a Word document from being read with a screen reader or by weak eyes. Each rule yields such barriers."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tests.contrast import colours_stand_out
from tests.package_rules import Element, Package, Rule, opened, w
from tests.word_rules import value

_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TYPED_MARK = re.compile(r"\s*(?:[•●▪*–-]|\(?(?:\d+|[a-z])[.)])\s")
_BY_BLANKS = re.compile(r" {4,}|\t{3,}")


def barriers(package: bytes) -> list[str]:
    """What stands in a reader's way."""
    found = opened(package)
    return [f"{rule.__name__}: {sentence}" for rule in ACCESSIBILITY_RULES for sentence in rule(found)]


class Paragraph(NamedTuple):
    """The text of a paragraph in the body, the name of its style, and whether it is in an answer or a table."""

    text: str
    style: str
    answered: bool
    in_table: bool


def _paragraphs(package: Package) -> Iterator[Paragraph]:
    names = {name: value(style, "name").lower() for name, style in _styles(package).items()}
    for element in package.part("word/document.xml").iter(w("p")):
        above = {parent.tag for parent in element.iterancestors(w("sdt"), w("tc"))}
        style = names.get(value(element, "pPr/pStyle"), "normal")
        shown = _text(element) or ("(picture)" if element.find(f".//{w('drawing')}") is not None else "")
        yield Paragraph(shown, style, w("sdt") in above, w("tc") in above)


def _text(element: Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(w("t")))


def _styles(package: Package) -> dict[str, Element]:
    return {style.get(w("styleId"), ""): style for style in package.part("word/styles.xml").iter(w("style"))}


def language_is_told(package: Package) -> Iterator[str]:
    told = package.part("docProps/core.xml").findtext(f"{_DC}language")
    spoken = value(package.part("word/styles.xml"), "docDefaults/rPrDefault/rPr/lang")
    if not told or told != spoken:
        yield f"The properties say the language is {told}, the styles {spoken or None}."


def title_is_told(package: Package) -> Iterator[str]:
    told = package.part("docProps/core.xml").findtext(f"{_DC}title")
    titles = [paragraph.text for paragraph in _paragraphs(package) if paragraph.style == "title"]
    if titles != [told]:
        yield f"The properties say the title is {told!r}, the document {titles}."


def headings_step_down_one_by_one(package: Package) -> Iterator[str]:
    headings = [p for p in _paragraphs(package) if re.fullmatch(r"heading \d", p.style)]
    levels = [0, *(int(heading.style[-1]) for heading in headings)]
    for heading, (above, level) in zip(headings, pairwise(levels), strict=True):
        if level > above + 1:
            yield f"{heading.text!r} is a heading of level {level} below one of level {above}."
        if not heading.text.strip():
            yield "A heading is blank."


def lists_are_lists(package: Package) -> Iterator[str]:
    for paragraph in _paragraphs(package):
        typed = not paragraph.answered and not paragraph.style.startswith("heading")
        if typed and _TYPED_MARK.match(paragraph.text):
            yield f"The mark of a list is typed: {paragraph.text[:40]!r}."


def tables_are_explained(package: Package) -> Iterator[str]:
    for part, table in package.each("tbl"):
        for kind in ("tblCaption", "tblDescription"):
            if not value(table, f"tblPr/{kind}").strip():
                yield f"{part}: a table has no {kind}."
        if next(table.iter(w("vMerge"), w("gridSpan")), None) is not None:
            yield f"{part}: a table has merged cells."
        if next(table.iterancestors(w("tbl")), None) is not None:
            yield f"{part}: a table stands in another."


def space_is_no_text(package: Package) -> Iterator[str]:
    for paragraph in _paragraphs(package):
        if not paragraph.answered and _BY_BLANKS.search(paragraph.text):
            yield f"Blanks make a layout: {paragraph.text[:40]!r}."
        may_be_blank = paragraph.answered or paragraph.in_table or paragraph.style.startswith("heading")
        if not paragraph.text.strip() and not may_be_blank:
            yield "An empty paragraph makes room."


def pictures_and_links_have_words(package: Package) -> Iterator[str]:
    for part, root in package.stories:
        for picture in root.iter(_DRAWING):
            if not picture.get("descr", "").strip():
                yield f"{part}: a picture has no words."
    for part, link in package.each("hyperlink"):
        if not _text(link).strip():
            yield f"{part}: a link has no words."


ACCESSIBILITY_RULES: tuple[Rule, ...] = (
    language_is_told,
    title_is_told,
    headings_step_down_one_by_one,
    lists_are_lists,
    tables_are_explained,
    space_is_no_text,
    pictures_and_links_have_words,
    colours_stand_out,
)
