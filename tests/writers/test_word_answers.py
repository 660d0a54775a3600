"""Answers arrive in the Word document as they were written, or there is no document."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Answer, Box
from qis_tool.errors import NotAsWritten
from qis_tool.form import Form
from qis_tool.source import Source, read_file, read_text
from qis_tool.writers import word
from qis_tool.writers.word import body
from qis_tool.writers.word.xml import run

Write = Callable[..., bytes]
Answers = Callable[[bytes], dict[str, list[str]]]
GOAL = "part_c.goal_1"
TEXTS = {
    "markup": """R&D <b>bold</b> & "double" 'single' &amp; </w:t></w:p> ]]> <!-- -->""",
    "emoji": "\U0001f476 \U0001f469\u200d\u2695\ufe0f \U0001f1fa\U0001f1f8 \U00020bb7",
    "tabs": "one\ttwo\t\tthree\t.",
    "spaces": "  two  before,  between \u00a0 and after  .",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0639\u0631\u0628\u064a\u0629 (NTSV) \u200f23.9%",
    "template": "{{ 7*7 }} {% raw %} {# note #} ${x} %s \\n",
    "combining": "Ame\u0301lie, A\u030angstro\u0308m, \ufb01ve, \u2044.",
    "field-code": '{ PAGE } =1+1 HYPERLINK "https://example.invalid"',
    "long": " ".join(f"word{number}" for number in range(200)),
    "endless": "x" * 3000,
}


def plan(answers: dict[str, str]) -> str:
    """A plan with these answers by dotted path; a row is the first one only."""
    data: dict[str, Any] = {}
    for path, text in answers.items():
        *groups, name = path.replace("[0]", "").split(".")
        node = data
        for group in groups:
            node = node.setdefault(group, [{}] if group == "milestones" else {})
            node = node[0] if isinstance(node, list) else node
        node[name] = text
    return json.dumps(data, ensure_ascii=False)


@pytest.fixture(scope="session")
def fields(k2: Form) -> list[str]:
    """The dotted paths of all text and date fields, rows by their first."""
    printed = (field for field in k2.fields.values() if field.item and field.kind in {"text", "date"})
    return [field.path.replace("[]", "[0]") for field in printed]


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_any_text_arrives_character_for_character_in_every_field(
    text: str, fields: list[str], write: Write, answers: Answers
) -> None:
    given = {path: f"{text} {path}" for path in fields}
    found = answers(write(plan(given)))
    assert {path: found[path] for path in fields} == {path: [text] for path, text in given.items()}


def test_twenty_paragraphs_stay_twenty(fields: list[str], write: Write, answers: Answers) -> None:
    paragraphs = [" ".join(f"word{number}" for number in range(at, at + 10)) for at in range(0, 200, 10)]
    in_boxes = [path for path in fields if not path.endswith(("census_type", "start_date"))]
    found = answers(write(plan(dict.fromkeys(in_boxes, "\n\n".join(paragraphs)))))
    assert all(found[path] == paragraphs for path in in_boxes)


def test_bullets_and_line_ends_are_kept(write: Write, answers: Answers) -> None:
    given = "Lead\nof two lines:\n- one\n  and on\n- two\n\nAfter."
    found = answers(write(plan({GOAL: given})))
    assert found[GOAL] == ["Lead\nof two lines:", "- one\n  and on", "- two", "After."]


@pytest.mark.parametrize("text", ["ZIP Code\n", " ", "a\n\n\nb"], ids=["line-end", "blank", "lines"])
def test_a_short_answer_of_any_shape_can_be_written(text: str, write: Write, answers: Answers) -> None:
    path = "part_b.data_sources.census_type"
    assert answers(write(plan({path: text})))[path][0].split() == text.split()


def test_the_samples_answers_arrive(good: Path, k2: Form, write: Write, answers: Answers) -> None:
    source, found = read_file(str(good)), answers(write(good))
    for path in source.places:
        field, text = k2.field_at(path), source.value(path)
        if field and field.item and field.kind in {"text", "date"}:
            dotted = re.sub(r"\.(\d+)", r"[\1]", ".".join(map(str, path)))
            assert found[dotted] == [line for line in text.split("\n") if line]


def test_blanking_one_field_changes_no_other(good: Path, k2: Form, fields: list[str]) -> None:
    """In what is to be written, which is most of the way and quickly made."""
    source = read_file(str(good))
    whole = {answer.path: answer for answer in assemble(source, k2).answers}
    answered = [path for path in fields if source.value(as_path(path))]
    assert len(answered) > 10
    for path in answered:
        found = assemble(read_text(blanked(source, path), "plan.yaml"), k2).answers
        assert {answer.path: answer for answer in found} == whole | {path: replace(whole[path], text="")}


@pytest.mark.usefixtures("untraced")
def test_blanking_one_field_changes_no_other_in_the_document(
    samples: Path, write: Write, answers: Answers, fields: list[str]
) -> None:
    """Each field in the first sample that answers it."""
    left = set(fields)
    for sample in sorted((samples / "good").glob("*.yaml")):
        source, whole = read_file(str(sample)), answers(write(sample))
        answered = {path for path in left if source.value(as_path(path))}
        for path in answered:
            assert answers(write(blanked(source, path))) == whole | {path: [""]}
        left -= answered
    assert left == set()


def blanked(source: Source, path: str) -> str:
    """A plan without the answer to one field."""
    data = json.loads(json.dumps(source.data))
    *groups, name = as_path(path)
    node = data
    for group in groups:
        node = node[group]
    node[name] = ""
    return json.dumps(data)


def as_path(dotted: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", dotted))


def lose_a_word(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.rpartition(" ")[0])


def turn(box: Box) -> Box:
    return replace(box, ticked=not box.ticked)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("answer_box", lose_a_word, r"part_b.data_sources.other_description.*part_c.description"),
        ("answer_line", lose_a_word, r"part_b.data_sources.census_type.*part_d.timeline.start_date"),
        ("check_box", turn, r"part_a.product_types=HMO.*part_d.incentives.checked=enrollee_program"),
    ],
)
def test_a_document_that_lost_something_is_never_handed_out(
    name: str, change: Any, says: str, write_anew: Write, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(body, name)
    monkeypatch.setattr(body, name, lambda given, *styles: right(change(given), *styles))
    with pytest.raises(NotAsWritten, match=says):
        write_anew(samples / "good/full.yaml")


def test_a_document_whose_wording_is_not_the_forms_is_never_handed_out(
    write_anew: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body, "run", lambda text, *style: run(text.replace("Rationale", "Reason"), *style))
    with pytest.raises(NotAsWritten, match=r"7\. Rationale for QIS"):
        write_anew("form: k2\n")


def test_a_document_without_its_record_is_never_handed_out(write_anew: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "add_record", lambda *_: None)
    with pytest.raises(NotAsWritten, match="record"):
        write_anew("form: k2\n")
