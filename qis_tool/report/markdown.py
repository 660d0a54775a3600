"""Findings as Markdown, for the summary of a GitHub job, a pull request or a page."""

import re
from collections.abc import Iterator

from qis_tool.finding import Finding, Report
from qis_tool.report.lines import field_of, one_line, point, waiver_line
from qis_tool.report.tally import Styled, Tally, Unread
from qis_tool.report.text import summary

_HEAD = "| Level | Rule | Where | What is wrong | What to do |\n| --- | --- | --- | --- | --- |\n"
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = frozenset("\\`*_[]|~#")
# Services make links, mentions, signs and formulas of some characters with what stands next to them, entities or not.
_SPECIAL = re.compile(r"(?P<alone>[@#!~%:&](?=\S)|\$|(?<=www)\.|(?<=GH)-(?=\d))|[\\`*_\[\]|~#&<>]", re.IGNORECASE)


def markdown(tally: Tally) -> Iterator[Styled]:
    """A table for each file with findings, then the sentence that sums up, which stands only at the end."""
    yield Styled("## Findings of qis\n\n")
    for result in tally:
        yield Styled(_unread(result) if isinstance(result, Unread) else _section(result))
    yield Styled(f"{plain(''.join(piece.text for piece in summary(tally)))}\n")


def _unread(result: Unread) -> str:
    return f"### {plain(result.file)}\n\nCan't be read: {plain(result.message)}\n\n"


def _section(report: Report) -> str:
    if not report.findings and not report.remarks:
        return ""
    table = f"{_HEAD}{''.join(map(_row, report.findings))}\n" if report.findings else ""
    remarks = "".join(f"Note: {plain(remark)}\n\n" for remark in report.remarks)
    return f"### {plain(report.file)}\n\n{table}{remarks}"


def _row(finding: Finding) -> str:
    rule, waiver = finding.rule, finding.waived
    where = finding.place or f"{field_of(finding)}, line {point(finding).line}"
    level, do = (f"{rule.level}, waived", waiver_line(waiver)) if waiver else (rule.level, finding.help)
    return f"| {' | '.join(map(plain, (level, f'{rule.code} {rule.name}', where, finding.message, do)))} |\n"


def plain(text: str) -> str:
    """A text on one line that reads as itself, whatever it holds."""
    return _SPECIAL.sub(_harmless, one_line(text))


def _harmless(match: re.Match[str]) -> str:
    character = match[0]
    shown = f"\\{character}" if character in _MARKUP else _ENTITIES.get(character, character)
    return f"<span>{shown}</span>" if match["alone"] else shown
