"""WRITERS: the kinds of file a document can be written as, by their endings."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from qis_tool.document.blocks import Document
from qis_tool.writers.word import write_word


class Writer(NamedTuple):
    """Makes a file's bytes of a document and the base.docx that holds its look.

    `proof` says what was compared with the plan before the bytes were handed out; it is empty where nothing was.
    """

    write: Callable[[Document, Path], bytes]
    proof: str = ""


WRITERS: Mapping[str, Writer] = {
    ".docx": Writer(write_word, "was read back from it and is as in the plan"),
}
