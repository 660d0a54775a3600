"""Build base.docx: the empty Word document that carries the whole look of a rendered Attachment K2.

usage: build_base.py [OUT]      write the document (default: templates/k2/2024/base.docx)
       build_base.py --check    exit 1 if that file is not what this script builds

Styles and lists stand here, all else in base_parts.xml. Bare names in the XML below are `w:` names; lengths in twips,
fonts in half points, borders in 1/8 points.
"""

import argparse
import io
import re
import sys
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from lxml import etree

HERE = Path(__file__).resolve().parent
DEFAULT_OUT = HERE.parent / "templates" / "k2" / "2024" / "base.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
RELS = "application/vnd.openxmlformats-package.relationships+xml"

NAVY, GREY, RED, SHADE = "1F3A5F", "595959", "9C1C1C", "E8EDF3"  # on white 11.5, 7.0, 8.1 to 1; black on shade 17.9


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


def edges(names: str, width: int = 4, space: int = 6, color: str = GREY) -> str:
    """Border elements of one look for each of the named edges."""
    look = f"val='single' sz='{width}' space='{space}' color='{color}'"
    return "".join(f"<{name} {look}/>" for name in names.split())


def font(half_points: int, color: str = "auto", weight: str = "") -> str:
    """Run properties: weight, colour and size."""
    return f"{weight}<color val='{color}'/><sz val='{half_points}'/><szCs val='{half_points}'/>"


def spacing(before: int, after: int) -> str:
    """Room above and below a paragraph."""
    return f"<spacing before='{before}' after='{after}'/>"


def heading(level: int, before: int, after: int, rule: str = "") -> str:
    """Paragraph properties of a heading, which never parts from what it heads."""
    return f"{KEEP}{rule}{spacing(before, after)}<outlineLvl val='{level - 1}'/>"


def box(below: int = 8) -> str:
    """Borders of an answer's box, its lines on the page margins: `space` reaches out as far as BOX_INDENT goes in."""
    sides = (("top", 8), ("left", 15), ("bottom", below), ("right", 8))
    return f"<pBdr>{''.join(edges(name, space=space) for name, space in sides)}</pBdr>"


BOLD = "<b/><bCs/>"
LISTED = "<numPr><numId val='{}'/></numPr>"
KEEP = "<keepNext/><keepLines/>"
HANGING = "<ind left='360' hanging='360'/>"
NARROW = "<ind left='200' hanging='200'/>"
FLUSH = "<ind left='0' firstLine='0'/>"
RULE = f"<pBdr>{edges('bottom', 12, 3, NAVY)}</pBdr>"
# Word draws one box around neighbours only while their borders and indents agree. So a bullet hangs in the padding,
# its right end where the text begins; its format is decimal because LibreOffice drops the gap behind a bullet's mark.
BOX_INDENT = "<ind left='300' right='160' firstLine='0'/>"
ROOM = 31  # below the line of a blank box, so that what is typed stands at the top in single spacing
PADDING = (
    "<tblCellMar><top w='{0}' type='dxa'/><left w='{1}' type='dxa'/>"
    "<bottom w='{0}' type='dxa'/><right w='{1}' type='dxa'/></tblCellMar>"
)
GRID = f"<tblBorders>{edges('top left bottom right insideH insideV', space=0)}</tblBorders>"
BAND = f"<rPr>{BOLD}</rPr><tcPr><shd val='clear' color='auto' fill='{SHADE}'/></tcPr>"
MILESTONES = f"<tblPr>{GRID}{PADDING.format(60, 80)}</tblPr><tblStylePr type='firstRow'>{BAND}</tblStylePr>"
RAISED = "<vertAlign val='superscript'/>"
TEXT = "DefaultParagraphFont"

BUILT_IN = (
    Style("Normal", "Normal"),
    Style(TEXT, "Default Paragraph Font", kind="character"),
    Style("TableNormal", "Normal Table", table=f"<tblPr>{PADDING.format(0, 108)}</tblPr>", kind="table"),
    Style("Title", "Title", "Normal", "BodyText", KEEP + spacing(0, 160), font(34, NAVY, BOLD)),
    Style("Heading1", "heading 1", "Normal", "BodyText", heading(1, 360, 140, RULE), font(27, NAVY, BOLD)),
    Style("Heading2", "heading 2", "Normal", "BodyText", heading(2, 320, 80), font(23, weight=BOLD)),
    Style("Heading3", "heading 3", "Normal", "Prompt", heading(3, 240, 60), font(21, NAVY, BOLD)),
    Style("BodyText", "Body Text", "Normal", ppr="<keepLines/>" + spacing(0, 120)),
    Style("ListNumber", "List Number", "BodyText", ppr=LISTED.format(1) + spacing(0, 60) + HANGING),
    Style("ListBullet", "List Bullet", "BodyText", ppr="<keepNext/>" + LISTED.format(2) + spacing(0, 60) + HANGING),
    Style("Header", "header", "Normal", rpr=font(18, GREY)),
    Style("Footer", "footer", "Normal", ppr=f"<pBdr>{edges('top', space=4)}</pBdr>", rpr=font(18, GREY)),
    Style("FootnoteText", "footnote text", "Normal", ppr=spacing(0, 40), rpr=font(18)),
    Style("FootnoteReference", "footnote reference", TEXT, rpr=RAISED, kind="character"),
    Style("PlaceholderText", "Placeholder Text", TEXT, rpr=f"<color val='{GREY}'/>", kind="character"),
)
OWN = (
    Style("Prompt", "Prompt", "BodyText", "Answer", KEEP + spacing(0, 60)),
    Style("LimitNote", "Limit Note", "Prompt", "Answer", rpr=font(18, GREY)),
    Style("CheckBox", "Check Box", "Normal", ppr="<keepNext/>" + spacing(60, 70) + "<ind left='400' hanging='400'/>"),
    Style("CheckBoxText", "Check Box Text", "Prompt", ppr="<ind left='400'/>"),
    Style("Answer", "Answer", "Normal", ppr=box() + spacing(0, 140) + BOX_INDENT),
    Style("AnswerBullet", "Answer Bullet", "Answer", ppr=LISTED.format(3) + spacing(0, 100) + BOX_INDENT),
    Style("AnswerBlank", "Answer Blank", "Answer", ppr=box(below=ROOM)),
    Style("AnswerLine", "Answer Line", "BodyText"),
    Style("TableText", "Table Text", "Normal", ppr="<keepLines/>", rpr=font(20)),
    Style("TableHeading", "Table Heading", "TableText", ppr="<keepNext/>", rpr=BOLD),
    Style("TableBullet", "Table Bullet", "TableText", ppr=LISTED.format(2) + NARROW),
    Style("TableNumber", "Table Number", "TableText", ppr=LISTED.format(4) + FLUSH),
    Style("DraftMark", "Draft Mark", "Header", ppr="<jc val='center'/>", rpr=font(22, RED, BOLD)),
    Style("ShortAnswer", "Short Answer", TEXT, rpr=edges("bdr", space=1), kind="character"),
    Style("MilestoneTable", "Milestone Table", "TableNormal", table=MILESTONES, kind="table"),
)
BULLET, GAP = "\N{BULLET}", "\N{EN SPACE}"
LISTS = (  # style, format, mark, its side of the number position, what follows it, indents; numId counts from 1
    ("ListNumber", "decimal", "%1.", "left", "tab", HANGING),
    ("ListBullet", "bullet", BULLET, "left", "tab", HANGING),
    ("AnswerBullet", "decimal", BULLET + GAP, "right", "nothing", BOX_INDENT),
    ("TableNumber", "decimal", "%1.", "left", "nothing", FLUSH),
)
DEFAULTS = (
    "<docDefaults><rPrDefault><rPr><rFonts ascii='Arial' hAnsi='Arial' eastAsia='Arial' cs='Arial'/>"
    f"{font(21)}<lang val='en-US' eastAsia='en-US' bidi='ar-SA'/></rPr></rPrDefault><pPrDefault><pPr><widowControl/>"
    "<spacing after='0' line='259' lineRule='auto'/></pPr></pPrDefault></docDefaults>"
    # Word's some 370 other built-in styles stay out of its lists: what is left to choose from is what the form uses.
    "<latentStyles defLockedState='0' defUIPriority='99' defSemiHidden='1' defUnhideWhenUsed='1' defQFormat='0'/>"
)


def style_xml(style: Style, priority: int) -> str:
    """The w:style element; Word's style gallery shows it at its priority, unless nobody picks such styles."""
    flags = (" customStyle='1'" if style in OWN else "") + ("" if style.based_on else " default='1'")
    links = (("name", style.name), ("basedOn", style.based_on), ("next", style.next))
    tree = "".join(f"<{tag} val='{target}'/>" for tag, target in links if target)
    picked = style.based_on or style.kind == "paragraph"
    shown = "" if style.kind == "table" else "<qFormat/>"
    place = f"<uiPriority val='{priority}'/>{shown}" if picked else "<uiPriority val='99'/><semiHidden/>"
    props = "".join(f"<{tag}>{xml}</{tag}>" for tag, xml in (("pPr", style.ppr), ("rPr", style.rpr)) if xml)
    return f"<style type='{style.kind}' styleId='{style.id}'{flags}>{tree}{place}{props}{style.table}</style>"


def styles_part(*names: str) -> tuple[str, etree._Element]:
    """The part of defaults and styles, all of them or those of some names."""
    every = enumerate(BUILT_IN + OWN, 1)
    chosen = "".join(style_xml(style, number) for number, style in every if not names or style.name in names)
    return KIND.format("styles"), word_part("styles", DEFAULTS + chosen)


def numbering_xml() -> str:
    """All abstract lists, then one w:num for each."""
    lists = nums = ""
    for number, (style, form, mark, side, suffix, ppr) in enumerate(LISTS):
        lists += (
            f"<abstractNum abstractNumId='{number}'><nsid val='4B320A0{number}'/>"
            f"<multiLevelType val='singleLevel'/><lvl ilvl='0'><start val='1'/><numFmt val='{form}'/>"
            f"<pStyle val='{style}'/><suff val='{suffix}'/><lvlText val='{mark}'/><lvlJc val='{side}'/>"
            f"<pPr>{ppr}</pPr></lvl></abstractNum>"
        )
        nums += f"<num numId='{number + 1}'><abstractNumId val='{number}'/></num>"
    return lists + nums


def word_part(root: str, inner: str) -> etree._Element:
    """A WordprocessingML part: bare element and attribute names get the prefix `w:`."""
    prefixed = re.sub(r"(</?| (?=\w+='))(?=\w)", r"\1w:", inner)
    return etree.fromstring(f"<w:{root} xmlns:w='{W}'>{prefixed}</w:{root}>")


def parts() -> dict[str, tuple[str, etree._Element]]:
    """Every part but the list of their types: its type and content by its name."""
    package = etree.parse(HERE / "base_parts.xml", etree.XMLParser(remove_blank_text=True, remove_comments=True))
    flat = {
        part.get(f"{PKG}name", ""): (part.get(f"{PKG}contentType", ""), deepcopy(part[0][0]))
        for part in package.getroot()
    }
    made = {
        "/word/styles.xml": styles_part(),
        "/word/numbering.xml": (KIND.format("numbering"), word_part("numbering", numbering_xml())),
        "/word/glossary/styles.xml": styles_part("Normal", "Default Paragraph Font", "Placeholder Text"),
    }
    return dict(sorted((flat | made).items()))


def content_types(kinds: dict[str, str]) -> etree._Element:
    """The list of the parts' types, .rels parts aside."""
    rows = "".join(
        f"<Override PartName='{name}' ContentType='{kind}'/>" for name, kind in kinds.items() if kind != RELS
    )
    return etree.fromstring(f"<Types xmlns='{TYPES}'><Default Extension='rels' ContentType='{RELS}'/>{rows}</Types>")


def build() -> bytes:
    """The document's bytes, the same on every machine: stored entries, because deflate differs by zlib."""
    made = parts()
    contents = {"/[Content_Types].xml": content_types({name: kind for name, (kind, _) in made.items()})}
    contents |= {name: content for name, (_, content) in made.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name.removeprefix("/"), (1980, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 0, 0
            archive.writestr(entry, etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True))
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
