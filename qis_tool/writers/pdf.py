"""The PDF: the Word document as LibreOffice prints it, tagged so that a screen reader can follow it."""

import io
import os
import shutil
import signal
import tempfile
import zipfile
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired

from lxml import etree

from qis_tool.document.blocks import Document
from qis_tool.errors import UserError
from qis_tool.readers.word.body import text_of
from qis_tool.readers.word.names import w
from qis_tool.readers.word.package import opened
from qis_tool.writers.word import write_word

# On the PATH, or where the installers for macOS and Windows put it without telling the PATH.
_PROGRAMS = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
_ON = '{"type":"boolean","value":"true"}'
_TAGGED = f'pdf:writer_pdf_Export:{{"PDFUACompliance":{_ON},"UseTaggedPDF":{_ON}}}'
_SECONDS = 120
_IN_PLACE = "in-place"
_TALL, _MANY = 2000, 40  # characters or paragraphs that may not fit a page
_INSTEAD = "write a .docx instead, which Word can save as PDF."


def write_pdf(document: Document, base: Path) -> bytes:
    """A tagged PDF of the document, made by LibreOffice of its Word document; not the same bytes each time.

    Raises NotAsWritten as the Word document's writer does, and UserError where LibreOffice is missing or fails.
    """
    program, package = libreoffice(), for_libreoffice(write_word(document, base))
    with tempfile.TemporaryDirectory(prefix="qis-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        word = folder / "document.docx"
        word.write_bytes(package)
        _run(command(program, folder, word))
        pdf = word.with_suffix(".pdf")
        made = pdf.read_bytes() if pdf.is_file() and not pdf.is_symlink() else b""
        if not made.startswith(b"%PDF-"):  # LibreOffice ends as if all were well then too
            raise UserError(f"LibreOffice made no PDF: {_INSTEAD}")
        return made


def for_libreoffice(package: bytes) -> bytes:
    """A Word document that LibreOffice shows whole.

    It misplaces the line ends of an answer in a control, and cuts off a row that may not break but fits on no page.
    """
    plain, main = io.BytesIO(), opened(package, "the document").main
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _plain(old.read(name)) if name == main else old.read(name))
    return plain.getvalue()


def _plain(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for control in list(root.iter(w("sdt"))):
        if control.find(f"{w('sdtContent')}/{w('p')}") is not None:
            etree.strip_elements(control, w("sdtPr"))
            etree.strip_tags(control, w("sdtContent"))
            control.tag = _IN_PLACE
    etree.strip_tags(root, _IN_PLACE)
    for row in root.iter(w("tr")):
        if len(text_of(row)) > _TALL or len(list(row.iter(w("p")))) > _MANY:
            etree.strip_elements(row, w("cantSplit"))
    return etree.tostring(root)


def libreoffice() -> str:
    """LibreOffice's program. Raises UserError where there is none."""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if found is None:
        raise UserError(f"A PDF needs LibreOffice, free from libreoffice.org: install it, or {_INSTEAD}")
    return found


def command(program: str, folder: Path, *words: Path) -> list[str]:
    """The command that makes PDFs in `folder`, with a profile of its own there: on a shared one, a second run fails."""
    profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", _TAGGED, "--outdir", str(folder)]
    return [program, profile, *options, *map(str, words)]


def _run(line: list[str]) -> None:
    try:
        process = Popen(line, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
    except OSError as fault:
        raise UserError(f"LibreOffice can't be started ({fault.strerror}): {_INSTEAD}") from None
    try:
        process.wait(_SECONDS)
    except TimeoutExpired:
        raise UserError(f"LibreOffice made no PDF within {_SECONDS} seconds: {_INSTEAD}") from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: "Popen[bytes]") -> None:
    """Ends LibreOffice whole: it is a script that starts a program that starts another."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
