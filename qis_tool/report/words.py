"""The reviewer's table of words, for people, spreadsheets and programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from qis_tool.count import FieldWords, WordTable
from qis_tool.finding import pointer
from qis_tool.report.machine import envelope_start
from qis_tool.report.tally import METHOD, Styled

_BAR = 20
_COLUMNS = ("item", "label", "count", "limit", "left")


def text(tables: Iterable[WordTable]) -> Iterator[Styled]:
    """A table a plan, with a bar for each field; the words say what the bar shows."""
    for table in tables:
        yield Styled(f"{table.file}: {table.form_name} plan year {table.plan_year}, {METHOD}\n", "code")
        width = max((len(row.label) for row in table.fields), default=0)
        yield Styled(f"{'Item':<5} {'Field':<{width}} {'Words':>5} {'Limit':>5} {'Left':>5}\n", "quiet")
        for row in table.fields:
            yield Styled(f"{row.item:<5} {row.label:<{width}} {row.count:>5} {row.limit:>5} {row.left:>5}  ")
            yield Styled(*_bar(row))
        yield Styled("\n")


def as_json(tables: Iterable[WordTable]) -> Iterator[Styled]:
    """JSON in the envelope of qis validate."""
    yield Styled(envelope_start())
    for number, table in enumerate(tables):
        fields = [{"path": pointer(row.path)} | {name: getattr(row, name) for name in _COLUMNS} for row in table.fields]
        file = {"file": table.file, "form": table.form, "plan_year": table.plan_year, "fields": fields}
        yield Styled(f"{',' if number else ''}\n{json.dumps(file, ensure_ascii=False)}")
    yield Styled("]}\n")


def as_csv(tables: Iterable[WordTable]) -> Iterator[Styled]:
    """One line a field, for a spreadsheet."""
    yield Styled(_line("file", "path", *_COLUMNS))
    for table in tables:
        for row in table.fields:
            yield Styled(_line(table.file, pointer(row.path), *(getattr(row, name) for name in _COLUMNS)))


def markdown(tables: Iterable[WordTable]) -> Iterator[Styled]:
    """A table a plan, for a pull request or a page."""
    for table in tables:
        yield Styled(f"### {table.file}\n\n{table.form_name} plan year {table.plan_year}, {METHOD}.\n\n")
        yield Styled("| Item | Field | Words | Limit | Left |\n| --- | --- | ---: | ---: | ---: |\n")
        for row in table.fields:
            yield Styled(f"| {row.item} | {row.label} | {row.count} | {row.limit} | {row.left} |\n")
        yield Styled("\n")


def _bar(row: FieldWords) -> tuple[str, str]:
    filled = min(_BAR, -(-row.count * _BAR // row.limit))
    bar = "█" * filled + "░" * (_BAR - filled)
    if row.left < 0:
        return f"{bar} {-row.left} over\n", "error"
    return f"{bar}{'' if row.count else ' blank'}\n", ""


def _line(*values: object) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


WORD_REPORTERS: Mapping[str, Callable[[Iterable[WordTable]], Iterator[Styled]]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
    "markdown": markdown,
}
