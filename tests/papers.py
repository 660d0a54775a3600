"""Worksheets on paper that several tests look at: those of the samples, and one of hostile texts."""

from collections.abc import Mapping
from pathlib import Path

from qis_tool.document.paper import Paper
from qis_tool.evidence.columns import shape_of
from qis_tool.evidence.measure import measure
from qis_tool.evidence.network import Network, network_of
from qis_tool.evidence.payments import payments_of
from qis_tool.evidence.tables import Table, table_of
from qis_tool.evidence.worksheets import purpose_of
from qis_tool.report.evidence import hospitals, payments
from qis_tool.report.evidence.paper import paper
from qis_tool.report.evidence.plot import plot_of

SAMPLES = Path(__file__).parent.parent / "samples/evidence"
HOSTILE = "</svg><b>&amp;@A ]]>\x07\u202e\ud800".encode(errors="surrogatepass").decode(errors="replace")
HEADS = "Hospital,Period,Births,Cesareans,Rate,MDC,Coaching,Closed"


def table(kind: str, *rows: str) -> Table:
    """A table of these lines, or else that of the samples."""
    content = "\n".join(rows).encode() if rows else (SAMPLES / f"{kind}.csv").read_bytes()
    return table_of(content, f"{kind}.csv", shape_of(kind))


def network(*rows: str, show_small: bool = False) -> Network:
    """The network of these rows of a roster, or else of the sample."""
    return network_of(table("roster", *((HEADS, *rows) if rows else ())), measure(), show_small=show_small)


def of_hospitals(*rows: str, show_small: bool = False) -> Paper:
    """The worksheet of hospitals on paper."""
    found = network(*rows, show_small=show_small)
    return paper(hospitals.worksheet(found), purpose_of("hospitals"), plot_of(found))


def of_payments(*rows: str) -> Paper:
    """The worksheet of payments on paper."""
    return paper(payments.worksheet(payments_of(table("contracts", *rows), measure())), purpose_of("payments"))


PAPERS_MADE: Mapping[str, Paper] = {
    "hospitals": of_hospitals(),
    "payments": of_payments(),
    "hostile": of_hospitals(f'"{HOSTILE}",2022,138,33,,,,', "B,2022,209,50,,yes,no,"),
    "no figures": of_hospitals("A,2022,,,,,,"),
}
