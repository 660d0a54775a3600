"""No file that is being read is written over, whatever it is called and however it is read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.saving import new_file

Qis = Callable[..., tuple[int, str, str]]


def save(target: Path) -> None:
    with new_file(target, force=True) as file:
        file.write(b"new")


def test_the_file_behind_standard_input_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_bytes(b"old")
    with (tmp_path / "plan.yaml").open("rb") as plan:
        held = os.fstat(plan.fileno())
    monkeypatch.setattr(os, "fstat", lambda _: held)
    with pytest.raises(UserError, match=r"plan.yaml: this is the file being read. Name another."):
        save(tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").read_bytes() == b"old"


def test_a_closed_standard_input_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = os.fstat

    def closed(handle: int) -> os.stat_result:
        if handle == 0:
            raise OSError(9, "Bad file descriptor")
        return look(handle)

    (tmp_path / "plan.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "fstat", closed)
    save(tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"


def test_a_replaced_file_keeps_who_may_read_it(tmp_path: Path) -> None:
    (tmp_path / "k2.docx").write_bytes(b"old")
    (tmp_path / "k2.docx").chmod(0o640)
    save(tmp_path / "k2.docx")
    assert (tmp_path / "k2.docx").stat().st_mode & 0o777 == 0o640


def test_no_document_takes_the_place_of_another_plan_of_the_call(qis: Qis, samples: Path, tmp_path: Path) -> None:
    other, folder = tmp_path / "other.yaml", tmp_path / "out"
    folder.mkdir()
    other.write_bytes((samples / "good/minimal.yaml").read_bytes())
    (folder / "golden-poppy-health-plan-inc-full-k2-2024.md").symlink_to(other)
    code, _, err = qis("render", samples / "good/full.yaml", other, "--out-dir", folder, "--as", "md", "--force")
    assert code == 2
    assert "golden-poppy-health-plan-inc-full-k2-2024.md: this is the file being read." in err
    assert other.read_bytes() == (samples / "good/minimal.yaml").read_bytes()


def test_two_plans_of_one_name_make_one_document(qis: Qis, samples: Path, tmp_path: Path) -> None:
    plan = (samples / "good/minimal.yaml").read_bytes()
    (tmp_path / "plan.yaml").write_bytes(plan)
    code, _, err = qis("render", "-", "plan.yaml", "--out-dir", "out", "--as", "md", "--force", stdin=plan)
    assert code == 2
    assert "its document would have the name of that of plan.yaml." in err
    assert "Wrote 1 of 2 documents to out.\n" in err
