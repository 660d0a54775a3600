"""A zip archive in memory, every entry of it unpacked once, so that no program finds more in it than it says."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qis_tool.errors import UserError
from qis_tool.readers.word import kinds

MAX_PARTS = 2_000
MAX_UNPACKED = 50_000_000
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
_ENTRY, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_LONGEST_END = 70_000
_SLICE = 64_000
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x41
_HEAD = struct.Struct("<26xHH")
_LEADS_OUT = re.compile(r"[/\\]|[a-z]:|(.*[/\\])?\.\.?([/\\]|$)|.*\0", re.DOTALL | re.IGNORECASE)


def sound_archive(content: bytes, name: str) -> zipfile.ZipFile:
    """The archive that a file is. Raises UserError for another kind of file, and for an archive that is not sound."""
    told = _other_kind(content, name)
    if not told:
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN:
            told = kinds.DAMAGED
        else:
            if not (told := next(_faults(content, archive), "")):
                return archive
    raise UserError(f"{name}: {told}")


def _other_kind(content: bytes, name: str) -> str:
    if not content.startswith(_ENTRY):
        return kinds.kind_of_file(content, name)
    if _END not in content[-_LONGEST_END:]:
        return kinds.CUT_SHORT
    if content.count(_LISTED) > MAX_PARTS:  # before memory is given to each
        return f"it has more than {MAX_PARTS:,} parts, far more than this form. Copy its text into a new document."
    return ""


def _faults(content: bytes, archive: zipfile.ZipFile) -> Iterator[str]:
    """Why an archive is not read, nothing where it is sound."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        yield kinds.too_large("unpacked it", MAX_UNPACKED)
    elif any(entry.flag_bits & _LOCKED for entry in entries):
        yield kinds.LOCKED
    elif len({entry.filename.casefold() for entry in entries}) < len(entries):
        yield kinds.odd("two of its parts have one name")
    elif any(_LEADS_OUT.match(entry.orig_filename) for entry in entries):
        yield kinds.odd("the name of a part leads out of it")
    elif min((entry.header_offset for entry in entries), default=0):
        yield kinds.odd("something else stands before its parts")
    elif any(entry.compress_type not in _PACKED for entry in entries):
        yield kinds.odd("a part is packed in another way")
    elif any(one.header_offset + one.compress_size > other.header_offset for one, other in _neighbours(entries)):
        yield kinds.odd("its parts lie over each other")
    elif not all(_is_sound(content, archive, entry) for entry in entries):
        yield kinds.DAMAGED


def _neighbours(entries: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, zipfile.ZipInfo]]:
    return pairwise(sorted(entries, key=lambda entry: entry.header_offset))


def _is_sound(content: bytes, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry unpacks to what is said of it, no more of which is unpacked than a byte."""
    try:
        archive.open(entry).close()  # sees that what stands before it says the same
        start = entry.header_offset + _HEAD.size + sum(_HEAD.unpack_from(content, entry.header_offset))
        return _unpacks(memoryview(content)[start : start + entry.compress_size], entry)
    except BROKEN:
        return False


def _unpacks(packed: memoryview, entry: zipfile.ZipInfo) -> bool:
    if entry.compress_type == zipfile.ZIP_STORED or not entry.compress_size:
        return len(packed) == entry.file_size and zlib.crc32(packed) == entry.CRC
    size = check = 0
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    for at in range(0, len(packed), _SLICE):
        piece = unpack.decompress(packed[at : at + _SLICE], entry.file_size - size + 1)
        size, check = size + len(piece), zlib.crc32(piece, check)
        if size > entry.file_size:
            return False
    return unpack.eof and not unpack.unused_data and (size, check) == (entry.file_size, entry.CRC)
