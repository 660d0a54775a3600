"""Findings as JUnit XML, for the test reports of GitLab, Jenkins and others.

A file is a suite and a finding a test case: failed at the fail level or above, else passed, and skipped where it is
waived. Readers know a case again by its name, so that no name holds a line or a count, and no two in a suite are equal.
"""

import html
from collections import Counter
from collections.abc import Iterator

from qis_tool.characters import spelled
from qis_tool.finding import Finding, Report
from qis_tool.report.lines import field_of, one_line, point, waiver_line
from qis_tool.report.tally import METHOD, Styled, Tally, Unread, changed_by


def junit(tally: Tally) -> Iterator[Styled]:
    """A suite a file, as they come."""
    yield Styled('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
    for result in tally:
        yield Styled(_suite(result) if isinstance(result, Report) else _unread(result))
    yield Styled("</testsuites>\n")


def _unread(result: Unread) -> str:
    error = _element("error", _text(result.message), message=result.message, type="unread")
    case = _element("testcase", error, classname=result.file, name="can't be read")
    return _element("testsuite", "\n", case, name=result.file, tests=1, failures=0, errors=1, skipped=0)


def _suite(report: Report) -> str:
    checked = [_element("property", name=name, value=value) for name, value in _checked(report).items()]
    cases = [*_cases(report)] or [_element("testcase", classname=report.file, name="no findings")]
    remarks = [_element("system-out", _text("\n".join(report.remarks)))] if report.remarks else []
    return _element(
        "testsuite",
        "\n",
        _element("properties", "\n", *checked),
        *cases,
        *remarks,
        name=report.file,
        tests=len(cases),
        failures=report.at_or_above(report.settings.fail_level),
        errors=0,
        skipped=report.waived,
    )


def _checked(report: Report) -> dict[str, str]:
    """What a pass rests on."""
    form = {"form": f"{report.form_name} plan year {report.plan_year}"} if report.form else {}
    changed = changed_by(report.settings)
    settings = {"settings": changed} if changed else {}
    return form | {"counting": METHOD, "fail level": report.settings.fail_level} | settings


def _cases(report: Report) -> Iterator[str]:
    met: Counter[str] = Counter()
    for finding in report.findings:
        name = f"{finding.rule.level} {finding.rule.code} {finding.rule.name}: {field_of(finding)}"
        met[name] += 1
        again = f", no. {met[name]}" if met[name] > 1 else ""
        outcome = _outcome(finding, "\n".join(_told(report.file, finding)), is_failure=report.is_failure(finding))
        yield _element("testcase", outcome, classname=report.file, name=f"{name}{again}")


def _outcome(finding: Finding, told: str, *, is_failure: bool) -> str:
    if finding.waived:
        return _element("skipped", _text(f"{waiver_line(finding.waived)}\n{told}"))
    if is_failure:
        return _element("failure", _text(told), message=finding.message, type=finding.rule.code)
    return _element("system-out", _text(told))


def _told(file: str, finding: Finding) -> Iterator[str]:
    """All of a finding in lines: some readers show nothing but an element's text."""
    start = point(finding)
    yield f"{file}: {finding.place}" if finding.place else f"{file}:{start.line}:{start.column}"
    yield f"{finding.rule.level} {finding.rule.code} {finding.rule.name}: {finding.message}"
    if finding.cite:
        yield f"Form: “{finding.cite}”"
    yield f"Do: {finding.help}"


def _element(tag: str, /, *content: str, **attributes: object) -> str:
    """An element, on a line of its own."""
    given = "".join(f' {key}="{_text(one_line(str(value)))}"' for key, value in attributes.items())
    return f"<{tag}{given}>{''.join(content)}</{tag}>\n"


def _text(text: str) -> str:
    """A text as XML: what no parser takes, or nobody sees, is spelled out."""
    return html.escape(spelled(text))
