"""WRITERS: the kinds of file a document can be written as, by their endings."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from qis_tool.document.blocks import Document
from qis_tool.writers.html import write_html
from qis_tool.writers.markdown import write_markdown
from qis_tool.writers.pdf import write_pdf
from qis_tool.writers.word import write_word


class Writer(NamedTuple):
    """Makes a file's bytes of a document and the base.docx that holds its look.

    `proof` says what was compared with the plan before the bytes were handed out; it is empty where nothing was.
    `takes_base` is true where the base document has a say.
    """

    write: Callable[[Document, Path], bytes]
    proof: str = ""
    takes_base: bool = False


WRITERS: Mapping[str, Writer] = {
    ".docx": Writer(write_word, "was read back from it and is as in the plan", takes_base=True),
    ".html": Writer(write_html, "was read back from it and is as in the plan"),
    ".md": Writer(write_markdown),
    ".pdf": Writer(
        write_pdf,
        "was read back from the Word document that LibreOffice made it of and is as in the plan",
        takes_base=True,
    ),
}
