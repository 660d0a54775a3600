"""A document with tracked changes: accepted it is the new one, rejected the old one, in text and in style."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qis_tool.comparing import compare
from qis_tool.comparing.redline import row_pairs, versions
from qis_tool.document.blocks import Answer, Box, Document, Heading, Table
from qis_tool.errors import NotAsWritten
from qis_tool.intake import read_document
from qis_tool.readers.word import read_word
from qis_tool.resources import find
from qis_tool.source import Source, read_file
from qis_tool.writers.word import redline, write_word
from qis_tool.writers.word.redline import write_redline
from tests.package_rules import Element, opened, w
from tests.planted import CARRIED, FIELDS, OLD, ROWS, with_all
from tests.tracked_changes import settled

BASE = find("templates/k2/2024/base.docx")
BLANK = Source("blank.yaml", "", {"form": "k2", "plan_year": 2024})
MILESTONES = "part_d.timeline.milestones"


def with_edits(*names: str) -> Source:
    plan = deepcopy(CARRIED.data)
    for name in names:
        {**FIELDS, **ROWS}[name].edit(plan)
    return Source("new.yaml", "", plan)


ALL = Source("new.yaml", "", with_all())
CASES = {
    "all edits": (OLD, ALL),
    "all edits taken back": (ALL, OLD),
    "another plan": (OLD, read_file(OLD.name.replace("full", "no-barriers"))),
    "filled": (BLANK, OLD),
    "blanked": (OLD, BLANK),
    "rows moved": (OLD, with_edits("row moved and reworded", "row removed", "row added")),
    "more rows than the form prints": (OLD, with_edits("row added", "row added", "row added", "row added")),
}


def redlined(old: Source, new: Source) -> bytes:
    both = versions(old, new)
    return write_redline(both.old, both.new, BASE, row_pairs)


def prove(package: bytes, old: Document, new: Document) -> None:
    """Whether a redline is one document with all changes accepted, and another with all rejected."""
    assert settled(package, accept=True) == settled(write_word(new, BASE), accept=True)
    assert settled(package, accept=False) == settled(write_word(old, BASE), accept=True)


def found(package: bytes, path: str, name: str = "word/document.xml") -> list[Any]:
    """What an XPath leads to in a part."""
    there: Any = opened(package).part(name).xpath(path, namespaces={"w": w("")[1:-1]})
    return list(there)


def control(package: bytes, tag: str) -> Element:
    [one] = found(package, f"//w:sdt[w:sdtPr/w:tag/@w:val='{tag}']")
    assert isinstance(one, Element)
    return one


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("name", CASES)
def test_accepted_it_is_the_new_document_and_rejected_the_old_one(name: str) -> None:
    old, new = CASES[name]
    both = versions(old, new)
    package = redlined(old, new)
    prove(package, both.old, both.new)
    for plan, tracked in ((new, "accepted"), (old, "original")):
        returned = read_document(package, "redline.docx", tracked=tracked)
        assert compare(plan, returned.source).differences == ()


WORDS = st.sampled_from(["apple", "bread", "cake", "dates", "egg", "- ", "\n", "\n\n", " ", "  ", "\t", "\n- ", "x\ty"])
TEXTS = st.lists(WORDS, max_size=9).map("".join)
ROWS_OF_TWO = st.lists(st.tuples(TEXTS, st.sampled_from(["", "2024-01-31", "2024-02-29"])), max_size=4)


def small(text: str, short: str, rows: list[tuple[str, str]], *, ticked: bool) -> Document:
    """A form with an answer, a short one, a box and a table of five rows."""
    cells = [*rows, *[("", "")] * (5 - len(rows))]
    table = tuple(
        (Answer(f"t[{n}].m", f"M {n}", m), Answer(f"t[{n}].d", f"D {n}", d)) for n, (m, d) in enumerate(cells)
    )
    blocks = (
        Heading(0, "A Form", name="a"),
        Heading(1, "First Item", name="b"),
        Answer("long", "Long", text),
        Heading(1, "Second Item", name="c"),
        Box("boxes", "one", "One Box", ticked),
        Answer("short", "Short", short, prompt="Prompt:"),
        Heading(1, "Third Item", name="d"),
        Table("Rows", "All rows.", ("Milestone Head", "Date Head"), table),
    )
    return Document("A Form", "Forms", (), "en-US", blocks, (), (), mark="DRAFT")


@pytest.mark.usefixtures("untraced")
@settings(max_examples=12)
@given(TEXTS, TEXTS, TEXTS, TEXTS, ROWS_OF_TWO, ROWS_OF_TWO)
@example("apple\n\nbread", "- apple\n- bread", "", "egg", [], [("cake", "")])
@example("- apple cake", "apple\n\n- cake\n\nbread", "egg ", "", [("cake", "")], [("", ""), ("cake", "")])
def test_whatever_differs_is_tracked(
    old: str, new: str, was: str, now: str, rows: list[tuple[str, str]], new_rows: list[tuple[str, str]]
) -> None:
    before, after = small(old, was, rows, ticked=False), small(new, now, new_rows, ticked=True)
    prove(write_redline(before, after, BASE, row_pairs), before, after)


def test_one_word_is_one_word_gone_and_one_come() -> None:
    package = redlined(OLD, with_edits("word replaced"))
    assert [text.text for text in found(package, "//w:del/w:r/w:delText")] == ["Minutes"]
    assert [text.text for text in found(package, "//w:ins/w:r/w:t")] == ["Notes"]
    [change] = found(package, "//w:del")
    assert change in list(control(package, "part_b.data_sources.other_description").iter(w("del")))


def test_plans_that_print_the_same_have_no_tracked_change() -> None:
    assert read_word(redlined(OLD, CARRIED), "redline.docx").changes == 0


def test_a_box_shows_its_old_sign_as_deleted_and_has_its_new_state() -> None:
    box = control(redlined(OLD, with_edits("box unticked")), "part_a.product_types=EPO")
    assert [text.text for text in box.iter(w("delText"), w("t"))] == ["☒", "☐"]
    [checked] = box.iter("{*}checked")
    assert list(checked.attrib.values()) == ["0"]


@pytest.mark.parametrize(("old", "new"), [(BLANK, OLD), (OLD, BLANK)], ids=["filled", "blanked"])
def test_only_a_control_that_is_blank_in_both_invites_an_answer(old: Source, new: Source) -> None:
    package = redlined(old, new)
    tags = found(package, "//w:sdtPr[w:showingPlcHdr]/w:tag/@w:val")
    cells = [f"{MILESTONES}[{row}].{name}" for row in (7, 8, 9) for name in ("milestone", "date")]
    assert tags == [*cells, "part_d.risk.no_barriers_assessment"]


def test_a_row_that_is_not_in_its_place_has_no_controls() -> None:
    package = redlined(OLD, with_edits("row removed"))
    tags = found(package, f"//w:tbl//w:sdtPr/w:tag[contains(@w:val, '{MILESTONES}')]/@w:val")
    assert tags == [f"{MILESTONES}[{row}].{name}" for row in (0, 1) for name in ("milestone", "date")]
    assert len(found(package, "//w:tr/w:trPr/w:del")) == len(found(package, "//w:tr/w:trPr/w:ins")) == 1


def test_a_new_row_at_the_end_fills_a_blank_one() -> None:
    plan = with_edits()
    plan.data["part_d"]["timeline"]["milestones"].append({"milestone": "One more", "date": "2024-12-31"})  # type: ignore[index]
    package = redlined(OLD, plan)
    assert not found(package, "//w:trPr/w:ins | //w:trPr/w:del")
    assert [text.text for text in control(package, f"{MILESTONES}[7].milestone").iter(w("t"))] == ["One more"]


def test_it_is_a_working_paper_and_no_filing() -> None:
    package = redlined(OLD, ALL)
    read = read_word(package, "redline.docx")
    assert read.recorded is None
    assert read.heads == ["DRAFT – not for submission"]
    assert {change.get(w("author")) for change in found(package, "//w:ins | //w:del | //w:pPrChange")} == {"qis"}


def test_it_knows_no_time_but_the_one_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    package = redlined(OLD, ALL)
    assert redlined(OLD, ALL) == package
    assert not found(package, "//@w:date")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert set(found(redlined(OLD, ALL), "//@w:date")) == {"2023-11-14T22:13:20Z"}


@pytest.mark.parametrize("wrong", ["accepted", "original"])
def test_what_does_not_read_back_is_not_handed_out(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redline, "unlike", lambda *given: ["part_c.goal_1"] if given[-1] == wrong else [])
    with pytest.raises(NotAsWritten):
        redlined(OLD, ALL)


def test_answers_without_a_place_in_the_form_are_named() -> None:
    plan = with_edits()
    plan.data["part_c"]["goal_3"] = "More."  # type: ignore[index]
    plan.places["part_c", "goal_3"] = CARRIED.places["part_c", "goal_2"]
    assert versions(OLD, plan).lost == ("Part C (part_c.goal_3)",)
    assert versions(OLD, ALL).lost == ()
