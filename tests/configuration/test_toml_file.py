"""Configuration files: the nearest one, what is in it, on which line, and what is wrong with it."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qis_tool.configuration.toml_file import MAX_BYTES, TomlFile, finder, read_named
from qis_tool.errors import UserError

NEAR_5 = "near_limit = 5\n"
PROJECT = '[project]\nname = "qis-plans"\n'
OF_QIS = f"{PROJECT}\n[tool.qis]\nnear_limit = 7\n"


@pytest.fixture
def nearest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TomlFile | None]:
    """The configuration file nearest to a folder, where there are these files."""
    monkeypatch.chdir(tmp_path)

    def find(folder: str, files: Mapping[str, str]) -> TomlFile | None:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return finder()(tmp_path / folder)

    return find


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({}, None),
        ({"a/b/qis.toml": NEAR_5, "a/qis.toml": NEAR_5}, "a/b/qis.toml"),
        ({"a/qis.toml": NEAR_5, "qis.toml": NEAR_5}, "a/qis.toml"),
        ({"a/b/pyproject.toml": OF_QIS, "a/qis.toml": NEAR_5}, "a/b/pyproject.toml"),
        ({"a/b/pyproject.toml": OF_QIS, "a/b/qis.toml": NEAR_5}, "a/b/qis.toml"),
        ({"a/b/pyproject.toml": PROJECT, "a/qis.toml": NEAR_5}, "a/qis.toml"),
        ({"a/b/pyproject.toml": "[tool.qis.levels]", "a/qis.toml": NEAR_5}, "a/b/pyproject.toml"),
        ({"a/b/pyproject.toml": "not TOML at all", "a/qis.toml": NEAR_5}, "a/qis.toml"),
        ({"a/b/qis.toml": "", "a/qis.toml": NEAR_5}, "a/b/qis.toml"),
        ({"a/b/c/qis.toml": NEAR_5, "other/qis.toml": NEAR_5}, None),
        ({"a/b/qis.toml/x": "", "a/qis.toml": NEAR_5}, "a/qis.toml"),
    ],
)
def test_the_nearest_file_is_the_one(
    nearest: Callable[..., TomlFile | None], files: Mapping[str, str], name: str | None
) -> None:
    found = nearest("a/b", files)
    assert (found and found.name.replace(os.sep, "/")) == name


def test_a_file_above_the_working_folder_goes_by_its_whole_name(
    nearest: Callable[..., TomlFile | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    found = nearest("a", {"qis.toml": NEAR_5})
    assert (found and found.name) == str(tmp_path / "qis.toml")


def test_a_project_has_its_settings_under_a_name_of_their_own(nearest: Callable[..., TomlFile | None]) -> None:
    found = nearest("a", {"a/pyproject.toml": OF_QIS})
    assert found == TomlFile("a/pyproject.toml", OF_QIS, {"near_limit": 7}, ("tool", "qis"))


def test_each_folder_is_looked_into_once(tmp_path: Path) -> None:
    find = finder()
    (tmp_path / "qis.toml").write_text(NEAR_5)
    first = find(tmp_path / "a")
    (tmp_path / "qis.toml").unlink()
    assert find(tmp_path / "a/b") is first is not None


LINES = '''\
# near_limit = 1
identity_terms = [
    "near_limit = 2",
    """
near_limit = 3
""",
]
near_limit = 4 # here

"style_terms" = {utilize = "use"}
levels.K2-204 = "off"

[levels.deeper]
near_limit = 5
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (["identity_terms"], 2),
        (["near_limit"], 8),
        (["style_terms"], 10),
        (["style_terms", "utilize"], 10),
        (["levels", "K2-204"], 11),
        (["levels", "deeper"], 13),
        (["levels", "deeper", "near_limit"], 14),
        (["fail_level"], None),
    ],
)
def test_a_setting_is_found_on_its_line(keys: list[str], line: int | None) -> None:
    assert TomlFile("qis.toml", LINES, {}).line(*keys) == line
    in_project = LINES.replace("[levels", "[tool.qis.levels")
    project = TomlFile("pyproject.toml", f"[tool.other]\nnear_limit = 1\n[tool.qis]\n{in_project}", {}, ("tool", "qis"))
    assert project.line(*keys) == (line and line + 3)


def test_a_text_full_of_its_name_is_not_searched_for_long() -> None:
    assert TomlFile("qis.toml", "x = '''\n" + "levels = 1\n" * 50 + "'''\nlevels = 1\n", {}).line("levels") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"fail_level = \n", "qis.toml:1: this is not TOML: invalid value."),
        (b"a = 1\n\na = 2\n", "qis.toml:3: this is not TOML: cannot overwrite a value."),
        (b"# ok\n[levels\n", "qis.toml:2: this is not TOML: "),
        (b"a = '\xe4'", "qis.toml: it is not UTF-8 text (byte 5). Save it again as UTF-8."),
        (b"\xff\xfea", "qis.toml: it is not UTF-8 text (byte 0)."),
        (b"a = " + b"[" * 20_000, "qis.toml: a value in it is too long or lies too deep to be a setting."),
        (b"a = " + b"1" * 5_000, "qis.toml: a value in it is too long or lies too deep to be a setting."),
        (b"#" * (MAX_BYTES + 1), "qis.toml: it is larger than 100,000 bytes, which no configuration file is."),
        (None, "qis.toml: there is no such file."),
    ],
    ids=["value", "twice", "end", "cp1252", "UTF-16", "deep", "long", "large", "none"],
)
def test_a_file_that_can_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "qis.toml").write_bytes(content)
    with pytest.raises(UserError) as told:
        read_named("qis.toml")
    assert str(told.value).startswith(message)


def test_the_mark_of_an_encoding_and_other_line_ends_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "qis.toml").write_bytes(b"\xef\xbb\xbffail_level = 'note'\r\nnear_limit = 5\r\n")
    file = read_named(str(tmp_path / "qis.toml"))
    assert (file.settings, file.line("near_limit")) == ({"fail_level": "note", "near_limit": 5}, 2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PROJECT, "it has no settings of qis; they stand under [tool.qis]."),
        (f'note = """\n{OF_QIS}"""', "it has no settings of qis; they stand under [tool.qis]."),
        (f'tool = 5\nnote = """\n{OF_QIS}"""', "it has no settings of qis; they stand under [tool.qis]."),
        ("[[tool.qis]]", "tool.qis should be a table: one line [tool.qis], and the settings below it."),
    ],
)
def test_a_project_that_is_named_should_have_settings(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(UserError) as told:
        read_named(str(tmp_path / "pyproject.toml"))
    assert str(told.value) == f"{tmp_path / 'pyproject.toml'}: {message}"
