"""Faults, planted in a sound document to see that a rule finds them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from lxml import etree

from tests.package_rules import Element, W

NAMES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
    "o": "http://schemas.openxmlformats.org/package/2006/relationships",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
}
Change = Callable[[Element], None]
Entries = list[tuple[zipfile.ZipInfo, bytes]]


def entries(package: bytes) -> Entries:
    """The entries of a package with their bytes."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return [(entry, archive.read(entry)) for entry in archive.infolist()]


def packed(content: Entries) -> bytes:
    """The package of such entries; their dates and marks are kept."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, part in content:
            attributes = entry.external_attr
            archive.writestr(entry, part, compresslevel=1)
            entry.external_attr = attributes
    return written.getvalue()


def with_change(package: bytes, name: str, change: Change) -> bytes:
    """A package in which one part's root is changed."""
    return packed(
        [(entry, _changed(part, change) if entry.filename == name else part) for entry, part in entries(package)]
    )


def _changed(part: bytes, change: Change) -> bytes:
    root = etree.fromstring(part)
    change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def first(root: Element, path: str) -> Any:
    """The first element that a path leads to."""
    found: Any = root.xpath(path, namespaces=NAMES)
    return found[0]


def give(path: str, value: str, attribute: str = f"{{{W}}}val") -> Change:
    """Gives an element's attribute another value."""
    return lambda root: first(root, path).set(attribute, value)


def drop(path: str) -> Change:
    """Takes an element away."""

    def change(root: Element) -> None:
        element = first(root, path)
        element.getparent().remove(element)

    return change


def add(path: str, xml: str, at: int = 0) -> Change:
    """Puts new elements into one, before the child of this number."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())

    def change(root: Element) -> None:
        first(root, path)[at:at] = list(etree.fromstring(f"<new {names}>{xml}</new>"))

    return change


def say(path: str, text: str) -> Change:
    """Gives an element another text."""

    def change(root: Element) -> None:
        first(root, path).text = text

    return change


def swap(path: str) -> Change:
    """Puts an element before the one it follows."""

    def change(root: Element) -> None:
        element = first(root, path)
        element.getprevious().addprevious(element)

    return change
