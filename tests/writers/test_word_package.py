"""The same plan, the same bytes: on any day, in any place."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[..., bytes]
BLANK = "form: k2\n"
FAR_AWAY = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}
DAY = "1700000000"  # 2023-11-14, 22:13:20 UTC


def entries(package: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(package)).infolist()


def dates(package: bytes) -> set[tuple[int, ...]]:
    return {entry.date_time for entry in entries(package)}


def test_the_same_bytes_twice(good: Path, write_anew: Write) -> None:
    assert write_anew(good) == write_anew(good)


def test_the_same_bytes_in_another_time_zone_hash_seed_and_locale(
    samples: Path, write_anew: Write, environment: dict[str, str], tmp_path: Path
) -> None:
    plan, out = samples / "good/full.yaml", tmp_path / "far.docx"
    program = [sys.executable, "-m", "qis_tool", "render", str(plan), "-o", str(out)]
    subprocess.run(program, check=True, env=environment | FAR_AWAY, capture_output=True)
    assert out.read_bytes() == write_anew(plan)


def test_entries_stand_in_a_fixed_order_and_bear_no_trace_of_the_machine(write_anew: Write) -> None:
    found = entries(write_anew(BLANK))
    names = [entry.filename for entry in found]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])
    for entry in found:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.extra, entry.comment) == (0, b"", b"")
        assert entry.compress_type == zipfile.ZIP_DEFLATED


def test_entries_have_no_attributes(write_anew: Write) -> None:
    assert {entry.external_attr for entry in entries(write_anew(BLANK))} == {0}


def test_the_day_may_be_given(write_anew: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert dates(write_anew(BLANK)) == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("0", (1980, 1, 1, 0, 0, 0)),
        ("4354819199", (2107, 12, 31, 23, 59, 58)),
        ("4354819200", (2107, 12, 31, 23, 59, 58)),
        ("99999999999999999999", (2107, 12, 31, 23, 59, 58)),
        ("", (1980, 1, 1, 0, 0, 0)),
        ("-1", (1980, 1, 1, 0, 0, 0)),
        ("yesterday", (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_a_day_that_a_package_can_not_bear_is_moved(
    given: str, date: tuple[int, ...], write_anew: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert dates(write_anew(BLANK)) == {date}


def test_a_day_that_is_no_number_is_passed_over(write_anew: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "²")
    assert dates(write_anew(BLANK)) == {(1980, 1, 1, 0, 0, 0)}


def test_the_day_changes_nothing_but_the_dates(write_anew: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write_anew(BLANK)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    after = write_anew(BLANK)
    assert before != after
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert [old.read(name) for name in old.namelist()] == [new.read(name) for name in new.namelist()]
