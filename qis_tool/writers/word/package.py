"""The same document, the same bytes: a DOCX package with entries in fixed order and of a fixed date."""

import io
import os
import re
import time
import zipfile

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


def _date() -> tuple[int, int, int, int, int, int]:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not _SECONDS.fullmatch(given):
        return _EARLIEST
    year, month, day, hour, minute, second = time.gmtime(min(int(given), 2**40))[:6]
    return min(max((year, month, day, hour, minute, second), _EARLIEST), _LATEST)
