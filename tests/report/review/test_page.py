"""A review as a page: what it says, in words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qis_tool import __version__
from qis_tool.count import FieldWords
from qis_tool.finding import Finding, Settings
from qis_tool.report.review.desk import Review
from qis_tool.report.review.tables import TABLES
from qis_tool.reviewing.values import LimitedField, PlanReview, Reviewed, ReviewedFinding, Topic, TopicPlaces
from tests.report.review.pages import Element, found, opened, read, said, values
from tests.report.review.plans import ANSWER, EDITION, FULL, PRODUCTS, WAIVER, WORD

Lay = Callable[..., Review]
Make = Callable[..., Finding]
GOLDEN = Path(__file__).parents[1] / "golden/review-page.txt"
BROKEN = PlanReview("broken.yaml", "", None, errors=1, warnings=0, notes=0, waived=0)


def rows(root: Element, section: str) -> list[list[str]]:
    """The cells of each row in the body of a section's tables."""
    return [[said(cell) for cell in row] for row in found(root, f"//section[@id='{section}']//tbody/tr")]


def test_it_reads_without_its_script_as_follows(desk: Lay, golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, read(opened(desk())).replace(f"qis {__version__}", "qis VERSION"))


def test_it_holds_all_that_the_tables_hold(desk: Lay) -> None:
    root = opened(desk())
    text, review = said(root), desk()
    cells = {str(cell) for table in TABLES.values() for row in table.rows(review) for cell in row if len(str(cell)) > 3}
    shares = {str(row[-1]) for row in TABLES["words"].rows(review)}  # which the page shows as bars
    heads = {f"its usual place is {topic.usual}" for topic in EDITION.topics}
    assert [cell for cell in cells - shares - heads if " ".join(cell.split()) not in text] == []


def test_an_answer_keeps_its_lines(desk: Lay) -> None:
    assert [answer.text for answer in found(opened(desk()), "//*[@class='answer']")] == [ANSWER.rstrip("\n")]


def test_each_plan_leads_to_its_findings(desk: Lay) -> None:
    root = opened(desk(Reviewed(replace(WORD, file="clean.yaml", remarks=()), ()), Reviewed(WORD, ())))
    heads = found(root, "//table[@id='plan-table']/tbody//th")
    assert [[said(head), *values(head, "a/@href")] for head in heads] == [["clean.yaml"], [WORD.file, "#findings-2"]]
    assert said(found(root, "//*[@id='findings-2']/h3")[0]) == WORD.file


def test_ready_is_said_in_words(desk: Lay) -> None:
    assert [row[2] for row in rows(opened(desk()), "plans")] == ["not ready", "ready"]


def test_a_waived_finding_says_so_and_by_whom(desk: Lay, finding: Make) -> None:
    waived = ReviewedFinding(finding("warning", waived=WAIVER), "")
    [item] = found(opened(desk(Reviewed(FULL, (waived,)))), "//li[@data-rule]")
    assert said(item).startswith("Waived warning QIS108 too-many-words, QIS Goal 1 (item 5), line 44, column 12")
    assert f"Waived{WAIVER}" in said(item)
    assert item.get("class") == "waived warning"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "QIS Goal 1 (item 5), line 44, column 12"),
        ({"item": ""}, "QIS Goal 1, line 44, column 12"),
        ({"item": "", "label": ""}, "line 44, column 12"),
        ({"place": "QIS Goal 1 (item 5), paragraph 2"}, "QIS Goal 1 (item 5), paragraph 2"),
    ],
)
def test_a_finding_says_where_it_is_once(desk: Lay, finding: Make, changes: dict[str, str], place: str) -> None:
    root = opened(desk(Reviewed(FULL, (ReviewedFinding(finding(**changes), ""),))))
    assert said(found(root, "//li[@data-rule]/p")[0]) == f"Error QIS108 too-many-words, {place}"


def test_words_say_what_their_bar_shows(desk: Lay) -> None:
    def count(*counts: int) -> tuple[FieldWords, ...]:
        return tuple(FieldWords(("rows", at, "milestone"), "10b", "", words, 50) for at, words in enumerate(counts))

    plans = [replace(WORD, words=words) for words in (count(), count(0, 0), count(25), count(51), count(10, 60, 20))]
    root = opened(desk(*(Reviewed(plan, ()) for plan in plans)))
    cells = found(root, "//section[@id='words']//tbody/tr/td[2]")
    assert [(said(cell), cell.get("class")) for cell in cells] == [
        ("blank", "blank"),
        ("blank", "blank"),
        ("25/50", "full-50"),
        ("51/50 1 over", "full-100 over"),
        ("60/50 10 over; fullest of 3: 10, 60, 20", "full-100 over"),
    ]
    style = said(found(root, "//style")[0])
    assert all(f".full-{share} {{ --full: {share}%; }}" in style for share in (0, 50, 100))


def test_a_matrix_goes_on_in_a_table_of_its_own_where_paper_ends(desk: Lay) -> None:
    limited = tuple(LimitedField(f"field_{at}", "", f"Field {at}", 10) for at in range(20))
    topics = tuple(Topic(f"topic_{at}", f"topic {at}", "item 1") for at in range(17))
    plan = replace(WORD, words=(), topics=tuple(TopicPlaces(topic.key) for topic in topics))
    wide = replace(EDITION, limited=limited, topics=topics)
    root = opened(replace(desk(Reviewed(plan, ())), editions={EDITION.title: wide}))
    tables = found(root, "//section[@id='words' or @id='topics']//table")
    assert [(said(table[0]), len(found(table, "thead//th")) - 1) for table in tables] == [
        (f"Words and limits, {EDITION.title}", 16),
        (f"Words and limits, {EDITION.title}, continued 1", 4),
        (f"Topics, {EDITION.title}", 16),
        (f"Topics, {EDITION.title}, continued 1", 1),
    ]


def test_each_edition_has_matrices_of_its_own_where_there_are_several(desk: Lay) -> None:
    later = replace(EDITION, title="Attachment K2 plan year 2025", year=2025, topics=())
    both = {EDITION.title: EDITION, later.title: later}
    plans = Reviewed(FULL, ()), Reviewed(replace(WORD, edition=later.title, topics=()), ()), Reviewed(BROKEN, ())
    root = opened(replace(desk(*plans), editions=both, products=PRODUCTS))
    for section in ("words", "timeline"):
        assert [said(head) for head in found(root, f"//section[@id='{section}']/h3")] == [*both]
        assert [row[0] for row in rows(root, section)] == [FULL.file, WORD.file]
    assert [row[0] for row in rows(root, "topics")] == [FULL.file]
    assert [row[-1] for row in rows(root, "plans")] == [*both, "not known"]
    assert {row[-1] for row in rows(root, "products")} == {EDITION.title}


def test_a_file_whose_form_is_not_known_is_in_no_matrix(desk: Lay) -> None:
    root = opened(desk(Reviewed(BROKEN, ())))
    [[file, issuer, ready, *_, fullest]] = rows(root, "plans")
    assert (file, issuer, ready, fullest[:4]) == ("broken.yaml", "not shown", "not ready", "none")
    for section in ("words", "topics", "timeline", "milestones", "products", "unread"):
        assert said(found(root, f"//section[@id='{section}']")[0]).endswith("None.")


def test_a_form_that_demands_no_topics_has_none(desk: Lay) -> None:
    none = replace(EDITION, topics=())
    root = opened(replace(desk(Reviewed(replace(WORD, topics=()), ())), editions={EDITION.title: none}))
    assert [*map(said, found(root, "//section[@id='topics']/*"))] == ["Topics", "None."]


def test_what_settings_change_is_said_at_the_top_and_of_each_plan(desk: Lay) -> None:
    settings = Settings(levels={"K2-204": "off"}, sources={"K2-204": "qis.toml"})
    line = "Settings: 1 rule off by qis.toml (see qis config show)."
    root = opened(desk(Reviewed(replace(WORD, settings=settings, remarks=()), ())))
    assert line in said(found(root, "//header")[0])
    assert line in said(found(root, "//*[@id='findings-1']")[0])
