"""What a Word file brings along or fetches from elsewhere, none of which is followed."""

import re
from collections.abc import Iterator

from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.package import Package

_ELSEWHERE = {
    "attachedTemplate": "a template from elsewhere",
    "image": "a linked picture",
    "oleObject": "a linked object",
    "subDocument": "a document from elsewhere",
    "aFChunk": "a document from elsewhere",
    "frame": "a web page from elsewhere",
    "mailMergeSource": "a mail merge's list",
    "mailMergeHeaderSource": "a mail merge's list",
}
_WITHIN = {
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "aFChunk": "a document put in as a whole",
    "subDocument": "a document put in as a whole",
    "control": "a form control that is a program",
    "vbaProject": "macros",
}
_FIELDS = {
    "INCLUDETEXT": "a field that fetches text from elsewhere",
    "INCLUDEPICTURE": "a linked picture",
    "DDE": "a field that asks another program",
    "DDEAUTO": "a field that asks another program",
    "LINK": "a linked object",
    "IMPORT": "a linked picture",
    "DATABASE": "a field that fetches data from elsewhere",
    "RD": "a document from elsewhere",
    "MACROBUTTON": "a button that starts a macro",
}
_CLICKED = "hyperlink"
_NAME = re.compile(r"^[^\S\n]*([A-Z]+)", re.MULTILINE | re.IGNORECASE)
_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")


def outside(package: Package, main: Element) -> list[str]:
    """What is in a Word file and was not followed, in plain words, each once; `main` is the root of its main part.

    Raises UserError as `Package.root`.
    """
    parts = [main, *(package.root(part) for kind in _STORIES for part in package.related(kind))]
    linked = (what for name in package.archive.namelist() if name.endswith(".rels") for what in _linked(package, name))
    return list(dict.fromkeys([*linked, *(what for part in parts for what in _fetched(part))]))


def _linked(package: Package, links: str) -> Iterator[str]:
    for link in package.links_of(links):
        kind = link.get("Type", "").rpartition("/")[2]
        if link.get("TargetMode") == "External":
            yield from [_ELSEWHERE.get(kind, "a link to something elsewhere")] * (kind != _CLICKED)
        elif kind in _WITHIN:
            yield _WITHIN[kind]


def _fetched(root: Element) -> Iterator[str]:
    """What the fields in a part's text fetch."""
    written = "".join(map(_instruction, root.iter(w("fldChar"), w("instrText"), w("fldSimple"))))
    yield from (_FIELDS[name] for name in map(str.upper, _NAME.findall(written)) if name in _FIELDS)


def _instruction(element: Element) -> str:
    """A piece of what tells a field what to show, each field's on a line of its own."""
    if element.tag == w("fldChar"):
        return "\n" if element.get(w("fldCharType")) == "begin" else ""
    return element.text or "" if element.tag == w("instrText") else f"\n{element.get(w('instr'), '')}"
