"""A review for people: at a terminal, and as a page of Markdown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qis_tool.finding import Finding, Level, Settings
from qis_tool.report.review import REVIEW_REPORTERS
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.tables import TABLES
from qis_tool.reviewing.values import PlanReview, Reviewed, ReviewedFinding
from tests.report.review.plans import ANSWER, EDITION, FULL, UNREAD, WORD

Lay = Callable[..., Review]
Told = Callable[..., str]
GOLDEN = Path(__file__).parents[1] / "golden"
BROKEN = PlanReview("broken.yaml", "", None, errors=1, warnings=0, notes=0, waived=0)


@pytest.mark.parametrize(("kind", "ending"), [("text", "txt"), ("markdown", "md")])
def test_all_sections(desk: Lay, told: Told, golden: Callable[[Path, str], None], kind: str, ending: str) -> None:
    golden(GOLDEN / f"review.{ending}", told(desk(), kind))


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize("table", TABLES)
def test_one_section_is_shown_as_it_is_among_all(desk: Lay, told: Told, kind: str, table: str) -> None:
    alone, everything = told(desk(), kind, table).splitlines(), told(desk(), kind).splitlines()
    assert len(alone) < len(everything) / 2
    assert [line for line in alone if line not in everything] == []


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_section_with_nothing_to_show_says_so(desk: Lay, told: Told, kind: str) -> None:
    lone = desk(Reviewed(replace(WORD, remarks=()), ()))
    for table in ("products", "milestones", "findings", "remarks", "unread"):
        assert "None.\n" in told(lone, kind, table)


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_file_whose_form_is_not_known_is_not_ready_and_has_no_words(desk: Lay, told: Told, kind: str) -> None:
    lone = desk(Reviewed(BROKEN, ()))
    assert "not ready" in told(lone, kind, "summary")
    assert "the file can't be read so far that its form is known" in told(lone, kind, "summary")
    assert "None.\n" in told(lone, kind, "words")
    assert "None.\n" in told(lone, kind, "topics")


def test_the_edition_is_said_in_each_line_where_there_are_several(desk: Lay, told: Told) -> None:
    later = replace(EDITION, title="Attachment K2 plan year 2025", year=2025)
    both = desk(Reviewed(FULL, ()), Reviewed(replace(WORD, edition=later.title), ()))
    both = replace(both, editions={EDITION.title: EDITION, later.title: later})
    summary = told(both, "text", "summary")
    assert "Edition" not in told(desk(), "text", "summary")
    assert [summary.count(edition.title) for edition in (EDITION, later)] == [2, 2]
    words = told(both, "text", "words")
    assert f"Words and limits, {later.title}\nPlan" in words
    assert [words.count(plan.file) for plan in (FULL, WORD)] == [1, 1]


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (["error"], "no error in a plan"),
        (["warning"], "no error and no warning in a plan"),
        (["note", "note"], "no finding in a plan"),
        (["warning", "error"], "no error (as its settings say, no error and no warning) in a plan"),
    ],
)
def test_what_ready_means_is_said_by_the_fail_levels(desk: Lay, told: Told, levels: list[Level], words: str) -> None:
    plans = [Reviewed(replace(WORD, settings=Settings(fail_level=level)), ()) for level in levels]
    assert f"Ready means that qis found {words}, other than waived ones" in told(desk(*plans), "text", "summary")


def test_where_nothing_could_be_read_ready_means_what_it_usually_does(desk: Lay, told: Told) -> None:
    none = replace(desk(), plans=lambda: iter(()), fail_levels=(), editions={}, files=0, ready=0)
    assert "qis found no error in a plan" in told(none, "text", "summary")


def test_a_plan_with_a_warning_is_not_ready_where_warnings_count(desk: Lay, told: Told) -> None:
    plan = replace(WORD, warnings=1)
    assert told(desk(Reviewed(plan, ())), "text", "summary").endswith("1 ready, 0 not ready.\n")
    strict = Reviewed(replace(plan, settings=Settings(fail_level="warning")), ())
    assert told(desk(strict), "text", "summary").endswith("0 ready, 1 not ready.\n")


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_what_settings_change_is_said_at_the_top_and_of_each_plan(desk: Lay, told: Told, kind: str) -> None:
    settings = Settings(levels={"K2-204": "off"}, sources={"K2-204": "qis.toml"})
    both = desk(Reviewed(replace(WORD, settings=settings, remarks=()), ()), Reviewed(FULL, ()))
    said = "Settings: 1 rule off by qis.toml (see qis config show)."
    assert said in told(both, kind, "words")
    remarks = told(both, kind, "remarks").splitlines()
    assert [line for line in remarks if WORD.file in line and said in line]
    assert not [line for line in remarks if FULL.file in line]


def test_the_outcome_is_colored_by_whether_all_is_well(desk: Lay) -> None:
    roles = [
        [*REVIEW_REPORTERS["text"](review, Shown("summary"))][-1].role
        for review in (desk(), desk(Reviewed(WORD, ())), desk(Reviewed(WORD, ()), unread=(UNREAD,)))
    ]
    assert roles == ["error", "passed", "error"]


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_a_terminal_of_any_width_shows_all_of_every_cell(desk: Lay, told: Told, width: int) -> None:
    for table in ("summary", "topics", "products", "milestones", "remarks", "unread"):
        bounded, free = (told(desk(), "text", table, room).split() for room in (width, 0))
        assert sorted("".join(bounded)) == sorted("".join(free))


@pytest.mark.parametrize("width", [80, 120])
def test_lines_stay_within_a_terminal(desk: Lay, told: Told, width: int) -> None:
    lines = told(desk(), "text", "milestones", width).splitlines()[3:]
    assert max(map(len, lines)) <= width


def test_a_matrix_that_is_too_wide_is_parted_and_each_part_names_the_plans(desk: Lay, told: Told) -> None:
    parted = told(desk(), "text", "words", 40)
    assert parted.count(FULL.file) == 2
    assert parted.count("Words and limits") == 1
    assert told(desk(), "text", "words", 80).count(FULL.file) == 1


def test_no_cell_is_cut_or_broken_over_lines_where_there_is_no_terminal(desk: Lay, told: Told) -> None:
    long = "a/" * 100 + "plan.yaml"
    rows = told(desk(Reviewed(replace(WORD, file=long), ())), "text", "summary")
    assert f"\n{long}  not shown  ready" in rows


def test_what_an_issuer_wrote_is_no_markup(desk: Lay, told: Told, finding: Callable[..., Finding]) -> None:
    plan = replace(WORD, issuer="<b>|*x*|")
    page = told(desk(Reviewed(plan, (ReviewedFinding(finding(message="a\n# b"), ANSWER),))), "markdown")
    assert r"| &lt;b&gt;\|\*x\*\| |" in page
    assert r"a \# b" in page
    quoted = "    > \\- We engage \\*all\\* hospitals\n    >\n    > 1\\. and &lt;b&gt;more&lt;/b&gt;\n"
    assert quoted in page


def test_each_section_of_markdown_has_a_heading_of_its_own_level(desk: Lay, told: Told) -> None:
    heads = [line.split(" ")[0] for line in told(desk(), "markdown").splitlines() if line.startswith("#")]
    assert heads == ["#", *["##"] * 6, "###", "##", "##"]
