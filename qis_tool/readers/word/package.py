"""A Word file's parts, taken out with care: whatever it holds, it is read within bounds or refused in one sentence."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word.names import Element

MAX_BYTES = 20_000_000
MAX_PART = 50_000_000
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Package:
    """A file's parts by name."""

    name: str
    archive: zipfile.ZipFile
    main: str = ""

    def root(self, part: str) -> Element:
        """A part's root element. Raises UserError where it is damaged or far too large."""
        try:
            if self.archive.getinfo(part).file_size > MAX_PART:
                raise UserError(f"{self.name}: a part of it is far too large for this form.")
            return etree.fromstring(self.archive.read(part), _parser())
        except (KeyError, etree.XMLSyntaxError, *_BROKEN):
            raise UserError(f"{self.name}: it is damaged and can't be read. Open and save it in Word first.") from None

    def related(self, kind: str) -> Iterator[str]:
        """The names of parts of one kind (styles, footer, customXml ...) that belong to the main part."""
        folder, name = posixpath.split(self.main)
        for target in _targets(self, f"{folder}/_rels/{name}.rels".lstrip("/"), kind):
            yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def opened(content: bytes, name: str) -> Package:
    """A Word file from memory. Raises UserError for anything else."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(f"{name}: it is protected by a password or in Word's old format. Save it as .docx without one.")
    try:
        bare = Package(name, zipfile.ZipFile(io.BytesIO(content)))
    except _BROKEN:
        raise UserError(f"{name}: not a Word document (.docx).") from None
    main = [target.lstrip("/") for target in _targets(bare, "_rels/.rels", "officeDocument")]
    if len(main) != 1:
        raise UserError(f"{name}: not a Word document (.docx).")
    return Package(name, bare.archive, main[0])


def _targets(package: Package, part: str, kind: str) -> list[str]:
    if part not in package.archive.namelist():
        return []
    links = package.root(part)
    return [link.get("Target", "") for link in links if link.get("Type") == _OFFICE + kind]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
