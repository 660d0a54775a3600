"""Building episodes: what the lists of a contract say, where events come from, and what is refused."""

import datetime
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import duckdb
import pytest

from qis_tool.errors import NotAsWritten, UserError
from qis_tool.evidence.building.rules import pattern, rules_of
from qis_tool.evidence.building.values import Built
from qis_tool.evidence.contract import read_contract
from qis_tool.evidence.engine import building
from qis_tool.evidence.engine.building import Files, build
from qis_tool.evidence.engine.engines import ENGINES, Engine
from qis_tool.evidence.engine.sources import unfit_rows
from qis_tool.evidence.program import the_program

SAMPLES = Path(__file__).parent.parent.parent / "samples/evidence"
CONTRACT = (SAMPLES / "building-contract.yaml").read_text("utf-8")
BY_CLAIMS = CONTRACT.replace(
    '  - episodes: the member was not covered throughout\n    column: continuous_coverage\n    is: "no"\n', ""
)
CLAIMS = "Claim ID,Member ID,Service date,Claim type,Provider,Diagnoses,Procedures,Allowed"
DELIVERIES = "Delivery ID,Member ID,Delivery date,PAP,Line of business,Funding,Continuous coverage"
DELIVERY = "D1,M1,2023-06-15,P1,qhp,fully_insured,yes"


class Outcome(NamedTuple):
    """What was built, the episodes, and every row that could not be used."""

    built: Built
    episodes: list[tuple[Any, ...]]
    unfit: list[str]

    def went(self, table: str = "claims") -> dict[str, int]:
        """How many went where, by reason or else by way."""
        return {share.reason or share.went: share.number for share in getattr(self.built, table) if share.number}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with ENGINES["duckdb"]() as running:
        yield running


@pytest.fixture
def outcome(tmp_path: Path, engine: Engine) -> Callable[..., Outcome]:
    """Builds episodes from the rows of claims and of deliveries, None for a run without."""

    def run(claims: list[str], deliveries: list[str] | None, contract: str = CONTRACT) -> Outcome:
        (tmp_path / "contract.yaml").write_text(contract)
        files = [table(tmp_path / "claims.csv", CLAIMS, claims)]
        files += [table(tmp_path / "deliveries.csv", DELIVERIES, deliveries)] if deliveries is not None else []
        agreed = read_contract(str(tmp_path / "contract.yaml"), the_program())
        rules = rules_of(agreed, from_claims=deliveries is None)
        built, episodes, read = build(Files(*files), rules, engine, lambda: None)
        return Outcome(built, list(episodes.rows()), [str(row) for one in read for row in unfit_rows(one)])

    return run


def table(file: Path, heads: str, rows: list[str]) -> str:
    own = rows[0] if rows and rows[0].startswith(heads.split(",", maxsplit=1)[0]) else ""
    file.write_text("\n".join([*([] if own else [heads]), *rows]) + "\n", "utf-8")
    return str(file)


def claim(number: int, day: str, allowed: str = "10.00", codes: str = "O80", *, member: str = "M1") -> str:
    return f"C{number},{member},{day},professional,P1,{codes},,{allowed}"


@pytest.mark.usefixtures("untraced")
def test_a_delivery_in_june_has_claims_from_september_to_august(outcome: Callable[..., Outcome]) -> None:
    days = ("2022-09-07", "2022-09-08", "2023-08-14", "2023-08-15")
    found = outcome([claim(number, day) for number, day in enumerate(days)], [DELIVERY])
    assert found.went() == {"counted": 2, "outside": 2}
    [episode] = found.episodes
    assert episode[5:7] == (datetime.date(2023, 8, 14), Decimal("20.00"))


@pytest.mark.usefixtures("untraced")
def test_of_two_windows_a_day_goes_to_the_nearer_delivery_and_to_the_earlier_of_two_as_near(
    outcome: Callable[..., Outcome],
) -> None:
    second = "D2,M1,2023-08-14,P2,qhp,fully_insured,yes"
    days = ("2023-07-15", "2023-07-16")
    found = outcome([claim(1, days[0], "1.00"), claim(2, days[1], "2.00")], [DELIVERY, second])
    assert [(episode[1], episode[6]) for episode in found.episodes] == [
        ("P1", Decimal("1.00")),
        ("P2", Decimal("2.00")),
    ]
    assert found.built.overlapping[2:] == (2, Decimal("3.00"))


def test_events_come_from_claims_where_no_deliveries_are_given(outcome: Callable[..., Outcome]) -> None:
    heads = f"{CLAIMS},Provider name,Line of business,Funding"
    rows = [
        heads,
        "C1,M1,2023-06-15,professional,P1,O80,59400,2000,Dr. Fern,QHP,Fully insured",
        "C2,M1,2023-06-15,professional,P2,O80,59400,500,Dr. Moss,QHP,Fully insured",
        "C3,M1,2023-07-01,professional,P3,O80,59400,700,Dr. Reed,QHP,Fully insured",
        "C4,M1,2023-06-14,inpatient facility,H1,O80,,5000,Alder Bay,QHP,Fully insured",
        "C5,M2,2023-05-05,professional,P1,O80,59400,900,Dr. Fern,QHP,",
        "C6,M3,2023-05-05,professional,P1,O80,59400,900,Dr. Fern,Other,Fully insured",
    ]
    found = outcome(rows, None, BY_CLAIMS)
    end = datetime.date(2023, 8, 14)
    amounts = (Decimal("8200.00"), Decimal("5000.00"))
    assert found.episodes == [(1, "P1", "Dr. Fern", "qhp", "fully_insured", end, *amounts, "Alder Bay")]
    assert found.went("events") == {
        "counted": 1,
        "same_event": 2,
        "it isn't known how it is funded": 1,
        "its line of business is none of the contract's": 1,
    }
    assert found.built.events_read == 5


@pytest.mark.usefixtures("untraced")
def test_a_second_delivery_of_a_member_on_one_day_is_no_event_of_its_own(outcome: Callable[..., Outcome]) -> None:
    found = outcome([claim(1, "2023-06-15")], [DELIVERY, DELIVERY.replace("D1", "D2").replace("P1", "P2")])
    assert [episode[1] for episode in found.episodes] == ["P1"]
    assert found.went("events") == {"counted": 1, "same_day": 1}


@pytest.mark.usefixtures("untraced")
def test_an_episode_in_which_no_claim_counts_is_left_out(outcome: Callable[..., Outcome]) -> None:
    found = outcome([claim(1, "2023-06-15", codes="E11")], [DELIVERY])
    assert found.went("events") == {"no claim counts in it": 1}
    assert found.went() == {"unrelated": 1}


UNFIT = {
    "C1,M1,2023-06-31,professional,P1,,,1": "Service date: it is not a day of the calendar",
    "C2,M1,06/30/2023,professional,P1,,,1": "Service date: it is not a day of the calendar",
    "C3,M1,1900-01-05,professional,P1,,,1": "Service date: it is not a day of the calendar",
    "C4,,2023-06-15,professional,P1,,,1": "Member ID: it is blank, and needed.",
    "C5,M1,2023-06-15,dental,P1,,,1": "Claim type: it is not one of: Inpatient facility, Outpatient",
    "C6,M1,2023-06-15,professional,P1,,,1.005": "Allowed: it is not an amount in dollars and cents",
    "C7,M1,2023-06-15,professional,P1,,,1e3": "Allowed: it is not an amount in dollars and cents",
    "C8,M1,2023-06-15,professional,P1,,,10000000": "Allowed: it is more than 9,999,999.99.",
    "C9,M1,2023-06-15,professional,P1,,,-10000000": "Allowed: it is less than -9,999,999.99.",
    "C0,M1,2023-06-15,professional,P1,,,1": "Claim ID and Claim line: another row has the same.",
    "C0,M1,2023-06-16,professional,P1,,,1": "Claim ID and Claim line: another row has the same.",
}


def test_a_row_that_can_not_be_used_is_counted_and_told_without_its_cells(outcome: Callable[..., Outcome]) -> None:
    found = outcome([claim(10, "2023-06-15"), *UNFIT], [DELIVERY])
    assert found.went() == {"counted": 1, "unreadable": len(UNFIT)}
    assert found.built.bad_rows == len(UNFIT)
    assert [row.row for row in found.built.unfit] == list(range(3, 3 + len(UNFIT)))
    for at, (line, told) in enumerate(zip(found.unfit, UNFIT.values(), strict=True), 3):
        assert line.startswith(f"claims.csv row {at}, {told}")
    assert "M1" not in "".join(found.unfit)


@pytest.mark.usefixtures("untraced")
def test_cells_are_read_in_the_ways_people_write_them(outcome: Callable[..., Outcome]) -> None:
    rows = ["C1, M1 ,2023-06-15,INPATIENT-FACILITY,H1,o80.0 ; z370,, $ 1200.5", "C2,M1,2023-06-15,pharmacy,X,O80,,$.50"]
    found = outcome(rows, [DELIVERY.replace("yes", "Y")])
    assert found.episodes[0][6:] == (Decimal("1201.00"), Decimal("1200.50"), "H1")


def test_a_line_that_is_no_row_counts_as_one_that_can_not_be_used(outcome: Callable[..., Outcome]) -> None:
    found = outcome([claim(1, "2023-06-15"), "C2,M1", claim(3, "2023-06-15"), claim(4, "x"), "C5"], [DELIVERY])
    told = "it has too few or too many cells, a quotation mark out of place, or is not in UTF-8."
    assert found.went() == {"counted": 2, "unreadable": 3}
    assert found.unfit == [
        f"claims.csv row 3: {told}",
        "claims.csv row 5, Service date: it is not a day of the calendar, written as YYYY-MM-DD.",
        f"claims.csv row 6: {told}",
    ]


def test_the_factor_of_the_risk_adjustment_is_carried_as_it_is_written(outcome: Callable[..., Outcome]) -> None:
    contract = CONTRACT.replace("risk_adjustment: none", "risk_adjustment: {multiply_by: factor}")
    deliveries = [f"{DELIVERIES},factor", f"{DELIVERY},1.050", f"{DELIVERY.replace('1', '2', 2)},much"]
    found = outcome([claim(1, "2023-06-15")], deliveries, contract)
    assert found.episodes[0][-1] == "1.050"
    assert found.unfit == ["deliveries.csv row 3, factor: it is not a number with at most six decimals, such as 1.05."]
    with pytest.raises(UserError, match="no column is headed factor"):
        outcome([], [DELIVERY], contract)


def test_a_column_that_the_contract_names_has_to_be_there(outcome: Callable[..., Outcome]) -> None:
    with pytest.raises(UserError, match="it has no column continuous_coverage, which the contract names"):
        outcome([], [DELIVERIES.removesuffix(",Continuous coverage"), DELIVERY.removesuffix(",yes")])


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        ('"yes"', {"x": 1, "no claim counts in it": 2}),
        ('"no"', {"x": 1, "no claim counts in it": 2}),
        ("blank", {"x": 1, "no claim counts in it": 2}),
    ],
)
def test_episodes_are_left_out_by_what_a_column_says(
    outcome: Callable[..., Outcome], answer: str, reasons: dict[str, int]
) -> None:
    left_out = f"exclude: [{{episodes: x, column: transfer, is: {answer}}}]"
    contract = CONTRACT[: CONTRACT.index("exclude:")] + left_out
    rows = [f"D{n},M{n},2023-06-15,P1,qhp,self_insured,,{said}" for n, said in enumerate(("yes", "no", ""))]
    assert outcome([], [f"{DELIVERIES},Transfer", *rows], contract).went("events") == reasons


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("window: {before_days: 280, after_days: 60}\n", "", "window is missing: it is the days of an episode"),
        (
            "    column: continuous_coverage\n    is:",
            "    column: funding\n    is:",
            "the column funding of the deliveries",
        ),
        ('is: "no"', 'is: "no"\n    diagnoses: [C*]', "name a column of the deliveries, or codes; one of the two"),
        ('diagnoses: ["C*"]', "diagnoses: [59400]", "“59400” does not fit: it is a code in quotation marks"),
        (
            'column: continuous_coverage\n    is: "no"',
            "column: continuous_coverage",
            "is is missing: it is yes, no or blank",
        ),
    ],
)
def test_what_a_contract_lacks_for_building_is_named(
    outcome: Callable[..., Outcome], old: str, new: str, told: str
) -> None:
    assert old in CONTRACT
    with pytest.raises(UserError, match=told):
        outcome([], [DELIVERY], CONTRACT.replace(old, new))


def test_without_deliveries_a_trigger_is_needed_and_no_column_of_theirs(outcome: Callable[..., Outcome]) -> None:
    with pytest.raises(UserError, match="it needs continuous_coverage, which only a table of deliveries has"):
        outcome([], None)
    start, end = BY_CLAIMS.index("trigger:"), BY_CLAIMS.index("include:")
    with pytest.raises(UserError, match="trigger is missing: it is the claims of which events are made"):
        outcome([], None, BY_CLAIMS[:start] + BY_CLAIMS[end:])
    with pytest.raises(UserError, match="it needs factor"):
        outcome([], None, BY_CLAIMS.replace("risk_adjustment: none", "risk_adjustment: {multiply_by: factor}"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("claims.csv", b"", "it is empty, or its first row is"),
        ("claims.csv", b",,\n", "it is empty, or its first row is"),
        ("claims.csv", b"Claim ID,Allowed\n", "no column is headed Member ID or Service date"),
        ("claims[1].csv", b"x", "which here would mean many files. Rename it"),
        ("claims.pdf", b"%PDF", "it is a PDF"),
    ],
)
def test_a_file_that_is_no_table_of_claims_is_refused(
    tmp_path: Path, engine: Engine, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=told):
        build(Files(str(tmp_path / name)), rules(from_claims=False), engine, lambda: None)


def rules(*, from_claims: bool) -> Any:
    return rules_of(read_contract(str(SAMPLES / "building-contract.yaml"), the_program()), from_claims=from_claims)


def parquet(file: Path, sql: str) -> str:
    duckdb.sql(f"COPY ({sql}) TO '{file}'")  # our own
    return str(file)


def test_a_parquet_file_may_hold_decimals_and_days_but_no_floating_point(tmp_path: Path, engine: Engine) -> None:
    claims = (
        "SELECT i AS claim_id, 'M1' AS member_id, DATE '2023-06-15' AS service_date, 'pharmacy' AS claim_type, "
        "'X' AS provider, 'O80' AS diagnoses, {money} AS allowed FROM range(3) t(i)"
    )
    deliveries = parquet(
        tmp_path / "deliveries.parquet",
        "SELECT 'D' AS delivery_id, 'M1' AS member_id, DATE '2023-06-15' AS delivery_date, 'P1' AS pap, "
        "'qhp' AS line_of_business, 'fully_insured' AS funding, true AS continuous_coverage",
    )
    exact = parquet(tmp_path / "claims.parquet", claims.format(money="CAST(i AS DECIMAL(9, 4)) + 0.10"))
    built, episodes, _ = build(Files(exact, deliveries), rules(from_claims=False), engine, lambda: None)
    assert (built.bad_rows, [row[6] for row in episodes.rows()]) == (0, [Decimal("3.30")])
    finer = parquet(tmp_path / "finer.parquet", claims.format(money="CAST(i AS DECIMAL(9, 4)) + 0.125"))
    built, _, _ = build(Files(finer, deliveries), rules(from_claims=False), engine, lambda: None)
    assert built.bad_rows == 3
    float_file = parquet(tmp_path / "float.parquet", claims.format(money="i / 7"))
    with pytest.raises(UserError, match="Allowed is stored as float64, which"):
        build(Files(float_file, deliveries), rules(from_claims=False), engine, lambda: None)


def test_codes_fit_whole_or_by_their_beginning() -> None:
    found = re.compile(pattern(["O80", "z34*", "Z37.0"]))
    assert all(map(found.search, ("O80", "E11;O80", "Z3403", "Z370 O8")))
    assert not any(map(found.search, ("O801", "AO80", "Z37", "")))


def test_a_lost_claim_is_a_fault_of_ours(outcome: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "claims_tally", lambda *_: [])
    with pytest.raises(NotAsWritten):
        outcome([claim(1, "2023-06-15")], [DELIVERY])


def test_too_little_memory_is_told_in_a_sentence() -> None:
    def fail() -> None:
        raise duckdb.OutOfMemoryException("…")

    with pytest.raises(UserError, match="There is too little memory"), ENGINES["duckdb"]():
        fail()


def test_the_engine_takes_nothing_from_elsewhere_and_leaves_nothing_behind() -> None:
    with ENGINES["duckdb"]() as running:
        names = "autoload_known_extensions", "autoinstall_known_extensions", "temp_directory"
        query = f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}"
        [loads, installs, folder] = running.connection.con.execute(query).fetchone()
        assert (loads, installs) == (False, False)
        assert Path(folder).is_dir()
    assert not Path(folder).exists()


class StandIn(SimpleNamespace):
    """A frame and a session of Spark that only note what they are asked for."""

    def selectExpr(self, *columns: str) -> "StandIn":  # noqa: N802 - Spark's own name
        return StandIn(columns=columns)

    def createOrReplaceTempView(self, name: str) -> None:  # noqa: N802 - Spark's own name
        self.named = name

    def cache(self) -> "StandIn":
        return self


@pytest.mark.parametrize("running", [True, False])
def test_spark_numbers_rows_keeps_what_was_worked_out_and_is_stopped_if_it_was_started_here(
    monkeypatch: pytest.MonkeyPatch, *, running: bool
) -> None:
    stopped: list[bool] = []
    session = SimpleNamespace(
        read=SimpleNamespace(parquet=lambda _: StandIn()), sql=lambda _: StandIn(), stop=lambda: stopped.append(True)
    )
    connection = SimpleNamespace(table=str, compile=str)
    builder = SimpleNamespace(appName=lambda _: SimpleNamespace(getOrCreate=lambda: session))
    door = SimpleNamespace(getActiveSession=lambda: session if running else None, builder=builder)
    library = SimpleNamespace(SparkSession=door, pyspark=SimpleNamespace(connect=lambda _: connection))
    monkeypatch.setattr("qis_tool.evidence.engine.engines.library", lambda *_: library)
    with ENGINES["spark"]() as engine:
        assert engine.parquet("claims").startswith("given_")
        assert engine.keep("expression").startswith("kept_")
        assert engine.done() == -1
        with pytest.raises(UserError, match="the tables have to be Parquet"):
            engine.csv("claims.csv", 3, ",")
    assert stopped == ([] if running else [True])
