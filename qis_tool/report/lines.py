"""What several reports say of a finding, each in one line."""

from pathlib import PurePath

from qis_tool.characters import spelled
from qis_tool.finding import Finding, Position, Waiver


def one_line(text: str) -> str:
    """A text on one line, with what can't be seen spelled out."""
    return " ".join(spelled(text).split())


def field_of(finding: Finding) -> str:
    """What a reader calls the field, with its item: QIS Goal 1 (item 5)."""
    return f"{finding.label} (item {finding.item})" if finding.item else finding.label or "The file"


def point(finding: Finding) -> Position:
    """The place to look at: inside the answer where it is known, else where the answer starts."""
    return finding.at or finding.span.start


def advice(finding: Finding) -> str:
    """What is wrong and what to do; and where, in a document, which has no lines."""
    return f"{finding.message} {finding.help}{f' Place: {finding.place}.' if finding.place else ''}"


def waiver_line(waiver: Waiver) -> str:
    """Until when a finding is waived, by whom, and why."""
    return one_line(f"Waived {waiver}")


def excess(finding: Finding) -> int | None:
    """How far the count is over the limit; None for a finding without one."""
    if finding.limit is None or finding.count is None:
        return None
    return max(0, finding.count - finding.limit)


def slashed(file: str) -> str:
    """A file's name as web services write it: with slashes, and no dot in front."""
    return PurePath(file).as_posix()
