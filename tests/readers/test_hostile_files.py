"""Every hostile file is read or refused: an exit of 0, 1 or 2, a sentence, and no word of a program's inside."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.readers.word.outside import outside
from qis_tool.readers.word.package import opened
from tests.hostile.sound import Hostile
from tests.hostile_files import hostile_files

Qis = Callable[..., tuple[int, str, str]]
SHARES = 4  # for several processors
EACH = 90  # one file in so many comes before each command; by hand, all do
_INSIDE = re.compile(
    r"traceback|zipfile|lxml|zlib|libxml|struct\.|XML_|\.py\b|\w(Error|Exception)\b|\bNone\b|0x[0-9a-f]{6}"
)
COMMANDS: dict[str, Sequence[str]] = {
    "verify": ("verify", "{file}"),
    "import": ("import", "{file}", "-o", "new.yaml", "--force"),
    "validate": ("validate", "{file}"),
    "words": ("words", "{file}"),
    "update": ("update", "{plan}", "{file}", "--dry-run"),
    "annotate": ("annotate", "{file}", "-o", "reviewed.docx", "--force"),
    "render --onto": ("render", "{plan}", "--onto", "{file}", "-o", "filled.docx", "--force"),
}


def test_there_are_hundreds_of_files_of_different_names() -> None:
    names = [file.name for file in hostile_files()]
    assert len(set(names)) == len(names) >= 300


@pytest.mark.usefixtures("untraced")
def test_the_files_are_the_same_each_time() -> None:
    small = [file for file in hostile_files() if not file.large]
    for file in small[::EACH]:
        assert file.make() == file.make(), file.name


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("share", range(SHARES))
def test_every_second_file_is_opened_or_refused_in_a_sentence(share: int) -> None:
    small = [file for file in hostile_files() if not file.large]
    told = {file.name: refusal(file) for file in small[share :: 2 * SHARES]}
    assert [sentence for name, sentence in told.items() if sentence and not is_a_sentence(sentence, name)] == []
    assert any(told.values())
    assert not all(told.values())


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_makes_a_command_fail(qis: Qis, samples: Path, tmp_path: Path, command: str) -> None:
    plan, small = samples / "good/minimal.yaml", [file for file in hostile_files() if not file.large]
    for file in small[list(COMMANDS).index(command) * EACH // len(COMMANDS) :: EACH]:
        (tmp_path / file.name).write_bytes(file.make())
        code, out, err = qis(*(word.format(file=file.name, plan=plan) for word in COMMANDS[command]))
        assert code in {0, 1, 2}, (file.name, err)
        assert code == 0 or out or err, file.name
        assert not _INSIDE.search(out + err), (file.name, out + err)


def refusal(file: Hostile) -> str:
    """What is told of a file that is not read, nothing where it is."""
    try:
        package = opened(file.make(), file.name)
        outside(package, package.root(package.main))
    except UserError as told:
        return str(told)
    return ""


def is_a_sentence(told: str, name: str) -> bool:
    """Whether a line names a file and ends as a sentence does, and says nothing of a program's inside."""
    return told.startswith(f"{name}: ") and told.endswith(".") and "\n" not in told and not _INSIDE.search(told)
