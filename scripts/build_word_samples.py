"""Build the Word documents among the samples: those that break a rule, and those a reviewer gets beside plans.

usage: build_word_samples.py            write the documents
       build_word_samples.py --check    exit 1 if one is not what this makes
"""

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document
from qis_tool.form import load_form
from qis_tool.resources import find
from qis_tool.source import read_file
from qis_tool.writers import WRITERS
from qis_tool.writers.word.package import settled

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples/k2/2024"
PLANS = ROOT / "scripts/word_samples"
TEXT = "word/document.xml"
PART = 'Part D. QIS Work Plan Requirements</w:t></w:r><w:bookmarkEnd w:id="13"/></w:p>'
ADDED = "<w:p><w:r><w:t>The quality team sends newer rates in May.</w:t></w:r></w:p>"
LIMIT = '<w:r><w:t xml:space="preserve">(50 word limit per milestone)</w:t></w:r>'
CHOICE = "Medical records</w:t>"
LAST = "meet with our medical director to agree on an improvement plan.</w:t></w:r>"
CHART = '<w:fldSimple w:instr="EMBED Excel.Chart.8"><w:r><w:t> </w:t></w:r></w:fldSimple>'
BAD: Mapping[str, tuple[str, str]] = {
    "QIS015-text-without-place": (PART, PART + ADDED),
    "QIS016-wording-changed": ("7. Rationale for QIS", "7. Reason for QIS"),
    "QIS017-wording-missing": (LIMIT, ""),
    "QIS018-not-text": (LAST, LAST + CHART),
    "QIS019-mark-not-understood": (CHOICE, f"Yes: {CHOICE}"),
}
ITEM_9 = "to provide the data for reporting Payment Strategies for Maternity Services.</w:t></w:r></w:p>"
MARK = "Sample: the issuer, its network and every figure are fictional."
ANSWERED = "<w:p><w:r><w:t>Both questions were answered in Attachment J on March 3, 2023.</w:t></w:r></w:p>"


def build() -> dict[str, bytes]:
    """The documents by their paths below the samples."""
    return {f"{path}.docx": document for path, document in (bad() | review()).items()}


def bad() -> dict[str, bytes]:
    """The smallest good sample, each time with another fault."""
    good = rendered(filled(SAMPLES / "good/minimal.yaml"))
    return {f"bad/{name}": changed(good, *change) for name, change in BAD.items()}


def review() -> dict[str, bytes]:
    """A form in which the writer corrected the form's own slip, one typed off, one answered where nothing is asked."""
    corrected, typed, answered = "golden-poppy-foothill-hmo", "burrowing-owl-ranchland-hmo", "wrentit-mutual-north-ppo"
    by_tool = rendered(filled(PLANS / f"{corrected}.yaml", record=True))
    by_hand = rendered(filled(PLANS / f"{answered}.yaml"))
    documents = {
        corrected: changed(by_tool, "identified in 12a.", "identified in 11a."),
        typed: typed_off(filled(PLANS / f"{typed}.yaml")),
        answered: changed(by_hand, ITEM_9, ITEM_9 + ANSWERED),
    }
    return {f"review/{name}": marked(document) for name, document in documents.items()}


def filled(plan: Path, *, record: bool = False) -> Document:
    """The form with the answers of a plan."""
    return assemble(read_file(str(plan)), load_form("k2", 2024), record=record)


def rendered(document: Document) -> bytes:
    """A Word document as qis render writes it."""
    return WRITERS[".docx"].write(document, find("templates/k2/2024/base.docx"))


def typed_off(document: Document) -> bytes:
    """A Word document as somebody types it who has nothing but a printed form."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))  # a script finds what stands beside it, which is not tests/
    from tests.foreign.paragraphs import in_paragraphs

    return in_paragraphs(document)


def marked(package: bytes) -> bytes:
    """A document that says at the head of each page that it is a sample."""
    document, written = docx.Document(BytesIO(package)), BytesIO()
    document.sections[0].header.paragraphs[0].add_run(MARK)
    document.save(written)
    return settled(written.getvalue())


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
    documents = build()
    if "--check" in sys.argv[1:]:
        return int(any(parts((SAMPLES / path).read_bytes()) != parts(document) for path, document in documents.items()))
    for path, content in documents.items():
        (SAMPLES / path).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
