"""Answers arrive in the HTML page as they were written, or there is no page."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qis_tool.characters import FORBIDDEN
from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import (
    Answer,
    Block,
    Box,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    joined,
    paragraphs,
)
from qis_tool.errors import NotAsWritten
from qis_tool.form import Form
from qis_tool.source import read_file
from qis_tool.writers import html
from qis_tool.writers.html import make, page, serialized, write_html

HOSTILE = {
    "markup": """<b>bold</b> & "double" 'single' &amp; &#60; <!-- --> ]]> </p></div></main>""",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "style": "</style><style>body { display: none }</style>",
    "template": "{{ 7*7 }} {% raw %} ${x}",
    "emoji": "\U0001f476 \U0001f469\u200d\u2695\ufe0f \U0001f1fa\U0001f1f8 \U00020bb7",
    "right-to-left": "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0639\u0631\u0628\u064a\u0629 (NTSV) \u202e23.9%",
    "spaces": "  two  before,\tone tab \u00a0 and after  .",
    "line ends": "one\n two\nthree\n\n- a\n  and on\n- b\n\nend",
    "entities": "&nbsp &lt &#133; &copy=1 &#x0d; &notit;",
    "endless": "x" * 3000,
}
texts = st.one_of(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.sampled_from(" \n\r\t-<>&;#a!/'\"")))
answer_texts = texts.map(lambda text: FORBIDDEN.sub("", text))


class Reader(HTMLParser):
    """Answers by path, ticks and element names, read by another parser than the one the page is checked with."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.ticked: set[str] = set()
        self.names: set[str] = set()
        self._parts: list[Paragraph] = []
        self._path, self._inside = "", False
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.names.add(tag)
        if "checked" in known:
            self.ticked.add(str(known["id"]))
        if tag in {"div", "span"} and str(known.get("id")).startswith("answer-"):
            self._path, self._parts = str(known["id"]).removeprefix("answer-"), []
        if self._path and tag in {"span", "p", "li", "em"}:
            self._inside = known.get("class") != "blank"
            self._parts += [Paragraph("", tag == "li")] * self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = False
        if self._path and tag in {"div", "span"}:
            self.found[self._path] = joined(self._parts)
            self._path = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            before = self._parts.pop()
            self._parts.append(Paragraph(before.text + data, before.bullet))


def document(*blocks: Block) -> Document:
    """A document of these blocks and nothing around them."""
    return Document("Title", "Subject", (), "en-US", blocks, (), ())


def written(*blocks: Block) -> str:
    return write_html(document(*blocks), Path()).decode()


def everywhere(text: str) -> tuple[Block, ...]:
    """A text as an answer of each kind."""
    cells = (Answer("rows[0].what", "What", text), Answer("rows[0].when", "When", text))
    table = Table("Rows", "All of them.", ("What", "When"), (cells,))
    return Answer("box", "Box", text, limit=5), Answer("line", "Line", text, "Prompt:"), table


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_an_answer_of_any_kind_is_shown_as_written_and_never_acts_as_markup(text: str) -> None:
    shown, plain = Reader(written(*everywhere(text))), Reader(written(*everywhere("plain")))
    assert set(shown.found.values()) == {joined(paragraphs(text))}
    assert shown.names - {"ul", "li"} == plain.names


@given(answer_texts)
def test_any_text_in_any_field_comes_back(text: str) -> None:
    found = Reader(written(*everywhere(text))).found
    assert found == dict.fromkeys(("box", "line", "rows[0].what", "rows[0].when"), joined(paragraphs(text)))


@given(answer_texts)
def test_any_label_and_wording_can_be_shown(text: str) -> None:
    box = Box("b", "c", text, ticked=True)
    shown = Reader(written(Heading(0, text, name="a"), Text("text", text), box, Answer("box", text, "", limit=5)))
    assert (shown.found, shown.ticked) == ({"box": ""}, {"answer-b=c"})


def test_the_samples_answers_arrive(good: Path, k2: Form) -> None:
    document = assemble(read_file(str(good)), k2)
    shown = Reader(write_html(document, Path()).decode())
    assert shown.found == {answer.path: joined(paragraphs(answer.text)) for answer in document.answers}
    assert shown.ticked == {f"answer-{box.path}={box.choice}" for box in document.boxes if box.ticked}


def test_a_page_that_lost_something_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = (*everywhere("two words"), Box("boxes", "one", "One", ticked=True))
    with monkeypatch.context() as patch:
        patch.setattr(html, "_paragraphs", lambda text: iter([make("p", text[:-1])]))
        with pytest.raises(NotAsWritten, match=r"'box', 'rows\[0\].what', 'rows\[0\].when'"):
            written(*blocks)
    monkeypatch.setattr(html, "_tick", lambda _: make("input", id="answer-boxes=one"))
    with pytest.raises(NotAsWritten, match=r"answer-boxes=one"):
        written(*blocks)


def test_what_html_can_not_hold_is_shown_as_such_but_not_handed_out() -> None:
    control = document(Answer("goal", "Goal\x01", "a\x00b\x85c"))
    assert "a\ufffdb\ufffdc" in serialized(page(control)).decode()
    with pytest.raises(NotAsWritten, match="goal"):
        write_html(control, Path())
