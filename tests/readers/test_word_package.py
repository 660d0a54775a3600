"""A file that is to be a Word document: read within bounds, or refused in one plain sentence."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from qis_tool.errors import UserError
from qis_tool.readers.word import package, read_word
from tests.readers.files import lines, links, packed, paragraph, read, word_file, xml

DAMAGED = "it is damaged and can't be read. Open and save it in Word first, or use an earlier copy of it."
TOO_MUCH = "it holds far more than this form. Save the form alone as a document of its own."
TWO = "no word processor saves a file like this: {}. Ask its sender for a copy newly saved in Word.".format(
    "it leads to more than one document"
)
BODY = xml("document", f"<w:body>{paragraph('one')}</w:body>")
MAIN = {"_rels/.rels": links(("officeDocument", "word/document.xml")), "word/document.xml": BODY}
ENTITY = '<!DOCTYPE d [<!ENTITY e SYSTEM "file://{}">]><w:document xmlns:w="{}"><w:body>&e;</w:body></w:document>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def refused(content: bytes) -> str:
    """The sentence in which a file is refused, without its name."""
    with pytest.raises(UserError) as told:
        read_word(content, "plan.docx")
    name, _, sentence = str(told.value).partition(": ")
    assert name == "plan.docx"
    assert "\n" not in sentence
    return sentence


def with_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """The smallest document with other or more parts."""
    return packed({**MAIN, **parts})


def test_the_smallest_document_is_read() -> None:
    assert [line.text for line in read_word(packed(MAIN), "plan.docx").lines] == ["one"]


@pytest.mark.parametrize(
    ("links_of_package", "told"),
    [
        (links(), DAMAGED),
        (links(("styles", "word/document.xml")), DAMAGED),
        (links(("officeDocument", "word/document.xml"), ("officeDocument", "word/other.xml")), TWO),
        (links(("officeDocument", "word/nowhere.xml")), DAMAGED),
        (links(("officeDocument", "")), DAMAGED),
        (links(("officeDocument", "../../../../etc/passwd")), DAMAGED),
        (links(("officeDocument", "file:///etc/passwd")), DAMAGED),
        (links(("officeDocument", "word/\N{BABY}%00.xml")), DAMAGED),
        ("<Relationships", DAMAGED),
        ("", DAMAGED),
    ],
)
def test_a_package_leads_to_one_document_in_it_or_is_refused(links_of_package: str, told: str) -> None:
    assert refused(with_parts({"_rels/.rels": links_of_package})) == told


@pytest.mark.parametrize("target", ["/word/document.xml", "word/document.xml", "./word/../word/document.xml"])
def test_links_may_be_absolute_or_relative(target: str) -> None:
    inner = {"word/_rels/document.xml.rels": links(("styles", "/styles.xml"), ("footnotes", "notes/../footnotes.xml"))}
    parts = {"styles.xml": xml("styles", ""), "word/footnotes.xml": xml("footnotes", "")}
    found = read_word(with_parts({"_rels/.rels": links(("officeDocument", target)), **inner, **parts}), "plan.docx")
    assert [line.text for line in found.lines] == ["one"]


def test_the_main_part_may_have_any_name() -> None:
    bullet = paragraph("one", '<w:pStyle w:val="AB"/>')
    parts = {
        "_rels/.rels": links(("officeDocument", "/strange.xml")),
        "strange.xml": xml("document", f"<w:body>{bullet}</w:body>"),
        "_rels/strange.xml.rels": links(("styles", "s.xml")),
        "s.xml": xml("styles", '<w:style w:styleId="AB"><w:name w:val="Answer Bullet"/></w:style>'),
    }
    [line] = read_word(packed(parts), "plan.docx").lines
    assert line.bullet


@pytest.mark.parametrize("kind", ["styles", "footnotes", "endnotes", "customXml"])
def test_a_link_to_a_part_that_is_not_there_is_told(kind: str) -> None:
    assert refused(with_parts({"word/_rels/document.xml.rels": links((kind, "nowhere.xml"))})) == DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no xml",
        "<w:document>",
        BODY[:-5],
        BODY.replace("one", "\x01"),
        '<?xml version="1.0" encoding="UTF-8"?><a>\xe9</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="nonsense"?><a/>',
        '<?xml version="1.0" encoding="UTF-7"?><a>+ADw-b/+AD4-</a>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><a/>',
        "<!DOCTYPE d><w:document/>",
        f"<!DOCTYPE d>{BODY}",
        f"<!DOCTYPE d [<!ENTITY l0 'ha'>{LAUGHS}]><d>&l9;</d>",
        f"<!DOCTYPE d [<!ENTITY l0 'ha'>{LAUGHS}]><d a='&l9;'/>",
        "<a>" * 5000 + "</a>" * 5000,
        "<a " + " ".join(f"a{n}='&#0;'" for n in range(9)) + "/>",
    ],
)
def test_damaged_xml_and_any_dtd_are_refused(content: str | bytes) -> None:
    assert refused(with_parts({"word/document.xml": content})) == DAMAGED


@pytest.mark.parametrize("code", ["utf-8", "UTF-8", "utf-16", "us-ascii", "utf-8-sig", ""])
def test_a_part_is_read_in_each_code_that_a_word_file_may_have(code: str) -> None:
    declared = f'<?xml version="1.0" encoding="{code.removesuffix("-sig")}"?>' if code else ""
    content = with_parts({"word/document.xml": f"{declared}{BODY}".encode(code or "utf-8")})
    assert [line.text for line in read_word(content, "plan.docx").lines] == ["one"]


def test_no_file_from_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    assert refused(with_parts({"word/document.xml": ENTITY.format(secret, "urn:x")})) == DAMAGED


@pytest.mark.parametrize("around", ["p", "sdt", "tbl", "ins", "r", "tc"])
def test_what_is_nested_as_deep_as_xml_may_be_is_read(around: str) -> None:
    deep = 240
    assert isinstance(lines(f"<w:{around}>" * deep + f"</w:{around}>" * deep), list)


@pytest.mark.parametrize(
    "root",
    [
        *("<w:del {}/>", "<w:body {}/>", "<w:p {}><w:r><w:t>one</w:t></w:r></w:p>", "<a/>"),
        "<w:r {}><w:rPr><w:vanish/></w:rPr></w:r>",
    ],
)
def test_a_main_part_of_another_kind_holds_nothing(root: str) -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    found = read_word(with_parts({"word/document.xml": root.format(names)}), "plan.docx")
    assert not any(line.tag or line.cell for line in found.lines)


def test_far_too_many_paragraphs_are_refused() -> None:
    told = "it has 5,001 paragraphs, far more than this form."
    assert len(lines("<w:p/>" * 5000)) == 5000
    assert refused(word_file("<w:p/>" * 5001)) == told
    feet = xml("ftr", "<w:p/>" * 5000)
    body = '<w:p/><w:sectPr><w:footerReference r:id="rId2"/></w:sectPr>'
    assert refused(word_file(body, footer=feet)) == told


def test_a_part_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PART", len(BODY.encode()) - 1)
    told = "a part of it is larger than 0 MB, far too large for this form."
    assert refused(packed(MAIN)) == f"{told} Take the pictures out of it in Word and save it."


@pytest.mark.parametrize(("limit", "kind"), [("MAX_ELEMENTS", "elements"), ("MAX_CHARACTERS", "characters")])
def test_far_more_than_this_form_in_all_parts_together_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: str, kind: str
) -> None:
    one = package.opened(packed(MAIN), "plan.docx")
    for _ in range(3):
        one.root(one.main)
    monkeypatch.setattr(package, limit, one.read[kind])
    assert read_word(packed(MAIN), "plan.docx").lines
    links_and_styles = {"word/_rels/document.xml.rels": links(("styles", "s.xml")), "word/s.xml": xml("styles", "a")}
    assert refused(with_parts(links_and_styles)) == TOO_MUCH


@pytest.mark.parametrize("mark", ["<a/>", "<!---->", " a='' "])
def test_a_part_of_far_too_many_marks_is_refused_before_they_are_read(
    monkeypatch: pytest.MonkeyPatch, mark: str
) -> None:
    monkeypatch.setattr(package, "_parsed", lambda _: pytest.fail("it was read"))
    one = package.Package("plan.docx", zipfile.ZipFile(io.BytesIO(packed({"a.xml": mark * 500_001}))))
    with pytest.raises(UserError, match="it holds far more than this form"):
        one.root("a.xml")


def test_a_file_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_BYTES", len(packed(MAIN)))
    assert read_word(packed(MAIN), "plan.docx").lines
    told = "it is larger than 0 MB, far too large for this form."
    assert refused(with_parts({"a": "a"})) == f"{told} Take the pictures out of it in Word and save it."


def test_elements_nested_too_deep_are_refused_whatever_the_parser_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_parser", lambda: etree.XMLParser(huge_tree=True))
    nested = f"<w:body>{'<w:ins>' * 254}%s{'</w:ins>' * 254}</w:body>"
    assert read_word(with_parts({"word/document.xml": xml("document", nested % "")}), "plan.docx").lines == []
    assert refused(with_parts({"word/document.xml": xml("document", nested % "<w:ins/>")})) == DAMAGED


def test_a_note_shown_far_too_often_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qis_tool.readers.word.MAX_CHARACTERS", 10)
    notes = xml("footnotes", f'<w:footnote w:id="1">{paragraph("five.")}</w:footnote>')
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    assert read(f"<w:p>{mark * 2}</w:p>", footnotes=notes).margins.notes == ["five."] * 2
    assert refused(word_file(f"<w:p>{mark * 3}</w:p>", footnotes=notes)) == TOO_MUCH


def test_a_part_that_many_links_lead_to_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    root: Callable[[package.Package, str], object] = package.Package.root

    def watched(self: package.Package, part: str) -> object:
        opened.append(part)
        return root(self, part)

    monkeypatch.setattr(package.Package, "root", watched)
    parts = {"word/_rels/document.xml.rels": links(*[("styles", "styles.xml")] * 100)}
    read_word(with_parts({**parts, "word/styles.xml": xml("styles", "")}), "plan.docx")
    assert opened.count("word/styles.xml") == 1


def test_a_document_without_any_other_part_has_no_margins() -> None:
    found = read("<w:p/>")
    assert (found.margins.notes, found.margins.feet, found.heads, found.recorded) == ([], [], [], None)
