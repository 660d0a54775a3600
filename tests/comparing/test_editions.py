"""Plans of several editions of one form, and of different forms."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from qis_tool.comparing import compare
from qis_tool.errors import UserError
from qis_tool.source import Source
from tests.conftest import ROOT
from tests.plan_versions import changed

Change = Callable[[dict[str, Any]], object]


def plan(year: object = 2024, name: str = "", **values: object) -> Source:
    given = {path.replace("__", "."): value for path, value in values.items()}
    return Source(name or f"{year}.yaml", "", changed({"plan_year": year, **given}))


@pytest.fixture
def edition(own_forms: Path) -> Callable[..., None]:
    """Makes another edition of the form, with other fields."""

    def make(year: int, change: Change, form: str = "k2", boxes: tuple[str, str] = ("", "")) -> None:
        folder = Path(copytree(ROOT / "schemas/k2/2024", own_forms / f"schemas/{form}/{year}"))
        about = (folder / "form.yaml").read_text("utf-8")
        about = about.replace("plan_year: 2024", f"plan_year: {year}").replace("form: k2", f"form: {form}", 1)
        about = about.replace("name: Attachment K2", f"name: Attachment {form.upper()}").replace(*boxes)
        (folder / "form.yaml").write_text(about, "utf-8")
        schema = json.loads((folder / "plan.schema.json").read_bytes())
        change(schema["properties"])
        (folder / "plan.schema.json").write_text(json.dumps(schema), "utf-8")

    return make


def unchanged(fields: dict[str, Any]) -> None:
    pass


def other_goals(fields: dict[str, Any]) -> None:
    """A third goal behind the second, which is gone, a new field at the start, and no Attachment J."""
    goals = fields["part_c"]["properties"]
    goals["goal_3"] = goals.pop("goal_2") | {"title": "QIS Goal 3"}
    del fields["part_d"]["properties"]["attachment_j"]
    first = {"title": "Filed by", "type": "string"}
    given = dict(fields)
    fields.clear()
    fields |= {"filed_by": first} | given


def test_fields_of_both_editions_are_compared_and_others_told_as_such(edition: Callable[..., None]) -> None:
    edition(2023, other_goals)
    old = plan(2023, part_c__goal_1="a", part_c__goal_3="c", filed_by="Ann", part_c__description="same")
    new = plan(2024, part_c__goal_1="b", part_c__goal_2="d", part_c__description="same")
    comparison = compare(old, new)
    assert [(d.what, d.label, d.item, d.part, d.only) for d in comparison.differences] == [
        ("removed", "Filed by", "", "Filed by", "Attachment K2 plan year 2023"),
        ("changed", "QIS Goal 1", "5", "Part C", ""),
        ("removed", "QIS Goal 3", "5", "Part C", "Attachment K2 plan year 2023"),
        ("added", "QIS Goal 2", "5", "Part C", "Attachment K2 plan year 2024"),
    ]
    assert comparison.remarks == (
        "Only the form of plan year 2023 has these fields: Filed by, QIS Goal 3.",
        "Only the form of plan year 2024 has these fields: QIS Goal 2, Attachment J.",
    )
    assert (comparison.old.edition, comparison.new.edition) == (
        "Attachment K2 plan year 2023",
        "Attachment K2 plan year 2024",
    )


def test_boxes_of_either_edition_are_compared(edition: Callable[..., None]) -> None:
    edition(2023, unchanged, boxes=("EPO: epo", "POS: epo"))
    old, new = plan(2023, part_a__product_types=["HMO", "POS"]), plan(2024, part_a__product_types=["HMO", "PPO"])
    assert [(d.what, d.kind, d.choice) for d in compare(old, new).differences] == [
        ("ticked", "box", "Preferred Provider Organization (PPO)"),
        ("unticked", "box", "Exclusive Provider Organization (EPO)"),
    ]


@pytest.mark.parametrize(("year", "named"), [(2019, "plan year 2019"), ("this year", "plan year this year")])
def test_an_edition_nobody_knows_is_read_by_the_other_plans(year: object, named: str) -> None:
    for old, new in ((plan(year), plan(2024)), (plan(2024), plan(year))):
        comparison = compare(old, new)
        assert not comparison.differences
        assert comparison.remarks == (
            f"{year}.yaml names {named}, of which qis knows no form; it was read by that of plan year 2024.",
        )
        assert (comparison.old.plan_year, comparison.new.plan_year) == (2024, 2024)


def test_a_plan_that_names_no_year_is_read_by_the_other_plans(edition: Callable[..., None]) -> None:
    edition(2023, unchanged)
    comparison = compare(plan(2023), plan(None, "new.yaml"))
    assert comparison.remarks[0] == (
        "new.yaml names no plan year, of which qis knows no form; it was read by that of plan year 2023."
    )


def test_two_plans_of_editions_nobody_knows_are_refused() -> None:
    with pytest.raises(UserError, match=r"^2019.yaml: it names form: k2, plan_year: 2019, which is not an edition"):
        compare(plan(2019), plan(2019))


def test_plans_of_different_forms_are_refused(edition: Callable[..., None]) -> None:
    edition(2024, unchanged, form="other")
    edition(2024, unchanged)
    other = plan(2024, "other.yaml", form="other")
    with pytest.raises(
        UserError,
        match=r"is for Attachment K2, but other.yaml is for Attachment OTHER. Only plans of one form can be compared",
    ):
        compare(plan(2024), other)
    for pair in ((plan(2024), plan(2019, form="other")), (plan(2019, form="none"), plan(2024))):
        with pytest.raises(UserError, match=r"^2019.yaml: it names form: (other|none), plan_year: 2019"):
            compare(*pair)
