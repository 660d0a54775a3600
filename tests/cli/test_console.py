"""Color on a terminal, plain words everywhere else."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

import pytest

from qis_tool.cli.console import Color, format_of, show, tell
from qis_tool.errors import UserError
from qis_tool.report.tally import Styled

Qis = Callable[..., tuple[int, str, str]]
OnATerminal = Callable[..., str]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("command", ["validate", "words"])
def test_color_adds_to_the_words_and_changes_none(qis: Qis, samples: Path, command: str) -> None:
    plan = samples / "bad/QIS108-too-many-words.yaml"
    code, plain, _ = qis(command, plan)
    assert not ANSI.search(plain)
    colored = qis(command, plan, "--color", "always")
    assert ANSI.search(colored[1])
    assert (colored[0], ANSI.sub("", colored[1])) == (code, plain)


def test_color_in_what_goes_to_standard_error(qis: Qis, samples: Path) -> None:
    plan = samples / "bad/QIS102-blank-field.yaml"
    assert ANSI.search(qis("render", plan, "--color", "always")[2])
    assert not ANSI.search(qis("render", plan)[2])


@pytest.mark.parametrize("command", ["rules", "explain"])
def test_the_catalogue_in_color(qis: Qis, command: str) -> None:
    arguments = [command, "QIS108"] if command == "explain" else [command]
    assert ANSI.sub("", qis(*arguments, "--color", "always")[1]) == qis(*arguments)[1]


def test_no_color_goes_into_a_file(qis: Qis, samples: Path, tmp_path: Path) -> None:
    qis("validate", samples / "bad/QIS102-blank-field.yaml", "-o", "report.txt", "--color", "always")
    assert not ANSI.search((tmp_path / "report.txt").read_text("utf-8"))


@pytest.mark.parametrize(
    ("variables", "option", "colored"),
    [
        ({}, "auto", True),
        ({}, "never", False),
        ({"NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": ""}, "auto", True),
        ({"TERM": "dumb"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
        pytest.param({"TERM": "dumb"}, "always", True),
    ],
)
def test_color_on_a_terminal(
    qis: Qis,
    samples: Path,
    on_a_terminal: OnATerminal,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    option: str,
    *,
    colored: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    plan = samples / "bad/QIS102-blank-field.yaml"
    shown = on_a_terminal(partial(qis, "validate", plan, "--color", option))
    assert "QIS102 blank-field" in shown
    assert bool(ANSI.search(shown)) is colored


@pytest.mark.parametrize("color", [Color.always, Color.never])
def test_control_characters_can_not_reach_a_terminal(capsys: pytest.CaptureFixture[str], color: Color) -> None:
    show([Styled("a\x1b[2Jb\x07c\x9bd\re\x00f\tg\n", "error")], color)
    shown = ANSI.sub("", capsys.readouterr().out)
    assert shown.expandtabs() == "a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf\tg\n".expandtabs()


def test_each_outcome_has_a_color_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    shown = []
    for role in ("error", "warning", "note", "passed"):
        show([Styled("word", role)], Color.always)
        shown.append(capsys.readouterr().out)
    assert [ANSI.sub("", word) for word in shown] == ["word"] * 4
    assert len(set(shown)) == 4
    assert all(ANSI.search(word) for word in shown)


def test_nor_do_they_in_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    tell("plan\x1b]0;title\x07.yaml")
    assert capsys.readouterr() == ("", "plan\ufffd]0;title\ufffd.yaml\n")


class Shapes(StrEnum):
    """Some formats of a command."""

    text = "text"
    csv = "csv"


@pytest.mark.parametrize(
    ("given", "output", "found"),
    [
        (None, None, "text"),
        (None, "out.csv", "csv"),
        (None, "OUT.CSV", "csv"),
        (None, "out.txt", "text"),
        (None, "out", "text"),
        (Shapes.text, "out.csv", "text"),
        (Shapes.csv, "out.xlsx", "csv"),
    ],
)
def test_the_ending_says_the_format_where_nothing_else_does(
    given: Shapes | None, output: str | None, found: str
) -> None:
    assert format_of(given, Path(output) if output else None, Shapes) == found


@pytest.mark.parametrize("ending", ["xlsx", "html", "docx"])
def test_an_ending_of_what_a_command_does_not_write_is_refused(ending: str) -> None:
    with pytest.raises(UserError, match=r"is not written here. Add --format, with one of: text, csv.$"):
        format_of(None, Path(f"out.{ending}"), Shapes)


def test_long_lines_are_not_broken(capsys: pytest.CaptureFixture[str]) -> None:
    line = "word " * 200 + "end\n"
    show([Styled(line, "code")], Color.always)
    assert ANSI.sub("", capsys.readouterr().out) == line
