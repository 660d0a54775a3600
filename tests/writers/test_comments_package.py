"""A Word file with comments is the file it was in all else: its parts, their names and order, and what is in them."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from qis_tool.errors import UserError
from qis_tool.writers.word.comments import Comment, commented
from tests.discussed import discussed, said
from tests.faults import entries, packed
from tests.package_rules import opened
from tests.readers.files import links, xml
from tests.word_rules import broken

NEW = [Comment(("New.",), 0, 1), Comment(("Newer.", "Do: this."), 5, 5)]
MAIN, TYPES, LINKS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
OURS = re.compile(
    rb'<w:commentRange(Start|End) w:id="[89]"/>|<w:r><w:commentReference w:id="[89]"/></w:r>'
    rb'|<w:comment w:id="[89]".*</w:comment>(?=</w:comments>)'
)
OWN = '<!-- own --><w:p><?own mark?><w:r><w:t xml:space="preserve"><![CDATA[a <b>  ]]></w:t></w:r></w:p>'
IGNORED = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPED = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><!-- own -->
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="{MAIN_TYPE}"/><Override PartName="/Comments1.xml" ContentType="application/xml"/>
</Types>"""


@pytest.fixture(scope="module")
def document(write: Callable[..., bytes]) -> bytes:
    """A document without comments."""
    return write("form: k2\n")


def content(package: bytes) -> dict[str, bytes]:
    return {entry.filename: part for entry, part in entries(package)}


def replaced(package: bytes, name: str, old: str, new: str) -> bytes:
    """A package in which one part says something else."""
    parts = entries(package)
    assert any(old.encode() in part for entry, part in parts if entry.filename == name)
    return packed(
        [(e, part.replace(old.encode(), new.encode(), 1) if e.filename == name else part) for e, part in parts]
    )


def small(**parts: str) -> bytes:
    """The smallest document, at the top of its package; its parts by name without ending."""
    written = {
        TYPES: TYPED,
        "_rels/.rels": links(("officeDocument", "document.xml")),
        "comments.xml": "<nobody/>",
        "document.xml": xml("document", f"<w:body>{OWN}</w:body>").replace(">", f" {IGNORED}>", 1),
    }
    written |= {
        f"{name.replace('__', '/')}.{'rels' if '_rels' in name else 'xml'}": part for name, part in parts.items()
    }
    return packed([(zipfile.ZipInfo(name), part.encode()) for name, part in written.items()])


def test_other_parts_keep_their_bytes_and_all_their_place(document: bytes) -> None:
    before, after = content(document), content(commented(document, "k2.docx", NEW))
    assert [name for name in after if name in before] == list(before)
    assert after.keys() - before.keys() == {"word/comments.xml"}
    assert {name for name in before if before[name] != after[name]} == {TYPES, LINKS, MAIN}


def test_a_new_document_keeps_every_rule(document: bytes) -> None:
    assert broken(commented(document, "k2.docx", NEW)) == []


def test_what_was_in_the_changed_parts_is_there_to_the_letter(document: bytes) -> None:
    given = discussed(document)
    before, after = content(given), content(commented(given, "k2.docx", NEW))
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {MAIN, "word/comments.xml"}
    assert OURS.sub(b"", after[MAIN]) == before[MAIN]
    declared = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    assert OURS.sub(b"", after["word/comments.xml"]) == declared + before["word/comments.xml"]


def test_dates_and_marks_of_entries_stay(document: bytes) -> None:
    given = entries(document)
    for number, (entry, _) in enumerate(given):
        entry.date_time, entry.create_system, entry.external_attr = (2024, 5, 6, 7, 8, 2 * number), 3, number << 16
        entry.compress_type = number % 2 * zipfile.ZIP_DEFLATED
    made = opened(commented(packed(given), "k2.docx", NEW)).entries
    new = next(entry for entry in made if entry.filename == "word/comments.xml")
    assert made[made.index(new) + 1].filename == MAIN
    marks = ("filename", "date_time", "create_system", "external_attr", "compress_type")
    kept = [[getattr(entry, mark) for mark in marks] for entry in made if entry is not new]
    assert kept == [[getattr(entry, mark) for mark in marks] for entry, _ in given]
    assert new.date_time == made[made.index(new) + 1].date_time


def test_the_same_bytes_each_time_and_the_very_bytes_without_a_comment(document: bytes) -> None:
    assert commented(document, "k2.docx", NEW) == commented(document, "k2.docx", NEW)
    assert commented(document, "k2.docx", []) is document


def test_comments_on_comments(document: bytes) -> None:
    twice = commented(commented(document, "k2.docx", NEW), "k2.docx", NEW)
    assert list(said(twice)) == ["0", "1", "2", "3"]
    assert broken(twice) == []


def test_comments_are_found_whatever_their_part_is_called(document: bytes) -> None:
    made = commented(discussed(document, "remarks12"), "k2.docx", NEW)
    assert "word/comments.xml" not in content(made)
    assert b"Newer." in content(made)["word/remarks12.xml"]


def test_a_taken_name_is_not_given_again(document: bytes) -> None:
    taken = '<Relationship Id="rIdComments" Type="urn:x" Target="x.xml"/></Relationships>'
    named = replaced(document, LINKS, "</Relationships>", taken)
    made = content(commented(named, "k2.docx", NEW))
    assert b'Id="rIdComments1"' in made[LINKS]


def test_a_document_without_any_links_gets_some() -> None:
    made = content(commented(small(), "k2.docx", [Comment(("New.",), 0, 0)]))
    assert list(made)[2:] == ["comments.xml", "_rels/document.xml.rels", "comments2.xml", "document.xml"]
    assert made["comments.xml"] == b"<nobody/>"
    assert b'Target="comments2.xml"' in made["_rels/document.xml.rels"]
    assert made[TYPES].endswith(b"</Types>")
    assert b'<Override PartName="/comments2.xml"' in made[TYPES]
    assert b"<!-- own -->" in made[TYPES]


def test_names_and_remarks_that_mean_nothing_to_us_stay() -> None:
    text = content(commented(small(), "k2.docx", [Comment(("New.",), 0, 0)]))["document.xml"].decode()
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    reference = '<w:r><w:commentReference w:id="0"/></w:r>'
    own = OWN.replace("<w:p>", f"<w:p>{start}").replace("</w:p>", f"{end}{reference}</w:p>")
    assert own in text
    assert IGNORED in text


DAMAGED = {"unknown": "<w:nothing/>", "another": xml("document", ""), "empty": "", "DTD": "<!DOCTYPE x><x/>"}


@pytest.mark.parametrize("part", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_comments_are_told(part: str, document: bytes) -> None:
    given = [(e, part.encode() if e.filename == "word/comments.xml" else p) for e, p in entries(discussed(document))]
    with pytest.raises(UserError, match=r"^k2\.docx: it is damaged and can't be read\."):
        commented(packed(given), "k2.docx", NEW)


def test_what_is_no_document_is_told() -> None:
    with pytest.raises(UserError, match=r"^k2\.docx: "):
        commented(io.BytesIO(b"plan").getvalue(), "k2.docx", NEW)
