"""Rules that every package of ours keeps, so that Word opens it without a question. Each yields what breaks it."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_CORE, _DC = f"{_OPC}/metadata/core-properties", "http://purl.org/dc/elements/1.1/"
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS_NAMED = etree.XPath("//@r:*", namespaces={"r": _OFFICE})
_STORIES = {"document", "hdr", "ftr", "footnotes", "endnotes", "comments"}
_CORE_PROPERTIES = {
    *(f"{{{_DC}}}{name}" for name in ("title", "creator", "language", "subject", "description", "identifier")),
    *(
        f"{{{_CORE}}}{name}"
        for name in ("keywords", "category", "contentStatus", "lastModifiedBy", "revision", "version")
    ),
}


def w(name: str) -> str:
    """The qualified name of a w: element or attribute."""
    return f"{{{W}}}{name}"


def texts(path: etree.XPath, root: Element) -> list[str]:
    """The texts or attributes that a path leads to."""
    found: Any = path(root)
    return list(map(str, found))


class Package(NamedTuple):
    """A package's entries, their bytes, and the roots of those that are sound XML, by name."""

    entries: list[zipfile.ZipInfo]
    content: dict[str, bytes]
    roots: dict[str, Element]

    def part(self, name: str) -> Element:
        """The root of a part; an empty one where there is none."""
        return self.roots.get(name, etree.Element("none"))

    @property
    def stories(self) -> Iterator[tuple[str, Element]]:
        """The parts that hold paragraphs: body, headers, footers and notes."""
        kinds = {w(name) for name in _STORIES}
        return ((name, root) for name, root in self.roots.items() if root.tag in kinds)

    def each(self, *names: str) -> Iterator[tuple[str, Element]]:
        """Every such w: element of the stories, with its part's name."""
        tags = [w(name) for name in names]
        return ((part, element) for part, root in self.stories for element in root.iter(*tags))


Rule = Callable[[Package], Iterator[str]]


def opened(package: bytes) -> Package:
    """A package as the rules see it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        content = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        roots = {name: root for name, part in content.items() if (root := _root(part)) is not None}
        return Package(archive.infolist(), content, roots)


@lru_cache(maxsize=100)
def _root(part: bytes) -> Element | None:
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError:
        return None


def in_order(package: Package) -> Iterator[str]:
    names = [entry.filename for entry in package.entries]
    if names[:2] != [_TYPES, "_rels/.rels"] or names[2:] != sorted(names[2:]):
        yield f"The entries stand in no fixed order: {', '.join(names)}."


def without_traces(package: Package) -> Iterator[str]:
    dates = Counter(entry.date_time for entry in package.entries)
    for entry in package.entries:
        if (entry.create_system, entry.external_attr, entry.extra, entry.comment) != (0, 0, b"", b""):
            yield f"{entry.filename}: it bears traces of the machine."
        if entry.date_time != dates.most_common(1)[0][0]:
            yield f"{entry.filename}: its date is not that of the others."


def names_once(package: Package) -> Iterator[str]:
    for name, times in Counter(entry.filename.lower() for entry in package.entries).items():
        if times > 1:
            yield f"{name}: this entry is there {times} times."
        if not re.fullmatch(r"(?:[\w\[\]_-]+/)*[\w\[\]_.-]*\w", name, re.ASCII):
            yield f"{name}: a part can't be called so."


def sound_xml(package: Package) -> Iterator[str]:
    for name, content in package.content.items():
        if name not in package.roots:
            yield f"{name}: this is not sound XML."
        elif re.search(rb"<!DOCTYPE|<!ENTITY", content):
            yield f"{name}: it declares a document type."


def typed(package: Package) -> Iterator[str]:
    root = package.part(_TYPES)
    endings = {entry.get("Extension") for entry in root.iter(f"{{{_OPC}/content-types}}Default")}
    types = {entry.get("PartName", ""): entry.get("ContentType") for entry in root.iter("{*}Override")}
    for name in package.content:
        if name != _TYPES and f"/{name}" not in types and name.rpartition(".")[2] not in endings:
            yield f"{name}: it has no content type."
    for name in types:
        if name.removeprefix("/") not in package.content:
            yield f"{name}: it has a content type but is not there."
    if types.get("/word/document.xml") != _MAIN_TYPE:
        yield "word/document.xml: its content type is not that of a document."


def related(package: Package) -> Iterator[str]:
    reached = {_TYPES}
    for name in package.content:
        if name.endswith(".rels"):
            reached.add(name)
            for target, relation in _relations(package, name):
                reached.add(target)
                if relation.get("TargetMode") == "External":
                    yield f"{name}: {relation.get('Target')} lies outside."
                elif target not in package.content:
                    yield f"{name}: {target} is not there."
    for name in sorted(package.content.keys() - reached):
        yield f"{name}: nothing leads to it."


def relations_known(package: Package) -> Iterator[str]:
    for name, root in package.roots.items():
        of = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        ids = [relation.get("Id", "") for _, relation in _relations(package, of)]
        if len(set(ids)) < len(ids):
            yield f"{of}: two relationships have one id."
        for unknown in sorted(set(texts(_RELATIONS_NAMED, root)) - set(ids)):
            yield f"{name}: it names the relationship {unknown}, which is not there."


def _relations(package: Package, name: str) -> Iterator[tuple[str, Element]]:
    """Each relationship in a .rels part, with the name of the part it leads to."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in package.part(name):
        target = relation.get("Target", "")
        yield posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"), relation


def told_of(package: Package) -> Iterator[str]:
    core = package.part("docProps/core.xml")
    for name, times in Counter(str(element.tag) for element in core).items():
        if times > 1 or name not in _CORE_PROPERTIES:
            yield f"docProps/core.xml: {etree.QName(name).localname} is there {times} times."
    for name in ("title", "language"):
        if not (core.findtext(f"{{{_DC}}}{name}") or "").strip():
            yield f"docProps/core.xml: the {name} is blank."


PACKAGE_RULES: tuple[Rule, ...] = (
    in_order,
    without_traces,
    names_once,
    sound_xml,
    typed,
    related,
    relations_known,
    told_of,
)
