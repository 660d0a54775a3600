"""A blank form from nothing but its printed lines, in the dress of an office with a taste of its own."""

import io
import re
import struct
import zlib
from collections.abc import Container, Sequence

from docx.document import Document as Package
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as Grid
from lxml import etree

from tests.foreign.pieces import add, begun, saved

_STYLES = {"Exch Lauftext": ("Corbel", 10, "404040"), "Exch_Q#2": ("Gill Sans MT", 12, "7B2D00")}
_LIMIT = re.compile(r"\(\d+ word")
_SCHEME, _ROWS = "Kupfer", 10


def blank_of_lines(
    lines: Sequence[str],
    *,
    boxes: Container[str] = (),
    heads: Sequence[str] = (),
    header: str = "",
    footer: Sequence[str] = (),
) -> bytes:
    """Lines in their order; a square stands before `boxes`, and `heads` are those of a table with ten empty rows.

    Below a limit stands an empty cell or an empty paragraph, and every third time nothing.
    """
    package = begun()
    _dress(package, header, footer)
    limits = 0
    for at, line in enumerate(lines):
        if line in heads:
            if line == heads[0]:
                _add_table(package, heads)
            continue
        _add_line(package, line, at, is_box=line in boxes)
        if _LIMIT.search(line):
            limits += 1
            if limits % 3 == 1:
                _cell(package)
            elif limits % 3 == 2:
                package.add_paragraph(style="Exch Lauftext")
    return saved(package)


def _add_line(package: Package, line: str, at: int, *, is_box: bool) -> None:
    """A line in a style of the office; every seventh in a box of its own, every fifth in pieces."""
    style = list(_STYLES)[line[:1].isdigit()]
    paragraph = _cell(package).cell(0, 0).paragraphs[0] if at % 7 == 6 else package.add_paragraph()
    paragraph.style = style
    if is_box:
        add(paragraph, "\N{WHITE SQUARE}\t")
    half = len(line) // 2 if at % 5 == 4 else len(line)
    add(paragraph, line[:half])
    if line[half:]:
        add(paragraph, line[half:]).italic = True


def _cell(package: Package) -> Grid:
    grid: Grid = package.add_table(1, 1, style="Light Shading Accent 2")
    package.add_paragraph().paragraph_format.space_after = Pt(0)
    return grid


def _add_table(package: Package, heads: Sequence[str]) -> None:
    grid: Grid = package.add_table(1 + _ROWS, len(heads), style="Colorful Grid Accent 6")
    for cell, head in zip(grid.rows[0].cells, heads, strict=True):
        add(cell.paragraphs[0], head)


def _dress(package: Package, header: str, footer: Sequence[str]) -> None:
    """Styles, theme, margins, background, a picture at the head of the page, and lines at its foot in a table."""
    for name, (font, size, color) in _STYLES.items():
        style = package.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor.from_string(color)
        style.paragraph_format.left_indent = Cm(0.7)
    _set_theme(package.part.part_related_by(RELATIONSHIP_TYPE.THEME))
    section = package.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.orientation = WD_ORIENT.LANDSCAPE
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(_picture()), width=Cm(1.2))
    add(head, f"\t{header}", bold=True)
    grid = section.footer.add_table(1, max(1, len(footer)), Cm(16))
    for cell, line in zip(grid.rows[0].cells, footer, strict=False):
        add(cell.paragraphs[0], line)
    section.footer.add_paragraph()


def _set_theme(theme: Part) -> None:
    """A theme of another name, with other fonts and another colour."""
    root = etree.fromstring(theme.blob)
    space = {"a": etree.QName(root).namespace or ""}
    for font in root.iterfind(".//a:fontScheme/*/a:latin", space):
        font.set("typeface", "Candara")
    for scheme in root.iterfind(".//a:fontScheme", space):
        scheme.set("name", _SCHEME)
    for color in root.iterfind(".//a:accent2/a:srgbClr", space):
        color.set("val", "B87333")
    root.set("name", _SCHEME)
    theme._blob = etree.tostring(root, encoding="UTF-8", standalone=True)


def _picture() -> bytes:
    """A square of one colour, as PNG."""
    side = 16
    rows = b"".join(b"\0" + bytes((184, 115, 51)) * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
