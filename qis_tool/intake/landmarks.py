"""The printed lines that answers are found by, and what of the form's wording differs in a file."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, Table, Text
from qis_tool.errors import UserError
from qis_tool.form import Form
from qis_tool.readers.alignment import likeness
from qis_tool.readers.landmarks import key
from qis_tool.readers.lines import Line, Printed, folded, parts_of, printed_lines, script
from qis_tool.readers.placing import Change, Placed, box_tag
from qis_tool.readers.values import path_of

_BEFORE = 4


class Landmark(NamedTuple):
    """A printed line, where it stands (None where it is missing), and whether answers are found by it."""

    text: str
    line: Line | None
    leads: bool


class Lead(NamedTuple):
    """An answer, a box or a table, and the printed lines that lead to it: its own, and those since the one before."""

    holds: Answer | Box | Table
    landmarks: tuple[Landmark, ...]

    @property
    def path(self) -> str:
        """The path of the answer, the box or the table's rows."""
        return table_path(self.holds) if isinstance(self.holds, Table) else self.holds.path

    @property
    def own(self) -> int:
        """How many of the lines are its own: a label, a prompt, a table's heads."""
        return sum(isinstance(part, Printed) for part in parts_of(self.holds))

    @property
    def tag(self) -> str:
        """What the reader calls it: a box by its path and choice."""
        return box_tag(self.holds.path, self.holds.choice) if isinstance(self.holds, Box) else self.path


def leads(document: Document, found: Placed) -> Iterator[Lead]:
    """Each answer, box and table in the order of the form; lines above its first part lead nowhere."""
    places, known = iter(found.landmarks), frozenset(map(key, printed_lines(document)))
    body = {id(block) for block in dropwhile(lambda block: not _begins(block), document.blocks)}
    before: list[Landmark] = []
    for block in document.blocks:
        may_lead = id(block) in body and not (isinstance(block, Text) and block.kind == "limit")
        printed = (part for part in parts_of(block) if isinstance(part, Printed))
        before += [Landmark(part.text, _alike(part.text, next(places), known), may_lead) for part in printed]
        if isinstance(block, Answer | Box | Table):
            yield Lead(block, tuple(before))
            before = []


def table_path(table: Table) -> str:
    """The path of a table's rows."""
    return table.rows[0][0].path.partition("[")[0]


def refuse_missing(document: Document, found: Placed, name: str, form: Form, *, accept: bool) -> None:
    """Raises UserError where a line is missing that leads to an answer; with `accept`, where all of them are.

    A box without its label, an answer without its prompt and a table without its heads are never found.
    """
    for lead in leads(document, found):
        needed = [landmark for landmark in lead.landmarks if landmark.leads]
        missing = [landmark.text for landmark in needed if landmark.line is None]
        is_lost = len(missing) == len(needed) or any(mark.line is None for mark in needed[len(needed) - lead.own :])
        if missing and (is_lost or not accept):
            raise _missing(missing, name, form.place(path_of(lead.path)), is_lost=is_lost)


def wording_changes(document: Document, found: Placed, texts: Iterable[str]) -> Iterator[Change]:
    """The printed lines that read otherwise, or are missing; what is spelled or numbered otherwise is the same.

    So is what stands in another place as often as the form prints it: `texts` are those of the whole file.
    """
    printed, everything = (key(" ".join(lines)) for lines in (printed_lines(document), texts))
    body = {part.text for part in script(document) if isinstance(part, Printed)}
    for change in (change for change in found.changes if change.was):
        known = key(change.was)
        has_more = change.was in body and key(change.now) != known and known in key(change.now)
        if has_more or everything.count(known) < printed.count(known):
            yield change


def _alike(printed: str, line: Line | None, known: Container[str]) -> Line | None:
    """The line that stands in a printed one's place, unless it is another one or says something else altogether."""
    if line is None or key(line.wording) == key(printed):
        return line
    is_alike = key(line.wording) not in known and likeness(printed, folded(line.wording))
    return line if is_alike else None


def apart(was: str, now: str) -> tuple[str, str]:
    """Two lines from a few words before the first one that differs."""
    old, new = was.split(), now.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, same - _BEFORE)
    lead = "… " if start else ""
    return lead + " ".join(old[start:]), lead + " ".join(new[start:])


def _begins(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 0


def _missing(lines: Sequence[str], name: str, place: str, *, is_lost: bool) -> UserError:
    shown = ", ".join(f"“{folded(line)}”" for line in lines)
    one = len(lines) == 1
    what = "a printed line of the form is" if one else f"{len(lines)} printed lines of the form are"
    way = "Put it back as the form has it" if one else "Put them back as the form has them"
    other = "." if is_lost else ", or add --accept-form-changes to do without."
    return UserError(f"{name}: {what} missing, so {place} can't be found with certainty: {shown}. {way}{other}")
