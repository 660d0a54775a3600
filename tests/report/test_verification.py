"""What became of a rendered document, for people and for programs."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from qis_tool import __version__
from qis_tool.document.blocks import Record
from qis_tool.readers.placing import Change
from qis_tool.report.tally import Styled
from qis_tool.report.verification import VERIFICATION_REPORTERS, verification_json, verification_text
from qis_tool.verify import Difference, Verification

Shown = Callable[[Iterable[Styled]], str]
Golden = Callable[[Path, str], None]

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/meta/verification.schema.json").read_bytes())
HELD_TO = Draft202012Validator(SCHEMA)

WHOLE = Verification(
    file="k2.docx",
    form="k2",
    form_name="Attachment K2",
    plan_year=2024,
    draft=False,
    record=Record("qis 1.2.3", "k2", 2024, "0123456789abcdef" * 4),
    plan="",
    same_plan=None,
    lines=105,
    wording=(),
    answers=55,
    changed=(),
    unlike=(),
)
LONG = " ".join(f"word{number}" for number in range(1, 201))
GOAL = Difference(("part_c", "goal_1"), "5", "QIS Goal 1", "We engage all 12 hospitals.", "We engage all 9 hospitals.")
BOX = Difference(("part_a", "product_types"), "1", "Product types", "not ticked", "ticked", "Health Maintenance (HMO)")
BARE = Difference(("notes",), "", "Notes", "", "A note.")
CHANGED = (
    GOAL,
    replace(GOAL, was="", now="Fewer."),
    replace(GOAL, was="Fewer.", now=""),
    replace(GOAL, was=LONG, now=f"{LONG} and more"),
    replace(GOAL, was="One.\n\nTwo.", now="One. Two."),
    replace(GOAL, now="\N{OBJECT REPLACEMENT CHARACTER}We engage all 12 hospitals."),
    BOX,
    replace(BOX, choice=LONG),
    BARE,
)
WORDING = (
    Change("7. Rationale for QIS", "7. Reason for QIS"),
    Change("Registries", ""),
    Change("", "We beg to\ndiffer."),
    Change(LONG, LONG.replace("word3", "other")),
)
UNLIKE = replace(WHOLE, plan="other.yaml", same_plan=False, unlike=(GOAL, BOX))
CASES = {
    "unchanged": WHOLE,
    "unchanged-with-plan": replace(WHOLE, plan="plan.yaml", same_plan=True),
    "no-record": replace(WHOLE, record=None, plan="plan.yaml", unlike=(GOAL,)),
    "draft-of-another-plan": replace(UNLIKE, draft=True),
    "changed": replace(WHOLE, wording=WORDING, changed=CHANGED),
}


@pytest.fixture
def told(shown: Shown) -> Callable[[Verification], Any]:
    """The JSON output on a document, held to its schema."""

    def tell(found: Verification) -> Any:
        output = json.loads(shown(verification_json(found)))
        assert [error.message for error in HELD_TO.iter_errors(output)] == []
        return output

    return tell


@pytest.mark.parametrize("name", CASES)
def test_a_person_can_read_what_became_of_a_document(name: str, shown: Shown, golden: Golden) -> None:
    golden(GOLDEN / f"verification-{name}.txt", shown(verification_text(CASES[name])))


def test_color_only_adds_to_what_the_words_say() -> None:
    roles = {piece.text.strip(): piece.role for piece in verification_text(CASES["changed"]) if piece.role}
    assert {"wording", "changed"} <= {text for text, role in roles.items() if role == "error"}
    *_, last = verification_text(WHOLE)
    assert last.role == "passed"


def test_every_line_stands_on_a_line_of_its_own(shown: Shown) -> None:
    """Nothing a document holds can pass for a line of ours."""
    line = "x\nUnchanged: all of it."
    forged = replace(WHOLE, changed=(replace(GOAL, now=line),), wording=(Change("", line), Change(line, "")))
    assert not [line for line in shown(verification_text(forged)).splitlines() if line.startswith("Unchanged")]


def test_a_document_as_json(told: Callable[[Verification], Any]) -> None:
    found = replace(CASES["draft-of-another-plan"], changed=(BARE,), wording=WORDING[:1])
    assert told(found) == {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "file": "k2.docx",
        "form": "k2",
        "plan_year": 2024,
        "draft": True,
        "record": {"tool": "qis 1.2.3", "plan_sha256": "0123456789abcdef" * 4},
        "plan": {"file": "other.yaml", "same": False},
        "wording": {"lines": 105, "changes": [{"was": "7. Rationale for QIS", "now": "7. Reason for QIS"}]},
        "answers": {
            "compared": 55,
            "changed": [
                {"path": "/notes", "item": None, "label": "Notes", "choice": None, "was": "", "now": "A note."}
            ],
            "unlike_plan": [
                {
                    "path": "/part_c/goal_1",
                    "item": "5",
                    "label": "QIS Goal 1",
                    "choice": None,
                    "was": "We engage all 12 hospitals.",
                    "now": "We engage all 9 hospitals.",
                },
                {
                    "path": "/part_a/product_types",
                    "item": "1",
                    "label": "Product types",
                    "choice": "Health Maintenance (HMO)",
                    "was": "not ticked",
                    "now": "ticked",
                },
            ],
        },
        "intact": False,
    }


def test_without_record_or_plan_both_are_null(told: Callable[[Verification], Any]) -> None:
    output = told(replace(WHOLE, record=None))
    assert (output["record"], output["plan"], output["intact"]) == (None, None, True)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_cut_for_programs(name: str, told: Callable[[Verification], Any]) -> None:
    output = told(CASES[name])
    assert output["wording"]["changes"] == [change._asdict() for change in CASES[name].wording]
    for key, differences in (("changed", CASES[name].changed), ("unlike_plan", CASES[name].unlike)):
        texts = [(told["was"], told["now"], told["choice"] or "") for told in output["answers"][key]]
        assert texts == [(difference.was, difference.now, difference.choice) for difference in differences]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_there_is_a_reporter_for_people_and_one_for_programs() -> None:
    assert {"text": verification_text, "json": verification_json} == VERIFICATION_REPORTERS
