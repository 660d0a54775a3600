"""Build the samples of Word documents that break a rule, from the smallest good sample.

usage: build_word_samples.py            write the documents
       build_word_samples.py --check    exit 1 if one is not what this makes
"""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qis_tool.document.assemble import assemble
from qis_tool.form import load_form
from qis_tool.resources import find
from qis_tool.source import read_file
from qis_tool.writers import WRITERS

SAMPLES = Path(__file__).resolve().parent.parent / "samples/k2/2024"
TEXT = "word/document.xml"
PART = 'Part D. QIS Work Plan Requirements</w:t></w:r><w:bookmarkEnd w:id="13"/></w:p>'
ADDED = "<w:p><w:r><w:t>The quality team sends newer rates in May.</w:t></w:r></w:p>"
LIMIT = '<w:r><w:t xml:space="preserve">(50 word limit per milestone)</w:t></w:r>'
CHOICE = "Medical records</w:t>"
LAST = "meet with our medical director to agree on an improvement plan.</w:t></w:r>"
CHART = '<w:fldSimple w:instr="EMBED Excel.Chart.8"><w:r><w:t> </w:t></w:r></w:fldSimple>'
CHANGES: Mapping[str, tuple[str, str]] = {
    "QIS015-text-without-place": (PART, PART + ADDED),
    "QIS016-wording-changed": ("7. Rationale for QIS", "7. Reason for QIS"),
    "QIS017-wording-missing": (LIMIT, ""),
    "QIS018-not-text": (LAST, LAST + CHART),
    "QIS019-mark-not-understood": (CHOICE, f"Yes: {CHOICE}"),
}


def build() -> dict[str, bytes]:
    """The documents by their names."""
    form = load_form("k2", 2024)
    plan = assemble(read_file(str(SAMPLES / "good/minimal.yaml")), form, record=False)
    good = WRITERS[".docx"].write(plan, find(f"templates/{form.id}/{form.year}/base.docx"))
    return {f"{name}.docx": changed(good, *change) for name, change in CHANGES.items()}


def changed(package: bytes, old: str, new: str) -> bytes:
    """A document with another piece of text. Raises ValueError where it is not there once."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as given, ZipFile(written, "w", ZIP_DEFLATED) as made:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == TEXT:
                if content.count(old.encode()) != 1:
                    raise ValueError(old)
                content = content.replace(old.encode(), new.encode())
            made.writestr(entry, content)
    return written.getvalue()


def parts(package: bytes) -> dict[str, bytes]:
    """What a document holds, however it is compressed."""
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def main() -> int:
    """Write the documents or compare them; the exit status."""
    folder, documents = SAMPLES / "bad", build()
    if "--check" in sys.argv[1:]:
        return int(any(parts((folder / name).read_bytes()) != parts(document) for name, document in documents.items()))
    for name, content in documents.items():
        (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
