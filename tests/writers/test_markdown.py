"""Markdown that any reader of it shows as written: no answer acts as markup."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from qis_tool.characters import FORBIDDEN
from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import (
    Answer,
    Block,
    Box,
    Document,
    Heading,
    List,
    Paragraph,
    Table,
    Text,
    joined,
    paragraphs,
)
from qis_tool.form import Form
from qis_tool.source import read_file, read_text
from qis_tool.writers import WRITERS
from qis_tool.writers.markdown import write_markdown

Write = Callable[..., str]
HERE = Path(__file__).parent
PROMPT = "Prompt:"
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
LEFT_BLANK = "(left blank)"
SHOWN = {"hardbreak": "\n", "html_inline": "\n"}
PLAIN = {"text", "hardbreak", "html_inline"}
HOSTILE = {
    "emphasis": "*a* **b** _c_ __d__ ~~e~~ `f` ``g`` \\*h* \\\\",
    "links": "[a](b) ![a](b) <https://example.invalid> [a][b] [^1] [a]: b",
    "html": "<b>bold</b> <!-- --> &amp; &#60; &copy; <br> <script>",
    "blocks": "# a\n## b\n> c\n- d\n+ e\n* f\n1. g\n2) h\n    i\n\tj\n---\n===\n***\n```\nk\n~~~\n: l",
    "rules": "a\n===\nb\n---\nc\n- - -\n_ _ _\n:-\n|-|-|\n-",
    "tables": "a | b \\| c\n---|---\n\\\\| d | e",
    "tasks": "- [ ] a\n- [x] b\n- - c\n- 1. d\n- # e\n- > f\n-\n- ",
    "spaces": "  two  before,\tone tab \u00a0 and after  \n\n  \n    code?\n\u00a0 \n\u3000x\u3000",
    "template": "{{ 7*7 }} {% raw %} ${x} $a$ $$b$$",
    "emoji": "\U0001f476 \U0001f469\u200d\u2695\ufe0f :smile: @name #12",
    "return": "a\rb\r\nc",
}
signs = st.text(st.sampled_from(" \n\r\t-+=*_#>.)1|\\`~[]()<>&;!:a$x"))
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), signs).map(lambda text: FORBIDDEN.sub("", text))


def written(*blocks: Block, notes: tuple[str, ...] = (), footer: tuple[str, ...] = (), mark: str = "") -> str:
    return write_markdown(Document("Title", "", (), "en-US", blocks, notes, footer, mark), Path()).decode()


def everywhere(text: str) -> tuple[Block, ...]:
    """A text as an answer of each kind."""
    cells = (Answer("rows[0].what", "What", text), Answer("rows[0].when", "When", text))
    table = Table("Rows", "All of them.", ("What", "When"), (cells, cells))
    return Answer("box", "Box", text), Answer("line", "Line", text, PROMPT), table, Text("text", "End.")


def inline(token: Token) -> str:
    """A paragraph's text as shown."""
    return "".join(SHOWN.get(child.type, child.content) for child in token.children or [])


def quotes(tokens: list[Token]) -> Iterator[str]:
    """The answers that stand in block quotes."""
    parts: list[Paragraph] = []
    in_item = False
    for token in tokens:
        if token.type == "blockquote_open":
            parts = []
        elif token.type in {"list_item_open", "list_item_close"}:
            in_item = token.type == "list_item_open"
            parts += [Paragraph("", bullet=True)] * in_item
        elif token.type == "inline":
            parts = [*parts[: len(parts) - in_item], Paragraph(inline(token), in_item)]
        elif token.type == "blockquote_close":
            yield joined(parts)


def lines(tokens: list[Token]) -> Iterator[str]:
    """The answers that stand after their prompts."""
    shown = (inline(token) for token in tokens if token.type == "inline")
    return (text.removeprefix(f"{PROMPT} ") for text in shown if text.startswith(PROMPT))


def cells(tokens: list[Token]) -> list[str]:
    """The answers that stand in a table, row by row; the first column numbers the rows."""
    inside = [inline(token) for before, token in pairwise(tokens) if before.type == "td_open"]
    return [text for number, text in enumerate(inside) if number % 3]


def check(text: str) -> None:
    """Any Markdown reader shows the text as it is in each kind of answer, and sees no markup of its own in it."""
    shown = joined(paragraphs(text))
    tokens = READER.parse(written(*everywhere(text)))
    assert list(quotes(tokens)) == [shown or LEFT_BLANK]
    assert list(lines(tokens)) == [shown or LEFT_BLANK]
    assert cells(tokens) == [shown] * 4
    assert [token.content for token in tokens if token.type == "inline"][-1] == "End."
    assert not shown or {child.type for token in tokens for child in token.children or []} <= PLAIN


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_of_any_kind_is_shown_as_written_and_never_acts_as_markup(text: str) -> None:
    check(text)


@given(texts)
def test_any_text_in_any_field_comes_back(text: str) -> None:
    check(text)


@given(texts.map(lambda text: " ".join(text.split())).filter(bool))
def test_any_wording_of_the_form_is_shown_as_it_is(text: str) -> None:
    lists = (List(ordered, (text,)) for ordered in (False, True))
    wording: tuple[Block, ...] = (Heading(1, text, 1), Text("text", text), Text("limit", text), *lists)
    tokens = READER.parse(written(*wording, Box("a", "b", text, ticked=True), notes=("A note.",)))
    shown = [inline(token) for token in tokens if token.type == "inline"]
    assert shown == [f"{text}[^1]", *[text] * 4, f"[x] {text}", "[^1]: A note."]


@pytest.fixture(scope="module")
def write(k2: Form) -> Write:
    """Writes the Markdown of a plan, given as a file or as text."""

    def made(plan: Path | str, *, draft: bool = False) -> str:
        source = read_file(str(plan)) if isinstance(plan, Path) else read_text(plan, "plan.yaml")
        return write_markdown(assemble(source, k2, draft=draft), Path()).decode()

    return made


def test_the_samples_answers_arrive(good: Path, k2: Form, write: Write) -> None:
    document = assemble(read_file(str(good)), k2)
    tokens = READER.parse(write(good))
    boxed = [answer for answer in document.blocks if isinstance(answer, Answer) and not answer.prompt]
    assert list(quotes(tokens)) == [joined(paragraphs(answer.text)) or LEFT_BLANK for answer in boxed]
    [table] = [block for block in document.blocks if isinstance(block, Table)]
    assert cells(tokens) == [answer.text.strip("\n") for row in table.rows for answer in row]


def test_boxes_are_tasks_notes_are_footnotes_and_the_footer_stands_last() -> None:
    boxes = (Box("toys", "ball", "A ball", ticked=True), Box("toys", "kite", "A kite", ticked=False))
    shown = written(Heading(2, "Toys", 1), *boxes, notes=("A note.",), footer=("One", "Two"))
    assert shown == "# Toys[^1]\n\n- [x] A ball\n- [ ] A kite\n\n[^1]: A note.\n\n---\n\nOne\\\nTwo\n"


def test_a_draft_is_marked_first() -> None:
    assert written(Text("text", "Text"), mark="DRAFT") == "**DRAFT**\n\nText\n"


def test_a_block_of_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="str"):
        written("a string")  # type: ignore[arg-type]


def test_the_same_plan_makes_the_same_text(good: Path, write: Write) -> None:
    assert write(good) == write(good)


@pytest.mark.parametrize("name", ["full", "minimal"])
def test_it_is_as_expected(name: str, write: Write, samples: Path, golden: Callable[[Path, str], None]) -> None:
    golden(HERE / f"golden/{name}.md", write(samples / f"good/{name}.yaml", draft=name == "minimal"))


def test_it_can_be_rendered_and_nothing_is_claimed() -> None:
    assert (WRITERS[".md"].write, WRITERS[".md"].proof) == (write_markdown, "")
