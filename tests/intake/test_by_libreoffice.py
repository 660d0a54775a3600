"""A document that LibreOffice has saved, as Word's format or its own, is still read as its plan."""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.form import Form
from qis_tool.intake import read_document
from qis_tool.resources import find
from qis_tool.source import read_file, read_text
from qis_tool.writers import WRITERS
from tests import outside_tools
from tests.intake.plans import Plan, answers, seen

ROW = {"milestone": "- First\n- (200 words)\n\nQIS Goal 2:", "date": "2024-01-31"}
TRICKY: Plan = {
    "form": "k2",
    "plan_year": 2024,
    "part_a": {"product_types": ["PPO"]},
    "part_b": {"data_sources": {"checked": ["registries"], "census_type": "10b. “tract”", "other_description": "☒"}},
    "part_c": {
        "goal_1": "QIS Goal 2:\n\n- one\n- two\n\n\tThree: 23.9% – 'so'…",
        "goal_2": "[x]\n\n☒ Registries\n\n7. Rationale for QIS",
        "description": "x",
    },
    "part_d": {"timeline": {"start_date": "2023-01-01", "milestones": [ROW, {}, {"date": "soon"}, ROW]}},
}
Saved = Mapping[str, Mapping[str, bytes]]


@pytest.fixture(scope="session")
def plans(samples: Path) -> Mapping[str, Plan]:
    """The samples, and one that is hard to tell from the form."""
    good = sorted((samples / "good").glob("*.yaml"))
    return {plan.stem: read_file(str(plan)).data or {} for plan in good} | {"tricky": TRICKY}


@pytest.fixture(scope="session")
def saved(plans: Mapping[str, Plan], k2: Form, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """What LibreOffice makes of each plan's document, with and without its own format in between."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for name, plan in plans.items():
        document = assemble(read_text(json.dumps(plan, ensure_ascii=False), "plan.yaml"), k2, record=False)
        written = WRITERS[".docx"].write(document, find("templates/k2/2024/base.docx"))
        (folder / f"{name}.docx").write_bytes(written)
    for kind, start, end in (("docx", "", "once"), ("odt", "", "own"), ("docx", "own", "twice")):
        files = sorted((folder / start).glob("*.docx" if not start else "*.odt"))
        convert(files, kind, folder / end, folder / "profile")
    ways = ("once", "twice")
    return {name: {way: (folder / way / f"{name}.docx").read_bytes() for way in ways} for name in plans}


def convert(files: list[Path], kind: str, folder: Path, profile: Path) -> None:
    settings = f"-env:UserInstallation={profile.as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder)]
    command = [outside_tools.libreoffice(), settings, *options, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("way", ["once", "twice"])
@pytest.mark.parametrize("name", ["full", "minimal", "no-barriers", "tricky"])
def test_a_document_is_read_as_its_plan(
    plans: Mapping[str, Plan], saved: Saved, expected: Callable[[str], Plan], name: str, way: str
) -> None:
    returned = read_document(saved[name][way], "k2.docx")
    wanted = expected(name) if name != "tricky" else seen(dict(answers(TRICKY)))
    assert seen(dict(answers(returned.source.data))) == wanted
    assert returned.unplaced == ()
