"""Findings for people: with the lines of the plan, the form's line and what to do; or one line each."""

from collections.abc import Iterator

from qis_tool.finding import LEVELS, ExcerptLine, Finding, Report
from qis_tool.report.tally import METHOD, Styled, Tally, plural, settings_line

_GUTTER = 6


def text(tally: Tally) -> Iterator[Styled]:
    """Every finding with its lines, then one sentence that sums up."""
    for result in tally:
        if isinstance(result, Report):
            for finding in result.findings:
                yield from in_full(result.file, finding)
            yield from _remarks(result)
    yield from summary(tally)


def concise(tally: Tally) -> Iterator[Styled]:
    """One line a finding, then the sentence that sums up."""
    for result in tally:
        if isinstance(result, Report):
            for finding in result.findings:
                yield from _headline(result.file, finding)
            yield from _remarks(result)
    yield from summary(tally)


def _remarks(report: Report) -> Iterator[Styled]:
    yield from (Styled(f"{report.file}: {remark}\n") for remark in report.remarks)


def _headline(file: str, finding: Finding) -> Iterator[Styled]:
    start = finding.span.start
    yield Styled(f"{file}: {finding.place}  " if finding.place else f"{file}:{start.line}:{start.column}  ")
    yield Styled("waived", "quiet") if finding.waived else Styled(finding.rule.level, finding.rule.level)
    yield Styled(f"  {finding.rule.code} {finding.rule.name}  ", "code")
    yield Styled(f"{finding.message}\n")


def in_full(file: str, finding: Finding) -> Iterator[Styled]:
    """A finding with its lines, the form's line and what to do."""
    yield from _headline(file, finding)
    previous = 0
    for line in finding.excerpt:
        if previous and line.number > previous + 1:
            yield Styled(f"{'…':>{_GUTTER}}\n", "quiet")
        yield from _excerpt(line, finding.mark)
        previous = line.number
    if finding.cite:
        yield from _labelled("Form", f"“{finding.cite}”{_item(finding)}")
    if finding.waived:
        yield from _labelled("Waived", str(finding.waived))
    else:
        yield from _labelled("Do", f"{finding.help}  More: qis explain {finding.rule.code}")
    yield Styled("\n")


def _labelled(label: str, text: str) -> Iterator[Styled]:
    yield Styled(f"{'':>{_GUTTER}} {label}: ", "quiet")
    yield Styled(f"{text}\n")


def _item(finding: Finding) -> str:
    return f" (item {finding.item}, {finding.label})" if finding.item else ""


def _excerpt(line: ExcerptLine, mark: str) -> Iterator[Styled]:
    yield Styled(f"{line.number:>{_GUTTER}} | ", "quiet")
    yield Styled(f"{line.text.rstrip()}\n")
    if line.mark is not None:
        yield Styled(f"{'':>{_GUTTER}} | {'':>{line.mark}}^ {mark}".rstrip() + "\n", "mark")


def summary(tally: Tally) -> Iterator[Styled]:
    """The sentence that sums up, once the tally was gone through."""
    if tally.files:
        counts = ", ".join(plural(tally.levels[level], level) for level in LEVELS)
        counts += f", {tally.waived:,} waived" if tally.waived else ""
        yield Styled(f"{plural(tally.files, 'file')}, {', '.join([*tally.editions, METHOD])}: {counts}. ")
    if tally.changes:
        yield Styled(f"{settings_line(tally.changes)} ")
    if tally.unread:
        yield Styled(f"{plural(tally.unread, 'file')} could not be read. ", "error")
    if not tally.passed:
        yield Styled("Not ready.\n", "error")
    elif warnings := tally.levels["warning"]:
        yield Styled(f"Passed; read the {plural(warnings, 'warning')} before filing.\n", "passed")
    else:
        yield Styled("Passed.\n", "passed")
