"""The page of a review in a real browser: sorted, filtered and paged by keyboard, and read by everyone."""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from qis_tool.finding import Finding
from qis_tool.report.review.desk import Review
from qis_tool.reviewing.values import Reviewed, ReviewedFinding
from tests import outside_tools
from tests.report.review.pages import written
from tests.report.review.plans import ANSWER, FULL, PRODUCTS, WAIVER, WORD

NARROW = 320  # pixels
MANY = 250  # plans
SORTS = [
    {"order": order, "plans": [f"plans/{name}" for name in names.split()], "said": f"Summary: {said}."}
    for order, names, said in (
        ("ascending", "word.docx full.yaml owl.yaml", "by Errors, ascending"),
        ("descending", "owl.yaml full.yaml word.docx", "by Errors, descending"),
        ("none", "full.yaml word.docx owl.yaml", "in the order given"),
    )
]
PAGES = [
    [f"Rows {rows}. Sorting and filters go over all of them.", f"plan-{first}.yaml", count]
    for rows, first, count in (
        ("1 to 200 of 250", 0, 200),
        ("201 to 250 of 250", 200, 50),
        ("201 to 250 of 250", 200, 50),
        ("1 to 200 of 250", 0, 200),
        ("1 to 200 of 250", 249, 200),
        ("1 to 11 of 11", 249, 11),
    )
]


def seen_in_a_browser(*pages: Path) -> Any:
    """What tests/outside/desk.mjs tells of these pages."""
    for name in ("playwright-core", "axe-core"):
        outside_tools.package(name)
    program = [outside_tools.program("Node.js", "node"), str(outside_tools.OUTSIDE / "desk.mjs")]
    environment = os.environ | {"CHROMIUM": outside_tools.chromium()}
    done = subprocess.run(
        [*program, *pages], env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_everything_can_be_done_by_keyboard_and_nothing_is_lost(
    desk: Callable[..., Review], finding: Callable[..., Finding], tmp_path: Path
) -> None:
    wrong, noted = ReviewedFinding(finding(), ANSWER), ReviewedFinding(finding("warning", waived=WAIVER), "")
    owl = replace(FULL, file="plans/owl.yaml", issuer="Burrowing Owl", errors=10)
    review = desk(Reviewed(FULL, (wrong, noted)), Reviewed(WORD, ()), Reviewed(owl, (wrong,)))
    own, long = tmp_path / "own.html", tmp_path / "long.html"
    own.write_text(written(replace(review, products=PRODUCTS)), "utf-8")
    plans = [Reviewed(replace(WORD, file=f"plan-{number}.yaml", milestones=()), ()) for number in range(MANY)]
    long.write_text(written(desk(*plans)), "utf-8")
    seen = seen_in_a_browser(own, long)
    assert (seen["withoutScript"], seen["controlsWithoutScript"]) == (seen["withScript"], 0)
    assert seen["violations"] == {"atFirst": [], "filtered": [], "narrowAndDark": [], "pages": []}
    assert seen["complaints"] == []
    assert seen["skippedTo"] == "content"
    assert seen["sorts"] == SORTS
    assert seen["byText"] == {
        "plans": [FULL.file],
        "said": "Shown: 1 of 3 plans, 2 of 3 findings.",
        "findings": ["Error", "Waived warning"],
        "onPaper": ["Shown: 1 of 3 plans, 2 of 3 findings."],
    }
    assert seen["byLevel"] == {"said": "Shown: 1 of 3 plans, 1 of 3 findings.", "findings": ["Waived warning"]}
    assert seen["byBoth"] == {"plans": [], "said": "Shown: 0 of 3 plans, 0 of 3 findings."}
    assert seen["byIssuer"] == {"plans": [WORD.file], "products": ["not shown"]}
    assert seen["choices"] == {
        "issuer": f"all\nBurrowing Owl (1)\n{FULL.issuer} (1)\nnot shown (1)",
        "rule": "all\nQIS108 too-many-words (3)",
    }
    assert seen["again"] == "Shown: 3 of 3 plans, 3 of 3 findings."
    assert seen["answer"] == [ANSWER.rstrip()]
    assert seen["width"] == NARROW
    assert seen["onPaper"] == [[ANSWER.rstrip()] * 2, []]
    assert seen["pages"] == PAGES
    assert seen["rowsOnPaper"] == MANY
