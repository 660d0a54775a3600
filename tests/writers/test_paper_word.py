"""Worksheets as Word documents."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from qis_tool.document.paper import Paper
from qis_tool.evidence.worksheets import purpose_of
from qis_tool.writers.word.paper import write_paper_word
from tests import outside_tools
from tests.accessibility_rules import barriers
from tests.every_document import faults
from tests.papers import PAPERS_MADE, of_hospitals
from tests.word_rules import broken

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def written(paper: Paper) -> bytes:
    return write_paper_word(paper, purpose_of("hospitals").look)


def part(package: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("paper", PAPERS_MADE.values(), ids=list(PAPERS_MADE))
def test_it_is_sound_open_to_everyone_and_the_same_each_time(paper: Paper) -> None:
    package = written(paper)
    assert broken(package) == []
    assert barriers(package) == []
    assert package == written(paper)


def test_the_chart_has_the_dots_of_each_state_with_their_numbers_and_the_line() -> None:
    chart = part(written(of_hospitals("A,2022,138,33,,,,", "B,2022,1000,239,,,,")), "word/charts/chart1.xml")
    found = [
        (
            series.findtext(f"{CHART}tx/{CHART}v"),
            [text.text for text in series.iter("{*}t")],
            [v.text for v in series.iterfind(f"{CHART}yVal//{CHART}v")],
        )
        for series in chart.iter(f"{CHART}ser")
    ]
    assert found == [
        ("meets", ["2"], ["23.900"]),
        ("above, no evidence", ["1"], ["23.913"]),
        ("Target: 23.9% or less", [], ["23.900", "23.900"]),
    ]


def test_its_picture_has_words() -> None:
    paper = of_hospitals("A,2022,138,33,,,,")
    [about] = part(written(paper), "word/document.xml").iter("{*}docPr")
    assert about.get("title") == "NTSV births and rates of 2022 beside the target"
    assert str(about.get("descr")).endswith("A diamond for above, no evidence (1).")


def test_what_is_hidden_stands_nowhere_in_the_package() -> None:
    package = written(of_hospitals("A,2022,2090,500,,,,", "B,2022,1777,1444,,,,", "D,2022,1999,7,,,,"))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        every = b"".join(map(archive.read, archive.namelist())).decode()
    assert not re.search(r"\b(?:1,?777|1,?444|1,?999)\b", every)


def test_the_columns_of_a_table_fill_the_page_and_a_long_name_breaks() -> None:
    long = "Saint " * 40
    root = part(written(of_hospitals(f"{long},2022,138,33,,,,", "B,2022,209,50,,,,")), "word/document.xml")
    for grid in root.iter("{*}tblGrid"):
        assert 10_600 < sum(int(str(column.attrib.values()[0])) for column in grid) <= 10_640


def test_the_open_xml_sdk_finds_no_fault(tmp_path: Path) -> None:
    for name, paper in PAPERS_MADE.items():
        assert faults(outside_tools.validator(), written(paper), tmp_path, f"{name}.docx") == []
