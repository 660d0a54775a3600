"""Findings as a GitLab Code Quality report (schemas/meta/code-quality.schema.json)."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from qis_tool.finding import Finding, Report
from qis_tool.report.fingerprints import fingerprint, fingerprint_of
from qis_tool.report.lines import advice, point, slashed, waiver_line
from qis_tool.report.tally import Styled, Tally, Unread

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}
_UNREAD = "unread"


def code_quality(tally: Tally) -> Iterator[Styled]:
    """A list with an entry a finding, as they come."""
    met: Counter[str] = Counter()
    separator = "[\n"
    for result in tally:
        for entry in _entries(result, met):
            yield Styled(f"{separator}{json.dumps(entry, ensure_ascii=False)}")
            separator = ",\n"
    yield Styled("[]\n" if separator == "[\n" else "\n]\n")


def _entries(result: Report | Unread, met: Counter[str]) -> Iterator[dict[str, Any]]:
    if isinstance(result, Report):
        yield from (_finding(result.file, finding, met) for finding in result.findings)
        return
    identity = fingerprint_of([PurePath(result.file).name, _UNREAD], met)
    said = {"description": result.message, "check_name": _UNREAD, "fingerprint": identity, "severity": "blocker"}
    yield said | _location(result.file, 1)


def _finding(file: str, finding: Finding, met: Counter[str]) -> dict[str, Any]:
    rule = finding.rule
    waiver = f"{waiver_line(finding.waived)} " if finding.waived else ""
    said = {
        "description": f"{waiver}{rule.code} {rule.name}: {advice(finding)}",
        "check_name": rule.code,
        "fingerprint": fingerprint(file, finding, met),
        "severity": "info" if finding.waived else _SEVERITY[rule.level],
    }
    return said | _location(file, 1 if finding.place else point(finding).line)


def _location(file: str, line: int) -> dict[str, Any]:
    """Where to look; a document has no lines, and stands under its first one."""
    return {"location": {"path": slashed(file), "lines": {"begin": line}}}
