"""Answers by path as the values of a plan, whatever a record claims."""

import json
from pathlib import Path

import pytest

from qis_tool.readers.values import path_of, plan_values
from qis_tool.source import read_file


def test_paths_are_groups_rows_and_names() -> None:
    assert plan_values({"a.b": "1", "a.rows[1].c": "2", "d": "3"}, [("a.e", "x"), ("a.e", "y")]) == {
        "a": {"b": "1", "rows": [{}, {"c": "2"}], "e": ["x", "y"]},
        "d": "3",
    }
    assert plan_values({}, []) == {}


def test_a_path_is_read_step_by_step() -> None:
    assert path_of("part_d.timeline.milestones[10].date") == ("part_d", "timeline", "milestones", 10, "date")
    assert path_of("") == ()


@pytest.mark.parametrize(
    "paths",
    [
        [""],
        ["."],
        ["a[0]"],
        ["[0].a"],
        ["a[999999999].b"],
        ["a[1000].b"],
        [f"a[{'9' * 5000}].b"],
        ["a[0][0].b"],
        ["a.b", "a[0].c"],
        ["a[0].c", "a.b"],
        ["a", "a.b"],
        ["a", "a[0].b"],
        [f"a{number}" for number in range(3001)],
    ],
    ids=lambda paths: " ".join(paths)[:20],
)
def test_paths_that_no_plan_could_have_are_refused(paths: list[str]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        plan_values(dict.fromkeys(paths, "text"), [])


@pytest.mark.parametrize("answer", ["a", "a.b", "a[0].b"])
def test_a_tick_where_an_answer_stands_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        plan_values({answer: "text"}, [("a", "x"), ("a.b", "x")])


def test_the_most_rows_a_record_may_have() -> None:
    assert len(plan_values({"a[999].b": "text"}, [])["a"]) == 1000


def test_a_sample_comes_back_as_it_was(samples: Path) -> None:
    source = read_file(str(samples / "good/full.yaml"))
    texts = {
        "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip("."): source.value(path)
        for path in source.places
        if isinstance(source.value(path), str) and not (isinstance(path[-1], int))
    }
    found = plan_values(texts, [])
    assert found["part_d"]["timeline"] == json.loads(json.dumps(source.data))["part_d"]["timeline"]
