"""What a Word file brings along or fetches from elsewhere: told in plain words, and never followed."""

import socket

import pytest

from qis_tool.readers.word import read_word
from qis_tool.readers.word.outside import outside
from qis_tool.readers.word.package import opened
from tests.readers.files import LINKS, links, packed, run, word_file, xml

ELSEWHERE = "http://elsewhere.example/a"
BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))


def linked(*kinds: str, mode: str = "External") -> bytes:
    """A document that links to something, from a part that is only there to do so."""
    made = links(*((kind, ELSEWHERE if mode == "External" else "a.bin") for kind in kinds))
    return packed(
        {
            "_rels/.rels": links(("officeDocument", "word/document.xml")),
            "word/document.xml": xml("document", "<w:body/>"),
            "word/_rels/settings.xml.rels": made.replace("/>", f' TargetMode="{mode}"/>'),
        }
    )


def told(content: bytes) -> list[str]:
    package = opened(content, "plan.docx")
    return outside(package, package.root(package.main))


def test_a_rendered_document_holds_nothing_to_follow() -> None:
    assert told(word_file("<w:p/>", footnotes=xml("footnotes", ""))) == []
    assert told(linked("hyperlink", "hyperlink")) == []
    assert told(linked("image", "styles", mode="Internal")) == []


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("attachedTemplate", "a template from elsewhere"),
        ("image", "a linked picture"),
        ("oleObject", "a linked object"),
        ("subDocument", "a document from elsewhere"),
        ("aFChunk", "a document from elsewhere"),
        ("frame", "a web page from elsewhere"),
        ("mailMergeSource", "a mail merge's list"),
        ("video", "a link to something elsewhere"),
    ],
)
def test_each_kind_of_link_out_of_a_file_is_told_once(kind: str, what: str) -> None:
    assert told(linked(kind, kind)) == [what]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("oleObject", "an embedded object"),
        ("package", "an embedded file"),
        ("aFChunk", "a document put in as a whole"),
        ("control", "a form control that is a program"),
        ("vbaProject", "macros"),
    ],
)
def test_each_kind_of_thing_within_a_file_is_told(kind: str, what: str) -> None:
    assert told(linked(kind, mode="Internal")) == [what]


def test_the_kind_of_a_link_may_be_of_any_maker() -> None:
    content = linked("vbaProject", mode="Internal")
    parts = {"word/_rels/document.xml.rels": links(("x", "a")).replace(f"{LINKS}/x", "http://a.example/vbaProject")}
    assert told(content) == told(packed({**unpacked(word_file("")), **parts})) == ["macros"]


def unpacked(content: bytes) -> dict[str, str | bytes]:
    archive = opened(content, "plan.docx").archive
    return {name: archive.read(name) for name in archive.namelist()}


def instruction(*pieces: str) -> str:
    made = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return f"{BEGIN}{made}{END}"


@pytest.mark.parametrize(
    ("field", "what"),
    [
        (' INCLUDETEXT "c:\\\\a.docx" ', "a field that fetches text from elsewhere"),
        ("includepicture a.png", "a linked picture"),
        ("DDEAUTO cmd a b", "a field that asks another program"),
        (" DDE cmd a b", "a field that asks another program"),
        ("LINK Excel.Sheet.8 a.xlsx", "a linked object"),
        ("DATABASE \\\\d a.mdb", "a field that fetches data from elsewhere"),
        ("MACROBUTTON Evil click", "a button that starts a macro"),
    ],
)
def test_a_field_that_fetches_something_is_told(field: str, what: str) -> None:
    whole = f"<w:p>{instruction(field)}</w:p>"
    in_pieces = f"<w:p>{instruction(field[:4], field[4:])}</w:p>"
    within = f"<w:p>{BEGIN}{run('')}<w:r><w:instrText> IF </w:instrText></w:r>{instruction(field)}{END}</w:p>"
    simple = f"<w:p><w:fldSimple w:instr='{field}'/></w:p>"
    for body in (whole, in_pieces, within, simple):
        assert told(word_file(body)) == [what]
        assert told(word_file("<w:p/>", footer=xml("ftr", body))) == [what]


@pytest.mark.parametrize("field", [" PAGE ", 'HYPERLINK "a.example"', 'REF "LINK"', "", " \\* MERGEFORMAT", "LINKED"])
def test_a_field_that_fetches_nothing_is_not_told(field: str) -> None:
    assert told(word_file(f"<w:p>{instruction(field)}</w:p>")) == []


def test_what_follows_a_field_within_a_field_is_no_name_of_one() -> None:
    inner = f"{BEGIN}<w:r><w:instrText> IF </w:instrText></w:r>{instruction('PAGE')}"
    assert told(word_file(f"<w:p>{inner}<w:r><w:instrText> LINK </w:instrText></w:r>{END}</w:p>")) == []


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that is fetched would have to go through a socket, or be there."""
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("something was fetched"))
    body = f"<w:p>{instruction('INCLUDETEXT /etc/passwd')}{run('one')}</w:p><w:altChunk r:id='rId1'/>"
    parts = unpacked(word_file(body)) | {
        "word/_rels/document.xml.rels": links(("aFChunk", "/etc/passwd"), ("styles", ELSEWHERE), ("footer", ELSEWHERE))
        .replace("/>", ' TargetMode="External"/>')
    }  # fmt: skip
    content = packed(parts)
    assert read_word(content, "plan.docx").lines[0].text.endswith("one")
    assert told(content) == [
        "a document from elsewhere",
        "a link to something elsewhere",
        "a field that fetches text from elsewhere",
    ]
