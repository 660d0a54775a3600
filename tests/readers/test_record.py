"""The record that a rendered document carries, as it is read from a package."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Record
from qis_tool.form import Form
from qis_tool.readers.word import read_word
from qis_tool.readers.word.record import Recorded
from qis_tool.source import read_file
from tests.readers.files import read

MADE = {"tool": "qis 1.2.3", "form": "k2", "plan-year": "2024", "plan-sha256": "a" * 64}


def record(inside: str = "", name: str = "urn:qis-tool:record:1", **made: str) -> str:
    known = MADE | {key.replace("_", "-"): value for key, value in made.items()}
    attributes = " ".join(f'{key}="{value}"' for key, value in known.items())
    return f'<record xmlns="{name}" {attributes}>{inside}</record>'


def recorded(part: str) -> Recorded | None:
    return read("<w:p/>", customXml=part).recorded


def test_a_rendered_document_tells_how_it_was_made(good: Path, k2: Form, write: Callable[..., bytes]) -> None:
    source = read_file(str(good))
    expected = Recorded.of(assemble(source, k2))
    assert expected is not None
    assert read_word(write(good), "k2.docx").recorded == expected
    assert expected.answers["part_c.goal_1"] == source.value(("part_c", "goal_1"))
    assert expected.ticks >= {("part_a.product_types", choice) for choice in source.value(("part_a", "product_types"))}


def test_a_record_holds_answers_and_ticks() -> None:
    inside = '<answer field="a.b">one\ntwo</answer><answer/><ticked field="c" choice="x"/><ticked/><other/>'
    assert recorded(record(inside)) == Recorded(
        Record("qis 1.2.3", "k2", 2024, "a" * 64), {"a.b": "one\ntwo", "": ""}, frozenset({("c", "x"), ("", "")})
    )


@pytest.mark.parametrize(
    "part",
    [
        "<record/>",
        record(name="urn:qis-tool:record:2"),
        record(plan_year="24"),
        record(plan_year="²024"),
        record(plan_sha256="a" * 63),
        record(plan_sha256="A" * 64),
        record(form="../../k2"),
        record(form=""),
        record(tool=""),
        record(tool="qis 1&#10;Unchanged: all of it."),
        record(tool="qis " + "1" * 1000),
    ],
)
def test_what_can_be_no_record_is_none(part: str) -> None:
    assert recorded(part) is None


def test_a_document_made_without_a_record_is_to_have_none(k2: Form, good: Path) -> None:
    assert Recorded.of(assemble(read_file(str(good)), k2, record=False)) is None
