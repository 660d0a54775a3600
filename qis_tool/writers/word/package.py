"""DOCX packages written so that the same document has the same bytes: those of qis, and those of somebody else."""

import io
import os
import re
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from qis_tool.readers.word.names import Element
from qis_tool.readers.word.package import Package

_Date = tuple[int, int, int, int, int, int]
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_LATEST = (2107, 12, 31, 23, 59, 58)
_LEVEL = 6
_SECONDS = re.compile(r"[0-9]{1,20}")


def settled(package: bytes) -> bytes:
    """A package rewritten so that nothing in it depends on the clock or the machine (zlib's build aside)."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = sorted(old.namelist(), key=lambda name: (name not in _FIRST, name))
        for name in names:
            entry = zipfile.ZipInfo(name, _date())
            entry.create_system = 0
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, _LEVEL)
            entry.external_attr = 0
    return written.getvalue()


def kept_root(package: Package, part: str) -> Element:
    """A part's root that may be changed: read as carefully as any, but with all that is in it."""
    package.root(part)
    keeping = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    return etree.fromstring(package.archive.read(part), keeping)


def repacked(package: Package, changed: Mapping[str, Element]) -> bytes:
    """A package with parts changed, all others as they are; new ones stand before the main part and bear its date."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.comment = package.archive.comment
        for entry, name in _entries(package, changed):
            new = zipfile.ZipInfo(name, entry.date_time)
            new.create_system = entry.create_system
            part = _serial(changed[name]) if name in changed else package.archive.read(name)
            made.writestr(new, part, entry.compress_type, _LEVEL)
            new.external_attr = entry.external_attr  # only now: for none, writing puts in one of its own
    return written.getvalue()


def _entries(package: Package, changed: Iterable[str]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The names of all entries, each with the one whose date and marks it is to bear."""
    new = sorted(set(changed) - set(package.archive.namelist()))
    for entry in package.archive.infolist():
        if entry.filename == package.main:
            yield from ((entry, name) for name in new)
        yield entry, entry.filename


def _serial(root: Element) -> bytes:
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def moment() -> str:
    """The moment that SOURCE_DATE_EPOCH names, as Word writes one; empty where it names none."""
    given = _given()
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*given) if given else ""


def _date() -> _Date:
    return _given() or _EARLIEST


def _given() -> _Date | None:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not _SECONDS.fullmatch(given):
        return None
    year, month, day, hour, minute, second = time.gmtime(min(int(given), 2**40))[:6]
    return min(max((year, month, day, hour, minute, second), _EARLIEST), _LATEST)
