"""A Word file's parts, taken out with care: whatever it holds, it is read within bounds or refused in one sentence."""

import posixpath
import zipfile
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field, replace

from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word import kinds
from qis_tool.readers.word.archive import BROKEN, sound_archive
from qis_tool.readers.word.names import LINKS, Element

MAX_BYTES = 20_000_000
MAX_PART = 10_000_000
MAX_ELEMENTS = 60_000
MAX_CHARACTERS = 5_000_000  # twice all of the largest plan, in the text and in the record
MAX_DEPTH = 256
_MOST = {"elements": 1, "tags": 3, "attributes": 5}  # for each element that is allowed
_MAIN = "officeDocument"
_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_STRICT_LINKS = f"{_STRICT}officeDocument/relationships"
_ENCODINGS = ("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII", "ASCII")
_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_SIZE = etree.XPath("concat(count(descendant-or-self::*), ' ', string-length())")


@dataclass(frozen=True, slots=True)
class Package:
    """A file's parts by name, which of them were read, and how much is in those; `links` keeps those of links."""

    name: str
    archive: zipfile.ZipFile
    main: str = ""
    seen: set[str] = field(default_factory=set)
    read: Counter[str] = field(default_factory=Counter)
    links: dict[str, Element] = field(default_factory=dict)

    def root(self, part: str) -> Element:
        """A part's root element. Raises UserError where it is damaged or far too large."""
        try:
            root = _parsed(self._content(part))
        except (etree.LxmlError, *BROKEN):
            root = None
        if root is None:
            raise self.refused(kinds.DAMAGED)
        if str(root.tag).startswith(f"{{{_STRICT}"):
            raise self.refused(kinds.STRICT)
        if part not in self.seen:
            self.seen.add(part)
            elements, characters = map(int, str(_SIZE(root)).split())
            self._count(elements=elements, characters=characters)
        return root

    def links_of(self, part: str) -> Element:
        """As `root`, for a part of links, which nobody changes and many ask for."""
        if part not in self.links:
            self.links[part] = self.root(part)
        return self.links[part]

    def _content(self, part: str) -> bytes:
        """A part's bytes, of which far too many, or marks for far too many elements and attributes, are refused."""
        if self.archive.getinfo(part).file_size > MAX_PART:
            raise self.refused(kinds.too_large("a part of it", MAX_PART))
        content = self.archive.read(part)
        if part not in self.seen:
            self._count(tags=content.count(b"<"), attributes=content.count(b"="))
        return content

    def _count(self, **more: int) -> None:
        self.read.update(more)
        swarms = any(self.read[kind] > most * MAX_ELEMENTS for kind, most in _MOST.items())
        if swarms or self.read["characters"] > MAX_CHARACTERS:
            raise self.too_much()

    def refused(self, why: str) -> UserError:
        """What is told of a file that is not read, and why not."""
        return UserError(f"{self.name}: {why}")

    def too_much(self) -> UserError:
        """What is told of a file that would take long to read and can't be this form."""
        return self.refused(kinds.TOO_MUCH)

    def related(self, kind: str, only: Container[str | None] | None = None) -> list[str]:
        """The names of the parts of one kind (styles, footer …) that belong to the main part; of some ids only."""
        folder, name = posixpath.split(self.main)
        return _targets(self, f"{folder}/_rels/{name}.rels".lstrip("/"), f"{LINKS}/{kind}", only)


def opened(content: bytes, name: str) -> Package:
    """A Word file from memory. Raises UserError for anything else, and for what is far too large or ambiguous."""
    if len(content) > MAX_BYTES:
        raise UserError(f"{name}: {kinds.too_large('it', MAX_BYTES)}")
    bare = Package(name, sound_archive(content, name))
    mains, strict = (_targets(bare, "_rels/.rels", f"{links}/{_MAIN}") for links in (LINKS, _STRICT_LINKS))
    if told := _other_package(bare, [*mains, *strict]):
        raise bare.refused(told)
    if strict:
        raise bare.refused(kinds.STRICT)
    return replace(bare, main=mains[0])


def _other_package(bare: Package, mains: list[str]) -> str:
    """What a package is that leads to these main parts, nothing where it is a Word document."""
    names = bare.archive.namelist()
    if not mains:
        mime_type = bare.archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in names else ""
        return kinds.kind_by_names(names, mime_type) or kinds.DAMAGED
    if len(mains) > 1:
        return kinds.odd("it leads to more than one document")
    return kinds.kind_by_content_type(_content_type(bare, mains[0]))


def _content_type(bare: Package, part: str) -> str:
    """The type that is given of a part by its name or else by its ending, nothing where none is."""
    named = bare.root(_TYPES) if _TYPES in bare.archive.namelist() else ()
    types = {
        (kind.get("PartName") or kind.get("Extension") or "").casefold(): kind.get("ContentType") for kind in named
    }
    return types.get(f"/{part}".casefold()) or types.get(part.rpartition(".")[2].casefold()) or ""


def _targets(package: Package, links: str, kind: str, only: Container[str | None] | None = None) -> list[str]:
    """The parts of one kind that a part of links leads to, each once; nothing outside of the file is one."""
    if links not in package.archive.namelist():
        return []
    folder = posixpath.dirname(posixpath.dirname(f"/{links}"))
    of_kind = (link for link in package.links_of(links) if link.get("Type") == kind)
    found = (link for link in of_kind if link.get("TargetMode") != "External")
    targets = (link.get("Target", "") for link in found if only is None or link.get("Id") in only)
    paths = (posixpath.normpath(posixpath.join(folder, target)) for target in targets)
    return list(dict.fromkeys(path.lstrip("/") for path in paths))


def _parsed(content: bytes) -> Element | None:
    """The root element of a part; None where it brings a DTD, letters in another code, or is nested too deep."""
    root = etree.fromstring(content, _parser())
    known = root.getroottree().docinfo
    is_sound = known.internalDTD is None and (known.encoding or "UTF-8").upper() in _ENCODINGS and not _TOO_DEEP(root)
    return root if is_sound else None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
