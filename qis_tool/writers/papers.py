"""PAPERS: the kinds of file a worksheet on paper can be written as, by their endings."""

from collections.abc import Callable, Mapping
from pathlib import Path

from qis_tool.document.paper import Paper
from qis_tool.writers.paper_html import write_paper_html
from qis_tool.writers.word.paper import write_paper_word

PAPERS: Mapping[str, Callable[[Paper, Path], bytes]] = {".html": write_paper_html, ".docx": write_paper_word}
"""Each makes a file's bytes of a worksheet and the base document that holds the look of Word files."""
