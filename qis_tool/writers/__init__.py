"""Ways to write a document, by the file name's ending. A writer gets the document and the form's templates folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from qis_tool.document.blocks import Document
from qis_tool.writers.word import write_word

Writer = Callable[[Document, Path], bytes]

WRITERS: Mapping[str, Writer] = {".docx": write_word}
