"""A document that LibreOffice has saved again is still the one that was rendered."""

import io
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from qis_tool.readers.placing import Change
from qis_tool.readers.word import read_word
from qis_tool.verify import verify
from tests import outside_tools
from tests.faults import entries, packed

Saved = Mapping[str, tuple[bytes, bytes]]


@pytest.fixture(scope="session")
def saved(samples: Path, write: Callable[..., bytes], tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Each sample's document as it was rendered and as LibreOffice saves it."""
    program, folder = outside_tools.libreoffice(), tmp_path_factory.mktemp("libreoffice")
    rendered = {plan.stem: write(plan) for plan in sorted((samples / "good").glob("*.yaml"))}
    files = [folder / f"{name}.docx" for name in rendered]
    for file, content in zip(files, rendered.values(), strict=True):
        file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", "docx", "--outdir", str(folder / "saved")]
    subprocess.run([program, profile, *options, *map(str, files)], check=True, capture_output=True, timeout=120)
    return {name: (content, (folder / "saved" / f"{name}.docx").read_bytes()) for name, content in rendered.items()}


@pytest.fixture
def pair(good: Path, saved: Saved) -> tuple[bytes, bytes]:
    """Each sample's document, before and after."""
    return saved[good.stem]


def part(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read(name).decode()


def altered(package: bytes, old: str, new: str) -> bytes:
    """A document with other words in its text."""
    assert part(package, "word/document.xml").count(old) == 1
    text = "word/document.xml"
    changed = ((e, c.replace(old.encode(), new.encode()) if e.filename == text else c) for e, c in entries(package))
    return packed(list(changed))


def test_controls_notes_and_the_record_are_still_there(pair: tuple[bytes, bytes]) -> None:
    before, after = pair
    for mark in ("<w:sdt>", "<w:footnoteReference "):
        assert part(after, "word/document.xml").count(mark) == part(before, "word/document.xml").count(mark) > 0
    old, new = (read_word(package, "k2.docx") for package in pair)
    assert (new.margins.notes, new.recorded) == (old.margins.notes, old.recorded)
    assert new.recorded


def test_every_answer_box_and_printed_line_is_unchanged(pair: tuple[bytes, bytes]) -> None:
    found = verify(pair[1], "k2.docx")
    assert (found.wording, found.changed, found.intact) == ((), (), True)


def test_an_answer_and_a_line_changed_are_named_and_nothing_else(saved: Saved) -> None:
    _, after = saved["minimal"]
    found = verify(altered(after, "We engage all 12", "We engage all 9"), "k2.docx")
    assert (found.wording, [difference.path for difference in found.changed]) == ((), [("part_c", "goal_1")])
    found = verify(altered(after, "7. Rationale for QIS", "7. Reason for QIS"), "k2.docx")
    assert (found.wording, found.changed) == ((Change("7. Rationale for QIS", "7. Reason for QIS"),), ())
