"""Small Word files made by hand, so that what is read can be told at a glance."""

import io
import zipfile
from collections.abc import Mapping

from qis_tool.readers.lines import Line
from qis_tool.readers.word import WordFile, read_word
from tests.package_rules import W

LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "r": LINKS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    }.items()
)
STYLES = """\
<w:style w:styleId="AB"><w:name w:val="Answer Bullet"/></w:style>
<w:style w:styleId="PH"><w:name w:val="Placeholder Text"/></w:style>
<w:style w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:styleId="Heir"><w:name w:val="Heir"/><w:basedOn w:val="Secret"/></w:style>
<w:style w:styleId="Open"><w:basedOn w:val="Heir"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
<w:style/>"""


def xml(name: str, content: str) -> str:
    """A part whose root element has this name."""
    return f"<w:{name} {NAMES}>{content}</w:{name}>"


def links(*targets: tuple[str, str]) -> str:
    """A part of links to targets by kind, numbered from rId1."""
    made = (
        f'<Relationship Id="rId{number}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(made)}</Relationships>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def word_file(body: str, **parts: str) -> bytes:
    """A document with this body and with parts by their kind: footnotes, footer …"""
    kinds = {"styles": xml("styles", STYLES), **parts}
    return packed(
        {
            "_rels/.rels": links(("officeDocument", "word/document.xml")),
            "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": links(*((kind, f"{kind}.xml") for kind in kinds)),
            **{f"word/{kind}.xml": content for kind, content in kinds.items()},
        }
    )


def read(body: str, **parts: str) -> WordFile:
    """Such a document as it is read."""
    return read_word(word_file(body, **parts), "plan.docx")


def lines(body: str) -> list[Line]:
    """The lines of such a document."""
    return read(body).lines


def text(content: str) -> str:
    """The text of one paragraph."""
    [line] = lines(f"<w:p>{content}</w:p>")
    return line.text


def run(content: str, look: str = "") -> str:
    """A run of text."""
    return f'<w:r>{look and f"<w:rPr>{look}</w:rPr>"}<w:t xml:space="preserve">{content}</w:t></w:r>'


def paragraph(content: str, look: str = "") -> str:
    """A paragraph of text."""
    return f"<w:p>{look and f'<w:pPr>{look}</w:pPr>'}{run(content)}</w:p>"


def control(content: str, tag: str = "", properties: str = "") -> str:
    """A content control."""
    marked = f'<w:tag w:val="{tag}"/>' if tag else ""
    return f"<w:sdt><w:sdtPr>{marked}{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
