"""The plans named on a command line, and judging many of them at once."""

import datetime
import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from qis_tool.cli.plans import inputs
from qis_tool.errors import UserError
from qis_tool.intake import read_document
from qis_tool.jobs import plans
from qis_tool.jobs.plans import Input, WordOptions, documents_tell_issuers, judged, worked

Qis = Callable[..., tuple[int, str, str]]


def test_files_stand_for_themselves_in_the_order_given() -> None:
    assert inputs(["b.yaml", "a.txt"], "<stdin>") == [Input("b.yaml"), Input("a.txt")]


def test_a_plan_named_twice_is_one_plan(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    assert inputs([str(tmp_path / "a.yaml"), str(tmp_path)], "<stdin>") == [Input(str(tmp_path / "a.yaml"))]


def test_a_plan_named_in_two_ways_is_one_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).touch()
    assert inputs(["a.yaml", "b.yaml", "./a.yaml"], "<stdin>") == [Input("a.yaml"), Input("b.yaml")]


def test_a_folder_stands_for_the_plans_in_it(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "notes.txt", "in/c.yaml", "in/deep/d.yaml", "early/e.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = [str(tmp_path / name) for name in ("a.yml", "b.yaml", "early/e.yaml", "in/c.yaml", "in/deep/d.yaml")]
    assert [plan.name for plan in inputs([str(tmp_path)], "<stdin>")] == names


def test_a_folder_stands_for_word_documents_too_where_asked(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.docx", "c.DOCX", "~$b.docx", "d.doc"):
        (tmp_path / name).touch()
    found = inputs([str(tmp_path)], "<stdin>", WordOptions("original"), documents=True)
    assert [Path(plan.name).name for plan in found] == ["a.yaml", "b.docx", "c.DOCX"]
    assert {plan.word for plan in found} == {WordOptions("original")}


@pytest.mark.parametrize("documents", [False, True])
def test_a_folder_without_plans_is_a_mistake(tmp_path: Path, *, documents: bool) -> None:
    kinds = r"\*.yaml, \*.yml, \*.docx" if documents else r"\*.yaml, \*.yml"
    with pytest.raises(UserError, match=rf"there is no plan \({kinds}\) in this folder"):
        inputs([str(tmp_path)], "<stdin>", documents=documents)


@pytest.fixture
def many(tmp_path: Path, samples: Path) -> list[str]:
    """Two dozen plans: good ones, bad ones, and one that can't be read."""
    kinds = [samples / "good/minimal.yaml", *sorted((samples / "bad").glob("K2-22*.yaml"))]
    names = [f"{number:03}.yaml" for number in range(24)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(kinds[number % len(kinds)].read_bytes())
    (tmp_path / "012.yaml").write_bytes(b"%PDF")
    return names


def test_many_plans_are_judged_on_all_processors_as_they_are_one_by_one(
    qis: Qis, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_one = qis("validate", *many, "--format", "json")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(plans, "MANY", len(many))
    monkeypatch.setattr(plans, "CHUNK", 4)
    pool = Mock(wraps=ProcessPoolExecutor)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", pool)
    code, out, _ = by_all = qis("validate", *many, "--format", "json")
    assert (by_all, pool.mock_calls, code) == (by_one, [call(2)], 2)
    assert [file["file"] for file in json.loads(out)["files"]] == [n for n in many if n != "012.yaml"]


@pytest.mark.parametrize("processors", [None, 1, 2])
def test_results_come_in_the_order_given_and_not_all_are_kept_waiting(
    many: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, processors: int | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(plans, "MANY", len(many))
    monkeypatch.setattr(plans, "CHUNK", 3)
    assert [result.file for result in judged([Input(name) for name in many], datetime.date(2024, 1, 1))] == many


@pytest.mark.parametrize(("printed", "times"), [(False, 2), (True, 4)])
def test_documents_are_read_twice_only_where_a_form_prints_its_issuer(
    samples: Path, monkeypatch: pytest.MonkeyPatch, *, printed: bool, times: int
) -> None:
    names = [str(file) for file in sorted((samples / "review").glob("*.docx"))[:2]]
    read = Mock(wraps=read_document)
    monkeypatch.setattr("qis_tool.intake.read_document", read)
    monkeypatch.setattr(plans, "documents_tell_issuers", lambda: printed)
    reports = list(judged(inputs(names, "", WordOptions()), datetime.date(2024, 1, 1)))
    assert ([report.file for report in reports], read.call_count) == (names, times)


def test_whether_documents_tell_issuers_is_told_by_the_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not documents_tell_issuers.__wrapped__()
    monkeypatch.setattr("qis_tool.intake.plan.not_shown", lambda *_: frozenset())
    assert documents_tell_issuers.__wrapped__()


def test_a_plan_is_handed_on_with_what_concerns_its_issuer_alone(samples: Path) -> None:
    folder = samples / "bad/K2-228-product-not-covered"
    given = inputs([str(folder), str(samples / "good/full.yaml")], "")
    handed = list(worked(given, lambda _, together: together, many=100, chunk=1))
    assert [together.plans for together in handed] == [3, 3, 3]
    assert [sorted(map(sorted, together.covered.values())) for together in handed] == [
        [["EPO", "PPO"]],
        [["EPO", "PPO"]],
        [["EPO", "HMO", "PPO"]],
    ]
