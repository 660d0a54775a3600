"""Waivers as the commands judge them: by the day of the calendar, or that of --as-of."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

Qis = Callable[..., tuple[int, str, str]]
LAST_DAY = datetime.date(2024, 3, 31)


@pytest.fixture
def plan(samples: Path, tmp_path: Path) -> Path:
    """A plan with an error that is waived up to the end of March 2024."""
    text = (samples / "bad/K2-206-placeholder.yaml").read_text("utf-8")
    waiver = f"{{code: K2-206, field: part_d.rationale, reason: Meant., by: Compliance reviewer, until: {LAST_DAY}}}"
    made = tmp_path / "plan.yaml"
    made.write_text(f"{text}waivers:\n  - {waiver}\n", "utf-8")
    return made


@pytest.mark.parametrize(("day", "code"), [("2024-03-31", 0), ("2024-04-01", 1)])
def test_validate_goes_by_the_day_that_is_given(qis: Qis, plan: Path, day: str, code: int) -> None:
    assert qis("validate", plan, "--as-of", day)[0] == code


def test_without_a_day_validate_goes_by_the_calendar(qis: Qis, plan: Path) -> None:
    code, out, _ = qis("validate", plan, "--format", "concise")
    assert (code, "  warning  QIS121 waiver-expired  " in out) == (1, True)


@pytest.mark.parametrize("day", ["2024-02-30", "soon"])
def test_a_day_that_is_none_is_refused(qis: Qis, plan: Path, day: str) -> None:
    code, out, err = qis("validate", plan, "--as-of", day)
    assert (code, out) == (2, "")
    assert "write it as YYYY-MM-DD, such as 2024-03-31." in err


@pytest.mark.parametrize(("later", "code"), [(0, 0), (1, 1)])
def test_a_waived_error_does_not_stop_a_document_until_its_waiver_expires(
    qis: Qis, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, later: int, code: int
) -> None:
    monkeypatch.setattr("qis_tool.cli.commands.render.today", lambda: LAST_DAY + datetime.timedelta(days=later))
    assert qis("render", plan, "-o", "k2.docx")[0] == code
    assert qis("render", plan, "--out-dir", "documents")[0] == code
    assert (tmp_path / "k2.docx").exists() == (code == 0)


def test_waivers_are_not_carried_over_into_next_years_plan(qis: Qis, plan: Path, tmp_path: Path) -> None:
    code, _, err = qis("init", "next.yaml", "--from", plan)
    assert (code, "waivers" in err) == (0, True)
    assert "Compliance reviewer, until: 2024-03-31" not in (tmp_path / "next.yaml").read_text("utf-8")
