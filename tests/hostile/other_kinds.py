"""Files of another kind than a Word document."""

import random
from collections.abc import Callable, Mapping
from functools import partial

from tests.hostile.sound import (
    LINK,
    LINKS_OF_PACKAGE,
    MAIN,
    OFFICE,
    TYPES,
    Files,
    document,
    link,
    links,
    named,
    packed,
    parts,
    sound,
    with_text,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {
    "encrypted": "EncryptedPackage",
    "old.doc": "WordDocument",
    "old.xls": "Workbook",
    "old.ppt": "PowerPoint Document",
    "mail.msg": "__substg1.0_0037001F",
    "old-other": "Unknown",
}
_STARTS: Mapping[str, bytes] = {
    "empty": b"",
    "one-byte": b"P",
    "start-of-zip": b"PK\x03\x04",
    "zeros": bytes(5000),
    "ole-start": _OLE,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
    "rtf": rb"{\rtf1\ansi\deff0 Plan}",
    "page.html": b"<!DOCTYPE html><html><body>Plan</body></html>",
    "page": b"<html><head></head><body>Plan</body></html>",
    "page-utf-16": "<html><body>Plan</body></html>".encode("utf-16"),
    "page-in-a-file.mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--",
    "word-2003.xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    "flat.xml": b'<?xml version="1.0"?><p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
    "other.xml": b'<?xml version="1.0"?><plan/>',
    "laughs.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    "text": "Plan für 2024\n".encode(),
    "text-latin-1": "Plan für 2024\n".encode("latin-1"),
    "text-utf-16": "Plan für 2024\n".encode("utf-16"),
    "plan": b"form: k2\nplan_year: 2024\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "photo": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50),
    "phone": b"\x00\x00\x00\x18ftypheic" + bytes(50),
    "scan": b"II*\x00" + bytes(50),
    "empty-zip": b"PK\x05\x06" + bytes(18),
    "seven-zip": b"7z\xbc\xaf\x27\x1c" + bytes(50),
    "rar": b"Rar!\x1a\x07\x00",
    "gzip": b"\x1f\x8b\x08" + bytes(50),
    "program": b"MZ\x90\x00\x03" + bytes(50),
    "word-perfect": b"\xffWPC\x10\x00",
    "terminal-codes": b"\x1b[31mred\x1b]0;title\x07",
    "~$plan": b"\x05Maria".ljust(162, b"\x00"),
}
_MAIN_TYPES = {
    "book.xlsx": f"{OFFICE}spreadsheetml.sheet.main+xml",
    "slides.pptx": f"{OFFICE}presentationml.presentation.main+xml",
    "macros.docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "macros.dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "macros-named": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "template.dotx": f"{OFFICE}wordprocessingml.template.main+xml",
    "type-of-text": "text/plain",
    "type-of-styles": f"{OFFICE}wordprocessingml.styles+xml",
    "type-empty": "",
    "type-endless": "x" * 100_000,
    "type-with-codes": "&#10;&#9;application/xml; charset=x",
}
_PACKAGES: Mapping[str, Mapping[str, bytes | str]] = {
    "zip.zip": {"a.txt": "a"},
    "zip-of-nothing": {},
    "open-document.odt": {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
    "open-sheet.ods": {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"},
    "book.epub": {"mimetype": "application/epub+zip"},
    "mime-type-large": {"mimetype": b"\xff" * 1_000_000},
    "pages.pages": {"Index/Document.iwa": b"\x00", "Metadata/Properties.plist": ""},
    "drawing.vsdx": {LINKS_OF_PACKAGE: links(link("http://a.example/document", "visio/document.xml")), "visio/a": ""},
    "excel-without-types": {LINKS_OF_PACKAGE: links(link("officeDocument", "xl/a.xml")), "xl/a.xml": "<a/>"},
}  # fmt: skip


def other_kinds() -> Files:
    """Files that are something else, or nothing."""
    yield from named("kind", {name: partial(_same, content) for name, content in _STARTS.items()})
    yield from named("kind", {f"ole-{name}": partial(_old_office, stream) for name, stream in _STREAMS.items()})
    yield from named("kind", {name: partial(packed, content) for name, content in _PACKAGES.items()})
    yield from named("kind", {name: partial(_typed, given) for name, given in _MAIN_TYPES.items()})
    yield from named("kind", {f"random-{seed}": partial(_random, seed) for seed in range(8)})
    yield from named("kind", _variants())


def _variants() -> Mapping[str, Callable[[], bytes]]:
    strict = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    return {
        "zip-with-a-document": lambda: packed({"plans/plan.docx": sound(), "notes.txt": "a"}),
        "strict": lambda: with_text(LINKS_OF_PACKAGE, f"{LINK}/officeDocument", f"{strict}/officeDocument"),
        "strict-main": lambda: with_text(MAIN, "http://schemas.openxmlformats.org/word", "http://purl.oclc.org/ooxml/word"),
        "pdf-before-a-document": lambda: b"%PDF-1.7\n" + sound(),
        "page-before-a-document": lambda: b"<html></html>" + sound(),
        "document-twice": lambda: sound() + sound(),
        "smallest": lambda: packed({LINKS_OF_PACKAGE: links(link("officeDocument", "a")), "a": document("")}),
        "flat-html-in-document": lambda: packed({**parts(), MAIN: "<html><body>Plan</body></html>"}),
    }  # fmt: skip


def _same(content: bytes) -> bytes:
    return content


def _old_office(stream: str) -> bytes:
    return _OLE + bytes(504) + f"Root Entry\0{stream}\0".encode("utf-16-le") + bytes(400)


def _typed(content_type: str) -> bytes:
    return with_text(TYPES, f"{OFFICE}wordprocessingml.document.main+xml", content_type)


def _random(seed: int) -> bytes:
    return random.Random(seed).randbytes(2000)  # noqa: S311 - the same each time
