"""A layout that contradicts itself is a fault of the form's data, and said so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.errors import DataFault
from qis_tool.form import Form
from qis_tool.source import read_text

Fill = Callable[[str], Document]


@pytest.fixture
def fill(k2: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """The document of an empty plan in a layout of the test's own."""

    def document(layout: str) -> Document:
        folder = tmp_path / f"templates/{k2.id}/{k2.year}"
        folder.mkdir(parents=True)
        (folder / "layout.yaml").write_bytes(layout.encode())
        monkeypatch.setenv("QIS_FORMS", str(tmp_path))
        return assemble(read_text("form: k2\n", "plan.yaml"), replace(k2), draft=True)

    return document


def test_a_layout_needs_a_title_a_mark_and_blocks_only(fill: Fill) -> None:
    document = fill("title: A\ndraft_mark: B\nblocks: []\n")
    assert (document.title, document.mark, document.blocks) == ("A", "B", ())
    assert (document.footnotes, document.footer) == ((), ())


def test_a_layout_may_quote_the_form_and_its_wording(fill: Fill, k2: Form) -> None:
    document = fill("title: '{{ form.name }}, {{ form.year }}'\ndraft_mark: '{{ printed.hmo }}'\nblocks: []\n")
    assert (document.title, document.mark) == ("Attachment K2, 2024", k2.printed["hmo"])


def test_what_is_no_template_is_taken_as_it_is(fill: Fill) -> None:
    assert fill("title: 5 % }} of all\ndraft_mark: B\nblocks: []\n").title == "5 % }} of all"


@pytest.mark.parametrize(
    "layout",
    [
        "draft_mark: B\nblocks: []\n",
        "title: A\nblocks: []\n",
        "title: A\ndraft_mark: B\n",
        "title: A\ndraft_mark: B\nblocks:\n",
        "title: A\ndraft_mark: B\nblocks: [words]\n",
    ],
    ids=["title", "mark", "blocks", "no-blocks", "words"],
)
def test_what_a_layout_lacks_is_a_fault(fill: Fill, layout: str) -> None:
    with pytest.raises(DataFault, match=r"layout of Attachment K2 plan year 2024 lacks or misuses"):
        fill(layout)


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("picture: x", "unknown kind 'picture'"),
        ("boxes: part_a.nothing", "lacks or misuses 'part_a.nothing'"),
        ("{boxes: part_a.product_types, only: [POS]}", "lacks or misuses 'POS'"),
        ("table: part_d.timeline.milestones", "lacks or misuses 'rows'"),
        ('text: "{{ printed.nothing }}"', "can't be filled: .*'nothing'"),
        ('text: "{{ printed.title"', "can't be filled"),
        ('text: "{{ form.__class__ }}"', "can't be filled: .*unsafe"),
    ],
)
def test_a_faulty_block_is_a_fault(fill: Fill, block: str, says: str) -> None:
    with pytest.raises(DataFault, match=says):
        fill(f"title: A\ndraft_mark: B\nblocks:\n  - {block}\n")


@pytest.mark.parametrize(
    "block", ["{}", "answer: 5", 'text: "{{ 1 / 0 }}"', 'text: "{{ printed.title + 1 }}"', "answer: part_c.goal_9"]
)
def test_other_faulty_blocks_are_faults_too(fill: Fill, block: str) -> None:
    with pytest.raises(DataFault):
        fill(f"title: A\ndraft_mark: B\nblocks:\n  - {block}\n")


def test_an_edition_without_a_layout_is_a_fault(k2: Form) -> None:
    with pytest.raises(DataFault, match=r"templates/k2/1999/layout.yaml is missing"):
        assemble(read_text("form: k2\n", "plan.yaml"), replace(k2, year=1999))
