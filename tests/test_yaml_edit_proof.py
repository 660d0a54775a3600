"""Nothing is written that was not proved by reading it again."""

from typing import Any

import pytest

from qis_tool import yaml_edit
from qis_tool.errors import NotAsWritten
from qis_tool.source import read_text
from qis_tool.yaml_edit import edited
from tests.plan_text import LONG, PLAN, after, read, steps

NEW = {"milestone": LONG, "date": "2024-01-01"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("part_c.goal_1", LONG),
        ("part_c.plain", "x"),
        ("part_c.double", "x"),
        ("part_c.goal_1", None),
        ("part_c.goal_3", "x"),
        ("part_d.flow", [0, 1]),
        ("part_d.flow", [1, 2]),
        ("part_d.flow", [0, 1, 2, "x"]),
        ("part_d.rows", [NEW, 0, 1, 2]),
        ("part_d.rows", [0, 1, 2, NEW]),
        ("part_d.rows", [1, 2]),
        ("part_d.group.b", "x\n\ny"),
        ("part_d.group.c", "x"),
        ("part_d.nothing.c", "x"),
        ("a.b", "x"),
    ],
)
def test_what_can_not_be_proved_is_not_written(path: str, value: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read(PLAN.replace("goal_1:", "goal_1: x") if value is None else PLAN)
    monkeypatch.setattr(yaml_edit, "read_text", lambda *_: read("a: other"))
    with pytest.raises(NotAsWritten, match=path.rpartition(".")[2]):
        edited(source, {steps(path): value})


def test_the_bytes_themselves_are_proved_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_edit, "read_bytes", lambda *_: read_text("a: other", "plan.yaml"))
    source = read_text(PLAN, "plan.yaml")
    with pytest.raises(NotAsWritten, match="goal_1"):
        edited(source, {("part_c", "goal_1"): "x"})


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("part_c.goal_3", "next\x85line"),
        ("part_d.boxes", [0, 1, "next\x85line"]),
        ("part_d.rows", [0, 1, 2, {"milestone": "next\x85line"}]),
        ("part_d.rows.1.date", "next\x85line"),
        ("part_d.group.c", "next\x85line"),
        ("part_e", [{"milestone": "next\x85line"}]),
    ],
)
def test_what_yaml_forbids_is_spelled_out_anywhere(path: str, value: Any) -> None:
    assert "next\\u0085line" in after(path, value)
