"""A review as Markdown (CommonMark with tables), for a page or a mail; nothing that an issuer wrote acts as markup."""

import re
from collections.abc import Iterable, Iterator

from qis_tool.report.markdown import plain
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.sections import sections
from qis_tool.report.review.tables import Table
from qis_tool.report.tally import Styled
from qis_tool.reviewing.values import ReviewedFinding

_LINE_START = re.compile(r"^(\d*)([-+=:.)])")
_SIDES = {"text": "---", "date": "---", "number": "---:", "share": "---:"}


def markdown(review: Review, shown: Shown) -> Iterator[Styled]:
    """All sections, or that of one table."""
    yield Styled(f"# {plain(wording.heading(review))}\n\n")
    yield Styled(f"{plain(wording.outcome(review))} {plain(wording.meaning(review))}\n")
    for section in sections(review, shown.table):
        yield Styled(f"\n## {plain(section.table.title)}\n\n")
        yield from [Styled(f"{plain(section.intro)}\n\n")] if section.intro else []
        body = _findings(review) if section.table.name == "findings" else _table(review, section.table)
        yield next(body, Styled("None.\n"))
        yield from body


def _table(review: Review, table: Table) -> Iterator[Styled]:
    for number, row in enumerate(table.rows(review)):
        if not number:
            yield Styled(_line(column.head for column in table.columns))
            yield Styled(_line(_SIDES[column.kind] for column in table.columns))
        yield Styled(_line(map(plain, wording.cells_of(row))))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _findings(review: Review) -> Iterator[Styled]:
    for plan, findings in review.reviewed():
        if findings:
            yield Styled(f"### {plain(plan.file)}\n\n")
        for found in findings:
            yield Styled("\n".join(_finding(found)) + "\n\n")


def _finding(found: ReviewedFinding) -> Iterator[str]:
    """An item of a list, with the whole answer as a quotation."""
    finding, answer = found
    rule = finding.rule
    level = f"{rule.level}, waived" if finding.waived else rule.level
    where, message = plain(wording.place(finding)), plain(finding.message)
    yield f"- **{level}** {rule.code} {rule.name}, {where}: {message}"
    told = {"Form": finding.cite and f"“{finding.cite}”", "Do": finding.help, "Waived": wording.waiver(finding)}
    yield from (f"  - {what}: {plain(text)}" for what, text in told.items() if text)
    if answer:
        yield "  - Answer:\n"
        yield from (f"    > {_quoted(line)}".rstrip() for line in answer.rstrip("\n").split("\n"))


def _quoted(line: str) -> str:
    """A line of an answer, of which nothing acts as markup, its start neither."""
    return _LINE_START.sub(r"\1\\\2", plain(line))
