"""The words of a plan's limited fields."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from qis_tool.count import word_table
from qis_tool.errors import UserError
from qis_tool.form import Form
from qis_tool.source import Source, read_text

Changed = Callable[[Mapping[str, Any]], Source]


def test_every_limited_field_is_counted_in_form_order(changed: Changed, k2: Form) -> None:
    table = word_table(changed({}))
    assert (table.file, table.form, table.form_name, table.plan_year) == ("plan.yaml", "k2", "Attachment K2", 2024)
    assert [(row.item, row.limit) for row in table.fields] == [
        ("2", 100), ("4", 200), ("5", 200), ("5", 200), ("6", 100), ("6", 100), ("6", 100), ("7", 200), ("8a", 200),
        ("8b", 200), ("10b", 50), ("10b", 50), ("11a", 200), ("11", 200), ("11b", 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "words"), [("One two.", 2), ("word " * 203, 203), (None, 0), (" ", 0), (5, 0), (["one"], 0)]
)
def test_what_is_left_may_be_less_than_nothing(changed: Changed, answer: object, words: int) -> None:
    rows = {row.path: row for row in word_table(changed({"part_d.rationale": answer})).fields}
    row = rows["part_d", "rationale"]
    assert (row.label, row.count, row.left) == ("Rationale", words, 200 - words)


@pytest.mark.parametrize("rows", [[], None, "soon"])
def test_rows_that_are_not_there_have_no_line(changed: Changed, rows: object) -> None:
    assert "10b" not in [row.item for row in word_table(changed({"part_d.timeline.milestones": rows})).fields]


def test_an_empty_plan_has_blank_fields() -> None:
    table = word_table(read_text("form: k2", "plan.yaml"))
    assert {row.count for row in table.fields} == {0}
    assert table.fields[0].path == ("part_b", "data_sources", "other_description")


@pytest.mark.parametrize(
    ("text", "why"), [("a: b: c", "can't be read in full"), ("form: k9", "not an edition qis knows")]
)
def test_nothing_is_counted_in_what_cannot_be_read(text: str, why: str) -> None:
    with pytest.raises(UserError, match=f"^plan.yaml: .*{why}"):
        word_table(read_text(text, "plan.yaml"))
