"""Small tables, read by the data of their columns."""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest

from qis_tool.errors import DataFault, UserError
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.periods import Period, period
from qis_tool.evidence.tables import MAX_BYTES, Table, blank, read_table, table_of

ROSTER = shape_of("roster")
CONTRACTS = shape_of("contracts")
HEADS = "Hospital,Products,Period,NTSV births,NTSV cesareans,NTSV rate,In Data Center,Unit closed on"


def roster(*rows: str, heads: str = HEADS) -> Table:
    return table_of("\n".join([heads, *rows]).encode(), "folder/roster.csv", ROSTER)


def told(table: Table) -> list[str]:
    return [problem.told(table.file) for problem in table.problems]


def test_a_sound_row_has_a_value_of_its_kind_for_each_column() -> None:
    table = roster("Alder Bay,HMO; ppo,2022,138,33,23.90%,Yes,2022-05-31")
    [row] = table.rows
    assert dict(row.values) == {
        "hospital": "Alder Bay",
        "products": ("hmo", "ppo"),
        "period": Period(datetime.date(2022, 12, 31), 12),
        "births": 138,
        "cesareans": 33,
        "rate": Decimal("23.90"),
        "data_center": True,
        "coaching": None,
        "improvement_plan": None,
        "closed": datetime.date(2022, 5, 31),
    }
    assert (row.number, row["births"], table.file) == (2, 138, "roster.csv")
    assert str(row["rate"]) == "23.90"
    assert table.completeness == "Its one row was read."


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("A,,2022,2o4,,,,", "NTSV births: “2o4” is not a whole number."),
        ('A,,2022,"1,204",,,,', "NTSV births: “1,204” is not a whole number. Write decimals with a point"),
        ("A,,2022,20.5,,,,", "NTSV births: “20.5” is not a whole number."),
        ("A,,2022,٣٤,,,,", "NTSV births: “٣٤” is not a whole number."),
        ("A,,2022,-1,,,,", "NTSV births: “-1” is less than 0, the least there can be."),
        ("A,,2022,#REF!,,,,", "NTSV births: “#REF!” is an error of the spreadsheet."),
        ("A,,2022,123456789012345678901,,,,", "NTSV births: “123456789012345678901” has more digits"),
        ("A,,2022,20,21,,,", "NTSV cesareans: it is more than the row's NTSV births."),
        ('A,,2022,,,"23,9",,', "NTSV rate: “23,9” is not a rate in percent. Write decimals with a point"),
        ("A,,2022,,,0.239,,", "NTSV rate: “0.239” is less than one percent."),
        ("A,,2022,,,100.1,,", "NTSV rate: “100.1” is more than 100, the most there can be."),
        ("A,,2022,,,n/a,,", "NTSV rate: “n/a” is not a rate in percent."),
        ("A,,2022,,,,maybe,", "In Data Center: “maybe” is neither yes nor no. Leave the cell blank"),
        ("A,,2022,,,,,5/31/2022", "Unit closed on: “5/31/2022” is not a date. Write it as YYYY-MM-DD"),
        ("A,,2022,,,,,2022-02-30", "Unit closed on: “2022-02-30” is not a day of the calendar."),
        ("A,,2022,,,,,1900-01-05", "Unit closed on: “1900-01-05” lies before 1901"),
        ("A,HM0,2022,,,,,", "Products: “HM0” is not one of: HMO, PPO, EPO, POS, HSP."),
        ("A,,22,,,,,", "Period: “22” is not a period."),
        ("A,,,20,,,,", "Period: it is blank, and needed."),
        (",,2022,20,,,,", "Hospital: it is blank, and needed."),
        ("A,,2022,20,4,,,,,5", "it has 10 cells under 8 heads."),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_place(cells: str, message: str) -> None:
    table = roster("Sound,HMO,2022,138,33,,,", cells)
    place = "roster.csv row 3: " if message.startswith("it has") else "roster.csv row 3, "
    assert [text[: len(place + message)] for text in told(table)] == [place + message]
    assert [row.number for row in table.rows] == [2]
    assert table.completeness == "1 of 2 rows was left out."


def test_a_message_repeats_no_more_of_a_cell_than_is_needed() -> None:
    [message] = told(roster(f"A,,2022,\x1b[31m{'9' * 99},,,,"))
    assert "“<U+001B>[31m999" in message
    assert "…”" in message
    assert len(message) < 120


def test_all_faults_of_a_row_are_told_and_the_row_counts_once() -> None:
    table = roster("A,,x,y,,,,", "B,,2022,,,,,")
    assert len(told(table)) == 2
    assert table.completeness == "1 of 2 rows was left out."


def test_the_second_of_two_rows_with_one_name_and_period_is_left_out() -> None:
    table = roster("A,,2022,20,4,,,", "", "a ,,2022,30,6,,,", "A,,2021,20,4,,,", "A,,2022,1,1,,,")
    assert [row.number for row in table.rows] == [2, 5]
    assert told(table)[0] == (
        "roster.csv row 4: it has the same Hospital and Period as row 2, which was taken. Keep one of them."
    )
    assert table.completeness == "2 of 4 rows were left out."


def test_heads_are_known_by_other_spellings_too_and_others_are_named() -> None:
    table = roster("A,x,2022,9", heads="FACILITY name,Notes,year,ntsv_births")
    assert table.rows[0]["births"] == 9
    assert table.remarks == ("Not read, as no column of this table is called so: “Notes”.",)


def test_a_head_with_a_slip_of_the_pen_is_told_the_column_that_is_near_unless_that_is_there() -> None:
    table = roster("A,2022,9,8,no", heads="Hospital,Period,NTSV births,NTSV birth,Data centre")
    [remark] = table.remarks
    assert remark.endswith(" is called so: “NTSV birth”, “Data centre” (did you mean In Data Center?).")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "it is empty. The first row holds the heads: Hospital, Products"),
        (b"Hospital,Rate\nA,1", "no column is headed Period. Row 1 has: “Hospital”, “Rate”."),
        (b"Hospital,Period,Year\nA,1", "the head Period is there twice."),
        ("Hospital,Period\nSt. José,2022".encode("cp1252"), "line 2 is not in UTF-8 (byte 23): it looks like Windows"),
        ("Hospital,Period".encode("utf-16"), "its text is UTF-16, not UTF-8."),
        (b"Hospital\0", "it is a binary file, not a table."),
        (b"%PDF-1.7", "it is a PDF."),
        (b"\xd0\xcf\x11\xe0", "it is an old or protected Excel file."),
        (b"PK\x03\x04 no more", "it is damaged and can't be read."),
        (b'Hospital,Period\n"A,2022', "it is not sound CSV near line 2: a quotation mark is not closed"),
        (b"x" * (MAX_BYTES + 1), "it is larger than 10 MB"),
        (b"Hospital,Period\n" + b"A,2022\n" * 20_000, "it has more than 20,000 rows"),
        (b"Hospital,Period" + b"," * 200, "it has more than 200 columns"),
    ],
    ids=range(13),
)
def test_a_file_that_is_no_such_table_is_told_in_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(UserError, match=re.escape(f"roster.csv: {message}")):
        table_of(content, "roster.csv", ROSTER)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no such file"):
        read_table(str(tmp_path / "roster.csv"), ROSTER)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separators_of_other_countries_and_a_byte_order_mark_are_read(separator: str) -> None:
    rows = [["Hospital", "Period", "Births"], ["A", "Q3 2022", "20"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode("utf-8-sig")
    [row] = table_of(content, "roster.csv", ROSTER).rows
    assert (str(row["period"]), row["births"]) == ("2022-Q3", 20)


def test_money_is_exact_and_may_have_its_sign() -> None:
    heads = "Contract,Provider,Kind,Cesarean price,Vaginal price"
    content = f"{heads}\n1,A,hospital,$18250.10,-$3\n2,B,Physicians,12000,9000.5".encode()
    table = table_of(content, "contracts.csv", CONTRACTS)
    assert [row["cesarean_price"] for row in table.rows] == [Decimal(12000)]
    assert told(table) == ["contracts.csv row 2, Vaginal price: “-$3” is less than 0, the least there can be."]
    assert (table.rows[0]["provider_kind"], table.rows[0]["vaginal_price"]) == ("physician", Decimal("9000.5"))


@pytest.mark.parametrize(
    ("text", "shown", "first"),
    [
        ("2022", "2022", datetime.date(2022, 1, 1)),
        ("2022 q4", "2022-Q4", datetime.date(2022, 10, 1)),
        ("2022-07 to 2023-06", "2022-07 to 2023-06", datetime.date(2022, 7, 1)),
        ("2022-01 to 2022-12", "2022", datetime.date(2022, 1, 1)),
        ("2022-02 to 2022-04", "2022-02 to 2022-04", datetime.date(2022, 2, 1)),
    ],
)
def test_a_period_is_known_by_its_months(text: str, shown: str, first: datetime.date) -> None:
    found = period(text)
    assert found
    assert (str(found), found.first) == (shown, first)


@pytest.mark.parametrize("text", ["22", "2022-13 to 2023-01", "2023-01 to 2022-12", "Q5 2022", "3022"])
def test_other_texts_are_no_period(text: str) -> None:
    assert period(text) is None


def test_a_later_period_is_greater_and_of_two_that_end_together_the_longer() -> None:
    texts = ["2022", "2022-Q4", "2021", "2023-Q1"]
    assert sorted(texts, key=lambda text: period(text) or text) == ["2021", "2022-Q4", "2022", "2023-Q1"]


def test_a_table_to_start_from_has_the_heads_alone() -> None:
    table = table_of(blank(ROSTER).encode(), "roster.csv", ROSTER)
    assert (table.rows, table.problems, table.remarks) == ((), (), ())


def test_faulty_data_of_a_table_is_told_as_such(own_forms: Path) -> None:
    file = own_forms / "schemas/evidence/tables/odd.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("title: x\n")
    with pytest.raises(DataFault, match="'columns'"):
        shape_of("odd")
