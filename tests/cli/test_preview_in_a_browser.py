"""The preview in a real browser: it follows the file by itself, and everyone can read it."""

import json
import os
import subprocess
from pathlib import Path
from threading import Thread

from qis_tool.cli.commands.preview import _server
from tests import outside_tools

FIELD = "part_c.goal_1"


def test_a_browser_shows_the_new_answers_and_findings_whenever_the_file_is_saved(samples: Path, tmp_path: Path) -> None:
    for name in ("playwright-core", "axe-core"):
        outside_tools.package(name)
    program = [outside_tools.program("Node.js", "node"), str(outside_tools.OUTSIDE / "preview.mjs")]
    environment = os.environ | {"CHROMIUM": outside_tools.chromium()}
    plan, new = tmp_path / "plan.yaml", tmp_path / "new.yaml"
    good = (samples / "good/minimal.yaml").read_text("utf-8")
    start = good.index("goal_1: |\n") + len("goal_1: |\n")
    plan.write_text(good, "utf-8")
    new.write_text(f"{good[:start]}    TBD <b>later</b>\n\n{good[start:]}hue: red\n", "utf-8")
    with _server(str(plan), 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        line = [*program, server.address, str(plan), str(new), FIELD]
        done = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120)
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
