"""What differs between two plans, as a page."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from qis_tool.comparing import Comparison, Difference
from qis_tool.comparison_page import comparison_page
from tests.comparisons import BOX, CASES, DATE, DIFFERENCES, ENTRY, NONE, ROW, TEXT

ONLY = "Attachment K2 plan year 2023"


def page(comparison: Comparison) -> Any:
    """The root of the page."""
    [piece] = comparison_page(comparison)
    return etree.fromstring(piece.text.encode(), etree.HTMLParser(encoding="utf-8"))


def said(element: Any) -> str:
    """An element's text as it is heard: with the words that are only for the ear, lines as they stand."""
    return " / ".join(filter(None, ("".join(part.itertext()).strip("\n") for part in element.iter("p", "li", "h4"))))


def shown(difference: Difference) -> str:
    [change] = page(replace(NONE, differences=(difference,))).findall(".//div[@class='change']")
    return said(change)


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (BOX, f"Ticked: {BOX.choice}"),
        (replace(BOX, new="not ticked", choice="Other"), "Unticked: Other"),
        (ENTRY, "Added: added: GPHP"),
        (replace(ENTRY, old="GPHP", new=""), "Removed: removed: GPHP"),
        (DATE, "removed: 2023-01-01 → added: 2024-01-01"),
        (replace(DATE, kind="flag", old="", new="yes"), "removed: blank → added: yes"),
        (replace(TEXT, old="a b", new="a c"), "a removed: badded: c"),
        (replace(TEXT, old="a. b", new="a.\n\nb"), "a. added: ¶ / b"),
        (replace(TEXT, old="a\n\nb", new="a b"), "a removed: ¶ / b"),
        (replace(TEXT, old="a\nb", new="a b"), "a removed: ↵\nb"),
        (replace(TEXT, old="a\n\nb", new="- a\n- b"), "a (now a bullet) / b (now a bullet)"),
        (replace(TEXT, old="- a", new="a"), "a (was a bullet)"),
        (replace(TEXT, old="- a\n- b\n- c", new="- a\n- c"), "a / removed: bremoved: ¶ / c"),
        (replace(TEXT, old="", new="a"), "added: a"),
        (ROW, "Row 3, was row 1: moved / Train all | 2024-01-31"),
        (replace(TEXT, only=ONLY, old="a", new=""), f"Only {ONLY} has this field. / removed: a"),
    ],
)
def test_each_kind_of_difference_is_shown_and_heard(difference: Difference, expected: str) -> None:
    assert shown(difference) == expected


def test_a_row_is_shown_cell_by_cell() -> None:
    [moved] = [d for d in DIFFERENCES if d.what == "moved and changed"]
    assert shown(moved) == (
        "Row 1, was row 3: moved and changed / Milestone date / removed: 2024-01-31 → added: 2024-02-29"
    )
    [gone] = [d for d in DIFFERENCES if d.kind == "row" and d.what == "removed"]
    assert shown(gone) == (
        "Row 1: removed / Milestone / removed: Train all / Milestone date / removed: 2024-01-31 → added: blank"
    )


def test_bullets_that_follow_each_other_make_one_list() -> None:
    root = page(replace(NONE, differences=(replace(TEXT, old="a\n\n- b\n- c", new="a\n\n- b\n- d"),)))
    [answer] = root.findall(".//div[@class='answer']")
    assert [(part.tag, len(part.findall("li"))) for part in answer] == [("p", 0), ("ul", 2)]


def test_all_differences_stand_in_a_table_with_links_to_them() -> None:
    root = page(CASES["all"])
    [table] = root.findall(".//table")
    rows = [["".join(cell.itertext()) for cell in row] for row in table.findall("tbody/tr")]
    name = "Product types (item 1), “Health Maintenance Organization (HMO), which is a long line…”"
    assert rows[2] == ["1", name, "ticked"]
    assert len(rows) == len(DIFFERENCES)
    links = [link.get("href") for link in table.iter("a")]
    assert links == [f"#{change.get('id')}" for change in root.findall(".//div[@class='change']")]


def test_parts_and_fields_are_headings() -> None:
    headings = [(part.tag, part.text) for part in page(CASES["all"]).iter("h1", "h2", "h3")]
    assert headings == [
        ("h1", "What changed"),
        ("h2", "Issuer"),
        ("h3", "Other names"),
        ("h2", "Part A"),
        ("h3", "Product types (item 1)"),
        ("h2", "Part C"),
        ("h3", "QIS Goal 1 (item 5)"),
        ("h2", "Part D"),
        ("h3", "Attachment J, question 4.4.3 (item 9)"),
        ("h3", "Start date (item 10a)"),
        ("h3", "Milestones (item 10b)"),
        ("h2", "notes"),
        ("h3", "notes"),
    ]


def test_it_says_what_was_compared_and_what_came_of_it() -> None:
    root = page(CASES["two-editions"])
    title = "What changed from 2023.yaml to 2024.yaml"
    assert [part.text for part in root.iter("title")] == [title]
    lines = ["".join(part.itertext()) for part in root.iter("p", "li")]
    assert lines[:4] == [
        "From 2023.yaml, Attachment K2 plan year 2023, to 2024.yaml, Attachment K2 plan year 2024.",
        *CASES["two-editions"].remarks,
        "1 difference.",
    ]
    same = page(NONE)
    assert "The same: no difference in anything that was compared." in "".join(same.itertext())
    assert same.find(".//table") is None


def test_nothing_in_an_answer_becomes_markup_and_nothing_is_fetched() -> None:
    [piece] = comparison_page(CASES["all"])
    assert "&lt;script&gt;" in piece.text
    root = page(CASES["all"])
    assert not list(root.iter("script", "link", "img", "iframe"))
    assert "url(" not in piece.text
