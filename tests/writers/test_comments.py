"""Comments in a Word document: what they say, and where they stand."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.errors import NotAsWritten
from qis_tool.form import Form
from qis_tool.readers.word import read_word
from qis_tool.readers.word.tracked import Tracked
from qis_tool.source import read_file
from qis_tool.verify import verify
from qis_tool.writers.word import comments
from qis_tool.writers.word.comments import Comment, commented
from qis_tool.writers.word.xml import run as run_of
from tests import outside_tools
from tests.discussed import discussed, marked, said
from tests.every_document import all_faults
from tests.faults import add, with_change
from tests.foreign_forms import BUILDERS
from tests.package_rules import Element, opened, w
from tests.word_rules import broken

Write = Callable[..., bytes]
BLANK = "form: k2\n"
BY = 'w:author="Ann" w:date="2023-05-04T10:00:00Z"'
GRID = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{2 * "<w:gridCol/>"}</w:tblGrid>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def line(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}{run(text)}</w:p>"


def control(content: str, tag: str) -> str:
    properties = f'<w:alias w:val="{tag}"/><w:tag w:val="{tag}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc><w:tcPr/>{cell}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    head = row(line("h"), line("i"), properties="<w:trPr><w:tblHeader/></w:trPr>")
    return f"<w:tbl>{GRID}{head}{''.join(rows)}</w:tbl>"


INSERTED = f'<w:pPr><w:rPr><w:ins w:id="900" {BY}/></w:rPr></w:pPr><w:ins w:id="901" {BY}>{run("a")}</w:ins>'
DELETED = f'<w:del w:id="902" {BY}><w:r><w:delText>b</w:delText></w:r></w:del>'
BOX = """<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w15="urn:x"><mc:Choice Requires="w15"/>
<mc:Fallback><w:pict><v:shape id="box" style="width:99pt;height:99pt">
<v:textbox><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>
</mc:Fallback></mc:AlternateContent></w:r>"""
PROTECTION = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
ALONE = control(line("a"), "x") + control(line("b"), "y")
CELLS = line("o") + table(
    row(line("a"), control(line("b"), "x")), row(control(line("c"), "y"), control(line("d"), "z"))
)

PLACES: dict[str, tuple[str, list[tuple[int, int]], str]] = {
    "a paragraph": (line("a") + line("b"), [(0, 0)], "[0a0]#0 b"),
    "behind its properties": (line("a", "<w:pPr><w:keepNext/></w:pPr>"), [(0, 0)], "[0a0]#0"),
    "several paragraphs": (line("a") + line("b") + line("c"), [(0, 1)], "[0a b0]#0 c"),
    "several comments on one": (line("a") + line("b"), [(0, 0), (0, 1), (0, 0)], "[0[1[2a0]#02]#2 b1]#1"),
    "an empty paragraph": ("<w:p/>", [(0, 0)], "[00]#0"),
    "a tracked insertion": (f"<w:p>{INSERTED}</w:p>", [(0, 0)], "[0a0]#0"),
    "a tracked deletion": (f"<w:p>{run('a')}{DELETED}</w:p>", [(0, 0)], "[0ab0]#0"),
    "a line with a control": (f"<w:p>{control(run('a'), 'x')}</w:p>", [(0, 0)], "[0a0]#0"),
    "a text box": (f"<w:p>{run('a')}{BOX}</w:p>{line('c')}", [(1, 1), (2, 2)], "[0ab0]#0 [1c1]#1"),
    "a control": (control(line("a"), "x") + line("b"), [(0, 0), (0, 0), (1, 1)], "[0[1a 0]#01]#1[2b2]#2"),
    "controls in each other": (control(control(line("a"), "x"), "y") + line("b"), [(0, 0)], "[0a 0]#0b"),
    "the end of a control": (control(line("a") + line("b"), "x") + line("c"), [(0, 1)], "[0a b0]#0 c"),
    "into a control": (line("a") + control(line("b"), "x") + line("c"), [(0, 1)], "[0a b 0]#0c"),
    "a control with none behind it": (line("a") + ALONE, [(1, 1)], "[0a0]#0 a b"),
    "a control with none around it": (ALONE, [(0, 0)], "[0a0]#0 b"),
    "a cell": (CELLS, [(3, 3)], "o h i [0a0]#0 b c d"),
    "a cell that is a control": (CELLS, [(4, 4)], "o h i [0a0]#0 b c d"),
    "a row that begins before it": (CELLS, [(2, 4)], "o h [0i a0]#0 b c d"),
    "a row of controls": (CELLS, [(5, 6), (6, 6)], "o h i a b [0c [1d0]#01]#1"),
}


@pytest.fixture(scope="module")
def empty(write: Write) -> bytes:
    """The first lines of the form, without an answer."""
    return with_change(write(BLANK), "word/document.xml", with_first_lines)


def with_first_lines(root: Element) -> None:
    for line in list(root[0])[20:-1]:
        root[0].remove(line)


@pytest.fixture(scope="module")
def full(samples: Path, write: Write) -> bytes:
    """A document full of answers."""
    return write(samples / "good/full.yaml")


def with_body(package: bytes, xml: str) -> bytes:
    """A document that begins with this."""
    return with_change(package, "word/document.xml", add("//w:body", xml))


def on_each(package: bytes) -> list[Comment]:
    """A comment on each paragraph, and one on it and the next."""
    last = len(list(opened(package).part("word/document.xml").iter(w("p")))) - 1
    spans = [(at, min(at + more, last)) for at in range(last + 1) for more in range(2)]
    return [Comment((f"{first} to {last}", "Do: this."), first, last) for first, last in spans]


@pytest.mark.parametrize("place", PLACES)
def test_a_comment_stands_on(place: str, empty: bytes) -> None:
    xml, spans, expected = PLACES[place]
    document = with_body(empty, xml)
    made = commented(document, "k2.docx", [Comment(("Well.",), *span) for span in spans])
    assert " ".join(marked(made)).startswith(f"{expected} ")
    assert broken(made) == broken(document)


def test_all_of_it_is_as_microsofts_validator_demands(full: bytes, tmp_path: Path) -> None:
    protected = with_change(discussed(full), "word/settings.xml", add("/w:settings", PROTECTION, 1))
    document = with_body(protected, "".join(xml for xml, _, _ in PLACES.values()))
    made = commented(document, "k2.docx", on_each(document))
    assert all_faults([document], tmp_path) == all_faults([made], tmp_path) == []


def test_a_comment_is_from_qis_and_has_no_date(full: bytes) -> None:
    [comment] = docx.Document(io.BytesIO(commented(full, "k2.docx", [Comment(("One.", "Two."), 9, 9)]))).comments
    assert (comment.author, comment.initials, comment.timestamp, comment.text) == ("qis", "qis", None, "One.\nTwo.")


def test_what_xml_can_not_hold_is_spelled_out(full: bytes) -> None:
    lines = ("a\x00b\x0bc\ufffe", "\ud800 <w:p>&amp;", "\u2028\x85\U0001f600 ünï")
    found = said(commented(full, "k2.docx", [Comment(lines, 0, 0)]))
    assert found == {"0": ["a<U+0000>b<U+000B>c<U+FFFE>", "<U+D800> <w:p>&amp;", "<U+2028><U+0085>\U0001f600 ünï"]}


def test_no_style_is_named_in_a_comment(full: bytes) -> None:
    comments = opened(commented(full, "k2.docx", on_each(full))).part("word/comments.xml")
    assert not list(comments.iter(w("pStyle"), w("rStyle")))


def test_comments_that_are_there_stay_and_new_ones_count_on(empty: bytes) -> None:
    document = discussed(empty)
    made = commented(document, "k2.docx", [Comment(("New.",), 0, 1), Comment(("Newer.",), 1, 1)])
    assert said(made) == said(document) | {"8": ["New."], "9": ["Newer."]}
    first, second = marked(made)[:2]
    was = marked(document)[0]
    assert (first.replace("[8", ""), first[:2]) == (was, "[8")
    assert second.startswith("[9")
    assert second.endswith("8]#89]#9")


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize(
    ("taken", "number"), [("41", 42), ("0041", 42), ("2147483647", 8), ("-9", 8), ("²", 8), ("9" * 5000, 8), ("", 8)]
)
def test_a_number_in_the_text_alone_counts_too(taken: str, number: int, empty: bytes) -> None:
    mark = f'<w:p><w:r><w:commentReference w:id="{taken}"/></w:r></w:p>'
    made = commented(with_body(discussed(empty), mark), "k2.docx", [Comment(("New.",), 1, 1)])
    assert str(number) in said(made)


def test_tracked_changes_stay(empty: bytes) -> None:
    document = with_body(empty, f"<w:p>{INSERTED}</w:p><w:p>{run('a')}{DELETED}</w:p>")
    made = commented(document, "k2.docx", on_each(document))
    for tracked in Tracked:
        assert read_word(made, "k2.docx", tracked) == read_word(document, "k2.docx", tracked)
    assert read_word(made, "k2.docx").changes == read_word(document, "k2.docx").changes > 0


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: str(build.__name__))
def test_documents_from_elsewhere_can_be_commented_on(
    build: Callable[[Document], bytes], samples: Path, k2: Form
) -> None:
    document = build(assemble(read_file(str(samples / "good/full.yaml")), k2))
    wanted = on_each(document)
    made = commented(document, "k2.docx", wanted)
    assert list(said(made).values())[-len(wanted) :] == [list(comment.lines) for comment in wanted]


def test_a_text_that_became_another_is_never_handed_out(full: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "_end", lambda _: [run_of("more")])
    with pytest.raises(NotAsWritten) as caught:
        commented(full, "k2.docx", [Comment(("New.",), 0, 0)])
    assert caught.value.args == (["lines"],)


def test_in_libreoffice_each_comment_arrives_and_no_answer_is_lost(full: bytes, tmp_path: Path) -> None:
    program, wanted = outside_tools.libreoffice(), on_each(full)[::2]
    (tmp_path / "k2.docx").write_bytes(commented(full, "k2.docx", wanted))
    options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(tmp_path / "saved")]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program, profile, *options, str(tmp_path / "k2.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    saved = (tmp_path / "saved/k2.docx").read_bytes()
    assert verify(saved, "k2.docx").changed == ()
    assert sorted(said(saved).values()) == sorted(list(comment.lines) for comment in wanted)
