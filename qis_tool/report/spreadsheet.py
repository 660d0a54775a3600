"""Findings as CSV, for a spreadsheet."""

import csv
import io
import re
from collections.abc import Iterator

from qis_tool.characters import spelled
from qis_tool.finding import Finding, Report, pointer
from qis_tool.report.lines import excess, point, waiver_line
from qis_tool.report.tally import Styled, Tally, Unread

COLUMNS = (
    "file",
    "form",
    "plan_year",
    "code",
    "name",
    "level",
    "waived",
    "item",
    "label",
    "path",
    "line",
    "column",
    "place",
    "message",
    "help",
    "cite",
    "limit",
    "count",
    "over",
)
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")  # noqa: RUF001 # programs for Chinese and Japanese take the wide ones too


def as_csv(tally: Tally) -> Iterator[Styled]:
    """One line a finding; a file that can't be read, and a remark on one that could, have a line too."""
    yield Styled(csv_line(*COLUMNS))
    for result in tally:
        for row in _rows(result):
            yield Styled(csv_line(*(row.get(column) for column in COLUMNS)))


def csv_line(*values: object) -> str:
    """One line of CSV, in which no text acts as a formula."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(_cell, values))
    return line.getvalue()


def _cell(value: object) -> object:
    """A text that would begin a formula has an apostrophe in front, by which spreadsheets know it for a text."""
    if not isinstance(value, str):
        return value
    return f"'{spelled(value)}" if _FORMULA.match(value) else spelled(value)


def writable(text: str) -> str:
    """A text as XlsxWriter can take it: it would write one between these tags as markup of its own."""
    text = text.encode(errors="backslashreplace").decode()
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _rows(result: Report | Unread) -> Iterator[dict[str, object]]:
    if isinstance(result, Unread):
        yield {"file": result.file, "level": "unread", "message": result.message}
        return
    plan: dict[str, object] = {"file": result.file, "form": result.form, "plan_year": result.plan_year}
    yield from (plan | _finding(finding) for finding in result.findings)
    yield from (plan | {"level": "remark", "message": remark} for remark in result.remarks)


def _finding(finding: Finding) -> dict[str, object]:
    start = point(finding)
    return {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "level": finding.rule.level,
        "waived": waiver_line(finding.waived) if finding.waived else "",
        "item": finding.item,
        "label": finding.label,
        "path": pointer(finding.path),
        "line": "" if finding.place else start.line,
        "column": "" if finding.place else start.column,
        "place": finding.place,
        "message": finding.message,
        "help": finding.help,
        "cite": finding.cite,
        "limit": finding.limit,
        "count": finding.count,
        "over": excess(finding),
    }
