"""A file that is no Word document to be read: each kind told in one plain sentence with a way out."""

from collections.abc import Mapping

import pytest

from qis_tool.errors import UserError
from qis_tool.readers.word.package import opened
from tests.readers.files import links, packed, xml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
SAVE = "Open it in Word and save it as Word Document (.docx)."
USE = "Use the Word document (.docx) it was made from."
WEB = f"it is a web page, whatever its name says. {SAVE}"
PICTURE = "it is a picture, and text in a picture can't be read. Use the Word document (.docx) it shows."
TEXT = "it is plain text, not a Word document (.docx). A plan is for qis validate."
ARCHIVE = "it is a zip file or the like, not a Word document. If there is one (.docx) in it, unpack that and use it."
UNKNOWN = "it is not a Word document (.docx). Use the document as Word saves it."
EXCEL = f"it is an Excel workbook, not a Word document. {USE}"
SLIDES = f"it is a PowerPoint presentation, not a Word document. {USE}"
DAMAGED = "it is damaged and can't be read. Open and save it in Word first, or use an earlier copy of it."
STRICT = "it is saved as Strict Open XML Document. Save it in Word as Word Document (.docx), not Strict."
MACROS = "it may carry macros (.docm or .dotm), so it is not read. Save it in Word as Word Document (.docx)."
PROTECTED = (
    "it is protected by a password or a sensitivity label. "
    "Take that off in Word (File > Info > Protect Document) and save it."
)
MAIL = "it is an e-mail, not a Word document. Save the document that is attached to it, and use that."
XML = "it is an XML file, not a Word document. If Word opens it, save it there as Word Document (.docx)."
ZEROS = "nothing is left in it but zeros. Take another copy of it, or an earlier version."
ODS = f"it is an OpenDocument file, but no text. {USE}"
WORD_XML = f"it is Word XML (.xml). {SAVE}"
PDF = f"it is a PDF, not a Word document. {USE}"
RTF = f"it is rich text (RTF), not a Word document. {SAVE}"
OF_EXCEL, OF_SLIDES = "spreadsheetml.sheet.main+xml", "presentationml.presentation.main+xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
WORD = f"{OFFICE}wordprocessingml.document.main+xml"


def stream(name: str) -> bytes:
    """The start of an old Office file in which there is a stream of this name."""
    return OLE + f"{name}\0".encode("utf-16-le") + bytes(100)


def refused(content: bytes, name: str = "plan.docx") -> str:
    """The sentence in which a file is refused, without its name."""
    with pytest.raises(UserError) as told:
        opened(content, name)
    named, _, sentence = str(told.value).partition(": ")
    assert named == name
    assert "\n" not in sentence
    return sentence


def test_a_file_without_a_byte_is_told() -> None:
    assert refused(b"") == "it is empty. Copy or download it again."


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", PDF),
        (b"\r\n%PDF-1.4\n", PDF),
        (rb"{\rtf1\ansi plan}", RTF),
        (b"<!DOCTYPE html><html><body>Plan</body></html>", WEB),
        (b"\xef\xbb\xbf  <!-- saved from Word --><HTML>\xe4", WEB),
        ("<html><p>Plan</p></html>".encode("utf-16"), WEB),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html/>', WEB),
        (b"<p>Plan", WEB),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", WEB),
        (b"From: <Saved by Word>\nSubject: Plan\nMIME-Version: 1.0\nContent-Type: multipart/related", WEB),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', WORD_XML),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
         WORD_XML),
        (b'<?xml version="1.0"?><plan/>', XML),
        (b"form: k2\n", TEXT),
        ("Plan für 2024".encode("latin-1"), TEXT),
        ("Plan".encode("utf-16"), TEXT),
        (b"\x89PNG\r\n\x1a\n", PICTURE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", PICTURE),
        (b"GIF89a", PICTURE),
        (b"II*\0", PICTURE),
        (b"MM\0*", PICTURE),
        (b"BM\x36\x10\0\0\0\0\0\0\x36", PICTURE),
        (b"RIFF\x10\0\0\0WEBPVP8 ", PICTURE),
        (b"\0\0\0\x18ftypheic", PICTURE),
        (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
        (b"Rar!\x1a\x07", ARCHIVE),
        (b"\x1f\x8b\x08", ARCHIVE),
        (b"PK\x05\x06" + bytes(18), ARCHIVE),
        (b"\xffWPC\x10\0", f"it is in an old format of another time. {SAVE}"),
        (bytes(4096), ZEROS),
        (b"\x7fELF\x02\x01\x01\0", UNKNOWN),
        (b"PK\x03\x04", "it is cut short: its end is missing. Copy or download it again."),
        (stream("EncryptedPackage"), PROTECTED),
        (stream("WordDocument"), f"it is in Word's old format (.doc). {SAVE}"),
        (stream("Workbook"), EXCEL),
        (stream("PowerPoint Document"), SLIDES),
        (stream("__substg1.0_0037001F") + stream("WordDocument"), MAIL),
        (OLE, f"it is in an old Office format. {SAVE}"),
    ],
)  # fmt: skip
def test_a_file_is_told_by_its_first_bytes(content: bytes, told: str) -> None:
    assert refused(content) == told


def test_what_word_keeps_beside_an_open_document_is_told() -> None:
    told = "it is what Word keeps beside an open document. Use the document itself, whose name has no ~$."
    for name in ("~$plan.docx", "plans/~$plan.docx", "plans\\~$plan.docx"):
        assert refused(b"\x05Maria" + bytes(156), name) == told
    assert refused(b"form: k2\n" * 200, "~$plan.docx") == TEXT


def package(parts: Mapping[str, str | bytes], content_type: str = "", main: str = "word/document.xml") -> bytes:
    """A package whose main part is of a type."""
    names = "http://schemas.openxmlformats.org/package/2006/content-types"
    of_main = f'<Override PartName="/{main}" ContentType="{content_type}"/>' if content_type else ""
    types = f'<Types xmlns="{names}"><Default Extension="xml" ContentType="application/xml"/>{of_main}</Types>'
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": links(("officeDocument", main)),
            main: xml("document", ""),
            **parts,
        }
    )


@pytest.mark.parametrize(
    ("content_type", "told"),
    [
        (f"{OFFICE}wordprocessingml.template.main+xml", f"it is a Word template (.dotx). {SAVE}"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", MACROS),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", MACROS),
        (f"{OFFICE}{OF_EXCEL}", EXCEL),
        ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", EXCEL),
        (f"{OFFICE}{OF_SLIDES}", SLIDES),
        ("application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml", SLIDES),
        ("text/plain", UNKNOWN),
    ],
)
def test_another_package_of_office_is_told_by_the_type_of_its_main_part(content_type: str, told: str) -> None:
    assert refused(package({}, content_type)) == told


@pytest.mark.parametrize("main", ["word/document.xml", "Word/Document.XML", "strange"])
def test_a_word_document_may_have_its_main_part_anywhere(main: str) -> None:
    assert opened(package({}, WORD, main), "plan.docx").main == main


def test_a_package_that_says_nothing_of_types_may_be_a_word_document() -> None:
    parts = {"_rels/.rels": links(("officeDocument", "a.xml")), "a.xml": xml("document", "")}
    assert opened(packed(parts), "plan.docx").main == "a.xml"
    assert refused(packed({**parts, "[Content_Types].xml": "no xml"})) == DAMAGED


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"a.txt": "a"}, ARCHIVE),
        ({"plan.docx": "a"}, ARCHIVE),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, f"it is an OpenDocument text (.odt). {SAVE}"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, ODS),
        ({"mimetype": "application/epub+zip"}, ARCHIVE),
        ({"Index/Document.iwa": ""}, "it is a Pages document. Export it from Pages as Word (.docx)."),
        ({"word/document.xml": xml("document", "")}, DAMAGED),
        ({"word/document.xml": "", "_rels/.rels": links(("image", "word/document.xml"))}, DAMAGED),
    ],
)  # fmt: skip
def test_a_package_that_leads_to_no_document_is_told_by_the_names_in_it(parts: dict[str, str], told: str) -> None:
    assert refused(packed(parts)) == told


def strict(text: str) -> str:
    """A part in the names of the Strict variant."""
    return text.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument"
    )


def test_the_strict_variant_is_told() -> None:
    main = {"_rels/.rels": strict(links(("officeDocument", "word/document.xml")))}
    assert refused(package(main, WORD)) == STRICT
    assert refused(package(main, f"{OFFICE}{OF_EXCEL}")) == EXCEL
    of_part = opened(package({"word/document.xml": '<a xmlns="http://purl.oclc.org/ooxml/x"/>'}, WORD), "plan.docx")
    with pytest.raises(UserError, match="not Strict"):
        of_part.root(of_part.main)


def test_a_main_part_outside_of_the_file_is_none() -> None:
    outer = links(("officeDocument", "file:///word/document.xml")).replace(" Target=", ' TargetMode="External" Target=')
    assert refused(package({"_rels/.rels": outer}, WORD)) == DAMAGED
