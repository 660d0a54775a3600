"""The form as others lay it out is read in full, or refused with the line that is missing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import takewhile
from operator import itemgetter

import pytest

from qis_tool import intake
from qis_tool.document.blocks import Document, Heading, Text
from qis_tool.errors import UserError
from qis_tool.form import Form
from qis_tool.intake import Returned, read_document
from qis_tool.readers.lines import Line, Margins, folded, printed_lines
from qis_tool.readers.word import WordFile, read_word
from tests.foreign.pieces import unnumbered
from tests.foreign.traces import retyped
from tests.foreign_forms import BUILDERS, in_controls_of_another_program, in_tables, without
from tests.intake.conftest import Filled
from tests.intake.plans import Plan, answers, seen

Build = Callable[[Document], bytes]
TYPED: dict[Build, Callable[[str], str]] = {in_tables: unnumbered, in_controls_of_another_program: retyped}
WORDING = {"wording-missing", "wording-changed"}

every_builder = pytest.mark.parametrize("build", BUILDERS, ids=lambda build: str(build.__name__))


def found(returned: Returned) -> Plan:
    """The answers read, as a page shows them."""
    return seen(dict(answers(returned.source.data)))


@pytest.mark.usefixtures("untraced")
@every_builder
@pytest.mark.parametrize("name", ["full", "minimal", "no-barriers"])
def test_a_form_that_somebody_else_laid_out_is_read_in_full(
    filled: Filled, expected: Callable[[str], Plan], build: Build, name: str
) -> None:
    returned = read_document(build(filled[name]), "k2.docx")
    assert found(returned) == expected(name)
    assert (returned.unplaced, returned.recorded, returned.source.problems) == ((), None, ())


@every_builder
@pytest.mark.usefixtures("untraced")
def test_a_form_that_lacks_any_printed_line_is_read_in_full_or_refused_by_that_line(
    filled: Filled, expected: Callable[[str], Plan], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, answered = filled["full"], expected("full")
    file, may_be_missing = read_word(build(document), "k2.docx"), set(needless(document))
    faults = []
    for line in dict.fromkeys(printed_lines(document)):
        changed = lacking(file, TYPED.get(build, str)(line))
        monkeypatch.setattr(intake, "read_word", lambda *_, changed=changed: changed)
        try:
            returned = read_document(b"", "k2.docx")
        except UserError as refused:
            is_right = line not in may_be_missing and f"“{line[:70]}" in str(refused)
        else:
            told = WORDING & {problem.rule for problem in returned.source.problems}
            is_right = bool(told) and line in may_be_missing and found(returned) == answered and not returned.unplaced
        faults += [] if is_right else [line]
    assert faults == []


def needless(document: Document) -> Iterator[str]:
    """The printed lines that no answer is found by."""
    above = takewhile(lambda block: not isinstance(block, Heading) or block.level != 1, document.blocks)
    yield from printed_lines(replace(document, blocks=tuple(above)))
    yield from (folded(block.text) for block in document.blocks if isinstance(block, Text) and block.kind == "limit")


def lacking(file: WordFile, typed: str) -> WordFile:
    """A file without the lines that say this, or else the first to begin with it; what else stands there stays."""
    words = r"\s+".join(map(re.escape, typed.split()))
    pattern = re.compile(rf"(?<!\w){words}(?![a-z])")
    whole = [line for line in file.lines if folded(line.text) == folded(typed)]
    parts = sorted(filter(None, (begin(pattern, line) for line in file.lines)), key=itemgetter(0))
    if gone := whole or [line for _, line in parts[:1]]:
        lines = [rid(line, pattern) if line in gone else line for line in file.lines]
        return replace(file, lines=[line for line in lines if line.text or line.cell])
    notes, feet = ([pattern.sub("", text) for text in texts] for texts in file.margins)
    assert Margins(notes, feet) != file.margins
    return replace(file, margins=Margins([note for note in notes if note], feet))


def begin(pattern: re.Pattern[str], line: Line) -> tuple[bool, Line] | None:
    """Whether other words stand before a text, and the line it stands on."""
    found = pattern.search(line.text)
    before = re.split(r"[\n\t]", line.text[: found.start()])[-1] if found else ""
    return None if found is None else (not re.fullmatch(r"\W*(\[x\] |\d+[.)]? )?", before), line)


def rid(line: Line, pattern: re.Pattern[str]) -> Line:
    """A line without a text, but for an answer or a mark beside it."""
    text, wording = (pattern.sub("", part, count=1) for part in (line.text, line.wording))
    return replace(line, text="" if text.strip().isdigit() else text, wording=wording)


@pytest.mark.parametrize(
    ("build", "key"),
    list(
        zip(
            BUILDERS * 2,
            ["item_7", "item_10a", "no_barriers", "all_payer_claims", "part_a", "milestone_column"],
            strict=True,
        )
    ),
)
def test_a_line_that_was_never_typed_is_named(filled: Filled, k2: Form, build: Build, key: str) -> None:
    line = k2.printed[key]
    with pytest.raises(UserError, match=re.escape(f"“{line[:70]}")):
        read_document(build(without(filled["full"], line)), "k2.docx")
