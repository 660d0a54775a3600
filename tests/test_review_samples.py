"""The folder a reviewer might get, whose faults are all known, and a plan before and after its edits."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from qis_tool.cli.plans import inputs
from qis_tool.finding import Path as Place
from qis_tool.finding import Report
from qis_tool.form import Form
from qis_tool.jobs.plans import judged
from qis_tool.source import Source, read_file
from qis_tool.validate import validate
from scripts import build_word_samples

ROWS = ("part_d", "timeline", "milestones")
TODAY = datetime.date(2026, 1, 1)


@pytest.fixture(scope="session")
def review(samples: Path) -> Path:
    return samples / "review"


@pytest.fixture(scope="session")
def plans(review: Path) -> list[Source]:
    """The plans behind all twelve files: those in YAML, and those that were made Word documents."""
    files = [*review.glob("*.yaml"), *build_word_samples.PLANS.glob("*.yaml")]
    return [read_file(str(file)) for file in sorted(files)]


def table(page: Path, head: str) -> list[list[str]]:
    """The rows of the table whose first heading is this."""
    lines = page.read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {head} |"))
    end = next(number for number, line in enumerate(lines) if number > start and not line.startswith("|"))
    return [line.strip("| ").split(" | ") for line in lines[start + 2 : end]]


def told(report: Report, form: Form) -> Iterator[list[str]]:
    for found in report.findings:
        level = "waived" if found.waived else found.rule.level
        yield [Path(report.file).name, level, found.rule.code, found.place or form.place(found.path)]


def test_what_was_planted_is_found_and_nothing_else(review: Path, k2: Form) -> None:
    files = inputs([str(review), *map(str, review.glob("*.docx"))], "-")
    reports = [report for report in judged(files, TODAY) if isinstance(report, Report)]
    assert len(reports) == 12
    found = [row for report in reports for row in told(report, k2)]
    assert sorted(found) == sorted(row[:4] for row in table(review / "README.md", "File"))


def test_the_folder_itself_stands_for_its_plans_only(review: Path) -> None:
    assert [Path(plan.name) for plan in inputs([str(review)], "-")] == sorted(review.glob("*.yaml"))


def test_the_folder_holds_three_plans_of_each_issuer(review: Path, plans: list[Source]) -> None:
    issuers = {name: set(sold.split(", ")) for name, sold, _ in table(review / "README.md", "Issuer")}
    given = [plan.value(("issuer",)) for plan in plans]
    assert {issuer["legal_name"]: set(issuer["product_types"]) for issuer in given} == issuers
    assert sorted(issuer["legal_name"] for issuer in given) == sorted(3 * list(issuers))
    assert len({issuer["hios_issuer_id"] for issuer in given}) == len(issuers)


def test_each_plan_says_that_its_issuer_is_fictional(plans: list[Source]) -> None:
    for plan in plans:
        _, second, *_ = plan.text.splitlines()
        assert second.startswith(f"# {plan.value(('issuer', 'legal_name'))} is fictional; so are its network")


def test_no_two_plans_give_the_same_answer(plans: list[Source], k2: Form) -> None:
    answers = [text for plan in plans for path in plan.places if (text := answer(plan, path, k2))]
    assert len(set(answers)) == len(answers) > 12 * 10


def answer(plan: Source, path: Place, form: Form) -> str:
    """The text answer at a place; empty where there is none but a few words."""
    field, value = form.field_at(path), plan.value(path)
    return value if field and field.kind == "text" and field.limit and len(str(value).split()) > 2 else ""


def test_the_plans_behind_the_documents_are_clean(plans: list[Source]) -> None:
    behind = [plan for plan in plans if Path(plan.name).parent == build_word_samples.PLANS]
    found = [finding.rule.code for plan in behind for finding in validate(plan).findings]
    assert set(found) == {"K2-229"}  # each is one of several plans


@pytest.mark.parametrize("version", ["before", "after"])
def test_both_versions_of_the_changed_plan_are_clean(samples: Path, version: str) -> None:
    assert validate(read_file(str(samples / f"changed/{version}.yaml"))).findings == ()


def test_the_changed_plan_differs_where_its_page_says(samples: Path, k2: Form) -> None:
    before, after = (read_file(str(samples / f"changed/{version}.yaml")) for version in ("before", "after"))
    differ = {k2.place(path) for path in before.places | after.places if is_edited(before, after, path)}
    assert differ == {place for place, _ in table(samples / "changed/README.md", "Place")}


def is_edited(before: Source, after: Source, path: Place) -> bool:
    """Whether the two versions answer otherwise at a place that holds no others but ticks."""
    values = (before.value(path), after.value(path))
    return values[0] != values[1] and path != ROWS and not any(isinstance(value, dict) for value in values)
