"""Whatever an answer says, it is found again in every shape: there is no change where none was made."""

import io
import json
import zipfile

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from qis_tool import verify
from qis_tool.characters import FORBIDDEN
from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import visible
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import read_text
from qis_tool.writers import WRITERS
from tests.readers.shapes import SHAPES, Rendered, Shape

ODD = [
    "",
    " ",
    "- ",
    "- one",
    "two  three",
    "\t",
    "\N{NO-BREAK SPACE}",
    "(200 words)",
    "x",
    "☐ a",
    "QIS Goal 2:",
    "trail ",
]
answers = st.lists(
    st.sampled_from(ODD) | st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8), max_size=6
).map("\n".join)


def render(form: Form, plan: str) -> tuple[bytes, Rendered]:
    """A plan's Word document, and the text in it."""
    document = assemble(read_text(plan, "plan.yaml"), form)
    package = WRITERS[".docx"].write(document, find(f"templates/{form.id}/{form.year}/base.docx"))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return package, Rendered(document, etree.fromstring(archive.read("word/document.xml")))


@pytest.mark.usefixtures("untraced")
@settings(max_examples=10)
@example("QIS Goal 2:", "", "QIS Goal 2:")
@example("- \n- one\n\n\N{NO-BREAK SPACE}\n\nend", "10a. QIS Initiation/Start Date: soon", " \n\none")
@given(answers, answers, answers)
def test_any_text_is_found_again_in_every_shape(k2: Form, boxed: str, beside: str, in_row: str) -> None:
    assume(not FORBIDDEN.search(boxed + beside + in_row))
    rows = [{"milestone": in_row}]
    plan = {
        "part_b": {"data_sources": {"census_type": beside}},
        "part_c": {"goal_1": boxed},
        "part_d": {"timeline": {"milestones": rows}},
    }
    package, rendered = render(k2, json.dumps(plan))
    assert verify.verify(package, "k2.docx").intact
    for shape in SHAPES:
        found = rendered.placed(shape)
        assert found.changes == []
        for path, text in rendered.answers.items():
            assert visible(found.answers[path]) == visible(text)


@pytest.fixture(scope="module")
def blank(k2: Form) -> Rendered:
    """The form, nothing filled in."""
    return render(k2, "form: k2\n")[1]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_blank_form_is_unchanged_in_every_shape(blank: Rendered, shape: Shape) -> None:
    found = blank.placed(shape)
    assert (found.changes, blank.differences(found)) == ([], (set(), set()))
