"""A document holds what the form prints and the plan answers there, and in none of its parts more of the plan."""

import io
import zipfile

import pytest

from qis_tool.document.assemble import assemble
from qis_tool.form import Form
from qis_tool.resources import find
from qis_tool.source import read_text
from qis_tool.writers import WRITERS

PLAN = """\
# zanzibar comment
form: k2
plan_year: 2024
zanzibar_key: Zanzibar key
notes: Zanzibar notes  # zanzibar behind a value
issuer:
  legal_name: Zanzibar Health Plan
  aliases: [Zanzibar]
  hios_issuer_id: "zanzibar-99999"
  product_types: [zanzibar]
part_a:
  product_types: [HMO, zanzibar]
part_c:
  description: Quetzal one.
  goal_1: |
    # Quetzal two is no comment.
    - Quetzal three.
  zanzibar: Zanzibar field
part_d:
  attachment_j:
    questions_4_4_3_answered: zanzibar
  timeline:
    milestones:
      - milestone: Quetzal four.
        zanzibar: Zanzibar in a row
coverage:
  hospital_engagement: [zanzibar.path]
"""
PRINTED = ("one", "two", "three", "four")


def pieces(ending: str, content: bytes) -> dict[str, str]:
    """All that a file of this kind holds, by part, decompressed."""
    if ending != ".docx":
        return {ending: content.decode()}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
        return {**parts, "names and notes": f"{archive.namelist()} {archive.comment!r}"}


def written(form: Form, ending: str, *, record: bool = True) -> dict[str, str]:
    document = assemble(read_text(PLAN, "zanzibar.yaml"), form, draft=True, record=record)
    base = find(f"templates/{form.id}/{form.year}/base.docx")
    return pieces(ending, WRITERS[ending].write(document, base))


@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
@pytest.mark.parametrize("record", [True, False], ids=["record", "no-record"])
def test_what_the_form_does_not_print_is_nowhere_in_a_document(k2: Form, ending: str, *, record: bool) -> None:
    parts = written(k2, ending, record=record)
    assert [name for name, part in parts.items() if "zanzibar" in part.casefold()] == []
    assert all(any(f"Quetzal {answer}" in part for part in parts.values()) for answer in PRINTED)


def test_a_record_repeats_the_printed_answers_only(k2: Form) -> None:
    parts = written(k2, ".docx")
    places = {name for name, part in parts.items() if "Quetzal" in part}
    assert places == {"word/document.xml", "customXml/item1.xml"}


def test_without_a_record_no_part_but_the_text_repeats_an_answer(k2: Form) -> None:
    parts = written(k2, ".docx", record=False)
    assert not [name for name in parts if "customxml" in name.casefold()]
    assert not [name for name, part in parts.items() if "customxml" in part.casefold()]
    assert {name for name, part in parts.items() if "Quetzal" in part} == {"word/document.xml"}


@pytest.mark.parametrize("name", ["docProps/core.xml", "docProps/app.xml"])
def test_a_documents_properties_name_no_person_and_no_day(k2: Form, name: str) -> None:
    properties = written(k2, ".docx").get(name, "")
    assert not [word for word in ("created", "modified", "lastModifiedBy", "Company", "Manager") if word in properties]
