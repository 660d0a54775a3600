"""The preview in a real browser: it follows the file by itself, and everyone can read it."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from threading import Thread

import pytest

from qis_tool.cli.commands.preview import _server

OUTSIDE = Path(__file__).parent.parent / "outside"
MODULES = Path(os.environ.get("QIS_NODE_MODULES", OUTSIDE / "node_modules"))
NODE = shutil.which("node")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = {
    "node": NODE,
    "Chromium": CHROMIUM,
    f"playwright-core and axe-core in {MODULES}": all(
        map(Path.exists, (MODULES / "playwright-core", MODULES / "axe-core"))
    ),
}
MISSING = ", ".join(name for name, there in NEEDED.items() if not there)
FIELD = "part_c.goal_1"


@pytest.mark.skipif(bool(MISSING), reason=f"a browser test needs {MISSING}")
def test_a_browser_shows_the_new_answers_and_findings_whenever_the_file_is_saved(samples: Path, tmp_path: Path) -> None:
    plan, new = tmp_path / "plan.yaml", tmp_path / "new.yaml"
    good = (samples / "good/minimal.yaml").read_text("utf-8")
    start = good.index("goal_1: |\n") + len("goal_1: |\n")
    plan.write_text(good, "utf-8")
    new.write_text(f"{good[:start]}    TBD <b>later</b>\n\n{good[start:]}hue: red\n", "utf-8")
    with _server(str(plan), 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        program = [NODE, OUTSIDE / "preview.mjs", server.address, plan, new, FIELD, CHROMIUM, MODULES]
        done = subprocess.run(list(map(str, program)), capture_output=True, text=True, timeout=120, check=False)
        server.shutdown()
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    before, after, gone, back = (seen[moment] for moment in ("before", "after", "gone", "back"))
    assert (before["findings"], after["findings"]) == ([], ["warning"])
    assert "TBD" not in before["answer"]
    assert after["answer"].startswith("TBD <b>later</b>\n")
    assert before["status"] == f"{plan}: passed. 0 errors, 0 warnings, 0 notes."
    assert after["status"].startswith(f"{plan}: not ready. 1 error, 1 warning, 0 notes. Refreshed at ")
    assert abs(before["top"] - after["top"]) <= 2, "what is being read stays in its place"
    assert gone["status"].startswith("The file is not there at the moment.")
    assert all(moment["answer"] == after["answer"] for moment in (gone, back))
    assert back["status"] == after["status"]
    assert all(moment["loadedOnce"] and not moment["violations"] for moment in (before, after, gone, back))
    assert seen["complaints"] == []
