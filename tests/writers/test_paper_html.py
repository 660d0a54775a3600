"""Worksheets as pages."""

import re
from pathlib import Path

import pytest
from lxml import html

from qis_tool.document.blocks import Document
from qis_tool.document.paper import Paper
from qis_tool.writers.paper_html import _elements, write_paper_html
from tests.papers import PAPERS_MADE, of_hospitals


def page(paper: Paper) -> html.HtmlElement:
    return html.document_fromstring(write_paper_html(paper, Path()), parser=html.HTMLParser(encoding="utf-8"))


def said(root: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


@pytest.mark.parametrize("paper", PAPERS_MADE.values(), ids=list(PAPERS_MADE))
def test_it_needs_nothing_but_itself(paper: Paper) -> None:
    root = page(paper)
    assert root.xpath("//script | //link | //img | //iframe | //form | //*[@src or @href]") == []
    assert write_paper_html(paper, Path()) == write_paper_html(paper, Path())


def test_the_picture_has_a_title_a_description_and_a_dot_for_each_hospital_that_is_shown() -> None:
    root = page(of_hospitals())
    [picture] = root.xpath("//figure/div/svg")
    assert (picture.get("role"), picture.get("aria-labelledby")) == ("img", "plot-title")
    assert said(picture, "title") == ["NTSV births and rates of 2022 beside the target"]
    shapes = [path.get("class") for path in picture.xpath(".//path")]
    assert [shapes.count(shape) for shape in ("circle", "triangle", "diamond")] == [15, 5, 1]


def test_a_hospital_just_above_the_target_lies_above_its_line() -> None:
    root = page(of_hospitals("A,2022,138,33,,,,", "B,2022,1000,239,,,,"))
    [line] = root.xpath("//figure/div/svg/line[@class='level']/@y1")
    above, on = (root.xpath(f"//path[@class='{shape}']/../@y")[0] for shape in ("diamond", "circle"))
    assert float(above) < float(line) == float(on)


def test_shapes_are_told_in_words_too() -> None:
    root = page(of_hospitals())
    assert said(root, "//ul[@class='legend']/li") == [
        "meets",
        "above, working",
        "above, no evidence",
        "Target: 23.9% or less",
    ]


def test_the_table_names_its_rows_and_columns() -> None:
    root = page(of_hospitals("A,2022,138,33,,,,"))
    [_, table] = root.xpath("//div[@class='frame']/table")
    assert said(table, ".//th[@scope='row']") == ["A"]
    assert said(table, ".//th[@scope='col']")[:3] == ["No.", "Hospital", "Products"]
    assert said(table, ".//td[@class='figure']") == ["1", "138", "33", "23.9"]


def test_no_text_of_a_table_becomes_markup() -> None:
    root = page(PAPERS_MADE["hostile"])
    assert root.xpath("//b") == []
    assert any("</svg><b>&amp;@A ]]>" in text for text in said(root, "//th[@scope='row']"))


def test_what_is_hidden_stands_nowhere_in_the_file() -> None:
    rows = ("A,2022,2090,500,,,,", "B,2022,1777,1444,,,,", "D,2022,1999,7,,,,")
    assert not re.search("1777|1444|1,777|1,444|1999|1,999", write_paper_html(of_hospitals(*rows), Path()).decode())


def test_a_part_of_another_kind_is_ours_to_mend() -> None:
    with pytest.raises(TypeError, match="Document"):
        _elements(Document("", "", (), "", (), (), ()))  # type: ignore[arg-type]
