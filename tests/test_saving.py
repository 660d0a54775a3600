"""There is always the old file or the new one, whole."""

import os
import stat
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.saving import new_file


def save(target: Path, content: bytes = b"new", *, force: bool = False, inputs: tuple[str, ...] = ()) -> None:
    with new_file(target, force=force, inputs=inputs) as file:
        file.write(content)


def fail_midway(target: Path, fault: type[BaseException], *, force: bool) -> None:
    with new_file(target, force=force) as file:
        file.write(b"part of it")
        raise fault


def be_overtaken(target: Path) -> None:
    with new_file(target) as file:
        file.write(b"new")
        target.write_bytes(b"somebody else's")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_holds_what_was_written(tmp_path: Path) -> None:
    save(tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"
    assert names(tmp_path) == ["plan.yaml"]


def test_nothing_stands_under_the_name_before_all_is_written(tmp_path: Path) -> None:
    with new_file(tmp_path / "plan.yaml") as file:
        file.write(b"part of it")
        file.flush()
        assert not (tmp_path / "plan.yaml").exists()
        [part] = names(tmp_path)
        assert part.startswith(".qis-")


def test_an_existing_file_is_kept(tmp_path: Path) -> None:
    old = tmp_path / "plan.yaml"
    old.write_bytes(b"old")
    with pytest.raises(UserError, match=r"plan.yaml: this file exists. Add --force"):
        save(old)
    assert old.read_bytes() == b"old"


def test_force_replaces_a_file(tmp_path: Path) -> None:
    old = tmp_path / "plan.yaml"
    old.write_bytes(b"old")
    save(old, force=True)
    assert old.read_bytes() == b"new"
    assert names(tmp_path) == ["plan.yaml"]


def test_reading_other_files_is_no_hindrance(tmp_path: Path) -> None:
    read = tmp_path / "read.yaml"
    read.write_bytes(b"read")
    save(tmp_path / "new.txt", inputs=(str(read), "<stdin>"))
    save(tmp_path / "new.txt", b"newer", force=True, inputs=(str(read), "<stdin>"))
    assert (tmp_path / "new.txt").read_bytes() == b"newer"


def test_force_also_writes_what_was_not_there(tmp_path: Path) -> None:
    save(tmp_path / "plan.yaml", force=True)
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_is_no_file(tmp_path: Path, *, force: bool) -> None:
    with pytest.raises(UserError, match="this is a folder"):
        save(tmp_path, force=force)


def test_a_device_or_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match=r"pipe: this is not a regular file"), new_file(pipe, force=True):
        pytest.fail("a pipe was to be replaced")
    assert pipe.is_fifo()


@pytest.mark.parametrize("parent", ["missing", "a-file"])
def test_the_folder_has_to_be_there(tmp_path: Path, parent: str) -> None:
    (tmp_path / "a-file").write_bytes(b"old")
    with pytest.raises(UserError, match=rf"there is no folder .*{parent}\. Make it first"):
        save(tmp_path / parent / "plan.yaml")
    assert names(tmp_path) == ["a-file"]


@pytest.mark.parametrize("link", [None, os.symlink, os.link], ids=["itself", "symbolic", "hard"])
def test_the_file_being_read_is_never_written(tmp_path: Path, link: object) -> None:
    plan = target = tmp_path / "plan.yaml"
    plan.write_bytes(b"old")
    if callable(link):
        target = tmp_path / "link.yaml"
        link(plan, target)
    with pytest.raises(UserError, match="this is the file being read"):
        save(target, force=True, inputs=("-", str(tmp_path / "other.yaml"), str(plan)))
    assert plan.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["golden-poppy.docx", "eight888.docx"])
@pytest.mark.parametrize("force", [False, True])
def test_a_document_that_is_open_in_word_is_left_alone(tmp_path: Path, name: str, *, force: bool) -> None:
    (tmp_path / f"~${name[2:]}").touch()
    with pytest.raises(UserError, match=r"open in Word\. Close it there first"):
        save(tmp_path / name, force=force)


@pytest.mark.parametrize(
    ("name", "lock"),
    [("plan.docx", "~$plan.docx"), ("seven77.docx", "~$even77.docx"), ("K2-2024-.DOCX", "~$-2024-.DOCX")],
)
def test_so_is_one_with_a_short_name_or_in_capitals(tmp_path: Path, name: str, lock: str) -> None:
    (tmp_path / lock).touch()
    with pytest.raises(UserError, match="open in Word"):
        save(tmp_path / name)


def test_words_lock_is_no_matter_for_other_files(tmp_path: Path) -> None:
    (tmp_path / "~$lden-poppy.yaml").touch()
    save(tmp_path / "golden-poppy.yaml")


def test_a_symbolic_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "plan.yaml", tmp_path / "link.yaml"
    target.write_bytes(b"old")
    link.symlink_to(target)
    save(link, force=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names(tmp_path / "there") == ["plan.yaml"]


def test_a_dangling_link_counts_as_a_file(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(tmp_path / "plan.yaml")
    with pytest.raises(UserError, match=r"this file exists"):
        save(link)
    save(link, force=True)
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"
    assert link.is_symlink()


def test_a_link_to_itself_is_told_as_such(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    with pytest.raises((UserError, OSError)):
        save(loop, force=True)


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("force", [False, True])
def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, fault: type[BaseException], *, force: bool) -> None:
    old = tmp_path / "plan.yaml"
    if force:
        old.write_bytes(b"old")
    with pytest.raises(fault):
        fail_midway(old, fault, force=force)
    assert names(tmp_path) == (["plan.yaml"] if force else [])
    assert not force or old.read_bytes() == b"old"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "plan.yaml"
    with pytest.raises(UserError, match=r"this file exists"):
        be_overtaken(target)
    assert target.read_bytes() == b"somebody else's"
    assert names(tmp_path) == ["plan.yaml"]


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    save(tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"
    assert names(tmp_path) == ["plan.yaml"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    old = tmp_path / "plan.yaml"
    old.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match=r"plan.yaml: it could not be written: No space left on device."):
        save(old, force=True)
    assert old.read_bytes() == b"old"
    assert names(tmp_path) == ["plan.yaml"]


def test_a_folder_that_can_not_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    save(tmp_path / "plan.yaml")
    assert (tmp_path / "plan.yaml").read_bytes() == b"new"


def test_content_is_on_the_disk_before_the_name_and_the_name_before_it_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, seen = os.fsync, []

    def watched(handle: int) -> None:
        status = os.fstat(handle)
        seen.append(("folder", names(tmp_path)) if stat.S_ISDIR(status.st_mode) else ("file", status.st_size))
        sync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    save(tmp_path / "plan.yaml", b"12345", force=True)
    assert seen == [("file", 5), ("folder", ["plan.yaml"])]


def test_no_file_is_left_open(tmp_path: Path) -> None:
    def next_handle() -> int:
        handle = os.open(os.devnull, os.O_RDONLY)
        os.close(handle)
        return handle

    before = next_handle()
    save(tmp_path / "plan.yaml")
    assert next_handle() == before


def test_others_may_read_it_as_far_as_the_user_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        save(tmp_path / "plan.yaml")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "plan.yaml").stat().st_mode) == 0o640


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    name = "x" * 250 + ".yaml"
    save(tmp_path / name)
    assert names(tmp_path) == [name]


def test_a_long_name_in_another_script_is_none_either(tmp_path: Path) -> None:
    name = "健" * 83 + ".yaml"
    save(tmp_path / name)
    assert names(tmp_path) == [name]
