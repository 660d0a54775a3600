"""That every Word document the tests make is held to the rules, whatever the test is about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import outside_tools
from tests.every_document import Watch, all_faults, faults, fewest, not_shown
from tests.faults import add, drop, with_change
from tests.word_rules import broken

BODY = "word/document.xml"
BLANK = "form: k2\n"
TWICE = "bookmarks_are_paired: Bookmark 1 has 0 starts and 1 ends."
Write = Callable[..., bytes]


@pytest.fixture
def full(write: Write, samples: Path) -> bytes:
    """A document with much in it."""
    return write(samples / "good/full.yaml")


@pytest.fixture
def faulty(full: bytes) -> bytes:
    """A document that Word would stumble on."""
    return with_change(full, BODY, drop("//w:bookmarkStart"))


def test_what_writes_word_documents_is_watched(watch: Watch, full: bytes) -> None:
    assert watch.kept
    assert not broken(full)


def test_a_faulty_document_fails_the_test_that_made_it(faulty: bytes) -> None:
    with pytest.raises(pytest.fail.Exception, match=TWICE):
        Watch().over(lambda _: faulty)(b"")


def test_the_command_line_does_not_keep_it_back(
    faulty: bytes, qis: Callable[..., object], samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qis_tool.writers.word.settled", Watch().over(lambda _: faulty))
    with pytest.raises(pytest.fail.Exception, match=TWICE):
        qis("render", samples / "good/full.yaml", "-o", "full.docx")


def test_documents_are_kept_that_differ_in_kind(full: bytes, write: Write) -> None:
    watch, blank = Watch(), write(BLANK)
    for package in (blank, full, write(BLANK.replace("k2", '"k2"')), full):
        assert watch.over(lambda given: given)(package) == package
    assert watch.kept == [blank, full]


def test_what_another_process_shows_the_validator_is_not_shown_again(full: bytes, tmp_path: Path) -> None:
    record, marked = tmp_path / "record", with_change(full, BODY, add("//w:p", "<w:new/>"))
    assert not_shown([full], None) == [full]
    assert [not_shown([full], record), not_shown([full, marked], record)] == [[full], [marked]]
    assert not_shown([marked, full], record) == []


def test_no_more_are_validated_than_it_takes(full: bytes) -> None:
    marked = with_change(full, BODY, add("//w:p", "<w:new/>"))
    assert fewest([full, marked, full]) == [marked]
    otherwise = with_change(full, BODY, add("//w:tbl", "<w:other/>"))
    assert set(fewest([full, otherwise, marked])) == {marked, otherwise}


def test_without_the_validator_none_is_validated(full: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_tools, "OUTSIDE", tmp_path)
    assert all_faults([full], tmp_path) == []


def test_the_validator_finds_what_the_schema_forbids(full: bytes, tmp_path: Path) -> None:
    validator = outside_tools.validator()
    [found] = faults(validator, with_change(full, BODY, add("//w:body/w:p", "<w:tbl/>")), tmp_path)
    assert found.startswith(
        "/word/document.xml /w:document[1]/w:body[1]/w:p[1]: The element has invalid child element "
    )
    assert faults(validator, full, tmp_path) == []


def test_the_validator_refuses_what_is_no_document(tmp_path: Path) -> None:
    assert faults(outside_tools.validator(), b"no document", tmp_path)
