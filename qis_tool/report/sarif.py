"""Findings as SARIF 2.1.0, for code scanning and the viewers of editors."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from qis_tool import __version__
from qis_tool.finding import Finding, Position, Report, Rule, Span, pointer
from qis_tool.report.catalogue import fenced, first_sentence
from qis_tool.report.fingerprints import fingerprint
from qis_tool.report.lines import advice, field_of, point, slashed, waiver_line
from qis_tool.report.tally import Styled, Tally, Unread

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "qisFinding/v1"
LINE_HASH = "primaryLocationLineHash"  # the one that GitHub goes by; it makes its own where there is a line
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")  # a link, where no backslash stands in front
_TOP = "%SRCROOT%"
_BASES = {_TOP: {"description": {"text": "The folder that qis was run in."}}}
_START = f"""\
{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{
"columnKind": "unicodeCodePoints", "originalUriBaseIds": {json.dumps(_BASES)},
"results": ["""


def sarif(tally: Tally) -> Iterator[Styled]:
    """One run, written result by result; what only the end can tell, as which rules occur, comes last."""
    yield Styled(_START)
    rules: dict[str, Rule] = {}
    met: Counter[str] = Counter()
    told: list[dict[str, Any]] = []
    separator = "\n"
    for result in tally:
        told += _notifications(result)
        for finding in result.findings if isinstance(result, Report) else ():
            rules.setdefault(finding.rule.code, finding.rule)
            index = [*rules].index(finding.rule.code)
            yield Styled(f"{separator}{_json(_result(result.file, finding, index, met))}")
            separator = ",\n"
    invocation = {"executionSuccessful": not tally.unread, "toolExecutionNotifications": told}
    driver = {"name": "qis", "version": __version__, "rules": [_rule(rule) for rule in rules.values()]}
    yield Styled(f'],\n"invocations": [{_json(invocation)}],\n"tool": {_json({"driver": driver})}}}]}}\n')


def _result(file: str, finding: Finding, index: int, met: Counter[str]) -> dict[str, Any]:
    region = {} if finding.place else _regions(finding)
    identity = fingerprint(file, finding, met)
    waiver = finding.waived
    return {
        "ruleId": finding.rule.code,
        "ruleIndex": index,
        "level": finding.rule.level,
        "message": {"text": _LINK.sub(r"\\[", advice(finding))},
        "locations": [
            {"physicalLocation": _artifact(file) | region}
            | ({"logicalLocations": [_field(finding)]} if finding.path else {})
            | ({"message": {"text": finding.place}} if finding.place else {})
        ],
        "partialFingerprints": {FINGERPRINT: identity} | ({} if region else {LINE_HASH: identity}),
        "suppressions": [_suppression(waiver_line(waiver))] if waiver else [],
    }


def _suppression(reason: str) -> dict[str, str]:
    return {"kind": "inSource", "status": "accepted", "justification": reason}


def _artifact(file: str) -> dict[str, Any]:
    """A relative name starts at the folder that qis was run in; one that leads out of it has no known start."""
    path = Path(file)
    if path.is_absolute():
        return {"artifactLocation": {"uri": path.as_uri()}}
    base = {} if ".." in path.parts else {"uriBaseId": _TOP}
    return {"artifactLocation": {"uri": quote(os.fsencode(slashed(file)))} | base}


def _field(finding: Finding) -> dict[str, str]:
    return {"name": field_of(finding), "fullyQualifiedName": pointer(finding.path), "kind": "property"}


def _regions(finding: Finding) -> dict[str, Any]:
    """The place to look at; with the whole answer around it, where it lies inside."""
    span, at = finding.span, point(finding)
    if at == span.start:
        return {"region": _region(span)}
    if not span.start < at < span.end:
        return {"region": _from(at)}
    rest = _region(Span(at, span.end)) if at.line == span.end.line else _from(at)
    return {"region": rest, "contextRegion": _region(span)}


def _region(span: Span) -> dict[str, int]:
    end = {"endLine": span.end.line, "endColumn": span.end.column} if span.start < span.end else {}
    return _from(span.start) | end


def _from(at: Position) -> dict[str, int]:
    """From a place to the end of its line."""
    return {"startLine": at.line, "startColumn": at.column}


def _notifications(result: Report | Unread) -> Iterator[dict[str, Any]]:
    """What is to be said of a file as a whole: why it could not be read, or what its findings rest on."""
    level, messages = ("error", (result.message,)) if isinstance(result, Unread) else ("note", result.remarks)
    for message in messages:
        place = {"physicalLocation": _artifact(result.file)}
        yield {"level": level, "message": {"text": message}, "locations": [place]}


def _rule(rule: Rule) -> dict[str, Any]:
    plain = f"{rule.why}\n\nGood:\n{rule.good}\n\nBad:\n{rule.bad}"
    marked_up = f"{rule.why}\n\nGood:\n\n{fenced(rule.good)}\nBad:\n\n{fenced(rule.bad)}"
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": first_sentence(rule.why)},
        "fullDescription": {"text": rule.why},
        "help": {"text": plain, "markdown": marked_up},
        "defaultConfiguration": {"level": rule.level},
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
