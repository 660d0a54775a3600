"""A Word file's parts, taken out with care: whatever it holds, it is read within bounds or refused in one sentence."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Container
from dataclasses import dataclass, field, replace
from itertools import pairwise

from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word import kinds
from qis_tool.readers.word.names import LINKS, Element

MAX_BYTES = 20_000_000
MAX_PARTS = 2_000
MAX_PART = 10_000_000
MAX_UNPACKED = 50_000_000
MAX_ELEMENTS = 100_000
MAX_CHARACTERS = 5_000_000  # twice all of the largest plan, in the text and in the record
MAX_DEPTH = 256
_SLICE = 64_000
_TYPES = "[Content_Types].xml"
_LINKS_OF_PACKAGE = "_rels/.rels"
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x41
_HEAD = struct.Struct("<26xHH")
_ENCODINGS = frozenset([None, "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII"])
_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_LINKS = f"{_STRICT}officeDocument/relationships"
_ODD_NAME = re.compile(r"[/\\]|[a-z]:|(.*[/\\])?\.\.?([/\\]|$)|.*\0", re.DOTALL | re.IGNORECASE)
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    etree.LxmlError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A file's parts by name, and how many elements and characters each that was read has."""

    name: str
    archive: zipfile.ZipFile
    main: str = ""
    read: dict[str, tuple[int, int]] = field(default_factory=dict)

    def root(self, part: str) -> Element:
        """A part's root element. Raises UserError where it is damaged or far too large."""
        try:
            with self.archive.open(part) as file:  # never all of it: it may hold more than it says
                content = file.read(MAX_PART + 1)
            if len(content) > MAX_PART:
                raise self.refused(_too_large("a part of it", MAX_PART))
            self._refuse_swarm(content)
            root = etree.fromstring(content, _parser())
            known = root.getroottree().docinfo
            sound = known.internalDTD is None and known.encoding in _ENCODINGS and not _TOO_DEEP(root)
        except _BROKEN:
            sound = False
        if not sound:
            raise self.damaged()
        if root.tag.startswith(f"{{{_STRICT}"):
            raise self.refused(kinds.STRICT)
        self.read[part] = (sum(1 for _ in root.iter()), sum(map(len, root.itertext())))
        elements, characters = map(sum, zip(*self.read.values(), strict=True))
        if elements > MAX_ELEMENTS or characters > MAX_CHARACTERS:
            raise self.too_much()
        return root

    def _refuse_swarm(self, content: bytes) -> None:
        """Refuse what has too many elements and attributes before memory is given to each."""
        if content.count(b"<") > 3 * MAX_ELEMENTS or content.count(b"=") > 5 * MAX_ELEMENTS:
            raise self.too_much()

    def refused(self, why: str) -> UserError:
        """What is told of a file that is not read, and why not."""
        return UserError(f"{self.name}: {why}")

    def damaged(self) -> UserError:
        """What is told of a file of which a part can't be read."""
        return self.refused("it is damaged and can't be read. Open and save it in Word first, or use an earlier copy.")

    def odd(self, what: str) -> UserError:
        """What is told of a file that programs read in different ways, if they do."""
        return self.refused(f"no word processor saves a file like this: {what}. Ask for a copy newly saved in Word.")

    def too_much(self) -> UserError:
        """What is told of a file that would take long to read and can't be this form."""
        return self.refused("it holds far more than this form. Save the form alone as a document of its own.")

    def related(self, kind: str, only: Container[str | None] | None = None) -> list[str]:
        """The names of the parts of one kind (styles, footer …) that belong to the main part; of some ids only."""
        folder, name = posixpath.split(self.main)
        return _targets(self, f"{folder}/_rels/{name}.rels".lstrip("/"), f"{LINKS}/{kind}", only)


def opened(content: bytes, name: str) -> Package:
    """A Word file from memory, all its parts unpacked once to see that they are sound.

    Raises UserError for anything else, and for what is far too large or ambiguous.
    """
    if len(content) > MAX_BYTES:
        raise UserError(f"{name}: {_too_large('it', MAX_BYTES)}")
    bare = Package(name, _archive(content, name))
    entries = bare.archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise bare.refused(_too_large("unpacked it", MAX_UNPACKED))
    if any(entry.flag_bits & _LOCKED for entry in entries):
        raise bare.refused(kinds.PROTECTED)
    _refuse_odd(bare, entries)
    _refuse_unsound(bare, content, entries)
    return _word(bare)


def _too_large(what: str, most: int) -> str:
    return (
        f"{what} is larger than {most // 1_000_000} MB, far too large for this form. Take out pictures, or use a copy"
        " without them."
    )


def _archive(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive in a file. Raises UserError where it is none, or has far too many entries to list them."""
    if not content.startswith(b"PK\x03\x04"):
        raise UserError(f"{name}: {kinds.kind_of_file(content, name)}")
    if content.count(b"PK\x01\x02") > MAX_PARTS:
        raise UserError(f"{name}: it has more than {MAX_PARTS:,} parts, far more than this form. Save it in Word anew.")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN:
        cut = b"PK\x05\x06" not in content
        raise UserError(f"{name}: {kinds.CUT_SHORT if cut else kinds.DAMAGED}") from None
