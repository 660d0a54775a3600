"""Findings for programs: JSON (schemas/meta/report.schema.json) and GitHub's workflow commands."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from qis_tool import __version__
from qis_tool.finding import OFF, Finding, Position, Report, Settings, pointer
from qis_tool.report.lines import excess
from qis_tool.report.tally import Styled, Tally

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def envelope_start() -> str:
    """The first part of every JSON output, up to its list of files."""
    tool = json.dumps({"name": "qis", "version": __version__})
    return f'{{"schema_version": 1, "tool": {tool}, "files": ['


def as_json(tally: Tally) -> Iterator[Styled]:
    """JSON, written file by file so that a thousand plans need no more memory than one."""
    yield Styled(envelope_start())
    separator, unread = "", []
    for result in tally:
        if isinstance(result, Report):
            yield Styled(f"{separator}\n{_json(_file(result))}")
            separator = ","
        else:
            unread.append({"file": result.file, "message": result.message})
    yield Styled(f'],\n"unread": {_json(unread)},\n"summary": {_json(_summary(tally))}}}\n')


def github(tally: Tally) -> Iterator[Styled]:
    """One workflow command a finding, which GitHub shows beside the line."""
    for result in tally:
        if isinstance(result, Report):
            for finding in result.findings:
                yield Styled(_command(result, finding))


def _command(report: Report, finding: Finding) -> str:
    start, rule = finding.span.start, finding.rule
    place = f"file={_escaped(report.file, ':,')},line={start.line},col={start.column}"
    title = _escaped(f"{rule.code} {rule.name}", ":,")
    kind, advice = _GITHUB[rule.level], finding.help
    if finding.waived:
        kind, advice = _GITHUB["note"], f"Waived {finding.waived}"
    return f"::{kind} {place},title={title}::{_escaped(f'{finding.message} {advice}')}\n"


def _escaped(text: str, also: str = "") -> str:
    for character in "%\r\n" + also:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _summary(tally: Tally) -> dict[str, Any]:
    levels = {f"{level}s": count for level, count in tally.levels.items()}
    return {"files": tally.files, "unread": tally.unread, **levels, "waived": tally.waived, "passed": tally.passed}


def _file(report: Report) -> dict[str, Any]:
    return {
        "file": report.file,
        "form": report.form or None,
        "plan_year": report.plan_year,
        "passed": not report.fails,
        "findings": [finding_json(finding) for finding in report.findings],
        **({"remarks": list(report.remarks)} if report.remarks else {}),
        **({"settings": settings_json(report.settings)} if report.settings.sources else {}),
    }


def settings_json(settings: Settings) -> dict[str, Any]:
    """What was set that decides over passing."""
    levels = {code: level for code, level in settings.levels.items() if level != OFF}
    figures = {} if settings.near_limit is None else {"near_limit": settings.near_limit}
    set_in = {"sources": list(dict.fromkeys(settings.sources.values())), "fail_level": settings.fail_level}
    return {**set_in, "off": list(settings.off), "levels": levels, **figures}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as every JSON output holds it."""
    found: dict[str, Any] = {
        "code": finding.rule.code,
        "name": finding.rule.name,
        "level": finding.rule.level,
        "message": finding.message,
        "help": finding.help,
        "path": pointer(finding.path),
        "item": finding.item or None,
        "label": finding.label or None,
        "cite": finding.cite or None,
        "start": _place(finding.span.start),
        "end": _place(finding.span.end),
    }
    if finding.at:
        found["at"] = _place(finding.at)
    if finding.paragraph:
        found["paragraph"] = finding.paragraph
    if finding.waived:
        found["waived"] = asdict(finding.waived)
    if (over := excess(finding)) is not None:
        found |= {"limit": finding.limit, "count": finding.count, "over": over}
    return found


def _place(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
