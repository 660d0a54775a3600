"""Where things stand in a plan file, and what becomes of files that are no plans."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qis_tool.errors import UserError
from qis_tool.finding import Position, Span
from qis_tool.source import MAX_BYTES, Source, read_bytes, read_file, read_text
from qis_tool.validate import validate

PLAN = """\
form: k2
part_a:
  product_types: [HMO,  PPO]
part_c:
    description: |
      First paragraph.

      - A bullet of three
    goal_1:   "quoted
      over two lines"
rows:
- milestone: x
  date: 2024-03-31

- date:
"""

# Pieces of files: YAML's own signs, this form's names, and characters that trip readers.
SIGNS = [
    *"\t\n\r :-[]{},&*!|>'\"%@`#?~\\",
    "\n  ",
    "\n- ",
    "- ",
    ": ",
    "---\n",
    "<<: ",
    "!!int ",
    "&a ",
    "*a",
    '"\\0"',
    '"\\N"',
]
ODD = [*"\x00\x07\x7f\u0085\u00ad\u200b\u2028\u202e\ufeff\ufffe🙂é"]
NAMES = ["form: k2\n", "plan_year: 2024\n", "part_c:\n  goal_1: ", "issuer: ", "legal_name: ", "part_d: ", "timeline: "]
MORE_NAMES = ["milestones: ", "product_types: ", "coverage: ", "risk: "]
VALUES = ["tbd ", "2024-02-30", "word " * 201, "www.a.b ", "1"]
PIECES = st.sampled_from([*SIGNS, *ODD, *NAMES, *MORE_NAMES, *VALUES])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join)
MINIMAL = (Path(__file__).parent.parent / "samples/k2/2024/good/minimal.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        (("form",), (1, 1), (1, 9)),
        (("part_a",), (2, 1), (3, 29)),
        (("part_a", "product_types"), (3, 3), (3, 29)),
        (("part_a", "product_types", 1), (3, 25), (3, 28)),
        (("part_c", "description"), (5, 5), (8, 26)),
        (("part_c", "goal_1"), (9, 5), (10, 22)),
        (("rows", 0), (12, 3), (13, 19)),
        (("rows", 0, "date"), (13, 3), (13, 19)),
        (("rows", 1, "date"), (15, 3), (15, 8)),
    ],
)
def test_a_value_stands_from_its_key_to_its_end(
    path: tuple[str | int, ...], start: tuple[int, int], end: tuple[int, int]
) -> None:
    assert read_text(PLAN, "plan.yaml").locate(path) == Span(Position(*start), Position(*end))


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        (("rows", 1, "milestone"), (15, 3), (15, 8)),
        (("part_a", "other", "thing"), (2, 1), (2, 8)),
        (("part_b",), (1, 1), (1, 9)),
        ((), (1, 1), (1, 9)),
    ],
)
def test_a_missing_value_stands_at_the_first_line_of_what_should_hold_it(
    path: tuple[str | int, ...], start: tuple[int, int], end: tuple[int, int]
) -> None:
    assert read_text(PLAN, "plan.yaml").locate(path) == Span(Position(*start), Position(*end))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: one two here", 1, 12),
        ("a: one\n  two\n  here", 3, 3),
        ("a:\n  one here", 2, 7),
        ("a: 'one here'", 1, 9),
        ("a: 'here'", 1, 5),
        ('a: "one\n  two here"', 2, 7),
        ("a: |\n  one\n  two here\n", 3, 7),
        ("a: |\n  one\n\n  - here\n", 4, 5),
        ("a: |2-\n    here", 2, 5),
        ("a: | # one here\n  here", 2, 3),
        ("a: >\n  one\n  two\n  here\n", 4, 3),
        ("a: >-\n\n\n  here\n", 4, 3),
        ("a: [one, here]", 1, 10),
        ("a:\n- one\n- here", 3, 3),
        ("b: here\na: here", 2, 4),
        ("a: 🙂🙂 here", 1, 7),
        ("a: é\u00a0here", 1, 6),
        ("a: one\n  \u2003here", 2, 4),
        ("\ufeffa: here", 1, 4),
        ("a: one\r\n  here", 2, 3),
        ("a: one\r  here", 2, 3),
    ],
)
def test_finds_a_word_of_an_answer_in_the_file(text: str, line: int, column: int) -> None:
    source = read_bytes(text.encode(), "plan.yaml")
    path: tuple[str | int, ...] = ("a", 1) if isinstance(source.value(("a",)), list) else ("a",)
    offset = str(source.value(path)).index("here")
    assert source.locate_in(path, offset) == Position(line, column)
    assert source.locate_in(path, offset + 2) == Position(line, column + 2)


@pytest.mark.parametrize("text", ['a: "\\x68ere"', 'a: "one\\there"', 'a: "\\n here"'])
def test_a_word_that_escapes_hide_has_no_place(text: str) -> None:
    source = read_text(text, "plan.yaml")
    assert source.locate_in(("a",), str(source.value(("a",))).index("here")) is None


def test_white_space_has_no_place() -> None:
    assert read_text("a: ' '", "plan.yaml").locate_in(("a",), 0) is None


def test_a_number_is_kept_as_it_is_written() -> None:
    source = read_text("a: 1.50 # with a note", "plan.yaml")
    assert (source.value(("a",)), source.written(("a",))) == (1.5, "1.50")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("form",), "k2"),
        (("rows", 0, "milestone"), "x"),
        (("rows", 7), None),
        (("rows", "milestone"), None),
        (("form", "deeper"), None),
        (("nowhere",), None),
    ],
)
def test_the_value_at_a_path_or_none(path: tuple[str | int, ...], value: object) -> None:
    assert read_text(PLAN, "plan.yaml").value(path) == value


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04", "a Word document or another zip file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or password-protected Office file"),
        (b"{\\rtf1\\ansi", "a rich-text (RTF) document"),
        (b"form: k2\x00", "a binary file"),
    ],
)
def test_says_what_a_file_is_that_is_no_text(content: bytes, kind: str) -> None:
    with pytest.raises(UserError, match=f"^plan.docx: not a plan: it is {kind.replace('(', '.').replace(')', '.')}"):
        read_bytes(content, "plan.docx")


def test_reads_a_file(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"\xef\xbb\xbfform: k2\r\n")
    source = read_file(str(plan))
    assert (source.name, source.text, source.data) == (str(plan), "form: k2\n", {"form": "k2"})


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(b"form: k2\n".ljust(MAX_BYTES, b"#"))
    assert read_file(str(plan)).data == {"form": "k2"}
    plan.write_bytes(b"form: k2\n".ljust(MAX_BYTES + 1, b"#"))
    source = read_file(str(plan))
    assert ([problem.rule for problem in source.problems], source.data) == (["too-large"], None)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    for name, kind in ((str(tmp_path), "a folder"), (str(pipe), "not a regular file")):
        with pytest.raises(UserError, match=rf": this is {kind}\.$"):
            read_file(name)


@pytest.mark.parametrize(
    ("name", "why"),
    [("nowhere.yaml", "there is no such file"), ("x" * 5000, "it can't be read: File name too long")],
    ids=["missing", "impossible"],
)
def test_says_why_a_file_cannot_be_read(name: str, why: str) -> None:
    with pytest.raises(UserError, match=f"^{name}: {why}\\.$"):
        read_file(name)


def test_forbidden_characters_are_told_one_by_one_up_to_twenty() -> None:
    problems = read_text("a: " + "x\x07" * 30, "plan.yaml").problems
    assert [problem.position for problem in problems] == [Position(1, column) for column in range(5, 45, 2)]


def lies_in(position: Position | None, source: Source) -> bool:
    """True where a position is that of a character of the file, or just past a line's last."""
    return position is None or (
        1 <= position.line <= len(source.line_starts) and 1 <= position.column <= len(source.line(position.line)) + 1
    )


@given(st.binary(max_size=60) | st.lists(PIECES, max_size=12).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        source = read_bytes(content, "plan.yaml")
    except UserError:
        return
    assert source.data is not None or source.problems


def check_places(text: str) -> None:
    """Hold every place a report on this text names to the text itself."""
    source = read_text(text, "plan.yaml")
    try:
        report = validate(source)
    except UserError:
        return
    places = [(found.span.start, found.span.end, found.at) for found in report.findings]
    assert all(lies_in(position, source) for place in places for position in place)
    assert all(start <= end for start, end, _ in places)


@example('a: "xxxxxxxxxxxxxN\\u200b"\n]')
@given(TEXTS)
def test_a_report_on_any_text_names_places_of_that_text(text: str) -> None:
    check_places(text)


@given(st.integers(0, len(MINIMAL)), st.integers(0, 40), TEXTS)
def test_a_report_on_a_damaged_plan_names_places_of_that_plan(at: int, cut: int, text: str) -> None:
    check_places(MINIMAL[:at] + text + MINIMAL[at + cut :])
