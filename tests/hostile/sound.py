"""The sound document that hostile files are made from, and what they are made with."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from qis_tool.document.assemble import assemble
from qis_tool.form import load_form
from qis_tool.resources import find
from qis_tool.source import read_file
from qis_tool.writers import WRITERS

MAIN, STYLES, RECORD = "word/document.xml", "word/styles.xml", "customXml/item1.xml"
LINKS_OF_PACKAGE, LINKS_OF_MAIN = "_rels/.rels", "word/_rels/document.xml.rels"
TYPES, FOOTNOTES, FOOTER, SETTINGS = (
    "[Content_Types].xml",
    "word/footnotes.xml",
    "word/footer1.xml",
    "word/settings.xml",
)
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument."
_SAMPLE = Path(__file__).parents[2] / "samples/k2/2024/good/minimal.yaml"
_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "r": LINK,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
ALL_NAMES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
Parts = dict[str, bytes]


class Hostile(NamedTuple):
    """A file by its name; one that is `large` takes long to make or to read."""

    name: str
    make: Callable[[], bytes]
    large: bool = False


Files = Iterator[Hostile]


@cache
def sound() -> bytes:
    """A rendered document."""
    form = load_form("k2", 2024)
    base = find(f"templates/{form.id}/{form.year}/base.docx")
    return WRITERS[".docx"].write(assemble(read_file(str(_SAMPLE)), form), base)


@cache
def _sound_parts() -> Parts:
    with zipfile.ZipFile(io.BytesIO(sound())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parts() -> Parts:
    """The parts of the sound document."""
    return dict(_sound_parts())


def packed(content: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts, the same each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return written.getvalue()


def with_parts(changed: Mapping[str, bytes | str | None]) -> bytes:
    """The sound document with other parts, or without those that are None."""
    return packed({name: part for name, part in {**parts(), **changed}.items() if part is not None})


def with_text(part: str, old: str, new: str, count: int = 1) -> bytes:
    """The sound document with a piece of a part's markup replaced."""
    before = parts()[part].decode()
    if old not in before:
        raise ValueError(old)
    return with_parts({part: before.replace(old, new, count)})


def with_body(xml: str, **more: str) -> bytes:
    """The sound document with more at the top of its body, and with other parts by the last piece of their name."""
    before = parts()[MAIN].decode()
    start, _, rest = before.partition("<w:body>")
    head = start[: start.index("<w:document")] + f'<w:document {ALL_NAMES} mc:Ignorable="w14">'
    others = {f"word/{name}.xml": part for name, part in more.items()}
    return with_parts({MAIN: f"{head}<w:body>{xml}{rest}", **others})


def in_place_of_body(xml: str) -> bytes:
    """The sound document with another body."""
    return with_parts({MAIN: document(xml)})


def document(xml: str) -> str:
    """A main part with this body."""
    return f"<w:document {ALL_NAMES}><w:body>{xml}</w:body></w:document>"


def link(kind: str, target: str, number: str = "rIdX", more: str = "") -> str:
    """A link to a part."""
    kind = kind if "/" in kind else f"{LINK}/{kind}"
    return f'<Relationship Id="{number}" Type="{kind}" Target="{target}"{more}/>'


def links(*made: str) -> str:
    """A part of links."""
    name = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{name}">{"".join(made)}</Relationships>'


def with_links(*made: str, part: str = LINKS_OF_MAIN) -> bytes:
    """The sound document with more links."""
    return with_text(part, "</Relationships>", f"{''.join(made)}</Relationships>")


def word_of(text: str, look: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(text: str = "one") -> str:
    """A paragraph of text."""
    return f"<w:p>{word_of(text)}</w:p>"


def control(tag: str, content: str, properties: str = "") -> str:
    """A content control."""
    marks = f'<w:tag w:val="{tag}"/>{properties}'
    return f"<w:sdt><w:sdtPr>{marks}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def nested(begin: str, end: str, times: int, core: str = "") -> str:
    """Something in itself, so many times."""
    return begin * times + core + end * times


def named(folder: str, made: Mapping[str, Callable[[], bytes]], *, large: bool = False) -> Files:
    """Files of one kind; each is a Word document by its name unless that has an ending of its own."""
    for name, make in made.items():
        begins = "" if name.startswith("~") else f"{folder}-"
        yield Hostile(f"{begins}{name}{'' if '.' in name else '.docx'}", make, large)
