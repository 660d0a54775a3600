"""What docs/automation.md tells others to type: each job, command and hook is tried."""

import json
import re
import shlex
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for

from qis_tool.cli.commands.validate import Format
from qis_tool.report import REPORTERS
from tests.conftest import Outcome

Qis = Callable[..., Outcome]

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/automation.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
GITHUB, ON_GITHUB_TOO, GITLAB, PRE_COMMIT = map(yaml.safe_load, BLOCKS)
COMMANDS = re.findall(r"qis validate [^\n]*", PAGE.partition("## On GitHub")[2])
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_bytes())


@pytest.fixture
def plans(tmp_path: Path, samples: Path) -> None:
    """A folder of plans where commands run, one of them with a fault."""
    (tmp_path / "plans").mkdir()
    for plan in ("bad/QIS108-too-many-words", "good/full"):
        (tmp_path / "plans" / f"{Path(plan).name}.yaml").write_bytes((samples / f"{plan}.yaml").read_bytes())


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_of_a_job_runs(qis: Qis, command: str) -> None:
    words = shlex.split(re.sub(r" (\|\||>>).*", "", command))
    assert qis(*words[1:])[0] == 1


@pytest.mark.parametrize(
    ("job", "schema"), [(GITHUB, "github-workflows"), (GITLAB, "gitlab-ci")], ids=["GitHub", "GitLab"]
)
def test_each_job_is_written_as_its_service_wants_it(job: dict[Any, Any], schema: str) -> None:
    rules = json.loads((files("check_jsonschema.builtin_schemas.vendor") / f"{schema}.json").read_bytes())
    read = {"on" if key is True else key: value for key, value in job.items()}  # YAML 1.1 takes "on" for true
    assert [error.message for error in validator_for(rules)(rules).iter_errors(read)] == []


def test_reports_go_where_the_service_looks_for_them() -> None:
    steps = GITHUB["jobs"]["qis"]["steps"]
    assert f"-o {steps[-1]['with']['sarif_file']}" in steps[-2]["run"]
    assert "--format github" in ON_GITHUB_TOO[0]["run"]
    for report in GITLAB["qis"]["artifacts"]["reports"].values():
        assert any(f"-o {report}" in line for line in GITLAB["qis"]["script"])


@pytest.mark.usefixtures("plans")
def test_the_hook_finds_what_is_wrong_with_the_plans(qis: Qis) -> None:
    [use] = PRE_COMMIT["repos"][0]["hooks"]
    assert use["id"] == HOOK["id"]
    code, out, _ = qis(*shlex.split(HOOK["entry"])[1:], *use["args"])
    assert (code, "QIS108 too-many-words" in out) == (1, True)
    assert out.splitlines()[-1].startswith("2 files, ")


def test_the_hook_passes_a_good_plan_given_by_its_name(qis: Qis, good: Path) -> None:
    assert qis(*shlex.split(HOOK["entry"])[1:], str(good))[0] == 0


def test_the_hook_is_installed_from_the_package_and_gives_all_files_to_one_run() -> None:
    assert HOOK["entry"].split()[0] in (ROOT / "pyproject.toml").read_text("utf-8").partition("[project.scripts]\n")[2]
    assert (HOOK["language"], HOOK["types"], HOOK["require_serial"]) == ("python", ["yaml"], True)


def test_each_reporter_can_be_asked_for() -> None:
    assert set(Format) == set(REPORTERS)


@pytest.mark.parametrize("name", REPORTERS)
def test_each_format_is_told_of(name: str) -> None:
    assert f"`{name}`" in PAGE.partition("All hold")[0]
