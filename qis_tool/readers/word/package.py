"""A Word file's parts, taken out with care: whatever it holds, it is read within bounds or refused in one sentence."""

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field, replace

from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word.names import LINKS, Element

MAX_BYTES = 20_000_000
MAX_PART = 10_000_000
MAX_UNPACKED = 50_000_000
MAX_ELEMENTS = 100_000
MAX_CHARACTERS = 5_000_000  # twice all of the largest plan, in the text and in the record
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Package:
    """A file's parts by name, and how much has been read of them."""

    name: str
    archive: zipfile.ZipFile
    main: str = ""
    read: Counter[str] = field(default_factory=Counter)

    def root(self, part: str) -> Element:
        """A part's root element. Raises UserError where it is damaged or far too large."""
        try:
            with self.archive.open(part) as file:  # never all of it: it may hold more than it says
                content = file.read(MAX_PART + 1)
            if len(content) > MAX_PART:
                raise UserError(f"{self.name}: a part of it is far too large for this form.")
            root = etree.fromstring(content, _parser())
        except (KeyError, etree.XMLSyntaxError, *_BROKEN):
            raise _damaged(self.name) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise _damaged(self.name)
        self.read.update(elements=sum(1 for _ in root.iter()), characters=sum(map(len, root.itertext())))
        if self.read["elements"] > MAX_ELEMENTS or self.read["characters"] > MAX_CHARACTERS:
            raise self.too_much()
        return root

    def too_much(self) -> UserError:
        """What is told of a file that would take long to read and can't be this form."""
        return UserError(f"{self.name}: it holds far more than this form.")

    def related(self, kind: str, only: Container[str | None] | None = None) -> list[str]:
        """The names of the parts of one kind (styles, footer …) that belong to the main part; of some ids only."""
        folder, name = posixpath.split(self.main)
        return _targets(self, f"{folder}/_rels/{name}.rels".lstrip("/"), kind, only)


def opened(content: bytes, name: str) -> Package:
    """A Word file from memory. Raises UserError for anything else, and for what is far too large or ambiguous."""
    if len(content) > MAX_BYTES:
        raise UserError(f"{name}: it is larger than {MAX_BYTES // 1_000_000} MB, far too large for this form.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(f"{name}: it is protected by a password or in Word's old format. Save it as .docx without one.")
    try:
        bare = Package(name, zipfile.ZipFile(io.BytesIO(content)))
    except _BROKEN:
        raise _no_document(name) from None
    entries = bare.archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UserError(f"{name}: unpacked it is far too large for this form.")
    twice = len({entry.filename.casefold() for entry in entries}) < len(entries)
    if twice or any(entry.compress_type not in _PACKED for entry in entries):
        raise _damaged(name)
    main = _targets(bare, "_rels/.rels", "officeDocument")
    if len(main) != 1:
        raise _no_document(name)
    return replace(bare, main=main[0])


def _damaged(name: str) -> UserError:
    return UserError(f"{name}: it is damaged and can't be read. Open and save it in Word first.")


def _no_document(name: str) -> UserError:
    way = "A plan is for qis validate; of a PDF, take the Word document it was made from."
    return UserError(f"{name}: not a Word document (.docx). {way}")


def _targets(package: Package, links: str, kind: str, only: Container[str | None] | None = None) -> list[str]:
    """The parts of one kind that a part of links leads to, each once."""
    if links not in package.archive.namelist():
        return []
    folder = posixpath.dirname(posixpath.dirname(f"/{links}"))
    found = (link for link in package.root(links) if link.get("Type") == f"{LINKS}/{kind}")
    targets = (link.get("Target", "") for link in found if only is None or link.get("Id") in only)
    paths = (posixpath.normpath(posixpath.join(folder, target)) for target in targets)
    return list(dict.fromkeys(path.lstrip("/") for path in paths))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
