"""A redline as LibreOffice accepts and rejects it: one plan or the other."""

import subprocess
from pathlib import Path
from shutil import copytree

from qis_tool.comparing import compare
from qis_tool.comparing.redline import row_pairs, versions
from qis_tool.intake import read_document
from qis_tool.resources import find
from qis_tool.source import Source
from qis_tool.writers.word.redline import write_redline
from tests import outside_tools
from tests.planted import OLD, with_all


def settle(folder: Path) -> None:
    """Have LibreOffice save the folder's redline with all changes accepted, and with all rejected."""
    profile = copytree(outside_tools.OUTSIDE / "profile", folder / "profile")
    settings = f"-env:UserInstallation={profile.as_uri()}"
    call = f"macro:///Standard.Changes.Settle({folder.as_uri()},redline.docx)"
    command = [outside_tools.libreoffice(), settings, "--headless", "--norestore", call]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def test_libreoffice_makes_either_plan_of_it(tmp_path: Path) -> None:
    new = Source("new.yaml", "", with_all())
    both = versions(OLD, new)
    base = find(f"templates/{both.form.id}/{both.form.year}/base.docx")
    (tmp_path / "redline.docx").write_bytes(write_redline(both.old, both.new, base, row_pairs))
    settle(tmp_path)
    for plan, name in ((new, "accepted.docx"), (OLD, "rejected.docx")):
        returned = read_document((tmp_path / name).read_bytes(), name)
        assert compare(plan, returned.source).differences == ()
