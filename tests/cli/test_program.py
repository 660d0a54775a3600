"""qis as a process of its own: what it loads, how it is stopped, who it writes to."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qis_tool import __version__

QIS = [sys.executable, "-m", "qis_tool"]
SLOW = """
import sys, time, qis_tool.writers
def write(*_):
    print("writing", flush=True)
    time.sleep(60)
qis_tool.writers.WRITERS[".docx"] = qis_tool.writers.Writer(write)
from qis_tool.cli import run
run()
"""


def test_it_runs_as_a_module(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run([*QIS, "-V"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"qis {__version__}\n", "")


@pytest.mark.parametrize(
    ("command", "modules"),
    [
        (["validate"], ["docx", "jinja2", "jsonschema", "rich"]),
        (["review"], ["docx", "jinja2", "jsonschema", "rich", "xlsxwriter"]),
        (["--version"], ["typer", "yaml"]),
    ],
    ids=["validate", "review", "version"],
)
def test_a_command_loads_only_what_it_needs(
    command: list[str], modules: list[str], environment: dict[str, str], samples: Path
) -> None:
    plan = [str(samples / "good/full.yaml")] if command != ["--version"] else []
    loaded = f"import sys; from qis_tool.cli import main; main({[*command, *plan]}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], env=environment, capture_output=True, text=True, check=True)
    found = set(done.stdout.splitlines()[-1].split())
    assert "qis_tool.cli" in found
    assert found.isdisjoint(modules)


@pytest.mark.parametrize(("command", "table"), [("settle", "episodes.csv"), ("build", "claims.csv")])
def test_without_the_extra_episodes_say_in_a_sentence_how_to_install_it(
    command: str, table: str, environment: dict[str, str], samples: Path
) -> None:
    tables = samples.parents[1] / "evidence"
    contract = tables / ("contract.yaml" if command == "settle" else "building-contract.yaml")
    arguments = ["episodes", command, str(tables / table), "--contract", str(contract)]
    without = f"import sys; sys.modules['ibis'] = None; from qis_tool.cli import main; sys.exit(main({arguments}))"
    done = subprocess.run([sys.executable, "-c", without], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("qis: ")
    assert done.stderr.endswith(
        "what reads it is not installed here. "
        "Install it: .venv/bin/pip install 'qis-tool[evidence]' (.venv is where qis is set up).\n"
    )


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_leaves_no_part_of_a_document(
    name: str, code: int, environment: dict[str, str], samples: Path, tmp_path: Path
) -> None:
    arguments = ["render", str(samples / "good/full.yaml"), "-o", "out.docx"]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *arguments],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout
        assert program.stderr
        assert program.stdout.readline() == "writing\n"
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        program.send_signal(getattr(signal, name))
        assert program.wait(20) == code
        assert "Traceback" not in program.stderr.read()
    assert list(tmp_path.iterdir()) == []


def closed_pipe(environment: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Runs qis with nobody reading its output; its exit code and what it says to standard error."""
    with subprocess.Popen(
        [*QIS, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        return program.wait(20), program.stderr.read()


def test_a_reader_that_has_seen_enough_is_no_failure(environment: dict[str, str]) -> None:
    assert closed_pipe(environment, "forms") == (0, "")


@pytest.mark.parametrize("arguments", [["rules", "--format", "markdown"], ["--version"]], ids=" ".join)
def test_nor_is_one_that_left_before_a_long_page_or_the_version(
    arguments: list[str], environment: dict[str, str]
) -> None:
    assert closed_pipe(environment, *arguments) == (0, "")


@pytest.mark.parametrize(("command", "redirect"), [("forms", ">&-"), ("--version", ">/dev/full")])
def test_no_output_to_write_to_is_no_traceback(command: str, redirect: str, environment: dict[str, str]) -> None:
    shell = ["/bin/sh", "-c", f'"$0" -m qis_tool {command} {redirect}', sys.executable]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_completion_for_a_shell_is_printed(environment: dict[str, str]) -> None:
    asked = environment | {"_QIS_COMPLETE": "source_bash"}  # --show-completion asks which shell the tests run in
    done = subprocess.run(QIS, env=asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "complete -o default -F _qis_completion qis" in done.stdout


def test_a_name_that_no_encoding_holds_is_printed_all_the_same(
    environment: dict[str, str], samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "\udcff.yaml").write_bytes((samples / "bad/QIS102-blank-field.yaml").read_bytes())
    done = subprocess.run(
        [*QIS, "validate", ".", "--format", "concise"],
        cwd=tmp_path,
        env=environment | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(rb"\udcff.yaml:30:3  error")
