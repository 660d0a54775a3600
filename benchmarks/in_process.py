"""What compare.py measures inside one process; prints its figures as JSON.

usage: in_process.py documents TEMPLATE PLAN FOLDER TIMES     seconds for each document, by qis and by docxtpl
       in_process.py words NUMBER...                          seconds to count answers of so many words
"""

import json
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SENTENCE = "Every hospital reaches 23.9% or less by year end, co-operating \N{EN DASH} and (mostly) holds it."


def documents(template: str, plan: str, folder: str, times: str) -> dict[str, object]:
    """Both ways to the saved document, in turn, from the plan as read; and whether both say the same."""
    import docxtpl_peer  # type: ignore[import-not-found]  # it lies beside this file

    from qis_tool.document.assemble import assemble
    from qis_tool.form import form_of
    from qis_tool.resources import find
    from qis_tool.source import read_file
    from qis_tool.writers import WRITERS

    source, values = read_file(plan), docxtpl_peer.load(plan)
    form = form_of(source)
    look = find(f"templates/{form.id}/{form.year}/base.docx")
    mine, theirs = Path(folder, "qis.docx"), Path(folder, "docxtpl.docx")

    def own() -> None:
        mine.write_bytes(WRITERS[".docx"].write(assemble(source, form), look))

    peer = partial(docxtpl_peer.render, template, values, str(theirs))
    seconds(own), seconds(peer)
    pairs = [(seconds(own), seconds(peer)) for _ in range(int(times))]
    both = dict(zip(("qis", "peer"), zip(*pairs, strict=True), strict=True))
    return {**both, "same": text(mine) == text(theirs)}


def words(*numbers: str) -> dict[str, float]:
    """The least of several timings each: the work is always the same, what is more is the machine's."""
    from qis_tool.words import count_words

    known = SENTENCE.split()
    taken: dict[str, float] = {}
    for number in numbers:
        answer = " ".join(known[place % len(known)] for place in range(int(number)))
        taken[number] = min(seconds(partial(count_words, answer)) for _ in range(20))
    return taken


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def text(document: Path) -> list[str]:
    """The paragraphs of a document's body, ticks included, without the blanks that invite an answer."""
    with zipfile.ZipFile(document) as package:
        body = ET.fromstring(package.read("word/document.xml"))  # noqa: S314  # written above, by ourselves
    return ["".join(piece.text or "" for piece in part.iter(f"{W}t")).strip() for part in body.iter(f"{W}p")]


if __name__ == "__main__":
    figures = documents(*sys.argv[2:]) if sys.argv[1] == "documents" else words(*sys.argv[2:])
    json.dump(figures, sys.stdout)
