"""Makes the docxtpl template: a document of qis with a tag in the place of each answer and tick.

usage: docxtpl_template.py RENDERED TEMPLATE

So both sides have the same wording, look and content controls, and neither has them to invent.
"""

import re
import sys
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
BODY = "word/document.xml"

Element = etree._Element  # noqa: SLF001  # lxml gives out the name of its type only so


def template(rendered: str, out: str) -> None:
    """Write the template made from a rendered document."""
    with zipfile.ZipFile(rendered) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, tagged(old.read(name)) if name == BODY else old.read(name))


def tagged(body: bytes) -> bytes:
    """The body with docxtpl's tags: one row of the table in a loop, every other answer in its own place."""
    root = etree.fromstring(body)
    for table in root.iter(f"{W}tbl"):
        _head, row, *others = table.findall(f"{W}tr")
        for other in others:
            table.remove(other)
        row.addprevious(_row("{%tr for row in rows %}"))
        row.addnext(_row("{%tr endfor %}"))
    for control in list(root.iter(f"{W}sdt")):
        _fill(control)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fill(control: Element) -> None:
    content = _one(control, f"{W}sdtContent")
    path, _, choice = _one(control, f"{W}sdtPr/{W}tag").get(f"{W}val", "").partition("=")
    if choice:
        _box(control, f"{choice!r} in {path}")
    elif "[0]" in path:
        _numbered(control, path)
        _answer(content, f"row.{path.rpartition('.')[2]}", "TableText", "TableText")
    elif content.find(f"{W}p") is None:
        _only_text(content, f"{{{{ {path} }}}}")
    else:
        _answer(content, path, "Answer", "AnswerBlank")


def _box(control: Element, ticked: str) -> None:
    _one(control, f".//{W14}checked").set(f"{W14}val", f"{{{{ 1 if {ticked} else 0 }}}}")
    glyphs = "'\N{BALLOT BOX WITH X}' if %s else '\N{BALLOT BOX}'" % ticked  # noqa: UP031  # braces enough as it is
    _only_text(_one(control, f"{W}sdtContent"), f"{{{{ {glyphs} }}}}")


def _numbered(control: Element, path: str) -> None:
    """A control in a row that repeats: its tag and title go by the row."""
    tag, title = (_one(control, f"{W}sdtPr/{W}{name}") for name in ("tag", "alias"))
    tag.set(f"{W}val", path.replace("[0]", "[{{ loop.index0 }}]"))
    title.set(f"{W}val", re.sub(r"\b1\b", "{{ loop.index }}", title.get(f"{W}val", "")))


def _answer(content: Element, value: str, style: str, blank: str) -> None:
    """A loop over an answer's paragraphs, around the first one there is."""
    first, *others = content.findall(f"{W}p")
    for other in others:
        content.remove(other)
    shown = deepcopy(first)
    _one(shown, f"{W}pPr/{W}pStyle").set(f"{W}val", "{{ part.style }}")
    _only_text(shown, "{{ part.text }}")
    loop = f"{{%p for part in parts({value}, '{style}', '{blank}') %}}"
    content[:] = [_paragraph(loop), shown, _paragraph("{%p endfor %}")]


def _only_text(parent: Element, text: str) -> None:
    """Leave of the runs in an element the first, and of its text this."""
    first = parent.find(f"{W}r")
    if first is None:
        first = etree.SubElement(parent, f"{W}r")
    for other in parent.findall(f"{W}r")[1:]:
        parent.remove(other)
    for old in first.findall(f"{W}t") + first.findall(f"{W}br") + first.findall(f"{W}tab"):
        first.remove(old)
    new = etree.SubElement(first, f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    new.text = text


def _one(parent: Element, path: str) -> Element:
    found = parent.find(path)
    if found is None:
        raise LookupError(path)
    return found


def _paragraph(text: str) -> Element:
    paragraph = etree.Element(f"{W}p")
    _only_text(paragraph, text)
    return paragraph


def _row(text: str) -> Element:
    row = etree.Element(f"{W}tr")
    etree.SubElement(row, f"{W}tc").append(_paragraph(text))
    return row


if __name__ == "__main__":
    template(sys.argv[1], sys.argv[2])
