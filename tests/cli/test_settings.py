"""Settings on the command line: each plan by its own nearest file, in every command that judges."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock, call

import pytest

from qis_tool.cli.commands.preview import _content
from qis_tool.finding import Settings
from qis_tool.jobs import plans
from qis_tool.preview import preview

Qis = Callable[..., tuple[int, str, str]]

NOT_NAMED = '[levels]\nK2-204 = "off"\n'
FAILING = 'fail_level = "note"\n'
UNFIT = "makes a form unfit for filing, so it can't be lowered or left out."


@pytest.fixture
def named(samples: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Puts a plan of which there is a note, K2-204, into a folder, with a qis.toml beside it where one is given."""
    plan = (samples / "bad/K2-204-company-named.yaml").read_bytes()

    def put(folder: str, settings: str = "") -> Path:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / folder / "plan.yaml").write_bytes(plan)
        if settings:
            (tmp_path / folder / "qis.toml").write_text(settings, "utf-8")
        return tmp_path / folder / "plan.yaml"

    return put


def test_a_plan_is_judged_by_the_file_beside_it(qis: Qis, named: Callable[..., Path]) -> None:
    named("a", NOT_NAMED)
    code, out, err = qis("validate", "a/plan.yaml")
    assert (code, err) == (0, "")
    assert out.endswith(f"Settings: 1 rule off by {Path('a/qis.toml')} (see qis config show). Passed.\n")


def test_without_a_configuration_file_nothing_is_loaded_to_read_one(
    qis: Qis, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_bytes(good.read_bytes())
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "qis-plans"\n')
    monkeypatch.setitem(sys.modules, "tomllib", None)  # to import it would fail
    assert qis("validate", "plan.yaml")[0] == 0


def test_each_plan_of_a_run_is_judged_by_its_own_file(qis: Qis, named: Callable[..., Path]) -> None:
    named("a", NOT_NAMED)
    named("b", FAILING)
    named("c/d")
    code, out, _ = qis("validate", ".", "--format", "json")
    told = [(file["passed"], len(file["findings"]), "settings" in file) for file in json.loads(out)["files"]]
    assert (code, told) == (1, [(True, 0, True), (False, 1, True), (True, 1, False)])


def test_many_plans_are_judged_by_their_own_files_on_all_processors(
    qis: Qis, named: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        named(f"p{number}", [NOT_NAMED, FAILING, ""][number % 3])
    by_one = qis("validate", ".", "--format", "json")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(plans, "MANY", 6)
    monkeypatch.setattr(plans, "CHUNK", 2)
    pool = Mock(wraps=__import__("concurrent.futures").futures.ProcessPoolExecutor)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", pool)
    by_all = qis("validate", ".", "--format", "json")
    assert (by_all, pool.mock_calls, by_one[0]) == (by_one, [call(2)], 1)
    assert [len(file["findings"]) for file in json.loads(by_all[1])["files"]] == [0, 1, 1] * 2


def test_standard_input_goes_by_the_working_folder_or_by_the_name_it_is_given(
    qis: Qis, named: Callable[..., Path], tmp_path: Path
) -> None:
    content = named("a", FAILING).read_bytes()
    assert qis("validate", "-", stdin=content)[0] == 0
    assert qis("validate", "-", "--stdin-filename", "a/new.yaml", stdin=content)[0] == 1
    (tmp_path / "qis.toml").write_text(FAILING)
    assert qis("validate", "-", stdin=content)[0] == 1


def test_the_command_line_holds_over_the_environment_and_that_over_the_file(
    qis: Qis, named: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = named("a", FAILING)
    assert qis("validate", plan)[0] == 1
    monkeypatch.setenv("QIS_FAIL_LEVEL", "error")
    assert qis("validate", plan)[0] == 0
    assert qis("validate", plan, "--fail-level", "note")[0] == 1
    assert qis("validate", plan, "--level", "K2-204=off", "--fail-level", "note")[0] == 0


def test_each_option_has_its_effect(qis: Qis, good: Path) -> None:
    options = ["--near-limit", 200, "--identity-term", "coaching", "--style-term", "NTSV=rate", "--style-term", "CMQCC"]
    code, out, _ = qis("validate", good, "--format", "concise", *options)
    assert code == 0
    assert {line.split()[2] for line in out.splitlines()[:-1]} >= {"QIS110", "K2-204", "QIS120"}
    assert "1 threshold changed by --near-limit (see" in out


def test_a_file_may_be_named_for_all_plans_or_none_taken(
    qis: Qis, named: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = named("a", FAILING)
    (tmp_path / "house.toml").write_text(NOT_NAMED)
    (tmp_path / "pyproject.toml").write_text("[tool.qis.levels]\nK2-204 = 'error'\n")
    assert "off by house.toml" in qis("validate", plan, "--config", "house.toml")[1]
    assert "1 level changed by pyproject.toml" in qis("validate", plan, "--config", "pyproject.toml")[1]
    assert qis("validate", plan, "--no-config")[0] == 0
    monkeypatch.setenv("QIS_CONFIG", "house.toml")
    assert "off by house.toml" in qis("validate", plan)[1]
    assert "1 level changed" in qis("validate", plan, "--config", "pyproject.toml")[1]
    assert "Settings" not in qis("validate", plan, "--no-config")[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--config", "none.toml"], "qis: --config: none.toml: there is no such file.\n"),
        (
            ["--config", "a/qis.toml", "--no-config"],
            "qis: --config and --no-config can't both hold: name a file, or take none.\n",
        ),
        (["--level", "K2-999=off"], "qis: --level: K2-999: there is no such rule. qis rules lists them all.\n"),
        (
            ["--level", "QIS108=warning"],
            f"qis: --level: QIS108: QIS108 too-many-words {UNFIT}\n",
        ),
    ],
)
@pytest.mark.parametrize("command", ["validate", "render"])
def test_what_can_not_hold_is_told_and_nothing_is_done(
    qis: Qis, named: Callable[..., Path], tmp_path: Path, command: str, options: list[str], message: str
) -> None:
    plan = named("a", FAILING)
    assert qis(command, plan, *options) == (2, "", message)
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["plan.yaml", "qis.toml"]


def test_a_variable_that_names_no_file_is_told(qis: Qis, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIS_CONFIG", "none.toml")
    assert qis("validate", good) == (2, "", "qis: QIS_CONFIG: none.toml: there is no such file.\n")


def test_a_faulty_file_is_told_once_for_all_its_plans(qis: Qis, named: Callable[..., Path], tmp_path: Path) -> None:
    for folder in ("a", "b"):
        named(folder)
    (tmp_path / "qis.toml").write_text("fail_level = 'never'\n")
    code, out, err = qis("validate", ".")
    assert (code, out) == (2, "")
    assert err == "qis: qis.toml:1: fail_level: it should be error, warning or note, not “never”.\n"


@pytest.mark.parametrize("arguments", [["validate"], ["render"]])
def test_a_configuration_file_is_never_written_over(
    qis: Qis, named: Callable[..., Path], tmp_path: Path, arguments: list[str]
) -> None:
    named(".", FAILING.replace("note", "warning"))
    target = "qis.toml" if arguments == ["validate"] else "qis.docx"
    (tmp_path / "qis.docx").hardlink_to(tmp_path / "qis.toml")
    code, _, err = qis(*arguments, "plan.yaml", "-o", target, "--force")
    assert (code, err) == (2, f"qis: {target}: this is the file being read. Name another.\n")


@pytest.mark.parametrize(("settings", "code"), [("", 0), (FAILING, 1), (FAILING + NOT_NAMED, 0)])
def test_a_plan_that_fails_by_its_settings_is_not_rendered(
    qis: Qis, named: Callable[..., Path], settings: str, code: int
) -> None:
    named("a", settings)
    ended, out, err = qis("render", "a/plan.yaml", "-o", "a.html")
    assert (ended, out) == (code, "")
    assert ("no document was written. Correct the findings, or add --draft." in err) is bool(code)
    assert qis("render", "a/plan.yaml", "-o", "draft.html", "--draft")[0] == 0
    ended, _, err = qis("render", "a", "--out-dir", "out", "--as", "html")
    assert ended == code
    assert ("plan.yaml: not rendered, it has 1 finding. See: qis validate " in err) is bool(code)


def test_a_warning_of_reading_that_is_raised_does_not_stop_a_draft(qis: Qis, samples: Path) -> None:
    plan = samples / "bad/QIS013-hidden-character.yaml"
    code, _, err = qis("render", plan, "-o", "a.html", "--level", "QIS013=error")
    assert (code, err.endswith("Correct the errors, or add --draft.\n")) == (1, True)
    assert qis("render", plan, "-o", "a.html", "--level", "QIS013=error", "--draft")[0] == 0


def test_comments_in_a_document_go_by_the_file_nearest_to_it(
    qis: Qis, named: Callable[..., Path], tmp_path: Path
) -> None:
    named("a")
    assert qis("render", "a/plan.yaml", "-o", "a/k2.docx")[0] == 0
    assert qis("annotate", "a/k2.docx", "-o", "noted.docx")[0] == 0
    (tmp_path / "a/qis.toml").write_text(f"{FAILING}style_terms = ['CMQCC']\n{NOT_NAMED}")
    code, _, err = qis("annotate", "a/k2.docx", "-o", "styled.docx")
    assert code == 1
    assert f"Settings: 1 rule off by {Path('a/qis.toml')}.\n" in err


def test_the_preview_goes_by_settings(named: Callable[..., Path]) -> None:
    plan = str(named("a"))
    failing = preview(_content(plan), plan, settings=Settings(fail_level="note")).page.decode()
    assert f"{plan}: not ready. 0 errors, 0 warnings, 1 note.<" in failing
    off = Settings(levels={"K2-204": "off"}, sources={"K2-204": "qis.toml"})
    without = preview(_content(plan), plan, settings=off).page.decode()
    assert f"{plan}: passed. 0 errors, 0 warnings, 0 notes. Settings: 1 rule off by qis.toml.<" in without
    assert "K2-204" not in without


@pytest.mark.parametrize("asked", ["a", "a/plan.yaml", "a/b"])
def test_config_show_says_what_holds_and_from_where(
    qis: Qis, named: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    named("a", f"# ours\n{FAILING}{NOT_NAMED}")
    (tmp_path / "a/b").mkdir()
    monkeypatch.setenv("QIS_NEAR_LIMIT", "10")
    code, out, err = qis("config", "show", asked, "--level", "near-limit=error")
    file = Path("a/qis.toml")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"Settings for {asked}, from {file}:",
        f"  fail_level            note   {file}:2",
        "  near_limit            10     QIS_NEAR_LIMIT",
        "  identity_terms        none   default",
        "  style_terms           none   default",
        f"  K2-204 company-named  off    {file}:4",
        "  QIS110 near-limit     error  --level",
        "Every other rule has its own level: see qis rules.",
    ]


def test_config_show_goes_by_the_working_folder_where_nothing_is_named(qis: Qis, tmp_path: Path) -> None:
    (tmp_path / "qis.toml").write_text("near_limit = 0\n")
    told = json.loads(qis("config", "show", "--format", "json")[1])
    assert (told["plan"], told["file"], told["settings"][1]["value"]) == (".", "qis.toml", 0)


def test_config_show_tells_of_a_plan_that_there_is_not(qis: Qis) -> None:
    assert qis("config", "show", "none.yaml") == (2, "", "qis: none.yaml: there is no such file or folder.\n")


def test_the_schema_of_the_file_is_printed_for_editors(qis: Qis, samples: Path) -> None:
    shipped = (samples.parent.parent.parent / "schemas/meta/config.schema.json").read_text("utf-8")
    assert qis("schema", "--config") == (0, shipped, "")
