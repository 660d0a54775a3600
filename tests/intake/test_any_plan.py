"""Whatever a plan says, its document is read as that plan again."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qis_tool.document.assemble import assemble
from qis_tool.form import Form, load_form
from qis_tool.intake import read_document
from qis_tool.resources import find
from qis_tool.source import read_text
from qis_tool.writers import WRITERS
from tests.faults import with_change
from tests.intake.plans import Plan, answers, plans, seen
from tests.readers.shapes import SHAPES, Shape, tagged, unwrapped

BASE = find("templates/k2/2024/base.docx")
BLANK: Plan = {"form": "k2", "plan_year": 2024}
ROW = {"milestone": "x\n10a. QIS Initiation/Start Date: soon", "date": "2024-01-31"}
BOX = {"milestone": "Census Data", "date": "x"}
TRICKY: Plan = BLANK | {
    "part_c": {"goal_1": "☐", "goal_2": "QIS Goal 1:\n\n(200 words)", "description": "\ttabbed\n- \nCensus Data"},
    "part_d": {"timeline": {"milestones": [{}, ROW, {"milestone": "- \nCensus Data"}, {"date": "soon"}, BOX]}},
}


def found_in(plan: Plan, form: Form, shape: Shape, *, record: bool) -> Plan:
    """The answers read from a plan's document in a shape; no text in it belongs to none."""
    document = assemble(read_text(json.dumps(plan, ensure_ascii=False), "plan.yaml"), form, record=record)
    package = with_change(WRITERS[".docx"].write(document, BASE), "word/document.xml", shape)
    returned = read_document(package, "k2.docx")
    assert returned.unplaced == ()
    return dict(answers(returned.source.data))


@pytest.mark.usefixtures("untraced")
@settings(max_examples=10)
@example(TRICKY, unwrapped)
@example(BLANK, unwrapped)
@given(plans(load_form("k2", 2024)), st.sampled_from(SHAPES))
def test_any_plan_is_read_from_its_document_as_it_was_written(k2: Form, plan: Plan, shape: Shape) -> None:
    assert found_in(plan, k2, shape, record=True) == dict(answers(plan))


@pytest.mark.usefixtures("untraced")
@settings(max_examples=10)
@example(TRICKY, tagged)
@example(TRICKY, unwrapped)
@given(plans(load_form("k2", 2024)), st.sampled_from(SHAPES))
def test_any_plan_is_read_as_it_is_shown_where_nothing_was_recorded(k2: Form, plan: Plan, shape: Shape) -> None:
    assert seen(found_in(plan, k2, shape, record=False)) == seen(dict(answers(plan)))
