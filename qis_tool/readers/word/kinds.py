"""What a file is that is not a Word document to be read, each kind in one sentence that says the way out."""

import re
from collections.abc import Collection
from typing import NamedTuple

_SAVE = "Open it in Word and save it as Word Document (.docx)."
_USE = "Use the Word document (.docx) it was made from."
_EXCEL = f"it is an Excel workbook, not a Word document. {_USE}"
_SLIDES = f"it is a PowerPoint presentation, not a Word document. {_USE}"
_WEB_PAGE = f"it is a web page, whatever its name says. {_SAVE}"
_XML = "it is an XML file, not a Word document. If Word opens it, save it there as Word Document (.docx)."
_PICTURE = "it is a picture, and text in a picture can't be read. Use the Word document (.docx) it shows."
_ARCHIVE = "it is a zip file or the like, not a Word document. If there is one (.docx) in it, unpack that and use it."
_OLD = f"it is in an old Office format. {_SAVE}"
_MACROS = "it may carry macros (.docm or .dotm), so it is not read. Save it in Word as Word Document (.docx)."
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1a]")
_MOST_MARK = 1000
_START = 4096

PROTECTED = (
    "it is protected by a password or a sensitivity label. "
    "Take that off in Word (File > Info > Protect Document) and save it."
)
LOCKED = "its parts are locked by a zip program's password. Ask its sender for a copy without one."
STRICT = "it is saved as Strict Open XML Document. Save it in Word as Word Document (.docx), not Strict."
CUT_SHORT = "it is cut short: its end is missing. Copy or download it again."
DAMAGED = "it is damaged and can't be read. Open and save it in Word first, or use an earlier copy of it."
TOO_MUCH = "it holds far more than this form. Save the form alone as a document of its own."
UNKNOWN = "it is not a Word document (.docx). Use the document as Word saves it."


def too_large(what: str, most: int) -> str:
    """What is told where a file or what is in it is larger than so many bytes."""
    size = f"{what} is larger than {most // 1_000_000} MB, far too large for this form."
    return f"{size} Take the pictures out of it in Word and save it."


def odd(what: str) -> str:
    """What is told of a file that is put together as no word processor does it, so that programs may differ on it."""
    return f"no word processor saves a file like this: {what}. Ask its sender for a copy newly saved in Word."


class _Kind(NamedTuple):
    """A kind of file by what it begins with, which a pattern describes."""

    begins: re.Pattern[bytes]
    told: str


def _kind(pattern: bytes, told: str) -> _Kind:
    return _Kind(re.compile(pattern, re.DOTALL | re.IGNORECASE), told)


_BY_START = (
    _kind(rb"%PDF|.{1,1000}%PDF-\d", f"it is a PDF, not a Word document. {_USE}"),
    _kind(rb"\{\\rt", f"it is rich text (RTF), not a Word document. {_SAVE}"),
    _kind(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(heic|mif1|avif)", _PICTURE),
    _kind(rb"7z\xbc\xaf|Rar!|\x1f\x8b|PK\x05\x06", _ARCHIVE),
    _kind(rb"\xffWPC|\xdb\xa5|\x31\xbe\0\0", f"it is in an old format of another time. {_SAVE}"),
)
_BY_TEXT = (
    _kind(rb"(?=.*\bmime-version:)[\w-]+:.*multipart/related|mime-version:", _WEB_PAGE),
    _kind(rb"(<\?xml.*|<!--.*)?(<!doctype\s+html|<html\b)|<(head|body|meta|table|div|p)\b", _WEB_PAGE),
    _kind(rb"<\?xml.*(word\.document|office/word/2003/wordml|2006/xmlpackage)", f"it is Word XML (.xml). {_SAVE}"),
    _kind(rb"<\?xml\b", _XML),
)
_BY_STREAM = (
    ("__substg1.0_", "it is an e-mail, not a Word document. Save the document that is attached to it, and use that."),
    ("EncryptedPackage", PROTECTED),
    ("WordDocument", f"it is in Word's old format (.doc). {_SAVE}"),
    ("Workbook", _EXCEL),
    ("PowerPoint Document", _SLIDES),
)
_BY_CONTENT_TYPE = (
    ("ms-word.", _MACROS),
    ("wordprocessingml.document.main", ""),
    ("wordprocessingml.template.main", f"it is a Word template (.dotx). {_SAVE}"),
    ("spreadsheetml", _EXCEL),
    ("ms-excel", _EXCEL),
    ("presentationml", _SLIDES),
    ("ms-powerpoint", _SLIDES),
)
_BY_MIME_TYPE = (
    ("oasis.opendocument.text", f"it is an OpenDocument text (.odt). {_SAVE}"),
    ("oasis.opendocument", f"it is an OpenDocument file, but no text. {_USE}"),
)


def kind_of_file(content: bytes, name: str) -> str:
    """What is told of a file that is no package of parts."""
    if not content:
        return "it is empty. Copy or download it again."
    if re.split(r"[/\\]", name)[-1].startswith("~$") and len(content) < _MOST_MARK:
        return "it is what Word keeps beside an open document. Use the document itself, whose name has no ~$."
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return next((told for stream, told in _BY_STREAM if stream.encode("utf-16-le") in content), _OLD)
    start = content[:_START]
    return next((kind.told for kind in _BY_START if kind.begins.match(start)), "") or _kind_of_text(content)


def _kind_of_text(content: bytes) -> str:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = (content.decode("utf-16", "replace").encode() if utf16 else content).removeprefix(b"\xef\xbb\xbf")
    if not text.strip(b"\0"):
        return "nothing is left in it but zeros. Take another copy of it, or an earlier version."
    if _BINARY.search(text, 0, _START):
        return UNKNOWN
    start = text[:_START].lstrip()
    told = next((kind.told for kind in _BY_TEXT if kind.begins.match(start)), "")
    return told or "it is plain text, not a Word document (.docx). A plan is for qis validate."


def kind_by_content_type(content_type: str) -> str:
    """What is told of a package whose main part is of this type; nothing where it is a Word document's."""
    found = (told for mark, told in _BY_CONTENT_TYPE if mark in content_type.casefold())
    return next(found, UNKNOWN) if content_type else ""


def kind_by_names(names: Collection[str], mime_type: str) -> str:
    """What is told of a package that leads to no document of Office; nothing where it was one and is damaged."""
    if told := next((told for mark, told in _BY_MIME_TYPE if mark in mime_type), ""):
        return told
    if any(name.endswith(".iwa") for name in names):
        return "it is a Pages document. Export it from Pages as Word (.docx)."
    return "" if any(name.startswith("word/") for name in names) else _ARCHIVE
