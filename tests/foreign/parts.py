"""Parts of a Word document that python-docx has no call for: automatic numbers and notes."""

from collections.abc import Iterable

from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.foreign.pieces import Element, made

_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ABOVE_NOTES = {"-1": "separator", "0": "continuationSeparator"}
ITEMS, POINTS, ROWS = "91", "92", "93"


def add_numbering(package: Package) -> None:
    """The automatic numbers of items (7., 8a.), of points and of a table's rows; `again` starts points anew."""
    levels = {ITEMS: (("decimal", "%1."), ("lowerLetter", "%1%2.")), POINTS: (("decimal", "%1)"),)}
    levels[ROWS] = (("decimal", "%1"),)
    numbering = package.part.numbering_part.element
    for at, (number, patterns) in enumerate(levels.items()):
        made_levels = (
            made(
                "w:lvl",
                made("w:start", val="1"),
                made("w:numFmt", val=kind),
                made("w:lvlText", val=text),
                made("w:pPr", made("w:ind", left="360", hanging="360")),
                ilvl=str(level),
            )
            for level, (kind, text) in enumerate(patterns)
        )
        numbering.insert(
            at, made("w:abstractNum", made("w:multiLevelType", val="multilevel"), *made_levels, abstractNumId=number)
        )
        numbering.append(made("w:num", made("w:abstractNumId", val=number), numId=number))


def again(package: Package, number: str, times: int) -> str:
    """The number of a list that begins at 1 again."""
    new = f"{number}{times}"
    start = made("w:lvlOverride", made("w:startOverride", val="1"), ilvl="0")
    numbering = package.part.numbering_part.element
    numbering.append(made("w:num", made("w:abstractNumId", val=number), start, numId=new))
    return new


def number_by(paragraph: Paragraph, number: str, level: int = 0) -> None:
    """Have a paragraph numbered by Word."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(made("w:numPr", made("w:ilvl", val=str(level)), made("w:numId", val=number)))


def add_notes(package: Package, kind: str, texts: Iterable[str]) -> None:
    """Footnotes or endnotes, numbered from 1; `kind` is "footnote" or "endnote"."""
    above = (
        made(f"w:{kind}", made("w:p", made("w:r", made(f"w:{name}"))), id=number, type=name)
        for number, name in _ABOVE_NOTES.items()
    )
    notes = (
        made(f"w:{kind}", made("w:p", _mark(f"w:{kind}Ref"), made("w:r", made("w:t", text=f" {text}"))), id=str(number))
        for number, text in enumerate(texts, 1)
    )
    root = made(f"w:{kind}s", *above, *notes)
    name, content = PackURI(f"/word/{kind}s.xml"), f"{_CONTENT}.{kind}s+xml"
    part = Part(name, content, etree.tostring(root, encoding="UTF-8", standalone=True), package.part.package)
    package.part.relate_to(part, getattr(RELATIONSHIP_TYPE, f"{kind}s".upper()))


def _mark(name: str, **values: str) -> Element:
    return made("w:r", made("w:rPr", made("w:vertAlign", val="superscript")), made(name, **values))


def refer_to(paragraph: Paragraph, kind: str, number: int) -> None:
    """The mark of a footnote or endnote at a paragraph's end."""
    paragraph._p.append(_mark(f"w:{kind}Reference", id=str(number)))
