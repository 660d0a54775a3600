"""What became of a rendered document, against its record and against a plan."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qis_tool import verify as module
from qis_tool.document.assemble import assemble, kept_fingerprint
from qis_tool.errors import DataFault, UserError
from qis_tool.form import Form, known_editions, load_form
from qis_tool.readers.lines import printed_lines
from qis_tool.readers.placing import Change
from qis_tool.resources import find
from qis_tool.source import Source, read_file, read_text
from qis_tool.verify import Difference, Verification, fingerprint, verify
from qis_tool.writers import WRITERS
from tests.faults import entries, packed, with_change
from tests.package_rules import Element

Changed = Callable[[Mapping[str, Any]], Source]
TEXT, RECORD = "word/document.xml", "customXml/item1.xml"
GOAL = ("part_c", "goal_1")


@pytest.fixture(scope="module")
def render(k2: Form) -> Callable[..., bytes]:
    """Writes the Word document of a plan that was read."""

    def rendered(plan: Source, *, draft: bool = False, record: bool = True) -> bytes:
        base = find(f"templates/{k2.id}/{k2.year}/base.docx")
        return WRITERS[".docx"].write(assemble(plan, k2, draft=draft, record=record), base)

    return rendered


@pytest.fixture(scope="module")
def plan(samples: Path) -> Source:
    """The smallest good plan."""
    return read_file(str(samples / "good/minimal.yaml"))


@pytest.fixture(scope="module")
def document(render: Callable[..., bytes], plan: Source) -> bytes:
    """That plan's document."""
    return render(plan)


def altered(package: bytes, old: str, new: str, *names: str) -> bytes:
    """A document with something else in a part, or in some."""
    changed = []
    for entry, content in entries(package):
        if entry.filename in (names or [TEXT]):
            assert old.encode() in content
            changed.append((entry, content.replace(old.encode(), new.encode(), 1)))
        else:
            changed.append((entry, content))
    return packed(changed)


def differences(found: Verification) -> tuple[list[str], list[str]]:
    """The paths of the answers that are not what they were, and of those that are not the plan's."""
    return [".".join(map(str, d.path)) for d in found.changed], [".".join(map(str, d.path)) for d in found.unlike]


def test_an_untouched_document_is_intact(document: bytes, plan: Source) -> None:
    found = verify(document, "k2.docx")
    assert (found.intact, found.draft, found.plan, found.same_plan) == (True, False, "", None)
    assert (found.file, found.form, found.form_name, found.plan_year) == ("k2.docx", "k2", "Attachment K2", 2024)
    assert (found.lines, found.answers) == (105, 55)
    assert found.record is not None
    assert found.record.plan_sha256 == sha256(plan.content).hexdigest()


def test_with_its_own_plan_it_is_compared_with_that(document: bytes, plan: Source) -> None:
    found = verify(document, "k2.docx", plan)
    assert (found.intact, found.same_plan, found.plan) == (True, True, plan.name)


def test_a_changed_answer_is_told_with_both_texts_whole(document: bytes) -> None:
    found = verify(altered(document, "We engage all 12", "We may engage some of 12"), "k2.docx")
    [difference] = found.changed
    assert (difference.path, difference.item, difference.label) == (GOAL, "5", "QIS Goal 1")
    assert difference.was.startswith("We engage all 12 network maternity hospitals")
    assert difference.now == difference.was.replace("We engage all 12", "We may engage some of 12")
    assert not found.intact


def test_a_flipped_box_is_told_with_its_label(document: bytes) -> None:
    found = verify(altered(document, "☐", "☒"), "k2.docx")
    assert found.changed == (
        Difference(
            ("part_a", "product_types"),
            "1",
            "Product types",
            "not ticked",
            "ticked",
            "Health Maintenance Organization (HMO)",
        ),
    )


def test_changed_wording_is_told_and_no_answer(document: bytes) -> None:
    found = verify(altered(document, "7. Rationale for QIS", "7. Reason for QIS"), "k2.docx")
    assert found.wording == (Change("7. Rationale for QIS", "7. Reason for QIS"),)
    assert (found.intact, differences(found)) == (False, ([], []))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/footnotes.xml", "The issuer must ensure", "The issuer may ensure"),
        ("word/footer1.xml", "PY24 Qualified", "PY25 Qualified"),
    ],
)
def test_changed_notes_and_feet_are_told(document: bytes, name: str, old: str, new: str) -> None:
    [change] = verify(altered(document, old, new, name), "k2.docx").wording
    assert change.now == change.was.replace(old, new)


def test_with_another_plan_both_comparisons_are_told(document: bytes, changed: Changed) -> None:
    other = changed({"part_c.goal_2": "Pay less.", "part_a.product_types": ["HMO", "EPO"]})
    found = verify(altered(document, "We engage all 12", "We engage all 9"), "k2.docx", other)
    assert found.same_plan is False
    assert differences(found) == (
        ["part_c.goal_1"],
        ["part_c.goal_1", "part_c.goal_2", "part_a.product_types"],
    )
    assert found.unlike[1].was == "Pay less."


def test_a_plan_of_more_rows_is_compared_row_by_row(document: bytes, changed: Changed, plan: Source) -> None:
    rows = [{"milestone": f"Step {number}.", "date": "2023-06-30"} for number in range(11)]
    found = verify(document, "k2.docx", changed({"part_d.timeline.milestones": rows}))
    assert ("part_d", "timeline", "milestones", 10, "date") in {difference.path for difference in found.unlike}
    assert (found.changed, found.answers) == ((), 57)


def test_a_plan_reworded_in_its_comments_only_is_another_plan_with_the_same_answers(
    document: bytes, plan: Source
) -> None:
    found = verify(document, "k2.docx", read_text(f"# A comment.\n{plan.text}", "plan.yaml"))
    assert (found.same_plan, found.intact) == (False, True)


def test_a_document_without_a_record_is_compared_with_the_plan_alone(
    render: Callable[..., bytes], plan: Source, changed: Changed
) -> None:
    bare = render(plan, record=False)
    found = verify(bare, "k2.docx", plan)
    assert (found.intact, found.record, found.same_plan, found.changed) == (True, None, None, ())
    found = verify(bare, "k2.docx", changed({"part_c.goal_1": "Fewer."}))
    assert differences(found) == ([], ["part_c.goal_1"])


def test_without_record_and_plan_there_is_nothing_to_compare_with(render: Callable[..., bytes], plan: Source) -> None:
    with pytest.raises(UserError, match=r"^k2\.docx: it carries no record of how it was rendered\. Name its plan"):
        verify(render(plan, record=False), "k2.docx")


def test_a_record_changed_along_with_the_answer_does_not_hide_it_from_the_plan(document: bytes, plan: Source) -> None:
    """Who changes an answer can change the record, and keep the fingerprint of the plan in it."""
    forged = altered(document, "We engage all 12", "We engage all 9", TEXT, RECORD)
    assert verify(forged, "k2.docx").intact
    assert differences(verify(forged, "k2.docx", plan)) == (["part_c.goal_1"], [])


def test_a_record_of_an_unknown_form_is_told(document: bytes) -> None:
    for old, new in (('form="k2"', 'form="k9"'), ('plan-year="2024"', 'plan-year="1999"')):
        with pytest.raises(UserError, match=r"^There is no form 'k[29]' for plan year"):
            verify(altered(document, old, new, RECORD), "k2.docx")


@pytest.mark.parametrize("path", ["a[999999999].b", "part_c", "part_c.goal_1[0].x", "", "."])
def test_a_record_that_no_plan_could_have_made_is_told(
    document: bytes, path: str, plan: Source, changed: Changed
) -> None:
    damaged = altered(document, "</record>", f'<answer field="{path}">x</answer></record>', RECORD)
    with pytest.raises(UserError, match=r"the record in it is damaged\. Compare it with its plan: --plan\.$"):
        verify(damaged, "k2.docx")
    with pytest.raises(UserError, match=r"the record in it is damaged, and plan\.yaml is not the plan it names\.$"):
        verify(damaged, "k2.docx", changed({}))
    assert verify(damaged, "k2.docx", plan).intact


def test_a_record_may_hold_answers_the_form_has_no_place_for(document: bytes) -> None:
    """A later edition of the tool may know more."""
    more = altered(document, "</record>", '<answer field="part_z.new">x</answer></record>', RECORD)
    assert verify(more, "k2.docx").intact


@pytest.mark.parametrize("text", ["", "a: [", "\x00", "- a\n"])
def test_a_plan_that_can_not_be_read_is_told(document: bytes, text: str) -> None:
    with pytest.raises(UserError, match=r"^plan\.yaml: it can't be read in full, so nothing was compared\."):
        verify(document, "k2.docx", read_text(text, "plan.yaml"))


def test_a_plan_for_no_known_form_is_told(render: Callable[..., bytes], plan: Source) -> None:
    with pytest.raises(UserError, match="not an edition qis knows"):
        verify(render(plan, record=False), "k2.docx", read_text("form: k9\n", "plan.yaml"))


def test_a_draft_is_known_by_the_mark_on_its_pages(render: Callable[..., bytes], plan: Source) -> None:
    draft = render(plan, draft=True)
    found = verify(draft, "k2.docx")
    assert (found.draft, found.intact) == (True, True)
    assert verify(altered(draft, "DRAFT", "FINAL", "word/header1.xml"), "k2.docx").draft is False
    unused = altered(draft, "<w:headerReference", "<w:x", TEXT)
    assert verify(unused, "k2.docx").draft is False


def test_a_space_too_many_within_a_line_counts(document: bytes) -> None:
    assert differences(verify(altered(document, "By year end", "By  year end"), "k2.docx")) == (["part_c.goal_2"], [])


def test_what_nobody_sees_at_the_ends_of_lines_does_not_count(document: bytes) -> None:
    blank = '<w:p><w:r><w:t xml:space="preserve"> \t </w:t></w:r></w:p>'
    start = re.compile(r'<w:p><w:pPr><w:pStyle w:val="Answer"/></w:pPr><w:r><w:t xml:space="preserve">We engage')
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        found = start.search(archive.read(TEXT).decode())
    assert found
    assert verify(altered(document, found[0], f"<w:p/>{blank}{found[0]}"), "k2.docx").intact
    assert verify(
        altered(document, "improvement plan.</w:t>", "improvement plan.\N{NO-BREAK SPACE}</w:t>"), "k2.docx"
    ).intact


@pytest.mark.parametrize("edition", known_editions(), ids=str)
def test_the_layout_vouches_for_the_printed_lines_as_they_are(edition: tuple[str, int]) -> None:
    form = load_form(*edition)
    assert kept_fingerprint(form) == fingerprint(printed_lines(assemble(read_text("{}\n", "plan.yaml"), form)))


def test_a_form_whose_wording_is_not_the_one_its_layout_vouches_for_is_our_fault(
    document: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "kept_fingerprint", lambda _: "0" * 64)
    with pytest.raises(DataFault, match=r"^The wording of Attachment K2 .* vouches for: it has [0-9a-f]{64}\.$"):
        verify(document, "k2.docx")
    monkeypatch.setattr(module, "kept_fingerprint", lambda _: "")
    assert verify(document, "k2.docx").intact


def test_a_document_that_lacks_most_of_its_form_is_not_compared_line_by_line(document: bytes) -> None:
    def emptied(root: Element) -> None:
        for part in list(root[0])[10:-1]:
            root[0].remove(part)

    with pytest.raises(UserError, match="printed lines of Attachment K2 plan year 2024: not that form"):
        verify(with_change(document, TEXT, emptied), "k2.docx")
