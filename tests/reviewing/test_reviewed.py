"""One plan as a reviewer looks at it."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from qis_tool.count import word_table
from qis_tool.errors import UserError
from qis_tool.finding import LEVELS, Settings, Waiver
from qis_tool.jobs.plans import Input
from qis_tool.reviewing import reviewed
from qis_tool.reviewing.values import Milestone, Reviewed
from qis_tool.source import Source, read_bytes, read_file
from qis_tool.validate import Together, validate

Changed = Callable[[Mapping[str, Any]], Source]
HOMES = "coverage.cmqcc_coaching"
ROW = {"milestone": "One.", "date": "2023-06-30"}
LIST = "part_d.activities.list"
NO_COACHING = {
    LIST: "We promote the Maternal Data Center.",
    "part_d.activities.relation_to_incentives": "The bonus rewards it.",
    "part_d.risk.barriers": "Few staff.",
}


@pytest.fixture
def review(changed: Changed) -> Callable[..., Reviewed]:
    """Reviews a plan that is good but for these changes."""

    def look(changes: Mapping[str, Any] | None = None, **given: Any) -> Reviewed:
        return reviewed(changed(changes or {}), **given)

    return look


@pytest.fixture
def topic(review: Callable[..., Reviewed]) -> Callable[..., Any]:
    """Where a plan with these changes has a topic, that of coaching if none is named."""

    def find(changes: Mapping[str, Any], name: str = "cmqcc_coaching") -> Any:
        return next(places for places in review(changes).plan.topics if places.topic == name)

    return find


def test_a_good_plan_is_ready_and_shows_its_issuer_words_and_edition(samples: Path) -> None:
    source = read_file(str(samples / "good/full.yaml"))
    plan, findings = reviewed(source)
    assert (plan.file, plan.edition, plan.issuer) == (
        source.name, "Attachment K2 plan year 2024", "Golden Poppy Health Plan, Inc.",
    )  # fmt: skip
    assert (plan.ready, findings, plan.remarks) == (True, (), ())
    assert plan.words == word_table(source).fields
    assert [f"{row.label} {row.count}" for row in plan.fullest()] == [
        "Rationale 183",
        "Activities 179",
        "QIS Goal 1 174",
    ]
    assert len(plan.fullest()) == 3


def test_findings_are_those_of_validate_with_the_bare_rule(samples: Path) -> None:
    source = read_file(str(samples / "bad/QIS108-too-many-words.yaml"))
    plan, (found,) = reviewed(source)
    [finding] = validate(source).findings
    assert (found.finding.rule.code, found.finding.rule.name, found.finding.rule.options) == (
        "QIS108",
        "too-many-words",
        {},
    )
    assert (found.finding.message, found.finding.span, found.finding.cite) == (
        finding.message,
        finding.span,
        finding.cite,
    )
    assert found.answer == source.value(("part_c", "goal_1"))
    assert (plan.errors, plan.warnings, plan.ready) == (1, 0, False)


def test_a_plan_is_ready_by_the_fail_level_of_its_settings(review: Callable[..., Reviewed]) -> None:
    no_coaching = {HOMES: None, **NO_COACHING, "part_c.description": "Contract terms; hospitals join CMQCC."}
    plans = [review(no_coaching, settings=Settings(fail_level=level)).plan for level in LEVELS]
    assert [(plan.errors, plan.warnings, plan.notes) for plan in plans] == [(0, 1, 0)] * 3
    assert [plan.ready for plan in plans] == [True, False, False]


def test_a_plan_is_judged_by_its_settings(review: Callable[..., Reviewed]) -> None:
    settings = Settings(levels={"K2-204": "warning"}, sources={"K2-204": "qis.toml"})
    plan, (found,) = review({"part_c.description": "Sierra Lupine has CMQCC coaching."}, settings=settings)
    assert (plan.warnings, found.finding.rule.level) == (1, "warning")
    assert plan.settings.levels == {"K2-204": "warning"}


def test_a_waived_finding_is_shown_and_does_not_count(review: Callable[..., Reviewed]) -> None:
    waiver = {
        "code": "K2-204",
        "field": "part_c.description",
        "reason": "Meant.",
        "by": "Reviewer",
        "until": "2024-03-31",
    }
    named = {"part_c.description": "Sierra Lupine reduces C-sections with CMQCC. CMQCC coaching.", "waivers": [waiver]}
    plan, (found,) = review(named, today=datetime.date(2024, 3, 31))
    assert found.finding.waived == Waiver("Meant.", "Reviewer", "2024-03-31")
    assert (plan.notes, plan.waived) == (0, 1)
    assert review(named, today=datetime.date(2024, 4, 1)).plan.waived == 0


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"part_a.product_types": ["HMO", "epo"]}, "epo"),
        ({"issuer.product_types": ["HMO", "EPO"]}, "HMO, EPO"),
        ({"part_c.goal_1": None}, ""),
        ({"part_d.timeline": {"start_date": 2023, "milestones": [ROW]}}, "2023"),
        ({"part_d.timeline.milestones": [{"milestone": "One."}]}, ""),
        ({"part_d.timeline.milestones": ["One.", "Two."]}, "One."),
    ],
)
def test_an_answer_is_shown_as_the_form_names_it(
    review: Callable[..., Reviewed], changes: Mapping[str, Any], answer: str
) -> None:
    assert answer in [found.answer for found in review(changes).findings]


def test_a_list_of_rows_is_no_answer(review: Callable[..., Reviewed]) -> None:
    assert [found.answer for found in review({"part_d.timeline.milestones": [ROW] * 11}).findings] == [""]


def test_boxes_are_told_by_their_printed_names(samples: Path) -> None:
    (found,) = reviewed(read_file(str(samples / "bad/K2-220-enrollee-incentive-only.yaml"))).findings
    assert found.answer == "Enrollee incentive program"


def test_a_file_that_is_no_yaml_has_its_finding_and_nothing_else() -> None:
    plan, (found,) = reviewed(read_bytes(b"part_c: [", "plan.yaml"))
    assert (plan.file, plan.edition, plan.issuer, plan.errors) == ("plan.yaml", "", None, 1)
    assert (found.finding.rule.code, found.answer) == ("QIS002", "")
    assert (plan.words, plan.topics, plan.offers, plan.milestones) == ((), (), (), ())


def test_an_edition_that_is_not_known_can_not_be_reviewed(changed: Changed) -> None:
    with pytest.raises(UserError, match="not an edition qis knows"):
        reviewed(changed({"plan_year": 2023}))


@pytest.mark.parametrize("name", [None, "", "  "])
def test_a_blank_issuer_is_not_one_that_is_not_shown(review: Callable[..., Reviewed], name: str | None) -> None:
    assert review({"issuer.legal_name": name}).plan.issuer == ""


def test_a_word_document_shows_no_issuer(tmp_path: Path, samples: Path, write: Callable[[Path], bytes]) -> None:
    file = tmp_path / "k2.docx"
    file.write_bytes(write(samples / "good/full.yaml"))
    plan, findings = reviewed(Input(str(file)).judged())
    assert (plan.issuer, plan.edition, findings) == (None, "Attachment K2 plan year 2024", ())
    assert [offer.sold for offer in plan.offers] == [None]
    assert [places.state for places in plan.topics] == ["found"] * 7
    assert plan.remarks[0].startswith("A document does not show these, so they were not checked: Issuer")
    assert plan.milestones == reviewed(read_file(str(samples / "good/full.yaml"))).plan.milestones


def test_plans_are_judged_by_what_all_cover_together(review: Callable[..., Reviewed], samples: Path) -> None:
    alone = review({"issuer.product_types": ["EPO", "HMO"]})
    assert [(found.finding.rule.code, found.answer) for found in alone.findings] == [("K2-229", "EPO, HMO")]
    together = review({"issuer.product_types": ["EPO", "HMO"]}, together=Together(plans=2))
    assert [found.finding.rule.code for found in together.findings] == ["K2-228"]


def test_a_topic_with_stated_homes_is_not_looked_for(topic: Callable[..., Any]) -> None:
    places = topic({HOMES: [LIST, "part_d.timeline.milestones[].milestone"]})
    assert [(home.path, home.place, home.state) for home in places.stated] == [
        (LIST, "Activities (item 8a)", "filled"),
        ("part_d.timeline.milestones[].milestone", "Milestone (item 10b)", "filled"),
    ]
    assert (places.state, places.found) == ("stated", ())


@pytest.mark.parametrize(
    ("home", "place", "state"),
    [
        ("part_b.data_sources.other_description", "Other data source (item 2)", "blank"),
        ("part_d.activity.list", "", "no answer"),
        ("issuer.legal_name", "Legal name", "no answer"),
    ],
)
def test_a_topic_whose_home_is_not_filled_is_looked_for_too(
    topic: Callable[..., Any], home: str, place: str, state: str
) -> None:
    places = topic({HOMES: [LIST, home]})
    assert places.stated[1] == (home, place, state)
    assert (places.state, places.found[0]) == ("stated, not filled", "Activities (item 8a)")


def test_a_topic_is_found_in_each_answer_that_holds_its_terms_once(topic: Callable[..., Any]) -> None:
    places = topic(
        NO_COACHING | {"part_c.goal_1": "Coaching, and coached again.", "part_c.goal_2": "We coach no one; coaches do."}
    )
    assert (places.state, places.found) == ("found", ("QIS Goal 1 (item 5)", "QIS Goal 2 (item 5)"))


def test_a_topic_without_home_or_terms_is_not_found(topic: Callable[..., Any]) -> None:
    places = topic(NO_COACHING | {"part_c.description": "Contract terms; hospitals join CMQCC."})
    assert (places.state, places.found) == ("did not find", ())


def test_a_field_of_its_own_is_a_topics_first_place(topic: Callable[..., Any]) -> None:
    places = topic({"part_d.risk.barriers": "Few staff."}, "barriers_and_mitigation")
    assert places.found == ("Barriers (item 11a)", "Mitigation (item 11b)")


def test_homes_that_are_no_names_are_left_to_the_shape_check(topic: Callable[..., Any]) -> None:
    assert topic({HOMES: [{"part": "c"}]}).stated == ()
    assert topic({"coverage": "everywhere"}).stated == ()


def test_milestones_are_the_rows_with_a_date_and_the_dates_that_stand_alone(review: Callable[..., Reviewed]) -> None:
    rows = [{"milestone": "Later.", "date": "2023-12-31"}, {"milestone": "Sooner.", "date": "2023-06-30"}]
    start, *milestones = review({"part_d.timeline": {"start_date": "2023-01-01", "milestones": rows}}).plan.milestones
    path, day = ("part_d", "timeline", "start_date"), datetime.date(2023, 1, 1)
    assert start == Milestone(path, "10a", "Start date", "", "2023-01-01", day)
    assert [(each.label, each.item, each.text, each.day) for each in milestones] == [
        ("Milestone 1", "10b", "Later.", datetime.date(2023, 12, 31)),
        ("Milestone 2", "10b", "Sooner.", datetime.date(2023, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("row", "text", "written", "state"),
    [
        ({"milestone": "One.", "date": "2023-12-31"}, "One.", "2023-12-31", "past"),
        ({"milestone": "One.", "date": "2024-01-01"}, "One.", "2024-01-01", "upcoming"),
        ({"milestone": "One."}, "One.", "", "no date"),
        ({"milestone": "One.", "date": "2023-02-30"}, "One.", "2023-02-30", "no real date"),
        ({"milestone": "One.", "date": 2023}, "One.", "2023", "no real date"),
        ({"date": "2023-12-31"}, "", "2023-12-31", "past"),
        ({"milestone": 1, "date": "soon"}, "1", "soon", "no real date"),
    ],
)
def test_a_milestone_without_a_real_day_is_told_as_such(
    review: Callable[..., Reviewed], row: Mapping[str, Any], text: str, written: str, state: str
) -> None:
    _, milestone = review({"part_d.timeline.milestones": [row]}).plan.milestones
    assert (milestone.text, milestone.written) == (text, written)
    assert milestone.state(datetime.date(2024, 1, 1)) == state


@pytest.mark.parametrize("rows", [None, [None, {}], ["One."], "One."])
def test_what_is_no_row_is_no_milestone(review: Callable[..., Reviewed], rows: Any) -> None:
    [start] = review({"part_d.timeline.milestones": rows}).plan.milestones
    assert start.label == "Start date"


def test_a_start_date_that_is_blank_is_told_too(review: Callable[..., Reviewed]) -> None:
    start = review({"part_d.timeline.start_date": None}).plan.milestones[0]
    assert start.state(datetime.date(2024, 1, 1)) == "no date"


def test_a_waivers_last_day_is_no_milestone(review: Callable[..., Reviewed]) -> None:
    waiver = {"code": "K2-204", "field": "part_c", "reason": "Meant.", "by": "Reviewer", "until": "2024-03-31"}
    assert len(review({"waivers": [waiver]}).plan.milestones) == 3
