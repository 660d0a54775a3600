"""The package as it is built: what is in it, and that it runs far from the checkout."""

import shutil
import subprocess
import sys
import tarfile
from configparser import ConfigParser
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from qis_tool import __version__

ROOT = Path(__file__).parent.parent
DATA = {".yaml", ".json", ".docx", ".j2"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sdist and the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    for builder in (SdistBuilder(str(ROOT)), WheelBuilder(str(ROOT))):
        list(builder.build(directory=str(folder), versions=["standard"]))
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked, as in site-packages."""
    folder = tmp_path_factory.mktemp("site")
    shutil.unpack_archive(next(built.glob("*.whl")), folder, "zip")
    return folder


def files(root: Path, *folders: str) -> set[str]:
    """The data files of these folders, as paths below root."""
    found = (path for folder in folders for path in (root / folder).rglob("*"))
    return {path.relative_to(root).as_posix() for path in found if path.suffix in DATA}


def test_the_wheel_holds_every_schema_and_template(installed: Path) -> None:
    assert files(installed / "qis_tool/_data", ".") == files(ROOT, "schemas", "templates")


def test_the_wheel_holds_the_style_and_script_of_pages(installed: Path) -> None:
    for name in ("preview.css", "preview.js", "report/review/page.css", "report/review/page.js", "writers/html.css"):
        assert (installed / "qis_tool" / name).read_bytes() == (ROOT / "qis_tool" / name).read_bytes()


def test_the_wheel_holds_the_package_and_nothing_beside_it(installed: Path) -> None:
    assert {path.name for path in installed.iterdir()} == {"qis_tool", f"qis_tool-{__version__}.dist-info"}


def test_the_wheel_names_the_program(installed: Path) -> None:
    entries = ConfigParser()
    entries.read(next(installed.glob("*.dist-info")) / "entry_points.txt")
    assert dict(entries["console_scripts"]) == {"qis": "qis_tool.cli:run"}


def test_the_sdist_holds_data_samples_and_tests(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert files(ROOT, "schemas", "templates", "samples") | {"tests/test_packaging.py", "LICENSE"} <= names


@pytest.mark.parametrize(
    ("command", "says"), [("--version", f"qis {__version__}\n"), ("forms", "k2")], ids=["version", "forms"]
)
def test_it_runs_from_anywhere(installed: Path, command: str, says: str) -> None:
    # An environment of its own: the checkout, its editable install and coverage stay out of it.
    program = [sys.executable, "-m", "qis_tool", command]
    done = subprocess.run(
        program, cwd="/", env={"PYTHONPATH": str(installed)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert says in done.stdout
