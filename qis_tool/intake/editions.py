"""Which form a Word file is, and its lines as that form prints them."""

from collections import Counter
from functools import lru_cache

from qis_tool.document.assemble import assemble
from qis_tool.document.blocks import Document, Heading, Table
from qis_tool.errors import UserError
from qis_tool.form import Form, known_editions, load_form
from qis_tool.readers.landmarks import in_own_lines, key
from qis_tool.readers.lines import Line, folded, printed_lines
from qis_tool.readers.rows import with_rows
from qis_tool.readers.tables import rows_below
from qis_tool.readers.values import MOST_ROWS, plan_values
from qis_tool.readers.word import WordFile
from qis_tool.source import Source

_HEADS, _SEVERAL = (1, 2), 3


def form_of_file(file: WordFile, name: str) -> Form:
    """The form that a file's record names, else the one most of whose printed lines stand in it.

    Raises UserError where there is none.
    """
    if file.recorded:
        return load_form(file.recorded.record.form, file.recorded.record.plan_year)
    text = key(" ".join(line.text for line in file.lines))
    forms = [load_form(*edition) for edition in known_editions()]
    shares = {form: _share(form, text) for form in forms}
    best = max(forms, key=lambda form: (shares[form], form.year))
    if shares[best] > 1 / 2:
        return best
    known = ", ".join(form.edition for form in forms)
    raise UserError(f"{name}: it has too few of the printed lines of any form that qis knows ({known}).")


def laid_out(file: WordFile, form: Form, name: str) -> tuple[Document, list[Line]]:
    """The blank form with as many rows as the file has, and the file's lines as that form prints them."""
    document = blank(form)
    lines = with_rows(document, in_own_lines(document, file.lines))
    _refuse_several(document, lines, name)
    rows = rows_below(document, lines)
    if rows > MOST_ROWS:
        raise UserError(f"{name}: it has a table of {rows} rows, far more than this form.")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if any(rows > len(table.rows) for table in tables):
        document = blank(form, *(a.path.replace("[0]", f"[{rows - 1}]") for t in tables for a in t.rows[0]))
    return document, lines


def _refuse_several(document: Document, lines: list[Line], name: str) -> None:
    """Raises UserError where headings of the form stand in a file more often than in the form."""
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level in _HEADS]
    found, printed = Counter(folded(line.wording) for line in lines), Counter(map(folded, headings))
    again = [heading for heading in printed if found[heading] > printed[heading]]
    if len(again) >= _SEVERAL:
        raise UserError(
            f"{name}: it holds the form more than once: “{again[0]}” stands there {found[again[0]]} times, and "
            f"{len(again) - 1} other headings do so too. Keep one form in each file."
        )


@lru_cache(maxsize=16)
def blank(form: Form, *paths: str) -> Document:
    """The form without answers, with room for those of these dotted paths."""
    return assemble(Source(form.edition, "", plan_values(dict.fromkeys(paths, ""), ())), form, record=False)


def _share(form: Form, text: str) -> float:
    """What part of a form's printed lines stand in a text."""
    lines = printed_lines(blank(form))
    return sum(key(line) in text for line in lines) / len(lines)
