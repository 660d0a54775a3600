"""The reviewer's table of words, for people, spreadsheets and programs."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from qis_tool.count import FieldWords, WordTable
from qis_tool.finding import pointer
from qis_tool.report.machine import envelope_start
from qis_tool.report.markdown import plain
from qis_tool.report.spreadsheet import csv_line
from qis_tool.report.tally import METHOD, Styled, Unread

_BAR = 20
_COLUMNS = ("item", "label", "count", "limit", "left")


Results = Iterable[WordTable | Unread]


def text(results: Results) -> Iterator[Styled]:
    """A table a plan, with a bar for each field; the words say what the bar shows."""
    for table in _tables(results):
        yield Styled(f"{table.file}: {table.form_name} plan year {table.plan_year}, {METHOD}\n", "code")
        width = max((len(row.label) for row in table.fields), default=0)
        yield Styled(f"{'Item':<5} {'Field':<{width}} {'Words':>5} {'Limit':>5} {'Left':>5}\n", "quiet")
        for row in table.fields:
            yield Styled(f"{row.item:<5} {row.label:<{width}} {row.count:>5} {row.limit:>5} {row.left:>5}  ")
            yield Styled(*_bar(row))
        yield Styled("\n")


def as_json(results: Results) -> Iterator[Styled]:
    """JSON in the envelope of qis validate; `over` counts the fields over their limit."""
    yield Styled(envelope_start())
    unread, files, over = [], 0, 0
    for result in results:
        if isinstance(result, Unread):
            unread.append({"file": result.file, "message": result.message})
            continue
        yield Styled(f"{',' if files else ''}\n{json.dumps(_file(result), ensure_ascii=False)}")
        files, over = files + 1, over + sum(row.left < 0 for row in result.fields)
    summary = {"files": files, "unread": len(unread), "over": over, "passed": not (unread or over)}
    yield Styled(f'],\n"unread": {json.dumps(unread, ensure_ascii=False)},\n"summary": {json.dumps(summary)}}}\n')


def as_csv(results: Results) -> Iterator[Styled]:
    """One line a field, for a spreadsheet."""
    yield Styled(csv_line("file", "path", *_COLUMNS))
    for table in _tables(results):
        for row in table.fields:
            yield Styled(csv_line(table.file, pointer(row.path), *(getattr(row, name) for name in _COLUMNS)))


def markdown(results: Results) -> Iterator[Styled]:
    """A table a plan, for a pull request or a page."""
    for table in _tables(results):
        yield Styled(f"### {plain(table.file)}\n\n{table.form_name} plan year {table.plan_year}, {METHOD}.\n\n")
        yield Styled("| Item | Field | Words | Limit | Left |\n| --- | --- | ---: | ---: | ---: |\n")
        for row in table.fields:
            yield Styled(f"| {row.item} | {row.label} | {row.count} | {row.limit} | {row.left} |\n")
        yield Styled("\n")


def _tables(results: Results) -> Iterator[WordTable]:
    return (result for result in results if isinstance(result, WordTable))


def _file(table: WordTable) -> dict[str, Any]:
    fields = [field_json(row) for row in table.fields]
    return {"file": table.file, "form": table.form, "plan_year": table.plan_year, "fields": fields}


def field_json(row: FieldWords) -> dict[str, Any]:
    """A limited field as every JSON output holds it."""
    return {"path": pointer(row.path)} | {name: getattr(row, name) for name in _COLUMNS}


def _bar(row: FieldWords) -> tuple[str, str]:
    filled = min(_BAR, -(-row.count * _BAR // row.limit))
    bar = "█" * filled + "░" * (_BAR - filled)
    if row.left < 0:
        return f"{bar} {-row.left} over\n", "error"
    return f"{bar}{'' if row.count else ' blank'}\n", ""


WORD_REPORTERS: Mapping[str, Callable[[Results], Iterator[Styled]]] = {
    "text": text,
    "json": as_json,
    "csv": as_csv,
    "markdown": markdown,
}
