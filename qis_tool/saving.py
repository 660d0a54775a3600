"""Writing a file so that there is always the old one or the new one, whole."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from qis_tool.errors import UserError


@contextmanager
def new_file(target: Path, *, force: bool = False, inputs: Iterable[str] = ()) -> Iterator[BinaryIO]:
    """A file to write to, put in place under `target` only when all went well.

    Raises UserError for a folder or a device, a missing parent, one of the `inputs`, a file open in Word, or, without
    `force`, a file that exists. Whatever happens, no part-written file stays behind.
    """
    refuse(target, inputs, force=force)
    target = _real(target)
    temporary = target.with_name(f".qis-{os.urandom(4).hex()}.part")
    opened = _opened(temporary, target)
    try:
        with opened as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _place(temporary, target, force=force)
        _settle(target.parent)
    except OSError as fault:
        raise UserError(f"{target}: it could not be written: {fault.strerror}. Nothing was put there.") from None
    finally:
        temporary.unlink(missing_ok=True)


def _opened(temporary: Path, target: Path) -> BinaryIO:
    try:
        return temporary.open("xb")
    except OSError as fault:
        raise UserError(f"{target}: it can't be written here: {fault.strerror}. Name another place.") from None


def refuse(target: Path, inputs: Iterable[str], *, force: bool) -> None:
    """Raises UserError where `new_file` would before it begins: to be asked before long work, not after it."""
    if target.is_dir():
        raise UserError(f"{target}: this is a folder. Name a file in it.")
    if target.exists() and not target.is_file():
        raise UserError(f"{target}: this is not a regular file, and can't be replaced by one. Name another.")
    if not target.parent.is_dir():
        raise UserError(f"{target}: there is no folder {target.parent}. Make it first, or name another.")
    if _is_standard_input(target) or any(_same(target, name) for name in inputs):
        raise UserError(f"{target}: this is the file being read. Name another.")
    if target.suffix.lower() == ".docx" and any(lock.exists() for lock in _locks(target)):
        raise UserError(f"{target}: it is open in Word. Close it there first.")
    if os.path.lexists(target) and not force:
        raise _exists(target)


def _real(target: Path) -> Path:
    """Where a link leads; a file itself otherwise."""
    try:
        return target.resolve() if target.is_symlink() else target
    except (OSError, RuntimeError):
        raise UserError(f"{target}: this link leads back to itself.") from None


def _locks(target: Path) -> Iterator[Path]:
    """Word's lock files beside a document; a long name loses its first two letters there, a short one none."""
    return (target.with_name(f"~${target.name[cut:]}") for cut in range(3))


def _same(target: Path, name: str) -> bool:
    return target.exists() and Path(name).exists() and target.samefile(name)


def _is_standard_input(target: Path) -> bool:
    with suppress(OSError):
        return target.is_file() and os.path.samestat(target.stat(), os.fstat(0))
    return False


def _exists(target: Path) -> UserError:
    return UserError(f"{target}: this file exists. Add --force to replace it, or name another.")


def _place(temporary: Path, target: Path, *, force: bool) -> None:
    if force:
        with suppress(OSError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:
        # A file system without hard links, such as a USB stick's: the check above has to do.
        temporary.replace(target)


def _settle(folder: Path) -> None:
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
