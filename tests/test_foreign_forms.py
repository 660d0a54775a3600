"""The builders of foreign forms keep what the form says, whatever they do to its look."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, Heading, Table, paragraphs
from qis_tool.form import Form
from qis_tool.readers.lines import folded, printed_lines
from qis_tool.source import read_file
from tests.foreign.pieces import long_date, short_date, unnumbered
from tests.foreign.traces import retyped
from tests.foreign_forms import BUILDERS, blank, blank_of_lines, in_controls_of_another_program, in_tables, without

Build = Callable[[Document], bytes]
Element = etree._Element
MARGINS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/footer1.xml")
WINGDINGS = {"F0FE": "☒", "F0A8": "☐"}
TYPED = str.maketrans({"☑": "☒", "þ": "☒", "¨": "☐"})
LEFT_OUT = ("part_a", "item_7", "all_payer_claims", "item_10", "item_10a", "no_barriers")
TYPISTS: Mapping[Build, Callable[[str], str]] = {in_tables: unnumbered, in_controls_of_another_program: retyped}

pytestmark = pytest.mark.usefixtures("untraced")  # what builds these forms is no part of qis
every_builder = pytest.mark.parametrize("build", BUILDERS, ids=lambda build: str(build.__name__))


@pytest.fixture
def filled(good: Path, k2: Form) -> Document:
    """Each of the good samples."""
    return assemble(read_file(str(good)), k2)


@pytest.fixture
def full(samples: Path, k2: Form) -> Document:
    """The sample that fills in the most."""
    return assemble(read_file(str(samples / "good/full.yaml")), k2)


def shown(package: bytes) -> str:
    """All that a reader sees of a package, check boxes as ☒ and ☐, white space folded."""
    docx.Document(io.BytesIO(package))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = [name for name in MARGINS if name in archive.namelist()]
        roots = [etree.fromstring(archive.read(name)) for name in names]
    return folded("".join(piece for root in roots for piece in pieces(root)))


def pieces(root: Element) -> Iterator[str]:
    for element in root.iter(*map(qn, ("w:p", "w:tab", "w:br", "w:t", "w:sym", "w:checkBox"))):
        match etree.QName(element).localname:
            case "t":
                yield "" if is_hidden(element) else re.sub(r"\[([x ])\]", box, element.text or "").translate(TYPED)
            case "sym":
                yield WINGDINGS[element.get(qn("w:char"), "")]
            case "checkBox":
                yield "☒" if is_checked(element) else "☐"
            case _:
                yield "\n"


def box(mark: re.Match[str]) -> str:
    return "☒" if mark[1] == "x" else "☐"


def is_checked(element: Element) -> bool:
    checked, default = (element.find(qn(f"w:{name}")) for name in ("checked", "default"))
    state = default if checked is None else checked
    return state is not None and state.get(qn("w:val"), "1") == "1"


def is_hidden(element: Element) -> bool:
    run = element.getparent()
    return run is not None and (run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None)


def lines_of(document: Document, build: Build) -> list[str]:
    """The printed lines as a builder types them."""
    by = TYPISTS.get(build, str)
    return [folded(by(line)) for line in printed_lines(document)]


def gone_from(text: str, lines: list[str]) -> list[str]:
    """Lines that do not stand in a text in their order."""
    at, gone = 0, []
    for line in lines:
        if (found := text.find(line, at)) < 0:
            gone.append(line)
        else:
            at = found + len(line)
    return gone


@every_builder
def test_every_printed_line_stands_in_its_place(filled: Document, build: Build) -> None:
    assert not gone_from(shown(build(filled)), lines_of(filled, build))
    assert not gone_from(shown(build(blank(filled))), lines_of(filled, build))


@every_builder
def test_every_answer_stands_in_its_place(filled: Document, build: Build) -> None:
    text, at = shown(build(filled)), 0
    for part in (part for answer in filled.answers for part in paragraphs(answer.text)):
        found = [text.find(folded(as_typed(part.text)), at) for as_typed in (str, long_date, short_date)]
        assert max(found) >= 0, part.text
        at = max(found)


@every_builder
def test_every_box_is_as_it_was_ticked(filled: Document, build: Build) -> None:
    assert re.findall("[☒☐]", shown(build(filled))) == ["☒" if box.ticked else "☐" for box in filled.boxes]


@every_builder
def test_a_blank_form_holds_no_answer_and_no_tick(full: Document, build: Build) -> None:
    text = shown(build(blank(full)))
    assert "☒" not in text
    assert not [a.path for a in full.answers for p in paragraphs(a.text) if len(p.text) > 20 and folded(p.text) in text]


@every_builder
@pytest.mark.parametrize("key", LEFT_OUT)
def test_one_line_is_left_out_and_no_other(full: Document, k2: Form, build: Build, key: str) -> None:
    line = k2.printed[key]
    [typed] = {*lines_of(full, build)} - {*(rest := lines_of(without(full, line), build))}
    text = shown(build(without(full, line)))
    assert typed not in text
    assert not gone_from(text, [line for line in rest if line])


def test_a_line_that_stands_twice_is_left_out_where_it_is_said(full: Document, k2: Form) -> None:
    shorter = without(full, k2.printed["goal_1"], 2)
    gone = set(full.blocks) - set(shorter.blocks)
    assert [block.name for block in gone if isinstance(block, Heading)] == ["subitem_qis_goal_1_2"]


def test_an_unknown_line_cannot_be_left_out(full: Document) -> None:
    with pytest.raises(ValueError, match="No such line"):
        without(full, "No such line")


def test_a_blank_form_is_made_of_lines_alone(full: Document) -> None:
    lines = printed_lines(full)
    [heads] = [block.columns for block in full.blocks if isinstance(block, Table)]
    assert not gone_from(shown(blank_of_lines(lines)), lines)
    dressed = blank_of_lines(lines[:-2], boxes={box.label for box in full.boxes}, heads=heads, footer=full.footer)
    assert not gone_from(shown(dressed).replace("□ ", ""), lines)
