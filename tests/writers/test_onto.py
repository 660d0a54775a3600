"""A form that somebody else laid out, filled: whatever its layout, answers stand where a person would type them."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, Table, visible
from qis_tool.errors import NotAsWritten, UserError
from qis_tool.form import Form, load_form
from qis_tool.intake import read_document
from qis_tool.intake.blank_form import places, prove, read_blank
from qis_tool.intake.editions import blank as blank_of
from qis_tool.readers.lines import Printed, script
from qis_tool.readers.places import Places, Room, Span
from qis_tool.readers.word import read_word
from qis_tool.readers.word.names import Element, w
from qis_tool.readers.word.package import Package
from qis_tool.source import Source, read_file
from qis_tool.writers.word import onto
from qis_tool.writers.word.onto import filled
from qis_tool.writers.word.package import repacked
from tests.foreign_forms import BUILDERS, blank_of_lines

MAIN = "word/document.xml"
Build = Callable[[Document], bytes]


@lru_cache
def of_lines(document: Document) -> bytes:
    """A blank form from nothing but its lines, notes typed at its end."""
    printed = [part.text for part in script(document) if isinstance(part, Printed)]
    heads = [column for block in document.blocks if isinstance(block, Table) for column in block.columns]
    labels = [box.label for box in document.boxes]
    return blank_of_lines([*printed, *document.footnotes], boxes=labels, heads=heads, footer=document.footer)


every_layout = pytest.mark.parametrize("build", [*BUILDERS, of_lines], ids=lambda build: str(build.__name__))


def fill(content: bytes, source: Source, form: Form) -> bytes:
    document = assemble(source, form, record=False)
    blank = read_blank(content, "official.docx", form)
    made = filled(content, blank.name, blank.file, places(blank, document))
    prove(blank, made.file, document)
    return made.content


def put_in(content: bytes, *rooms: Room) -> bytes:
    """A form with nothing but these answers put in."""
    return filled(content, "official.docx", read_word(content, "official.docx"), Places(rooms, (), frozenset())).content


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A package with another main part."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, part in parts(content).items():
            made.writestr(name, change(part) if name == MAIN else part)
    return written.getvalue()


@pytest.mark.usefixtures("untraced")
@every_layout
def test_answers_and_ticks_are_imported_as_given_and_nothing_else_becomes_different(
    build: Build, k2: Form, good: Path
) -> None:
    content, source = build(blank_of(k2)), read_file(str(good))
    made = fill(content, source, k2)
    document, returned = assemble(source, k2), read_document(made, "filled.docx")
    for answer in document.answers:
        assert visible(returned.source.value(tuple(_steps(answer.path))) or "") == visible(answer.text)
    assert {box for box, is_ticked in returned.found.ticks.items() if is_ticked} == {
        (box.path, box.choice) for box in document.boxes if box.ticked
    }
    assert returned.unplaced == ()
    before, after = parts(content), parts(made)
    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == [MAIN]


def _steps(path: str) -> list[str | int]:
    steps = path.replace("[", ".").replace("]", "").split(".")
    return [int(step) if step.isdecimal() else step for step in steps]


@every_layout
def test_the_same_plan_gives_the_same_bytes(build: Build, k2: Form, samples: Path) -> None:
    content, source = build(blank_of(k2)), read_file(str(samples / "good/minimal.yaml"))
    assert fill(content, source, k2) == fill(content, source, k2)


def test_an_edition_is_the_same_however_often_its_data_are_read(k2: Form, samples: Path) -> None:
    content, source = of_lines(blank_of(k2)), read_file(str(samples / "good/minimal.yaml"))
    assert fill(content, source, load_form.__wrapped__(k2.id, k2.year)) == fill(content, source, k2)


@every_layout
def test_nothing_typed_leaves_the_text_as_it_is(build: Build, k2: Form) -> None:
    content = build(blank_of(k2))
    assert parts(put_in(content)).keys() == parts(content).keys()


def test_comments_instructions_and_unused_names_of_spaces_are_kept(k2: Form, samples: Path) -> None:
    def marked(main: bytes) -> bytes:
        head, body, rest = main.partition(b"<w:body>")
        head = head.replace(b"<w:document ", b'<?office one?><!-- two --><w:document xmlns:unused="urn:unused" ')
        return head + body + b"<!-- three -->" + rest

    made = fill(with_main(of_lines(blank_of(k2)), marked), read_file(str(samples / "good/minimal.yaml")), k2)
    for kept in (b"<?office one?>", b"<!-- two -->", b'xmlns:unused="urn:unused"', b"<!-- three -->"):
        assert kept in parts(made)[MAIN]


ODD = ["", " ", "- ", "- one", "• two", "\t", "(200 words)", "x", "☐ a", "___", "QIS Goal 2:", "trail "]
odd = st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
plain = st.text("abc -é&<\n", max_size=20)


@pytest.mark.usefixtures("untraced")
@settings(max_examples=3)
@given(boxed=plain, beside=plain.filter(lambda text: "\n" not in text), in_row=plain)
@every_layout
def test_any_plain_text_is_read_back(
    build: Build, k2: Form, changed: Callable[..., Source], boxed: str, beside: str, in_row: str
) -> None:
    fill(build(blank_of(k2)), _plan(changed, f"a{boxed}", f"b{beside}", f"c{in_row}"), k2)


@pytest.mark.usefixtures("untraced")
@settings(max_examples=4)
@given(boxed=st.lists(odd, max_size=4).map("\n".join), beside=odd, in_row=odd)
@every_layout
def test_odd_text_is_read_back_or_refused_by_name(
    build: Build, k2: Form, changed: Callable[..., Source], boxed: str, beside: str, in_row: str
) -> None:
    content = build(blank_of(k2))
    try:
        fill(content, _plan(changed, boxed, beside, in_row), k2)
    except UserError as fault:
        assert "would not be as the plan has it" in str(fault)  # noqa: PT017 - either end is right


def _plan(changed: Callable[..., Source], boxed: str, beside: str, in_row: str) -> Source:
    return changed(
        {
            "part_c.goal_1": boxed,
            "part_b.data_sources.other_description": boxed,
            "part_b.data_sources.census_type": beside,
            "part_d.timeline.milestones.0.milestone": in_row,
        }
    )


def test_an_answer_without_room_is_named(k2: Form) -> None:
    content = of_lines(blank_of(k2))
    for span in (Span(-1, 3), Span(3, 3)):
        with pytest.raises(onto.NoRoom, match="here"):
            put_in(content, Room("here", "a", span))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (MAIN, lambda main: main.replace(b"Medical records", b"Medical record"), "wording"),
        ("word/footer1.xml", lambda foot: foot.replace(b"PY24", b"PY25"), "margins"),
        ("word/styles.xml", lambda styles: styles + b" ", "word/styles.xml"),
    ],
)
def test_a_difference_that_was_not_meant_is_a_fault_of_ours(
    k2: Form, monkeypatch: pytest.MonkeyPatch, old: str, new: Callable[[bytes], bytes], what: str
) -> None:
    def wrong(package: Package, changed: Mapping[str, Element]) -> bytes:
        made = parts(repacked(package, changed))
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, part in made.items():
                archive.writestr(name, new(part) if name == old else part)
        return written.getvalue()

    monkeypatch.setattr(onto, "repacked", wrong)
    with pytest.raises(NotAsWritten, match=what):
        put_in(of_lines(blank_of(k2)))


@pytest.mark.parametrize("keep", [1, 3])
@pytest.mark.parametrize("build", [BUILDERS[0], BUILDERS[1], of_lines])
def test_a_milestone_more_than_rows_has_a_row_like_the_last(k2: Form, samples: Path, build: Build, keep: int) -> None:
    def with_few_rows(main: bytes) -> bytes:
        root = etree.fromstring(main)
        table = next(t for t in root.iter(w("tbl")) if len(t.findall(w("tr"))) > 9)
        for row in table.findall(w("tr"))[keep:]:
            table.remove(row)
        return etree.tostring(root, encoding="UTF-8", standalone=True)

    source = read_file(str(samples / "good/full.yaml"))
    made = fill(with_main(build(blank_of(k2)), with_few_rows), source, k2)
    assert read_document(made, "filled.docx").source.value(("part_d", "timeline", "milestones", 6, "date"))
