"""The HTML page as axe-core judges it in a browser."""

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from qis_tool.comparison_page import comparison_page
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.writers import WRITERS
from qis_tool.writers.paper_html import write_paper_html
from tests import outside_tools
from tests.comparisons import CASES
from tests.documents import kinds
from tests.papers import PAPERS_MADE

Judge = Callable[[Sequence[Path]], dict[str, list[str]]]


@pytest.fixture
def judge() -> Judge:
    """What axe-core finds wrong with pages, by the name of each."""
    outside_tools.package("axe-core")
    program = [outside_tools.program("Node.js", "node"), str(outside_tools.OUTSIDE / "axe.mjs")]
    environment = os.environ | {"CHROMIUM": outside_tools.chromium()}

    def judged(pages: Sequence[Path]) -> dict[str, list[str]]:
        line = [*program, *map(str, pages)]
        done = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        return {Path(page).stem: found for page, found in json.loads(done.stdout).items()}

    return judged


def test_axe_finds_nothing_wrong_with_our_pages_and_something_with_a_bad_one(
    judge: Judge, k2: Form, tmp_path: Path
) -> None:
    base, bad = find(f"templates/{k2.id}/{k2.year}/base.docx"), tmp_path / "bad.html"
    pages = {tmp_path / f"{name}.html": document for name, document in kinds(k2).items()}
    for page, document in pages.items():
        page.write_bytes(WRITERS[".html"].write(document, base))
    compared = {tmp_path / f"compared-{name}.html": comparison for name, comparison in CASES.items()}
    for page, comparison in compared.items():
        page.write_text("".join(piece.text for piece in comparison_page(comparison)), "utf-8")
    papers = {tmp_path / f"paper-{name}.html": paper for name, paper in PAPERS_MADE.items()}
    for page, paper in papers.items():
        page.write_bytes(write_paper_html(paper, base))
    bad.write_text("<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1><input></main>", "utf-8")
    expected = {page.stem: list[str]() for page in (*pages, *compared, *papers)} | {
        "bad": ["label: Form elements must have labels (input)"]
    }
    assert judge([*pages, *compared, *papers, bad]) == expected
