"""What an update of a plan comes to, for people and for programs."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.report.tally import Styled
from qis_tool.report.updates import UPDATE_REPORTERS, conflict_text, update_json, update_text
from qis_tool.report.wording import excerpt, word_difference
from qis_tool.updating import Difference, Update

Shown = Callable[[Iterable[Styled]], str]
Golden = Callable[[Path, str], None]

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/meta/update.schema.json").read_bytes())
HELD_TO = Draft202012Validator(SCHEMA)

LONG = " ".join(f"word{number}" for number in range(1, 31))
GOAL = Difference(
    "text", ("part_c", "goal_1"), "5", "QIS Goal 1", LONG, LONG, LONG.replace("word9 ", "other "), is_conflict=False
)
BOX = Difference(
    kind="box",
    path=("part_a", "product_types"),
    item="1",
    label="Product types",
    was="not ticked",
    ours="not ticked",
    theirs="ticked",
    is_conflict=False,
    choice="Health Maintenance Organization (HMO)",
)
ROW = Difference(
    "row", ("part_d", "milestones", 1), "10b", "Milestones, row 2", "", "", "Train | 2024-01-01", is_conflict=False
)
BOTH = replace(GOAL, ours=LONG.replace("word9 ", "own "), is_conflict=True)
TABLE = Difference(
    "table",
    ("part_d", "milestones"),
    "10b",
    "Milestones",
    "A | 2024",
    "A | 2024\n\nB | 2025",
    "C | 2026",
    is_conflict=True,
)
NONE = Update("plan.yaml", "k2.docx", "k2", "Attachment K2", 2024, recorded=True, edits=())
EDITS = (
    GOAL,
    replace(GOAL, ours="", was=""),
    replace(GOAL, theirs=""),
    replace(GOAL, ours="One.\n\nTwo.", theirs="One.\nTwo. Three."),
    replace(GOAL, ours="One.  Two.", theirs="One. Two."),
    BOX,
    replace(BOX, ours="ticked", theirs="not ticked"),
    ROW,
    replace(ROW, was="Train | 2024-01-01", ours="Train | 2024-01-01", theirs=""),
    replace(GOAL, item="", label="Notes", ours="a", theirs="b"),
)
CASES = {
    "nothing": NONE,
    "dry-run": replace(NONE, edits=EDITS[:1]),
    "written": replace(NONE, edits=EDITS, written="plan.yaml"),
    "conflicts": replace(NONE, edits=EDITS[:1], conflicts=(BOTH, replace(BOTH, ours=""), TABLE)),
    "kept": replace(NONE, kept=(BOTH,), unplaced=("A note\nin the margin.",)),
    "no-record": replace(
        NONE,
        recorded=False,
        conflicts=(replace(BOTH, was=None), replace(BOTH, was=None, ours=""), replace(BOX, was=None)),
    ),
}


@pytest.fixture
def told(shown: Shown) -> Callable[[Update], Any]:
    """The JSON output on an update, held to its schema."""

    def tell(update: Update) -> Any:
        output = json.loads(shown(update_json(update)))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


@pytest.mark.parametrize("name", CASES)
def test_a_person_can_read_what_an_update_comes_to(name: str, shown: Shown, golden: Golden) -> None:
    golden(GOLDEN / f"update-{name}.txt", shown(update_text(CASES[name])))


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_cut_for_programs(name: str, told: Callable[[Update], Any]) -> None:
    output, update = told(CASES[name]), CASES[name]
    assert [(d["plan"], d["word"], d["rendered"]) for d in output["changes"]] == [
        (d.ours, d.theirs, d.was) for d in update.edits
    ]


def test_an_update_as_json(told: Callable[[Update], Any]) -> None:
    assert told(replace(CASES["kept"], edits=(BOX,), conflicts=(TABLE,))) == {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "plan": "plan.yaml",
        "document": "k2.docx",
        "form": "k2",
        "plan_year": 2024,
        "recorded": True,
        "written": None,
        "changes": [
            {
                "kind": "box",
                "path": "/part_a/product_types",
                "item": "1",
                "label": "Product types",
                "choice": "Health Maintenance Organization (HMO)",
                "rendered": "not ticked",
                "plan": "not ticked",
                "word": "ticked",
            }
        ],
        "kept": [
            {
                "kind": "text",
                "path": "/part_c/goal_1",
                "item": "5",
                "label": "QIS Goal 1",
                "choice": None,
                "rendered": BOTH.was,
                "plan": BOTH.ours,
                "word": BOTH.theirs,
            }
        ],
        "conflicts": [
            {
                "kind": "table",
                "path": "/part_d/milestones",
                "item": "10b",
                "label": "Milestones",
                "choice": None,
                "rendered": TABLE.was,
                "plan": TABLE.ours,
                "word": TABLE.theirs,
            }
        ],
        "unplaced": ["A note\nin the margin."],
    }


def test_there_is_a_reporter_for_people_and_one_for_programs() -> None:
    assert {"text": update_text, "json": update_json} == UPDATE_REPORTERS


def test_color_only_adds_to_what_the_words_say(shown: Shown) -> None:
    roles = {piece.role: piece.text for piece in update_text(CASES["written"]) if piece.role}
    assert (roles["removed"][:2], roles["added"][:2], roles["passed"][:2]) == ("[-", "{+", "10")


def test_every_line_stands_on_a_line_of_its_own(shown: Shown) -> None:
    """Nothing a document holds can pass for a line of ours."""
    line = "x\n1 change carried over."
    forged = replace(GOAL, was=line, ours="", theirs=line)
    update = replace(NONE, edits=(forged,), conflicts=(forged,), unplaced=(line,))
    assert not [line for line in shown(update_text(update)).splitlines() if line.startswith("1 change carried")]


def test_a_conflict_can_be_shown_alone(shown: Shown) -> None:
    assert shown(conflict_text(BOTH)).splitlines()[0] == "  conflict  QIS Goal 1 (item 5)"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c d e f g h i j", "a b c d e X g h i j", "… b c d e [-f-] {+X+} g h i j"),
        ("a b c d e f g h i j k l", "A b c d e f g h i j k L", "[-a-] {+A+} b c d e … h i j k [-l-] {+L+}"),
        ("a b c d e f", "A b c d E f", "[-a-] {+A+} b c d [-e-] {+E+} f"),
        ("a b", "a", "a [-b-]"),
        ("", "a\n\nb", "{+a ¶ b+}"),
        ("a b c d e f", "a x b c d e f", "a {+x+} b c d e …"),
        ("a\nb", "a\n\nb", "a [-↵-] {+¶+} b"),
        ("a  b", "a b", "the same words, with other spaces"),
        ("\N{OBJECT REPLACEMENT CHARACTER} a", "a", "[-[picture, field or object]-] a"),
    ],
)
def test_a_difference_is_told_by_its_words(old: str, new: str, expected: str, shown: Shown) -> None:
    assert shown(word_difference(old, new)) == expected


@given(st.lists(st.sampled_from("abcde")), st.lists(st.sampled_from("abcde")))
def test_what_is_not_marked_stands_in_both(old: list[str], new: list[str]) -> None:
    pieces = list(word_difference(" ".join(old), " ".join(new)))
    gone = [word for piece in pieces if piece.role == "removed" for word in piece.text[2:-2].split()]
    come = [word for piece in pieces if piece.role == "added" for word in piece.text[2:-2].split()]
    assert sorted([*old, *come]) == sorted([*new, *gone])


def test_an_excerpt_shows_where_others_differ() -> None:
    assert excerpt(LONG, [BOTH.ours, LONG.replace("word28", "x")]) == (
        "… word5 word6 word7 word8 word9 word10 word11 word12 word13 … word24 word25 word26 word27 word28 word29 word30"
    )
