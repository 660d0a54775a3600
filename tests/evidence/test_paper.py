"""Worksheets on paper, before any file format: what is said, what is in the picture, and what must not be."""

from fractions import Fraction
from pathlib import Path

import pytest

from qis_tool.document.blocks import List, Text
from qis_tool.document.paper import Grid, Paper, Plot
from qis_tool.errors import DataFault
from qis_tool.evidence.worksheets import purpose_of
from qis_tool.report.evidence.plot import plot_of
from tests.papers import network, of_hospitals, of_payments


def picture(*rows: str, show_small: bool = False) -> Plot:
    plot = plot_of(network(*rows, show_small=show_small))
    assert plot
    return plot


def dots(plot: Plot) -> dict[str, tuple[str, int, Fraction]]:
    """Each dot by its number: its shape, births, and rate."""
    return {dot.label: (series.shape, int(dot.x), dot.y) for series in plot.series for dot in series.dots}


def grids(paper: Paper) -> list[Grid]:
    return [part for part in paper.parts if isinstance(part, Grid)]


def test_a_dot_stands_where_its_births_and_its_exact_rate_are_with_the_shape_of_its_state() -> None:
    plot = picture("A,2022,138,33,,,yes,", "B,2022,209,50,,,no,", "C,2022,400,80,,,,", "D,2022,,,,,,")
    assert dots(plot) == {
        "1": ("triangle", 138, Fraction(3300, 138)),
        "2": ("diamond", 209, Fraction(5000, 209)),
        "3": ("circle", 400, Fraction(20)),
    }
    assert [series.name for series in plot.series] == ["meets", "above, working", "above, no evidence"]


def test_the_picture_tells_in_words_what_it_shows_and_what_it_lacks() -> None:
    plot = picture("A,2022,138,33,,,yes,", "B,2022,209,50,,,yes,", "C,2022,,,22,,,")
    assert plot.description == (
        "Numbers are those of the table, which has the same figures. A triangle for above, working (1, 2)."
        " Not in it, as births or rate are not shown: 3."
    )
    assert "Not in it" not in picture("A,2022,138,33,,,,").description
    assert (plot.title, plot.level_label) == (
        "NTSV births and rates of 2022 beside the target",
        "Target: 23.9% or less",
    )


def test_a_hidden_cell_is_not_in_the_picture_and_its_axes_do_not_know_of_it() -> None:
    rows = ("A,2022,209,50,,,,", "B,2022,138,33,,,,", "C,2022,145,35,,,,")
    with_one = picture(*rows, "D,2022,20,9,,,,")
    assert list(dots(with_one)) == ["1", "3"]  # 2 is withheld too: with it, the total would give 4 away
    shown = picture(rows[0], rows[2])
    assert (with_one.x, with_one.y) == (shown.x, shown.y)
    assert "4" in dots(picture(*rows, "D,2022,20,9,,,,", show_small=True))


def test_there_is_no_picture_where_no_rate_is_shown_beside_births() -> None:
    assert plot_of(network("A,2022,,,22,,,")) is None
    paper = of_hospitals("A,2022,,,22,,,")
    assert not [part for part in paper.parts if isinstance(part, Plot)]
    assert grids(paper)[-1].heads[0] == "Hospital"


@pytest.mark.parametrize(
    ("rows", "across", "down"),
    [
        (["A,2022,138,33,,,,"], (0, 50, 100, 150), (23, 24)),
        (["A,2022,1204,286,,,,", "B,2022,138,27,,,,"], (0, 500, 1000, 1500), (19, 20, 21, 22, 23, 24)),
        (["A,2022,40,20,,,,"], (0, 10, 20, 30, 40, 50), (20, 25, 30, 35, 40, 45, 50, 55)),
        (["A,2022,59,,100,,,"], (0, 10, 20, 30, 40, 50, 60), (20, 40, 60, 80, 100)),
    ],
)
def test_axes_have_round_marks_around_all_there_is(
    rows: list[str], across: tuple[int, ...], down: tuple[int, ...]
) -> None:
    plot = picture(*rows, show_small=True)
    assert (plot.x.marks, plot.y.marks) == (across, down)


def test_labels_of_dots_side_by_side_do_not_cover_each_other() -> None:
    plot = picture(*(f"H{number},2022,{300 + number},60,,,," for number in range(3)))
    assert len({dot.side for series in plot.series for dot in series.dots}) == 3


def test_among_very_many_dots_no_room_is_looked_for() -> None:
    plot = picture(*(f"H{number},2022,{300 + number},60,,,," for number in range(201)))
    assert {dot.side for series in plot.series for dot in series.dots} == {"above"}


def test_rows_bear_the_numbers_of_the_dots_and_notes_name_them() -> None:
    paper = of_hospitals("A,2022,138,33,,,yes,", "B,2022,209,50,,,yes,", "C,2022,209,51,,,yes,")
    table = grids(paper)[-1]
    assert table.heads[:2] == ("No.", "Hospital")
    assert [row[:2] for row in table.rows] == [("1", "A"), ("2", "B"), ("3", "C")]
    assert (table.numbers[0], table.named_by) == (True, 1)
    [notes, _] = [part for part in paper.parts if isinstance(part, List)]
    assert notes.items[0].startswith("No. 1: Working on it: takes coaching. 33 of 138 is 23.913…%")


def test_the_same_note_is_said_once() -> None:
    paper = of_hospitals("A,2022,,,22.5,,,", "B,2022,,,22.5,,,")
    [notes, _] = [part for part in paper.parts if isinstance(part, List)]
    assert notes.items == (
        "A, B: Its rate is taken as it was printed; without counts it is no part of the network's rate.",
    )


def test_it_says_what_it_is_for_and_what_it_is_not() -> None:
    for paper, question in ((of_hospitals(), "4.4.3"), (of_payments(), "4.4.4")):
        said = [part.text for part in paper.parts if isinstance(part, Text)]
        assert said[0].startswith(f"A worksheet for Attachment J, question {question}. ")
        assert "not the attachment itself" in said[0]
        assert "Attachment J" not in paper.title
        assert f"a worksheet for Attachment J, question {question}" in paper.footer[0]


def test_the_first_figures_are_those_of_the_facts() -> None:
    [glance, _] = grids(of_hospitals())
    assert dict(zip(glance.heads, glance.rows[0], strict=True)) == {
        "Hospitals": "24",
        "Units closed": "1",
        "In Data Center": "22",
        "Meet the target": "17",
        "Above, working": "6",
        "Above, no evidence": "1",
        "Rate unknown": "0",
        "Above, coached": "5",
    }


def test_rows_left_out_are_told_on_its_face() -> None:
    paper = of_hospitals("A,2022,138,33,,,,", "B,2022,1o,33,,,,")
    said = [part.text for part in paper.parts if isinstance(part, Text)]
    assert said[1:3] == [
        "roster.csv: NTSV cesareans of 2022, beside the target of 23.9% or less.",
        "1 of 2 rows was left out. What follows lacks them; the end says why.",
    ]


def test_nothing_on_it_speaks_of_options() -> None:
    assert "--" not in str(of_hospitals().parts) + str(of_payments().parts)


def test_data_that_lacks_something_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "schemas/evidence").mkdir(parents=True)
    (tmp_path / "schemas/evidence/worksheets.yaml").write_text("hospitals: {title: T}\n")
    monkeypatch.setenv("QIS_FORMS", str(tmp_path))
    purpose_of.cache_clear()
    with pytest.raises(DataFault, match="the worksheets' data lacks or misuses 'for'"):
        purpose_of("hospitals")
