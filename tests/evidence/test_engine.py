"""Big tables: what is read from a file, and what is told of rows and files that are not sound."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from qis_tool.errors import UserError
from qis_tool.evidence.contract import Contract, Outliers, read_contract
from qis_tool.evidence.engine import read_sums
from qis_tool.evidence.engine.engines import ENGINES
from qis_tool.evidence.program import the_program
from qis_tool.evidence.settling.values import Completeness, Sums

SAMPLES = Path(__file__).parents[2] / "samples/evidence"
CONTRACT = read_contract(str(SAMPLES / "contract.yaml"), the_program())
COSTS = the_program().hospital_costs_in(2023)
HEADS = "Episode ID,PAP,PAP name,LOB,Funding,End date,Allowed,Facility allowed,Hospital"
GOOD = "1,P1,Dr. One,qhp,fully_insured,2023-05-01,4000.00,3000.00,Aspen"

Read = Callable[..., tuple[list[Any], Completeness]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a file with these rows below the usual heads."""

    def make(*rows: str, heads: str = HEADS, contract: Contract = CONTRACT) -> tuple[list[Any], Completeness]:
        (tmp_path / "episodes.csv").write_text("\n".join((heads, *rows, "")), "utf-8")
        return read_sums(str(tmp_path / "episodes.csv"), contract, COSTS)

    return make


def changed(number: int, value: str, row: str = GOOD) -> str:
    """The good row with another cell."""
    cells = row.split(",")
    return ",".join([*cells[:number], value, *cells[number + 1 :]])


def test_an_episode_is_summed_with_and_without_the_hospitals_excess(read: Read) -> None:
    [found], complete = read(GOOD)
    assert found == Sums("P1", "Dr. One", "qhp", "fully_insured", "Aspen", 1, 0, Decimal(4000), Decimal(3500))
    assert complete == Completeness(1, 0, 0)


def test_names_and_choices_are_read_as_people_write_them(read: Read) -> None:
    rows = (
        '2,P1,Dr. One,QHP,Fully insured,2023-05-02," $ 4000.5 ",0,Aspen',
        '3,P1 ,Dr.  One,individual exchange (qhp),FULLY-INSURED,2023-05-03,4000,0.00," Aspen "',
    )
    [found], complete = read(GOOD, *rows)
    assert (found.episodes, found.cost, complete.left_out) == (3, Decimal("12000.50"), 0)


UNSOUND = (
    (1, "", "PAP: it is blank, and needed."),
    (3, "medicare", "Line of business: it is not one of: Individual exchange (QHP), Commercial (non-QHP)."),
    (4, "x", "Funding: it is not one of: Fully insured, Self-insured."),
    (5, "2023-02-30", "End date: it is not a day of the calendar, written as YYYY-MM-DD."),
    (5, "5/1/2023", "End date: it is not a day of the calendar, written as YYYY-MM-DD."),
    (6, "4000.005", "Allowed: it is not an amount in dollars and cents, such as 1234.50."),
    (6, "4e3", "Allowed: it is not an amount in dollars and cents, such as 1234.50."),
    (6, "-4000", "Allowed: it is less than 0."),
    (6, "10000000", "Allowed: it is more than 9,999,999.99."),
    (7, "4000.01", "Facility allowed: it is more than Allowed."),
    (7, "", "Facility allowed: it is blank, and needed."),
)


def test_a_row_that_is_not_sound_is_left_out_and_told_without_its_cells(read: Read) -> None:
    bad = [changed(cell, value, changed(0, f"MEMBER-{n}")) for n, (cell, value, _) in enumerate(UNSOUND)]
    [found], complete = read(GOOD, *bad)
    assert found.episodes == 1
    problems = tuple(f"episodes.csv row {at}, {told}" for at, (_, _, told) in enumerate(UNSOUND, 3))
    assert complete == Completeness(1 + len(bad), len(bad), 0, problems)
    assert "MEMBER-" not in str(complete)


def test_of_episodes_with_one_id_none_is_taken(read: Read) -> None:
    [found], complete = read(GOOD, changed(6, "5000"), changed(0, "2"))
    assert (found.episodes, found.cost) == (1, 4000)
    assert [problem[:29] for problem in complete.problems] == [
        "episodes.csv row 2, Episode I",
        "episodes.csv row 3, Episode I",
    ]


def test_episodes_that_ended_in_another_year_are_counted_apart(read: Read) -> None:
    [found], complete = read(GOOD, changed(5, "2022-12-31", changed(0, "2")), changed(5, "2024-01-01", changed(0, "3")))
    assert (found.episodes, complete.outside, complete.left_out) == (1, 2, 0)


def test_of_many_problems_the_first_twenty_are_told(read: Read) -> None:
    _, complete = read(*(changed(1, "", changed(0, str(number))) for number in range(25)))
    assert complete.left_out == 25
    assert complete.problems[-1] == "… and 5 more."


def test_nothing_is_taken_out_where_the_hospital_is_the_provider(read: Read) -> None:
    [found], _ = read(changed(8, "P1"))
    assert found.cost == found.without


def test_nothing_is_taken_out_where_the_contract_has_no_facility_threshold(read: Read) -> None:
    lines = tuple(replace(line, facility_threshold=None) for line in CONTRACT.lines)
    heads, row = HEADS.replace(",Facility allowed", ""), changed(7, "").replace(",,", ",")
    [found], _ = read(row, heads=heads, contract=replace(CONTRACT, lines=lines))
    assert found.cost == found.without == 4000


def test_a_factor_multiplies_both_costs_and_is_rounded_by_the_episode(read: Read) -> None:
    agreed = replace(CONTRACT, risk_factor="factor")
    [found], complete = read(f"{GOOD},1.000003", heads=f"{HEADS},factor", contract=agreed)
    assert (found.cost, found.without) == (Decimal("4000.01"), Decimal("3500.01"))
    _, complete = read(f"{GOOD},1.0000001", heads=f"{HEADS},factor", contract=agreed)
    assert complete.problems == (
        "episodes.csv row 2, factor: it is not a number with at most six decimals, such as 1.05.",
    )


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("factor", ["0", "-1", "101"])
def test_a_factor_that_is_nothing_or_huge_is_a_mistake(read: Read, factor: str) -> None:
    agreed = replace(CONTRACT, risk_factor="factor")
    assert read(f"{GOOD},{factor}", heads=f"{HEADS},factor", contract=agreed)[1].left_out == 1


def test_an_outlier_is_left_out_by_its_cost_with_the_excess(read: Read) -> None:
    agreed = replace(CONTRACT, outliers=Outliers(Decimal("3999.99"), "leave_out"))
    [found], _ = read(GOOD, changed(6, "3999.99", changed(0, "2")), contract=agreed)
    assert (found.episodes, found.outliers, found.cost) == (1, 1, Decimal("3999.99"))


def test_an_outlier_is_capped_with_and_without_the_excess(read: Read) -> None:
    agreed = replace(CONTRACT, outliers=Outliers(Decimal(3600), "cap"))
    [found], _ = read(GOOD, contract=agreed)
    assert (found.outliers, found.cost, found.without) == (0, 3600, 3500)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty"),
        (b"a,b\n1,2\n", "no column is headed Episode ID or PAP or Line of business"),
        (f"{HEADS},PAP\n".encode(), "the head PAP is there twice"),
        (f"{HEADS}\n".encode("utf-16"), "its text is UTF-16"),
        (b"PK\x03\x04", "it is an Excel workbook or another zip file"),
        (b"PAR1 no parquet at all", "it can't be read as a table: it is damaged"),
    ],
)
def test_a_file_that_is_no_table_is_told_without_its_rows(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "episodes.csv").write_bytes(content)
    with pytest.raises(UserError) as caught:
        read_sums(str(tmp_path / "episodes.csv"), CONTRACT, COSTS)
    assert told in str(caught.value)
    assert "Dr. One" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        f"{GOOD},x".encode(),
        b"2,P1",
        b'2,"P1',
        b'2,"P1" ,x',
        changed(8, "Mér").encode("cp1252"),
    ],
    ids=["too many cells", "too few", "an open quotation", "a text beside a quotation", "Windows-1252"],
)
def test_a_line_that_is_no_row_is_left_out_and_told(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "episodes.csv").write_bytes(f"{HEADS}\n{GOOD}\n".encode() + line + b"\n")
    [found], complete = read_sums(str(tmp_path / "episodes.csv"), CONTRACT, COSTS)
    told = "it has too few or too many cells, a quotation mark out of place, or is not in UTF-8."
    assert found.episodes == 1
    assert complete == Completeness(2, 1, 0, (f"episodes.csv row 3: {told}",))


def test_a_name_that_would_mean_many_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "episodes*.csv").write_text(f"{HEADS}\n{GOOD}\n", "utf-8")
    with pytest.raises(UserError, match="would mean many files"):
        read_sums(str(tmp_path / "episodes*.csv"), CONTRACT, COSTS)


def test_semicolons_and_a_byte_order_mark_are_as_good(tmp_path: Path) -> None:
    text = f"\ufeff{HEADS}\r\n{GOOD}\r\n".replace(",", ";")
    (tmp_path / "episodes.csv").write_text(text, "utf-8", newline="")
    assert read_sums(str(tmp_path / "episodes.csv"), CONTRACT, COSTS)[0][0].cost == 4000


def parquet(tmp_path: Path, **changes: Any) -> str:
    """A Parquet file with the good row, in exact types but for the changes."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    cells: dict[str, Any] = dict(zip(HEADS.split(","), GOOD.split(","), strict=True))
    cells |= {"Allowed": Decimal("4000.00"), "Facility allowed": 3000, **changes}
    pq.write_table(pa.table({head: [cell] for head, cell in cells.items()}), tmp_path / "episodes.parquet")
    return str(tmp_path / "episodes.parquet")


def test_parquet_is_read_as_csv_is(tmp_path: Path, read: Read) -> None:
    import datetime

    file = parquet(tmp_path, **{"End date": datetime.date(2023, 5, 1)})
    assert read_sums(file, CONTRACT, COSTS) == read(GOOD)


def test_money_in_floating_point_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Allowed is stored as float64, which can't be read exactly."):
        read_sums(parquet(tmp_path, Allowed=4000.0), CONTRACT, COSTS)


def test_a_column_that_is_not_known_is_told_and_may_be_anything(tmp_path: Path) -> None:
    [_], complete = read_sums(parquet(tmp_path, Weight=1.5), CONTRACT, COSTS)
    assert complete.remarks == ("Not read, as no column of this table is called so: “Weight”.",)


def test_without_the_extra_its_installation_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("qis_tool.evidence.extra.import_module", missing)
    with pytest.raises(UserError, match=r"pip install 'qis-tool\[evidence\]'"):
        read(GOOD)


@pytest.mark.usefixtures("untraced")
def test_a_file_damaged_in_its_midst_is_read_or_told(tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.parquet", tmp_path / "damaged.parquet"
    duckdb.execute(f"COPY (SELECT i::VARCHAR AS a FROM range(2000) t(i)) TO '{whole}'")  # noqa: S608 - a path of ours
    content, told = whole.read_bytes(), set()
    for at in range(4, 400, 99):
        damaged.write_bytes(content[:at] + bytes(8) + content[at + 8 :])
        try:
            with ENGINES["duckdb"]() as engine:
                engine.keep(engine.parquet(str(damaged)))
        except UserError as fault:
            told.add(str(fault))
    assert told == {"damaged.parquet: it can't be read as a table: it is damaged."}


@pytest.mark.parametrize("fault", [duckdb.Error, duckdb.InvalidInputException])
def test_what_duckdb_finds_wrong_with_a_files_pages_is_told(fault: type[Exception]) -> None:
    with pytest.raises(UserError, match="it is damaged"), ENGINES["duckdb"]():
        raise fault


def test_a_fault_of_ours_in_a_query_is_none_of_the_file() -> None:
    with pytest.raises(duckdb.BinderException), ENGINES["duckdb"]():
        raise duckdb.BinderException
