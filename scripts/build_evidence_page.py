"""Build the tables of columns and figures in docs/evidence.md and docs/episodes.md from schemas/evidence/.

usage: build_evidence_page.py            write them into the pages
       build_evidence_page.py --check    exit 1 if they are not what the data says
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from qis_tool.evidence.columns import Column, Shape, shape_of
from qis_tool.evidence.measure import measure

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {
    "evidence.md": ("roster", "contracts"),
    "episodes.md": ("episodes", "providers"),
    "episodes-build.md": ("claims", "deliveries"),
}
WITH_FIGURES = "evidence.md"
START, END = "<!-- Columns and figures:", "<!-- End of columns and figures -->"
KINDS = {
    "text": "text",
    "choice": "one of",
    "yes_no": "yes or no",
    "integer": "a whole number",
    "money": "dollars",
    "rate": "percent",
    "date": "a date, 2022-12-31",
    "period": "a period",
    "list": "some of",
}


def built(name: str, page: str) -> str:
    """The page of this name with its tables as the data has them."""
    before, _, rest = page.partition(START)
    note, _, rest = rest.partition("\n")
    after = rest.partition(END)[2]
    return f"{before}{START}{note}\n{''.join(_tables(name))}{END}{after}"


def _tables(name: str) -> Iterator[str]:
    for table in PAGES[name]:
        yield from _table(shape_of(table))
    if name == WITH_FIGURES:
        yield "\n### The figures judged by\n\n"
        yield from (f"- {note}\n" for note in measure().notes)
    yield "\n"


def _table(shape: Shape) -> Iterator[str]:
    yield f"\n### {shape.title}\n\n{shape.description} One row is {shape.row}.\n\n"
    yield "| Column | Holds | What to put there | Also called |\n| --- | --- | --- | --- |\n"
    for column in shape.columns:
        needed = " (needed)" if column.required else ""
        yield f"| {column.label}{needed} | {_holds(column)} | {column.description} | {', '.join(column.also)} |\n"


def _holds(column: Column) -> str:
    if column.kind == "list" and not column.choices:
        return "several, with semicolons"
    return " ".join([KINDS[column.kind], ", ".join(column.choices.values())]).strip()


def main() -> int:
    """Write the pages or compare them; the exit status."""
    pages = {name: (DOCS / name).read_text("utf-8") for name in PAGES}
    if "--check" in sys.argv[1:]:
        return int(any(page != built(name, page) for name, page in pages.items()))
    for name, page in pages.items():
        (DOCS / name).write_text(built(name, page), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
