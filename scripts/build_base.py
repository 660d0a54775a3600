"""Build base.docx: the empty Word document that carries the whole look of a rendered Attachment K2.

usage: build_base.py [OUT]      write the document (default: templates/k2/2024/base.docx)
       build_base.py --check    exit 1 if that file is not what this script builds
Bare names in the XML below are `w:` names; lengths in twips, fonts in half points, borders in 1/8 points.
"""

import argparse
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

from lxml import etree

DEFAULT_OUT = Path(__file__).resolve().parent.parent / "templates" / "k2" / "2024" / "base.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006"
R = f"{DOC}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPC = "application/vnd.openxmlformats-package"

NAVY, GREY, RED = "1F3A5F", "595959", "9C1C1C"  # contrast with white 11.5, 7.0 and 8.1 to 1
LINE, SHADE = "7F7F7F", "E8EDF3"


class Style(NamedTuple):
    """One style: its place in the tree and its properties as XML; without a base, its kind's default."""

    id: str
    name: str
    based_on: str = ""
    next: str = ""
    ppr: str = ""
    rpr: str = ""
    table: str = ""
    kind: str = "paragraph"


def edges(names: str, width: int = 4, space: int = 6, color: str = LINE) -> str:
    """Border elements of one look for each of the named edges."""
    look = f"val='single' sz='{width}' space='{space}' color='{color}'"
    return "".join(f"<{name} {look}/>" for name in names.split())


def font(half_points: int, color: str = "auto", weight: str = "") -> str:
    """Run properties: weight, colour and size."""
    return f"{weight}<color val='{color}'/><sz val='{half_points}'/><szCs val='{half_points}'/>"


def spacing(before: int, after: int) -> str:
    """Room above and below a paragraph."""
    return f"<spacing before='{before}' after='{after}'/>"


BOLD = "<b/><bCs/>"
LISTED = "<numPr><numId val='{}'/></numPr>"
KEEP = "<keepNext/><keepLines/>"
HANGING = "<ind left='360' hanging='360'/>"
FLUSH = "<ind left='0' firstLine='0'/>"
RULED = f"{KEEP}<pBdr>{edges('bottom', 12, 3, NAVY)}</pBdr>"
# The box is drawn 6 pt outside its text; the indent puts its lines on the page margins. Word joins neighbours
# into one box only while borders and indents agree: Answer and Answer Bullet share both, so no bullet hangs.
BOX = f"<pBdr>{edges('top left bottom right')}</pBdr>"
BOX_INDENT = "<ind left='120' right='120' firstLine='0'/>"
# Room for an answer is kept below the line, so that what is typed stands at the top in single spacing.
BLANK = f"<keepLines/><pBdr>{edges('top left')}{edges('bottom', space=31)}{edges('right')}</pBdr>"
PADDING = (
    "<tblCellMar><top w='{0}' type='dxa'/><left w='108' type='dxa'/>"
    "<bottom w='{0}' type='dxa'/><right w='108' type='dxa'/></tblCellMar>"
)
GRID = f"<tblBorders>{edges('top left bottom right insideH insideV', space=0)}</tblBorders>"
BAND = f"<rPr>{BOLD}</rPr><tcPr><shd val='clear' color='auto' fill='{SHADE}'/></tcPr>"
MILESTONES = f"<tblPr>{GRID}{PADDING.format(50)}</tblPr><tblStylePr type='firstRow'>{BAND}</tblStylePr>"
RAISED = "<vertAlign val='superscript'/>"
TEXT = "DefaultParagraphFont"

BUILT_IN = (
    Style("Normal", "Normal"),
    Style(TEXT, "Default Paragraph Font", kind="character"),
    Style("TableNormal", "Normal Table", table=f"<tblPr>{PADDING.format(0)}</tblPr>", kind="table"),
    Style("Title", "Title", "Normal", "BodyText", KEEP + spacing(0, 200), font(34, NAVY, BOLD)),
    Style(
        "Heading1",
        "heading 1",
        "Normal",
        "BodyText",
        RULED + spacing(400, 160) + "<outlineLvl val='0'/>",
        font(27, NAVY, BOLD),
    ),
    Style(
        "Heading2",
        "heading 2",
        "Normal",
        "BodyText",
        KEEP + spacing(280, 80) + "<outlineLvl val='1'/>",
        font(23, weight=BOLD),
    ),
    Style(
        "Heading3",
        "heading 3",
        "Normal",
        "Prompt",
        KEEP + spacing(220, 80) + "<outlineLvl val='2'/>",
        font(21, NAVY, BOLD),
    ),
    Style("BodyText", "Body Text", "Normal", ppr=spacing(0, 120)),
    Style("ListNumber", "List Number", "BodyText", ppr=LISTED.format(1) + spacing(0, 80) + HANGING),
    Style("ListBullet", "List Bullet", "BodyText", ppr=LISTED.format(2) + spacing(0, 80) + HANGING),
    Style("Header", "header", "Normal", rpr=font(18, GREY)),
    Style("Footer", "footer", "Normal", ppr=f"<pBdr>{edges('top', space=4)}</pBdr>", rpr=font(18, GREY)),
    Style("FootnoteText", "footnote text", "Normal", ppr=spacing(0, 40), rpr=font(18)),
    Style("FootnoteReference", "footnote reference", TEXT, rpr=RAISED, kind="character"),
    Style("PlaceholderText", "Placeholder Text", TEXT, rpr=f"<color val='{GREY}'/>", kind="character"),
)
OWN = (
    Style("Prompt", "Prompt", "BodyText", "Answer", KEEP + spacing(0, 80)),
    Style("LimitNote", "Limit Note", "Prompt", "Answer", rpr=font(18, GREY)),
    Style("CheckBox", "Check Box", "Normal", ppr=spacing(40, 60) + "<ind left='400' hanging='400'/>"),
    Style("Answer", "Answer", "Normal", ppr=BOX + spacing(0, 120) + BOX_INDENT),
    Style("AnswerBullet", "Answer Bullet", "Answer", ppr=LISTED.format(3) + spacing(0, 100) + BOX_INDENT),
    Style("AnswerBlank", "Answer Blank", "Answer", "BodyText", BLANK),
    Style("AnswerLine", "Answer Line", "BodyText"),
    Style("TableText", "Table Text", "Normal", rpr=font(20)),
    Style("TableHeading", "Table Heading", "TableText", ppr="<keepNext/>", rpr=BOLD),
    Style("TableNumber", "Table Number", "TableText", ppr=LISTED.format(4) + FLUSH),
    Style("DraftMark", "Draft Mark", "Header", ppr="<jc val='center'/>", rpr=font(18, RED, BOLD)),
    Style("ShortAnswer", "Short Answer", TEXT, rpr=edges("bdr", space=1), kind="character"),
    Style("MilestoneTable", "Milestone Table", "TableNormal", table=MILESTONES, kind="table"),
)
LISTS = (  # style, format, text, what follows it, indents; abstractNumId counts from 0, numId from 1
    ("ListNumber", "decimal", "%1.", "tab", HANGING),
    ("ListBullet", "bullet", "\uf0b7", "tab", HANGING),
    ("AnswerBullet", "bullet", "\uf0b7", "tab", f"<tabs><tab val='left' pos='340'/></tabs>{BOX_INDENT}"),
    ("TableNumber", "decimal", "%1.", "nothing", FLUSH),
)
SYMBOL = "<rPr><rFonts ascii='Symbol' hAnsi='Symbol' hint='default'/></rPr>"
DEFAULTS = (
    "<docDefaults><rPrDefault><rPr><rFonts ascii='Arial' hAnsi='Arial' eastAsia='Arial' cs='Arial'/>"
    f"{font(21)}<lang val='en-US' eastAsia='en-US' bidi='ar-SA'/></rPr></rPrDefault>"
    "<pPrDefault><pPr><spacing after='0' line='259' lineRule='auto'/></pPr></pPrDefault></docDefaults>"
)
SECTION = (
    "<sectPr><headerReference type='default' r:id='rId4'/><footerReference type='default' r:id='rId5'/>"
    "<pgSz w='12240' h='15840'/>"
    "<pgMar top='1440' right='1440' bottom='1440' left='1440' header='720' footer='420' gutter='0'/></sectPr>"
)
FOOTER = (
    "<p><pPr><pStyle val='Footer'/></pPr></p><p><pPr><pStyle val='Footer'/><jc val='right'/></pPr>"
    "<r><fldChar fldCharType='begin'/></r><r><instrText xml:space='preserve'> PAGE </instrText></r>"
    "<r><fldChar fldCharType='separate'/></r><r><t>1</t></r><r><fldChar fldCharType='end'/></r></p>"
)
SEPARATOR = "<footnote type='{0}' id='{1}'><p><r><{0}/></r></p></footnote>"
FOOTNOTES = SEPARATOR.format("separator", -1) + SEPARATOR.format("continuationSeparator", 0)
SETTINGS = (
    "<defaultTabStop val='720'/><footnotePr><footnote id='-1'/><footnote id='0'/></footnotePr>"
    "<compat><compatSetting name='compatibilityMode' val='15'"
    " uri='http://schemas.microsoft.com/office/word'/></compat>"
)
CORE = (
    f"<cp:coreProperties xmlns:cp='{PACKAGE}/metadata/core-properties'"
    " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Attachment K2</dc:title>"
    "<dc:creator>qis</dc:creator><dc:language>en-US</dc:language></cp:coreProperties>"
)
APP = f"<Properties xmlns='{DOC}/extended-properties'><Application>qis</Application></Properties>"
WORD_PARTS = ("styles", "numbering", "settings", "header1", "footer1", "footnotes")  # rId1 to rId6


def style_xml(style: Style) -> str:
    """The w:style element."""
    flags = (" customStyle='1'" if style in OWN else "") + ("" if style.based_on else " default='1'")
    links = (("name", style.name), ("basedOn", style.based_on), ("next", style.next))
    tree = "".join(f"<{tag} val='{target}'/>" for tag, target in links if target)
    form = "<qFormat/>" if style.kind == "paragraph" else ""
    props = "".join(f"<{tag}>{xml}</{tag}>" for tag, xml in (("pPr", style.ppr), ("rPr", style.rpr)) if xml)
    return f"<style type='{style.kind}' styleId='{style.id}'{flags}>{tree}{form}{props}{style.table}</style>"


def numbering_xml() -> str:
    """All abstract lists, then one w:num for each."""
    lists = nums = ""
    for number, (style, form, text, suffix, ppr) in enumerate(LISTS):
        lists += (
            f"<abstractNum abstractNumId='{number}'><nsid val='4B320A0{number}'/>"
            f"<multiLevelType val='singleLevel'/><lvl ilvl='0'><start val='1'/><numFmt val='{form}'/>"
            f"<pStyle val='{style}'/><suff val='{suffix}'/><lvlText val='{text}'/><lvlJc val='left'/>"
            f"<pPr>{ppr}</pPr>{SYMBOL if form == 'bullet' else ''}</lvl></abstractNum>"
        )
        nums += f"<num numId='{number + 1}'><abstractNumId val='{number}'/></num>"
    return lists + nums


def part(xml: str) -> bytes:
    """A part's bytes from its text."""
    return etree.tostring(etree.fromstring(xml), xml_declaration=True, encoding="UTF-8", standalone=True)


def word_part(root: str, inner: str) -> bytes:
    """A WordprocessingML part: bare element and attribute names get the prefix `w:`."""
    prefixed = re.sub(r"(</?| (?=\w+='))(?=\w)", r"\1w:", inner)
    spaces = f"xmlns:w='{W}' xmlns:r='{R}' xmlns:w14='{W14}' xmlns:mc='{MC}' mc:Ignorable='w14'"
    return part(f"<w:{root} {spaces}>{prefixed}</w:{root}>")


def content_types() -> bytes:
    """The [Content_Types].xml part."""
    kinds = {f"word/{name}.xml": f"{OFFICE}.wordprocessingml.{name.rstrip('1')}+xml" for name in WORD_PARTS}
    kinds["word/document.xml"] = f"{OFFICE}.wordprocessingml.document.main+xml"
    kinds["docProps/app.xml"] = f"{OFFICE}.extended-properties+xml"
    kinds["docProps/core.xml"] = f"{OPC}.core-properties+xml"
    rows = "".join(f"<Override PartName='/{name}' ContentType='{kind}'/>" for name, kind in kinds.items())
    head = f"<Default Extension='rels' ContentType='{OPC}.relationships+xml'/>"
    return part(f"<Types xmlns='{PACKAGE}/content-types'>{head}{rows}</Types>")


def relationships(*links: tuple[str, str]) -> bytes:
    """A .rels part of (type, target) pairs, numbered from rId1."""
    row = "<Relationship Id='rId{}' Type='{}' Target='{}'/>".format
    rows = (row(number, *link) for number, link in enumerate(links, 1))
    return part(f"<Relationships xmlns='{PACKAGE}/relationships'>{''.join(rows)}</Relationships>")


def parts() -> dict[str, bytes]:
    """Every part by name, in the order of the package: the two leading ones, then by name."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{R}/extended-properties", "docProps/app.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/app.xml": part(APP),
        "docProps/core.xml": part(CORE),
        "word/_rels/document.xml.rels": relationships(
            *((f"{R}/{name.rstrip('1')}", f"{name}.xml") for name in WORD_PARTS)
        ),
        "word/document.xml": word_part("document", f"<body>{SECTION}</body>"),
        "word/footer1.xml": word_part("ftr", FOOTER),
        "word/footnotes.xml": word_part("footnotes", FOOTNOTES),
        "word/header1.xml": word_part("hdr", "<p><pPr><pStyle val='Header'/></pPr></p>"),
        "word/numbering.xml": word_part("numbering", numbering_xml()),
        "word/settings.xml": word_part("settings", SETTINGS),
        "word/styles.xml": word_part("styles", DEFAULTS + "".join(map(style_xml, BUILT_IN + OWN))),
    }


def build() -> bytes:
    """The document's bytes, the same on every machine: stored entries, because deflate differs by zlib."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def main() -> int:
    """Write the document or compare it; the exit status."""
    parser = argparse.ArgumentParser(description="Build the base document of the K2 form.")
    parser.add_argument("out", nargs="?", type=Path, default=DEFAULT_OUT)
    parser.add_argument("--check", action="store_true", help="only compare; exit 1 if the file differs")
    options = parser.parse_args()
    if options.check:
        return int(not options.out.is_file() or options.out.read_bytes() != build())
    options.out.write_bytes(build())
    return 0


if __name__ == "__main__":
    sys.exit(main())
