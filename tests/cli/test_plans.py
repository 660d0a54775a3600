"""The plans named on a command line, and judging many of them at once."""

import datetime
import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from qis_tool.cli import plans
from qis_tool.cli.plans import Input, inputs, judged
from qis_tool.errors import UserError

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


def test_a_folder_without_plans_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no plan"):
        inputs([str(tmp_path)], "<stdin>")


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
