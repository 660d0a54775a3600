"""What a filled form holds beside its answers is told, kept or refused, and never becomes an answer in silence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from qis_tool.document.blocks import Answer, Document
from qis_tool.errors import UserError
from qis_tool.intake import Returned, read_document
from qis_tool.readers.word.names import Element, w
from tests.faults import entries, packed, with_change
from tests.foreign_forms import in_paragraphs
from tests.intake.conftest import Filled
from tests.intake.documents import filled_with, paragraph_with
from tests.readers.files import NAMES, paragraph, run
from tests.readers.shapes import controls, element, element_of

CLAIMS, GOAL = "Claim files", ("part_c", "goal_1")
SOURCES = ("part_b", "data_sources", "checked")
STRUCK = "<w:rPr><w:strike/></w:rPr>"


def append(to: Element, content: str) -> None:
    """Put something at the end of an element."""
    to.extend(list(element(f"<new {NAMES}>{content}</new>")))


@pytest.fixture
def rendered(samples: Path, write: Callable[[Path], bytes]) -> bytes:
    """The smallest sample as it is rendered."""
    return write(samples / "good/minimal.yaml")


def changed(package: bytes, change: Callable[[Element], None]) -> Returned:
    """What is read of a document after a change of its text."""
    return read_document(with_change(package, "word/document.xml", change), "k2.docx")


def typed(document: Document, line: str) -> Returned:
    """What is read of a form in paragraphs whose line for claim files says this."""

    def change(root: Element) -> None:
        filled_with(paragraph_with(root, CLAIMS), run(line))

    return changed(in_paragraphs(document), change)


@pytest.mark.parametrize("mark", ["[√]", "(x)", "_✓_", "✔\N{VARIATION SELECTOR-16}", "☒", "X", "[ ✗ ]", "√"])
def test_a_mark_that_is_a_tick_ticks(filled: Filled, mark: str) -> None:
    returned = typed(filled["no-barriers"], f"{mark} {CLAIMS}:")
    assert "claim_files" in returned.source.value(SOURCES)
    assert (returned.source.problems, returned.unplaced) == ((), ())


@pytest.mark.parametrize("mark", ["Yes", "☒☐", "[ ] X", "{x}", "Xx"])
def test_a_mark_that_may_be_a_tick_or_none_is_told_and_ticks_nothing(filled: Filled, mark: str) -> None:
    returned = typed(filled["no-barriers"], f"{mark} {CLAIMS}")
    [problem] = returned.source.problems
    assert (problem.rule, problem.path, problem.facts) == (
        "mark-not-understood",
        SOURCES,
        {"mark": mark, "choice": CLAIMS},
    )
    assert "claim_files" not in returned.source.value(SOURCES)


@pytest.mark.parametrize(("sign", "rule"), [("X", None), ("[x]", None), ("Yes", "mark-not-understood")])
def test_a_sign_typed_over_a_control_counts_as_one_typed(rendered: bytes, sign: str, rule: str | None) -> None:
    def change(root: Element) -> None:
        [box] = controls(root, "part_b.data_sources.checked=all_payer_claims")
        next(box.iter(w("t"))).text = sign

    source = changed(rendered, change).source
    assert [problem.rule for problem in source.problems] == ([rule] if rule else [])
    assert ("all_payer_claims" in source.value(SOURCES)) is (rule is None)


def test_text_behind_a_label_is_kept_and_told(rendered: bytes) -> None:
    returned = changed(rendered, lambda root: append(paragraph_with(root, CLAIMS), run(" of 2022 only.")))
    assert returned.unplaced == ("of 2022 only.",)
    assert [problem.rule for problem in returned.source.problems] == ["text-without-place"]


def test_boxes_without_any_mark_are_told(filled: Filled) -> None:
    def change(root: Element) -> None:
        for text in root.iter(w("t")):
            text.text = (text.text or "").lstrip("☐☒☑ ")

    remarks = changed(in_paragraphs(filled["minimal"]), change).remarks
    assert "No check box was found beside any choice of Product types (item 1), so none counts as ticked." in remarks


def test_struck_text_is_left_out_and_told(rendered: bytes) -> None:
    def change(root: Element) -> None:
        append(paragraph_with(root, "We engage all 12"), run("Not this.").replace("<w:r>", f"<w:r>{STRUCK}", 1))

    returned = changed(rendered, change)
    assert "Not this." not in returned.source.value(GOAL)
    assert returned.remarks == ("Text is struck through in 1 place; it was left out, as if deleted.",)


def test_a_style_that_hides_is_not_undone_by_a_word_on_another_matter(rendered: bytes) -> None:
    style = (
        '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="character" '
        'w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    package = with_change(rendered, "word/styles.xml", lambda root: root.append(element(style)))
    look = '<w:rPr><w:rStyle w:val="Gone"/><w:strike w:val="0"/></w:rPr>'

    def change(root: Element) -> None:
        append(paragraph_with(root, "We engage all 12"), run("Unseen.").replace("<w:r>", f"<w:r>{look}", 1))

    assert "Unseen." not in changed(package, change).source.value(GOAL)


def test_what_a_field_is_told_is_not_what_it_shows(rendered: bytes) -> None:
    begin, separate, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    field = [
        f"<w:r>{begin}<w:instrText>HYPERLINK</w:instrText></w:r>",
        run("code"),
        f"<w:r>{separate}</w:r>",
        run(" shown"),
        f"<w:r>{end}</w:r>",
    ]
    stray = [f"<w:r>{end}</w:r>", run(" and on")]

    def change(root: Element) -> None:
        filled_with(paragraph_with(root, "We engage all 12"), "".join([*field, *stray]))

    assert changed(rendered, change).source.value(GOAL) == " shown and on"


def test_a_footnote_of_ones_own_is_told_and_kept(rendered: bytes) -> None:
    note = f'<w:footnote w:id="9">{paragraph("See our annex.")}</w:footnote>'
    package = with_change(
        rendered,
        "word/footnotes.xml",
        lambda root: append(root, note),
    )
    mark = run("").replace("</w:r>", '<w:footnoteReference w:id="9"/></w:r>')
    returned = changed(package, lambda root: append(paragraph_with(root, "We engage all 12"), mark))
    assert returned.unplaced == ("See our annex.",)


def test_a_draft_says_that_it_is_one(samples: Path, write: Callable[..., bytes]) -> None:
    returned = read_document(write(samples / "good/minimal.yaml", draft=True), "k2.docx")
    assert returned.remarks == ("Its pages are marked as a draft, not for submission.",)


def test_what_comes_from_elsewhere_is_named_and_not_followed(rendered: bytes) -> None:
    link = (
        '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'attachedTemplate" Target="http://elsewhere.example/t.dotx" TargetMode="External"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    package = packed(
        [
            (entry, content.replace(b"</Relationships>", link.encode()) if entry.filename == name else content)
            for entry, content in entries(rendered)
        ]
    )
    [remark] = read_document(package, "k2.docx").remarks
    assert remark == "The document holds a template from elsewhere, which was not followed."


def test_two_forms_in_one_file_are_refused(filled: Filled) -> None:
    def change(root: Element) -> None:
        for one in list(root.iter(w("p"))):
            root[0].append(element_of(one))

    with pytest.raises(UserError, match=r"it holds the form more than once: “Part A\..*” stands there 2 times"):
        changed(in_paragraphs(filled["minimal"]), change)


def test_a_line_of_the_pages_foot_within_an_answer_is_part_of_it(filled: Filled) -> None:
    answer = "We begin.\n\nQuality Improvement Strategy\n\nWe go on."
    blocks = tuple(
        replace(block, text=answer) if isinstance(block, Answer) and block.path == "part_c.goal_1" else block
        for block in filled["minimal"].blocks
    )
    returned = read_document(in_paragraphs(replace(filled["minimal"], blocks=blocks)), "k2.docx")
    assert returned.source.value(GOAL) == f"{answer}\n"


def test_a_date_that_was_deleted_in_word_does_not_come_back_from_the_record(
    samples: Path, write: Callable[..., bytes]
) -> None:
    text = (samples / "good/minimal.yaml").read_text("utf-8").replace("start_date: 2023-01-01", "start_date: Q2 2024")

    def change(root: Element) -> None:
        [date] = controls(root, "part_d.timeline.start_date")
        for shown in date.iter(w("t")):
            shown.text = ""

    path = ("part_d", "timeline", "start_date")
    package = write(text, draft=True)
    assert read_document(package, "k2.docx").source.value(path) == "Q2 2024"
    assert changed(package, change).source.value(path) is None


def test_a_document_that_is_no_form_is_told_so() -> None:
    from io import BytesIO

    word, file = docx.Document(), BytesIO()
    word.add_paragraph("Hello")
    word.save(file)
    with pytest.raises(UserError, match="too few of the printed lines of any form"):
        read_document(file.getvalue(), "k2.docx")
