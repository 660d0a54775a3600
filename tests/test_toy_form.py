"""A form of one's own, made of data alone: validated, counted and rendered with no line of code."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from qis_tool.document.blocks import Document
from qis_tool.preview import preview
from qis_tool.source import read_file
from qis_tool.writers import WRITERS, Writer
from tests import outside_tools

Qis = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parent.parent

FORM = """\
form: toy
plan_year: 2025
name: Toy Attachment
subject: A plan for toys
keywords: [toys]
language: en-US
source: The toy maker's handbook
boxes:
  toys.kinds: {ball: ball, kite: kite}
printed:
  title: Toy Plan
  kinds: 'A. Which toys? Check all that apply.'
  ball: A ball
  kite: A kite
  why: 'B. Why these toys? (5 words)'
"""

SCHEMA = {
    "type": "object",
    "required": ["form", "plan_year", "toys"],
    "additionalProperties": False,
    "properties": {
        "form": {"title": "Form", "const": "toy"},
        "plan_year": {"title": "Plan year", "const": 2025},
        "toys": {
            "type": "object",
            "title": "Toys",
            "required": ["kinds", "why"],
            "additionalProperties": False,
            "properties": {
                "kinds": {
                    "title": "Kinds of toys",
                    "item": "A",
                    "line": "kinds",
                    "type": "array",
                    "items": {"enum": ["ball", "kite"]},
                },
                "why": {
                    "title": "Reasons",
                    "item": "B",
                    "line": "why",
                    "limitLine": "why",
                    "type": "string",
                    "maxWords": 5,
                },
            },
        },
    },
}

RULES = """\
rules:
  - code: TOY-201
    name: no-reason
    level: warning
    check: phrases
    fields: [toys.why]
    options: {phrases: ['just because\\b']}
    cite: why
    message: '{where} says "{phrase}".'
    help: Say why.
    why: A toy has a reason.
    good: It flies.
    bad: Just because.
"""

LAYOUT = """\
title: "{{ printed.title }}"
draft_mark: DRAFT
blocks:
  - title: "{{ printed.title }}"
  - item: "{{ printed.kinds }}"
  - boxes: toys.kinds
  - item: "{{ printed.why }}"
  - answer: toys.why
"""

SCAFFOLD = """\
form: {{ form.id }}
plan_year: {{ form.year }}
toys:
  kinds:{{ value("toys.kinds", 4, " []") }}
  why:{{ value("toys.why", 4, " |") }}
"""

PLAN = """\
form: toy
plan_year: 2025
toys:
  kinds: [kite]
  why: Because kites fly.
"""


@pytest.fixture
def toy(own_forms: Path, qis: Qis, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a new form, and where its commands are carried out."""
    monkeypatch.setenv("QIS_FORMS", str(own_forms))
    schemas, templates = own_forms / "schemas/toy/2025", own_forms / "templates/toy/2025"
    files = {
        schemas / "form.yaml": FORM.encode(),
        schemas / "plan.schema.json": json.dumps(SCHEMA).encode(),
        schemas / "rules.yaml": RULES.encode(),
        templates / "layout.yaml": LAYOUT.encode(),
        templates / "plan.yaml.j2": SCAFFOLD.encode(),
        templates / "base.docx": (ROOT / "templates/k2/2024/base.docx").read_bytes(),
        own_forms / "plan.yaml": PLAN.encode(),
    }
    for file, content in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return own_forms


def test_a_good_plan_passes(toy: Path, qis: Qis) -> None:
    edition = "Toy Attachment plan year 2025, words counted as Microsoft Word counts"
    assert qis("validate", "plan.yaml") == (0, f"1 file, {edition}: 0 errors, 0 warnings, 0 notes. Passed.\n", "")


def test_the_rules_for_every_form_and_its_own_hold(toy: Path, qis: Qis) -> None:
    plan = PLAN.replace("Because kites fly.", "Just because they do fly high.").replace("[kite]", "[kyte]")
    (toy / "plan.yaml").write_text(plan, "utf-8")
    code, out, _ = qis("validate", "plan.yaml", "--format", "concise")
    assert code == 1
    words = "has 6 words; the limit is 5, which is 1 over, from “high”."
    assert out.splitlines()[:-1] == [
        'plan.yaml:4:11  error  QIS104 not-a-choice  Kinds of toys (item A) has no choice "kyte". Did you mean kite?',
        'plan.yaml:5:3  warning  TOY-201 no-reason  Reasons (item B) says "Just because".',
        f"plan.yaml:5:3  error  QIS108 too-many-words  Reasons (item B) {words}",
    ]


def test_its_words_are_counted(toy: Path, qis: Qis) -> None:
    code, out, _ = qis("words", "plan.yaml", "--format", "csv")
    assert (code, out.splitlines()[1:]) == (0, ["plan.yaml,/toys/why,B,Reasons,3,5,2"])


@pytest.mark.parametrize("name", ["review.txt", "review.md", "review.csv", "review.json", "review.xlsx"])
def test_it_is_reviewed(toy: Path, qis: Qis, name: str) -> None:
    assert qis("review", "plan.yaml", "-o", name) == (0, "", f"Wrote {name}.\n")


def test_its_review_shows_what_such_a_form_has(toy: Path, qis: Qis) -> None:
    out = qis("review", "plan.yaml")[1]
    assert "plan.yaml  not shown  ready" in out
    assert "plan.yaml  3/5" in out
    assert "Topics\nNone.\n" in out


def test_it_is_rendered(toy: Path, qis: Qis) -> None:
    code, _, err = qis("render", "plan.yaml", "-o", "toy.docx")
    assert (code, err.partition(".")[0]) == (0, "Wrote toy")
    document = docx.Document(BytesIO((toy / "toy.docx").read_bytes()))
    texts = "\n".join(node.text or "" for node in document.element.body.iter("{*}t"))
    for line in ("Toy Plan", "A. Which toys? Check all that apply.", "A kite", "Because kites fly."):
        assert line in texts


@pytest.mark.parametrize("ending", sorted(WRITERS.keys() - {".docx", ".pdf"}))
def test_it_is_rendered_as_every_other_kind_of_document(toy: Path, qis: Qis, ending: str) -> None:
    assert qis("render", "plan.yaml", "-o", f"toy{ending}")[0] == 0
    text = (toy / f"toy{ending}").read_text("utf-8")
    for line in ("Toy Plan", "Which toys? Check all that apply", "A kite", "Because kites fly"):
        assert line in text


def test_it_is_rendered_as_a_pdf(toy: Path, qis: Qis) -> None:
    outside_tools.libreoffice()
    assert qis("render", "plan.yaml", "-o", "toy.pdf")[0] == 0
    assert (toy / "toy.pdf").read_bytes().startswith(b"%PDF")


def test_its_document_is_verified(toy: Path, qis: Qis) -> None:
    assert qis("render", "plan.yaml", "-o", "toy.docx")[0] == 0
    code, out, _ = qis("verify", "toy.docx", "--plan", "plan.yaml")
    assert (code, out.splitlines()[-1].partition(":")[0]) == (0, "Unchanged")


def test_its_document_is_read_as_a_plan(toy: Path, qis: Qis) -> None:
    assert qis("render", "plan.yaml", "-o", "toy.docx", "--no-embed")[0] == 0
    code, _, err = qis("import", "toy.docx", "-o", "again.yaml")
    assert (code, err.splitlines()[0]) == (
        0,
        "Wrote again.yaml: 1 answer and 1 ticked box of Toy Attachment plan year 2025, from toy.docx.",
    )
    assert read_file("again.yaml").data == read_file("plan.yaml").data
    assert qis("validate", "again.yaml", "toy.docx")[0] == 0
    assert qis("words", "toy.docx", "--format", "csv")[1].splitlines()[1:] == ["toy.docx,/toys/why,B,Reasons,3,5,2"]


def test_a_new_kind_of_document_is_a_function_and_a_line(toy: Path, qis: Qis, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_answers(document: Document, _: Path) -> bytes:
        return "".join(answer.text for answer in document.answers).encode()

    monkeypatch.setitem(WRITERS, ".txt", Writer(write_answers))
    assert qis("render", "plan.yaml", "-o", "toy.txt") == (0, "", "Wrote toy.txt: Toy Attachment plan year 2025.\n")
    assert (toy / "toy.txt").read_text("utf-8") == "Because kites fly."


def test_it_is_previewed(toy: Path) -> None:
    shown = preview(PLAN.replace("Because kites fly.", "Just because.").encode(), "plan.yaml").page.decode()
    [answer, finding] = (shown.index(text) for text in (">Just because.<", "Reasons (item B) says"))
    assert shown.index("<h2 id=") < answer < finding
    assert "plan.yaml: passed. 0 errors, 1 warning, 0 notes." in shown


def test_it_has_a_scaffold_a_schema_and_a_catalogue(toy: Path, qis: Qis) -> None:
    assert qis("init", "new.yaml", "--form", "toy")[0] == 0
    assert (toy / "new.yaml").read_text("utf-8") == "form: toy\nplan_year: 2025\ntoys:\n  kinds: []\n  why: |\n"
    assert json.loads((toy / "toy-2025.schema.json").read_bytes()) == SCHEMA
    assert qis("explain", "TOY-201", "--form", "toy")[1].startswith("TOY-201 no-reason (warning; can be waived)\n")


def test_it_stands_beside_the_forms_there_are(toy: Path, qis: Qis) -> None:
    assert [line.split("  ")[0] for line in qis("forms")[1].splitlines()] == ["k2 2024", "toy 2025"]
    assert qis("validate", ROOT / "samples/k2/2024/good/minimal.yaml", "plan.yaml")[0] == 0
