"""What goes wrong is told in one sentence and an exit code, and nothing is lost."""

import contextlib
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import typer

from qis_tool import __version__
from qis_tool.checks import CHECKS
from qis_tool.checks.plan import Plan

Qis = Callable[..., tuple[int, str, str]]
UNKNOWN = "which is not an edition qis knows. Known: form: k2, plan_year: 2024."


@pytest.fixture
def folder(tmp_path: Path, samples: Path) -> Path:
    """One good plan, and much that is none."""
    files = {
        "plan.yaml": (samples / "good/full.yaml").read_bytes(),
        "binary.yaml": b"form: k2\x00",
        "word.yaml": b"PK\x03\x04 word/document.xml",
        "page.yaml": b"%PDF-1.7",
        "unknown.yaml": b"form: k9\nplan_year: 2024\n",
        "out.docx": b"last week's",
        "out.txt": b"last week's",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "empty").mkdir()
    return tmp_path


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ("missing.yaml", "missing.yaml: there is no such file."),
        ("missing/plan.yaml", "missing/plan.yaml: there is no such file."),
        ("/dev/null", "/dev/null: this is not a regular file."),
        ("empty", "empty: there is no plan (*.yaml, *.yml) in this folder."),
        ("binary.yaml", "binary.yaml: not a plan: it is a binary file. A plan is a text file in YAML."),
        ("word.yaml", "word.yaml: "),
        ("page.yaml", "page.yaml: not a plan: it is a PDF. A plan is a text file"),
        ("unknown.yaml", f"unknown.yaml: it names form: k9, plan_year: 2024, {UNKNOWN}"),
    ],
)
@pytest.mark.parametrize("command", ["validate", "words", "render"])
def test_a_plan_that_is_none(qis: Qis, folder: Path, command: str, plan: str, says: str) -> None:
    before = content(folder)
    code, _, err = qis(command, plan)
    assert code == 2
    assert err.startswith(f"qis: {says}")
    assert err.count("\n") == 1
    assert content(folder) == before


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("out.docx", "out.docx: this file exists. Add --force to replace it, or name another."),
        ("empty", "empty: this is a folder. Name a file in it, or use --out-dir."),
        ("missing/out.docx", "missing/out.docx: there is no folder missing. Make it first"),
        ("out.txt/out.docx", "out.txt/out.docx: there is no folder out.txt. Make it first"),
        ("/proc/out.docx", "/proc/out.docx: it can't be written here: "),
    ],
)
def test_a_place_that_can_not_be_written_to(qis: Qis, folder: Path, output: str, says: str) -> None:
    before = content(folder)
    code, out, err = qis("render", "plan.yaml", "-o", output)
    assert (code, out) == (2, "")
    assert err.startswith(f"qis: {says}")
    assert err.count("\n") == 1
    assert content(folder) == before


def test_a_name_that_is_too_long(qis: Qis, folder: Path) -> None:
    code, _, err = qis("validate", "plan.yaml", "-o", "x" * 300)
    assert (code, err) == (2, f"qis: {'x' * 300}: File name too long. Nothing was written.\n")


def test_a_full_disk(qis: Qis, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = []
    with contextlib.suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        outcomes.append(qis("rules")[::2])
    assert outcomes == [(2, "qis: No space left on device. Nothing was written.\n")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["render"],
        ["validate", "plan.yaml", "--format", "xml"],
        ["validate", "plan.yaml", "--fail-level", "fatal"],
        ["words", "plan.yaml", "--no-such-option"],
        ["schema", "k2", "next year"],
        ["publish"],
    ],
    ids=" ".join,
)
def test_a_command_line_that_is_wrong(qis: Qis, arguments: list[str]) -> None:
    code, out, err = qis(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Usage: qis ")
    assert "\nError: " in err
    assert "Traceback" not in err


def test_without_a_command_the_commands_are_shown(qis: Qis) -> None:
    code, _, err = qis()
    assert code == 2
    assert err.startswith("Usage: qis [OPTIONS] COMMAND")


COMMANDS = [
    *("init", "validate", "words", "review", "annotate", "import", "preview", "render", "verify", "update", "diff"),
    *("hospitals", "payments", "rules", "explain", "forms", "schema", "base", "config", "episodes"),
]


@pytest.mark.parametrize("group", [(), ("episodes",), ("config",)], ids=["qis", "episodes", "config"])
def test_the_list_of_commands_cuts_no_sentence_short(qis: Qis, group: tuple[str, ...]) -> None:
    commands = qis(*group, "--help")[1].partition("Commands:\n")[2].splitlines()
    assert commands
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("command", ["validate", "preview", "explain", "verify", "schema", "hospitals"])
def test_what_a_command_takes_is_named_in_capitals_as_in_the_docs(qis: Qis, command: str) -> None:
    usage = qis(command, "--help")[1].partition("\n")[0]
    [*_, argument] = usage.split("[OPTIONS] ")
    assert argument == argument.upper()


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_command(qis: Qis, option: str) -> None:
    code, out, err = qis(option)
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.partition("Commands:\n")[2].splitlines()] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(qis: Qis, command: str) -> None:
    code, out, err = qis(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: qis {command} ")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version(qis: Qis, option: str) -> None:
    assert qis(option) == (0, f"qis {__version__}\n", "")


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Callable[[type[BaseException]], None]:
    """Makes the first check of a plan end in a fault that quotes an answer."""

    def raising(kind: type[BaseException]) -> None:
        def check(plan: Plan, _: object) -> None:
            raise kind(plan.text("part_c.goal_1"))

        monkeypatch.setitem(CHECKS, "near_limit", check)

    return raising


def test_a_fault_of_our_own_tells_no_answer(
    qis: Qis, folder: Path, fault: Callable[[type[BaseException]], None]
) -> None:
    fault(ValueError)
    code, out, err = qis("validate", "plan.yaml")
    assert (code, out) == (3, "")
    assert err.startswith("qis: this is a fault of qis, not of your plan. No file was changed.\n")
    assert f"  qis {__version__}, Python " in err
    assert "  ValueError at\n" in err
    assert "test_failures.py:" in err
    answer = (folder / "plan.yaml").read_text("utf-8").partition("goal_1: |\n")[2].split()[:40]
    assert not any(" ".join(pair) in err for pair in pairwise(answer))


@pytest.mark.parametrize("kind", [MemoryError, RecursionError])
def test_running_out_of_room_is_a_fault_too(
    qis: Qis, folder: Path, fault: Callable[[type[BaseException]], None], kind: type[BaseException]
) -> None:
    fault(kind)
    assert qis("render", "plan.yaml", "-o", "new.docx")[0] == 3
    assert not (folder / "new.docx").exists()


def test_an_interrupt_ends_it(qis: Qis, folder: Path, fault: Callable[[type[BaseException]], None]) -> None:
    fault(KeyboardInterrupt)
    assert qis("validate", "plan.yaml", "-o", "new.txt")[0] == 130
    assert not (folder / "new.txt").exists()


def test_an_interrupt_is_told(qis: Qis, folder: Path, fault: Callable[[type[BaseException]], None]) -> None:
    fault(KeyboardInterrupt)
    assert qis("validate", "plan.yaml")[2] == "qis: interrupted. No file was left half written.\n"


@pytest.mark.parametrize("kind", [KeyboardInterrupt, typer.Abort])
def test_an_interrupt_outside_a_command_is_told_too(
    qis: Qis, monkeypatch: pytest.MonkeyPatch, kind: type[BaseException]
) -> None:
    def interrupted(**_: object) -> None:
        raise kind

    monkeypatch.setattr("qis_tool.cli.guard._command", lambda: interrupted)
    assert qis("forms") == (130, "", "qis: interrupted. No file was left half written.\n")


def test_a_message_can_not_write_to_the_terminal(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text('form: "\\e[31mk9"\n', "utf-8")
    assert "\x1b" not in qis("render", "plan.yaml")[2]


@pytest.mark.parametrize("also", [[], ["validate", "missing.yaml"]])
def test_the_version_is_all_that_is_shown_when_it_is_asked_for(qis: Qis, also: list[str]) -> None:
    assert qis("--version", *also) == (0, f"qis {__version__}\n", "")
