"""The HTML page: one file that stands for itself, open to everyone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Answer, Block, Box, Document, Heading, Record, Table
from qis_tool.form import Form
from qis_tool.source import read_file, read_text
from qis_tool.writers import WRITERS
from qis_tool.writers.html import Body, write_html

Write = Callable[..., str]
HERE = Path(__file__).parent
BLANK = "form: k2\n"
GOAL = "part_c.goal_1"


@pytest.fixture(scope="module")
def write(k2: Form) -> Write:
    """Writes the page of a plan, given as a file or as text."""

    def written(plan: Path | str, *, draft: bool = False) -> str:
        source = read_file(str(plan)) if isinstance(plan, Path) else read_text(plan, "plan.yaml")
        return write_html(assemble(source, k2, draft=draft, record=False), Path()).decode()

    return written


def document(*blocks: Block, mark: str = "", record: Record | None = None) -> Document:
    """A document of these blocks and nothing around them."""
    return Document("Title", "Subject", ("a", "b"), "en-US", blocks, (), (), mark, record)


def written(*blocks: Block) -> str:
    return write_html(document(*blocks), Path()).decode()


def elements(page: str, path: str) -> list[html.HtmlElement]:
    found = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8")).xpath(path)
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, html.HtmlElement)]


def values(page: str, path: str) -> list[str]:
    return [str(value) for value in html.document_fromstring(page).xpath(path)]  # type: ignore[union-attr]


def said(page: str, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements(page, path)]


def test_it_needs_nothing_but_itself(write: Write, samples: Path) -> None:
    page = write(samples / "good/full.yaml", draft=True)
    assert elements(page, "//script | //link | //img | //iframe | //object | //form | //*[@src]") == []
    assert all(link.startswith("#") for link in values(page, "//@href"))
    assert not re.search(r"url\(|@import|https?:", page)


def test_it_says_its_language_encoding_title_and_subject(write: Write, k2: Form) -> None:
    page = write(BLANK)
    assert page.startswith('<!doctype html>\n<html lang="en-US"><head><meta charset="utf-8">\n')
    assert values(page, "//title/text()") == [k2.printed["title"]]
    assert values(page, "//meta[@name='description']/@content") == [k2.subject]
    assert values(page, "//meta[@name='keywords']/@content") == [", ".join(k2.keywords)]


def test_it_tells_how_it_came_about_where_the_document_does() -> None:
    told = write_html(document(record=Record("qis 1", "toy", 2025, "ab12")), Path()).decode()
    made = "//meta[@name='generator' or @name='qis-form' or @name='qis-plan']/@content"
    assert (values(told, made), values(written(), made)) == (["qis 1", "toy 2025", "ab12"], [])


def test_headings_stand_in_order_and_bear_their_names(write: Write, k2: Form) -> None:
    headings = [block for block in assemble(read_text(BLANK, "p"), k2).blocks if isinstance(block, Heading)]
    shown = elements(write(BLANK), "//main/*[self::h1 or self::h2 or self::h3 or self::h4]")
    assert [(h.tag, h.get("id"), h.text) for h in shown] == [(f"h{h.level + 1}", h.name, h.text) for h in headings]


def test_every_line_of_the_form_is_there(write: Write, k2: Form) -> None:
    shown = " ".join(elements(write(BLANK), "//body")[0].text_content().split())
    assert [line for line in k2.printed.values() if " ".join(line.split()) not in shown] == []


def test_every_group_has_a_name_and_no_id_stands_twice(write: Write) -> None:
    page = write(BLANK)
    ids = values(page, "//@id")
    assert len(ids) == len(set(ids))
    assert set(values(page, "//@aria-labelledby")) <= set(ids)
    assert elements(page, "//*[@role='group'][not(@aria-label) and not(@aria-labelledby)]") == []
    assert set(values(page, "//@data-field")) >= {"part_a.product_types", GOAL, "part_d.timeline.milestones[9].date"}


@pytest.mark.parametrize(
    ("text", "value", "words", "look"),
    [
        ("", "0", "0 of 3 words", "words"),
        ("one two three", "3", "3 of 3 words", "words"),
        ("one two three four five", "3", "5 of 3 words, 2 over the limit", "words over"),
    ],
)
def test_a_meter_and_words_say_how_much_of_the_limit_is_used(text: str, value: str, words: str, look: str) -> None:
    page = written(Answer(GOAL, "Goal", text, limit=3))
    [meter] = elements(page, "//meter")
    assert (meter.get("max"), meter.get("value"), meter.get("aria-label")) == ("3", value, "Words in Goal")
    assert (said(page, "//p[meter]"), values(page, "//p[meter]/@class")) == ([words], [look])


def test_a_row_says_its_words_in_text_unless_it_is_blank() -> None:
    row = (Answer("rows[0].what", "What", "a b", limit=1), Answer("rows[0].when", "When", "", limit=1))
    page = written(Table("Rows", "All of them.", ("What", "When"), (row,)))
    assert (said(page, "//td/p"), elements(page, "//meter")) == (["2 of 1 words, 1 over the limit"], [])


def test_answers_without_a_limit_have_no_meter() -> None:
    assert elements(written(Answer(GOAL, "Goal", "a b")), "//meter | //p[contains(@class, 'words')]") == []


def test_a_blank_answer_says_that_it_is_blank() -> None:
    page = written(Answer("box", "Box", " \n"), Answer("line", "Line", "", "Prompt:"))
    assert said(page, "//*[@class='blank']") == ["Left blank", "left blank"]


def test_the_table_has_a_caption_and_headings_for_columns_and_rows(write: Write, k2: Form) -> None:
    page = write(BLANK)
    assert said(page, "//caption") == ["Milestones: Up to ten milestones of the work plan, each with its date."]
    assert said(page, "//th[@scope='col']") == [k2.printed["milestone_column"], k2.printed["date_column"]]
    assert said(page, "//th[@scope='row']") == [f"{number}." for number in range(1, 11)]


def test_notes_are_linked_both_ways(write: Write, k2: Form) -> None:
    page = write(BLANK)
    assert values(page, "//sup/a/@href") == ["#note-1", "#note-2"]
    assert values(page, "//section//li/@id") == ["note-1", "note-2"]
    assert values(page, "//section//li/a/@href") == [f"#{name}" for name in values(page, "//sup/a/@id")]
    assert values(page, "//section//li/text()") == [f"{k2.printed[f'footnote_{number}']} " for number in (1, 2)]


def test_a_draft_is_marked_and_nothing_else_is(write: Write) -> None:
    draft, final = write(BLANK, draft=True), write(BLANK)
    assert values(draft, "//main/p[1][@class='mark']/text()") == values(draft, "//body/@data-mark")
    assert "DRAFT" in values(draft, "//body/@data-mark")[0]
    assert values(final, "//*[@class='mark']/text() | //body/@data-mark") == []


def test_a_form_without_notes_footer_headings_or_breaks_shows_none() -> None:
    page = written(Box("toys", "ball", "A ball", ticked=False))
    assert elements(page, "//section | //footer | //h1 | //h2") == []
    assert values(page, "//div[@role='group']/@aria-label") == ["A ball"]


def test_parts_that_begin_a_page_do_so_in_print(write: Write) -> None:
    assert len(elements(write(BLANK), "//h2[@class='new-page']")) == 3


def test_a_block_of_unknown_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="str"):
        list(Body().elements("a string"))


def test_the_same_plan_makes_the_same_page(good: Path, write: Write) -> None:
    assert write(good) == write(good)


def test_the_page_is_as_expected(write: Write, samples: Path, golden: Callable[[Path, str], None]) -> None:
    page = write(samples / "good/minimal.yaml", draft=True)
    golden(HERE / "golden/minimal.html", re.sub(r"(?<=<style>).*?(?=</style>)", "…", page, flags=re.DOTALL))


def test_it_can_be_rendered_and_is_said_to_be_proved() -> None:
    assert (WRITERS[".html"].write, WRITERS[".html"].proof) == (
        write_html,
        "was read back from it and is as in the plan",
    )
