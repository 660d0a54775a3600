"""Zip archives that lie: on sizes, places, names and ways to pack."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.hostile.sound import MAIN, Files, named, packed, parts, sound, with_parts

_ENTRY, _LISTED, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NAMES = {
    "leads-out": "../../../evil.xml",
    "absolute": "/etc/passwd",
    "drive": "C:\\Windows\\evil.xml",
    "backslash": "word\\document.xml",
    "share": "\\\\server\\share\\evil.xml",
    "same-letters": "Word/Document.XML",
    "dots": "word/./document.xml",
    "endless": "a/" * 20_000,
    "right-to-left": "word/\u202etxt.xml",
    "codes": "word/\x1b[31m\n.xml",
    "slash": "/",
    "null-device": "NUL",
    "links": "word/_rels/\U0001f476.rels",
    "zero": "word/a.xml",
}
_FIELDS = {
    "version": (_LISTED, 6, "<H", 99),
    "flags-locked": (_LISTED, 8, "<H", 1),
    "flags-strongly-locked": (_LISTED, 8, "<H", 0x41),
    "flags-patched": (_LISTED, 8, "<H", 0x20),
    "flags-utf-8": (_LISTED, 8, "<H", 0x800),
    "flags-all": (_LISTED, 8, "<H", 0xFFFF),
    "flags-of-entry": (_ENTRY, 6, "<H", 0xFFFF),
    "method-stored": (_LISTED, 10, "<H", 0),
    "method-imploded": (_LISTED, 10, "<H", 6),
    "method-deflate64": (_LISTED, 10, "<H", 9),
    "method-unknown": (_LISTED, 10, "<H", 97),
    "method-of-entry": (_ENTRY, 8, "<H", 0),
    "date": (_LISTED, 12, "<L", 0xFFFFFFFF),
    "checksum": (_LISTED, 16, "<L", 0),
    "packed-none": (_LISTED, 20, "<L", 0),
    "packed-most": (_LISTED, 20, "<L", 0x7FFFFFFF),
    "size-none": (_LISTED, 24, "<L", 0),
    "size-less": (_LISTED, 24, "<L", 20),
    "size-more": (_LISTED, 24, "<L", 1_000_000),
    "size-most": (_LISTED, 24, "<L", 0xFFFFFFFE),
    "size-of-entry": (_ENTRY, 22, "<L", 5),
    "size-of-entry-most": (_ENTRY, 18, "<Q", 0xFFFFFFFFFFFFFFFF),
    "name-length": (_LISTED, 28, "<H", 0xFFFF),
    "name-length-of-entry": (_ENTRY, 26, "<H", 0xFFFF),
    "more-length": (_LISTED, 30, "<H", 20),
    "disk": (_LISTED, 34, "<H", 7),
    "attributes": (_LISTED, 38, "<L", 0xA1FF0000),
    "place": (_LISTED, 42, "<L", 3),
    "place-first": (_LISTED, 42, "<L", 0),
    "place-most": (_LISTED, 42, "<L", 0xFFFFFFFE),
    "place-elsewhere": (_LISTED, 42, "<L", 0xFFFFFFFF),
    "end-entries": (_END, 8, "<L", 0xFFFFFFFF),
    "end-no-entries": (_END, 8, "<L", 0),
    "end-disk": (_END, 4, "<L", 0x00010001),
    "end-size": (_END, 12, "<L", 10),
    "end-size-most": (_END, 12, "<L", 0xFFFFFFFF),
    "end-place": (_END, 16, "<L", 0),
    "end-place-most": (_END, 16, "<L", 0xFFFFFFFF),
    "end-comment": (_END, 20, "<H", 0xFFFF),
}


def archives() -> Files:
    """Archives of a sound document, and bombs."""
    yield from named("zip", {f"name-{name}": partial(_named, given) for name, given in _NAMES.items()})
    yield from named("zip", {f"field-{name}": partial(_changed, *given) for name, given in _FIELDS.items()})
    yield from named("zip", _wholes())
    yield from named("zip", dict(_bombs()), large=True)


def _wholes() -> Mapping[str, Callable[[], bytes]]:
    end = sound().index(_LISTED)
    return {
        "stored": lambda: packed(parts(), zipfile.ZIP_STORED),
        "lzma": lambda: packed(parts(), zipfile.ZIP_LZMA),
        "bzip2": lambda: packed(parts(), zipfile.ZIP_BZIP2),
        "twice-one-part": _twice,
        "after": lambda: sound() + b"more" * 1000,
        "before": lambda: _ENTRY + sound(),
        "comment": lambda: sound()[:-2] + struct.pack("<H", 60_000) + (_END + _LISTED) * 7_500,
        "without-list": lambda: sound()[:end],
        "list-cut": lambda: sound()[: end + 100],
        "only-list": lambda: _ENTRY + sound()[end:],
        "overlapping": _overlapping,
        "zip-64-place": lambda: _with_long_place(2**64 - 1),
        "zip-64-place-negative": lambda: _with_long_place(2**63),
        "parts-2000": lambda: with_parts({f"a/{n}": "" for n in range(1_983)}),
        "parts-2001": lambda: with_parts({f"a/{n}": "" for n in range(1_984)}),
        "more-behind-stream": _more_behind_stream,
        "zip-in-zip": lambda: with_parts({MAIN: sound()}),
    }


def _bombs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "entries-100000", lambda: _empty_entries(100_000)
    yield "entries-300000", lambda: _empty_entries(300_000)
    yield "ratio-in-text", lambda: with_parts({MAIN: bytes(9_999_999)})
    yield "ratio-in-text-past-bound", lambda: with_parts({MAIN: b" " * 20_000_000})
    yield "ratio-in-pictures", lambda: with_parts({f"word/media/{n}.png": bytes(9_000_000) for n in range(5)})
    yield "ratio-in-all", lambda: with_parts({f"word/media/{n}.png": bytes(9_000_000) for n in range(6)})
    yield "ratio-most", lambda: with_parts({"word/media/a.png": bytes(500_000_000)})
    yield "ratio-said-to-be-little", lambda: _said_to_be(200_000_000, 1000)
    yield "large", lambda: packed({**parts(), "word/media/a.png": bytes(19_900_000)}, zipfile.ZIP_STORED)
    yield "larger", lambda: packed({**parts(), "word/media/a.png": bytes(20_100_000)}, zipfile.ZIP_STORED)


def _changed(mark: bytes, offset: int, layout: str, value: int) -> bytes:
    """The sound document with another number in every entry."""
    content, at = bytearray(sound()), -1
    while (at := content.find(mark, at + 1)) >= 0:
        struct.pack_into(layout, content, at + offset, value)
    return bytes(content)


def _named(name: str) -> bytes:
    content = packed({**parts(), name: "<a/>"})
    return content.replace(b"word/a.xml", b"word/\0.xml") if name == "word/a.xml" else content


def _twice() -> bytes:
    other = packed({**parts(), "word/documenT.xml": "<a/>"})
    return other.replace(b"word/documenT.xml", MAIN.encode())


def _overlapping() -> bytes:
    """Every entry is the first."""
    content, at = bytearray(packed(dict.fromkeys(map(str, range(100)), b"x" * 1000), zipfile.ZIP_STORED)), -1
    while (at := content.find(_LISTED, at + 1)) >= 0:
        struct.pack_into("<L", content, at + 42, 0)
    return bytes(content)


def _with_long_place(place: int) -> bytes:
    content = bytearray(packed({"a": "text"}))
    at, end = content.index(_LISTED), content.index(_END)
    more = struct.pack("<HHQ", 1, 8, place)
    struct.pack_into("<L", content, end + 12, struct.unpack_from("<L", content, end + 12)[0] + len(more))
    struct.pack_into("<H", content, at + 30, len(more))
    struct.pack_into("<L", content, at + 42, 0xFFFFFFFF)
    content[at + 47 : at + 47] = more
    return bytes(content)


def _empty_entries(number: int) -> bytes:
    """So many entries that are listed but lie nowhere."""
    listed = b"".join(
        _LISTED + struct.pack("<4B4HL2L5H2L", 20, 0, 20, 0, 0, 0, 0, 0x21, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0) + b"%06d" % n
        for n in range(number)
    )
    entry = _ENTRY + struct.pack("<5HL2L2H", 20, 0, 0, 0, 0x21, 0, 0, 0, 6, 0) + b"000000"
    end = _END + struct.pack("<4H2LH", 0, 0, min(number, 0xFFFF), min(number, 0xFFFF), len(listed), len(entry), 0)
    return entry + listed + end


def _said_to_be(size: int, said: int) -> bytes:
    """A part that unpacks to far more than is said, and whose checksum is that of what is said."""
    content = bytearray(with_parts({"word/media/a.png": bytes(size)}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check = archive.getinfo("word/media/a.png").CRC
    false = struct.pack("<L", zlib.crc32(bytes(said)))
    return (
        bytes(content)
        .replace(struct.pack("<L", size), struct.pack("<L", said))
        .replace(struct.pack("<L", check), false)
    )


def _more_behind_stream() -> bytes:
    """A part in which something stands behind the end of what was packed."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = pack.compress(b"text") + pack.flush() + b"more"
    head = struct.pack("<3H2HL2L2H", 20, 0, 8, 0, 0x21, zlib.crc32(b"text"), len(stream), 4, 1, 0)
    listed = _LISTED + struct.pack("<2B", 20, 0) + head + struct.pack("<3H2L", 0, 0, 0, 0, 0) + b"a"
    entry = _ENTRY + head + b"a" + stream
    return entry + listed + _END + struct.pack("<4H2LH", 0, 0, 1, 1, len(listed), len(entry), 0)
