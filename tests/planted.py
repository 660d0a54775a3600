"""Edits planted in a plan that was carried over from last year's, and the lines that are to tell them."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import partial
from typing import Any, NamedTuple

from qis_tool.document.scaffold import scaffold
from qis_tool.form import load_form
from qis_tool.source import read_file, read_text
from tests.conftest import ROOT

Edit = Callable[[Any], object]

OLD = read_file(str(ROOT / "samples/k2/2024/good/full.yaml"))
CARRIED = read_text(scaffold(load_form("k2", 2024), OLD), "new.yaml")
CONFIRMED_ANEW = {  # a new plan does not say them until somebody has looked again
    "part_d.attachment_j.questions_4_4_3_answered": "removed  Attachment J, question 4.4.3 (item 9): from yes to blank",
    "part_d.attachment_j.questions_4_4_4_answered": "removed  Attachment J, question 4.4.4 (item 9): from yes to blank",
}


def holder(plan: Any, path: str) -> tuple[Any, str]:
    """What holds the field at a dotted path, and the field's name."""
    *above, name = path.split(".")
    for part in above:
        plan = plan.setdefault(part, {})
    return plan, name


def put(path: str, value: object) -> Edit:
    def edit(plan: Any) -> None:
        node, name = holder(plan, path)
        node[name] = value

    return edit


def words(path: str, old: str, new: str) -> Edit:
    def edit(plan: Any) -> None:
        node, name = holder(plan, path)
        assert node[name].count(old) == 1
        node[name] = node[name].replace(old, new)

    return edit


def entries(path: str, *, without: str = "", with_: str = "") -> Edit:
    def edit(plan: Any) -> None:
        node, name = holder(plan, path)
        node[name] = [entry for entry in node[name] if entry != without] + [with_] * bool(with_)

    return edit


def milestones(edit: Callable[[list[Any]], object]) -> Edit:
    return lambda plan: edit(plan["part_d"]["timeline"]["milestones"])


def reworded(row: int, old: str, new: str, rows: list[Any]) -> None:
    assert old in rows[row]["milestone"]
    rows[row]["milestone"] = rows[row]["milestone"].replace(old, new)


def moved(start: int, end: int, rows: list[Any], old: str = "", new: str = "") -> None:
    """A row put elsewhere, with other words."""
    reworded(start, old, new, rows)
    rows.insert(end, rows.pop(start))


class Planted(NamedTuple):
    """An edit and the lines that are to tell it."""

    edit: Edit
    told: tuple[str, ...]


FIELDS: Mapping[str, Planted] = {
    "name": Planted(
        put("issuer.legal_name", "Golden Poppy Health Plan of California, Inc."),
        ("changed  Legal name: Golden Poppy Health [-Plan,-] {+Plan of California,+} Inc.",),
    ),
    "alias added": Planted(entries("issuer.aliases", with_="Poppy"), ("added  Other names, “Poppy”",)),
    "product no longer sold": Planted(
        entries("issuer.product_types", without="EPO"), ("removed  Product types sold, “EPO”",)
    ),
    "box unticked": Planted(
        entries("part_a.product_types", without="EPO"),
        ("unticked  Product types (item 1), “Exclusive Provider Organization (EPO)”",),
    ),
    "boxes ticked and unticked": Planted(
        lambda plan: (
            entries("part_b.data_sources.checked", without="registries", with_="all_payer_claims")(plan),
            plan["part_b"]["data_sources"]["checked"].reverse(),
        ),
        (
            "unticked  Data sources (item 2), “Registries”",
            "ticked  Data sources (item 2), “All-payer claims data”",
        ),
    ),
    "field blanked": Planted(
        put("part_b.data_sources.census_type", None), ("removed  Census data type (item 2): [-ZIP Code-]",)
    ),
    "word replaced": Planted(
        words("part_b.data_sources.other_description", "Minutes of", "Notes of"),
        ("changed  Other data source (item 2): [-Minutes-] {+Notes+} of quarterly quality meetings …",),
    ),
    "paragraph split": Planted(
        words("part_c.description", "strands. The", "strands.\n\nThe"),
        ("changed  QIS Description (item 4): … work has three strands. {+¶+} The maternity quality team …",),
    ),
    "paragraphs joined": Planted(
        words("part_c.goal_1", "2024.\n\nEngagement", "2024. Engagement"),
        ("changed  QIS Goal 1 (item 5): … holds it through 2024. [-¶-] Engagement begins with data. …",),
    ),
    "bullet added": Planted(
        words("part_c.goal_2", "\n\nWhere a contract", "\n- Nothing else.\n\nWhere a contract"),
        ("changed  QIS Goal 2 (item 5): … in their annual budgets. {+↵ - Nothing else.+} ¶ Where a contract …",),
    ),
    "incentive unticked": Planted(
        entries("part_d.incentives.checked", without="enrollee_program"),
        ("unticked  Market-based incentives (item 6), “Enrollee incentive program”",),
    ),
    "sentence taken out": Planted(
        words("part_d.incentives.in_kind_description", " Hospitals in coaching also", " They"),
        ("changed  In-kind incentives (item 6): … credit at no charge. [-Hospitals in coaching also-] {+They+}",),
    ),
    "text written anew": Planted(
        put("part_d.incentives.enrollee_program_description", "None is left.\n"),
        ("changed  Enrollee incentive program (item 6): [-Pregnant",),
    ),
    "two words far apart": Planted(
        lambda plan: (
            words("part_d.rationale", "nine counties", "ten counties")(plan),
            words("part_d.rationale", "repeat surgery", "another surgery")(plan),
        ),
        ("changed  Rationale (item 7): … about 61,000 enrollees in [-nine-] {+ten+} counties, part city and … preg",),
    ),
    "bullet made a paragraph": Planted(
        words("part_d.activities.list", "- Send each obstetric", "\nSend each obstetric"),
        ("changed  Activities (item 8a): … extend maternity episode budgets. [-↵ --] {+¶+} Send each obstetric",),
    ),
    "figure": Planted(
        words("part_d.activities.relation_to_incentives", "the five incentives", "the 5 incentives"),
        ("changed  Activities and incentives (item 8b): … least one of the [-five-] {+5+} incentives. ¶ -",),
    ),
    "flag denied": Planted(
        put("part_d.attachment_j.questions_4_4_4_answered", False),  # noqa: FBT003
        ("changed  Attachment J, question 4.4.4 (item 9): from yes to no",),
    ),
    "date changed": Planted(
        put("part_d.timeline.start_date", "2024-02-01"),
        ("changed  Start date (item 10a): from 2023-01-01 to 2024-02-01",),
    ),
    "line end made a space": Planted(
        words("part_d.risk.barriers", "barriers.\n\n- Data lag. MDC", "barriers. Data lag: MDC"),
        ("changed  Barriers (item 11a): … or expect, seven barriers. [-¶ --] Data [-lag.-] {+lag:+} MDC results",),
    ),
    "field filled": Planted(
        put("part_d.risk.no_barriers_assessment", "We asked all.\n"),
        ("added  Risk assessment without barriers (item 11): {+We asked all.+}",),
    ),
    "spaces that no page shows": Planted(
        words("part_d.risk.mitigation", "every quarter.\n\n", "every quarter.  \n\n\n"), ()
    ),
    "home of a topic changed": Planted(
        put("coverage.payment_strategy", ["part_d.rationale", "part_d.activities.relation_to_incentives"]),
        (
            "removed  Payment strategy, “QIS Goal 2 (item 5)”",
            "added  Payment strategy, “Rationale (item 7)”",
        ),
    ),
    "topic without a home": Planted(
        put("coverage.cmqcc_coaching", []), ("removed  CMQCC coaching, “Activities (item 8a)”",)
    ),
}
NEW = {"milestone": "A new milestone that nobody had before\n", "date": "2024-11-30"}
ROWS: Mapping[str, Planted] = {
    "date of a row": Planted(
        milestones(lambda rows: rows[0].update(date="2024-02-29")),
        ("changed  Milestones (item 10b), row 1: Milestone date from 2023-02-28 to 2024-02-29",),
    ),
    "row reworded": Planted(
        milestones(partial(reworded, 1, "trajectory", "path")),
        ("changed  Milestones (item 10b), row 2: Milestone NTSV C-section rate, improvement [-trajectory-]",),
    ),
    "row added": Planted(
        milestones(lambda rows: rows.insert(5, NEW)),
        ("added  Milestones (item 10b), row 6: {+A new milestone that nobody had before | 2024-11-30+}",),
    ),
    "row removed": Planted(
        milestones(lambda rows: rows.pop(2)), ("removed  Milestones (item 10b), row 3: [-All 24 network",)
    ),
    "row moved": Planted(
        milestones(partial(moved, 3, 6)),
        ("moved  Milestones (item 10b), row 7, was row 4: “Each hospital with a rate higher than 23.9% has a",),
    ),
    "row moved and reworded": Planted(
        milestones(partial(moved, 4, 0, old="obstetric", new="maternity")),
        ("moved and changed  Milestones (item 10b), row 1, was row 5: Milestone … network maternity hospital and",),
    ),
}


def with_all() -> Any:
    """The carried-over plan with every edit."""
    plan: Any = deepcopy(CARRIED.data)
    for planted in FIELDS.values():
        planted.edit(plan)
    rows = plan["part_d"]["timeline"]["milestones"]
    rows[0].update(date="2024-02-29")
    reworded(1, "trajectory", "path", rows)
    reworded(4, "obstetric", "maternity", rows)
    rows[:] = [rows[4], rows[0], rows[1], rows[5], NEW, rows[6], rows[3]]
    return plan
