"""A Word file that somebody else laid out, filled place by place."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from qis_tool.readers.places import Beside, Room, Rows, Span, Tick
from qis_tool.readers.word.names import Element, w
from qis_tool.writers.word.letters import RULE, letters, put_behind, shown
from qis_tool.writers.word.rooms import (
    Paragraphs,
    Styles,
    cell_beside,
    is_free,
    line_in,
    ruled,
    waiting_behind,
    waiting_in,
)
from qis_tool.writers.word.ticks import tick
from qis_tool.writers.word.typing_in import (
    drop,
    in_one,
    lines_of,
    new_below,
    row_below,
    type_below,
    type_into_control,
    type_into_field,
    without_rule,
)

_SPACES = " \N{NO-BREAK SPACE}"
_RULE_BEHIND = re.compile(rf"(\s*){RULE.pattern}")


class NoRoom(Exception):
    """There is no place for an answer: nothing stands before it, or what stands around it is one paragraph."""


class Filler:
    """Fills one place after the other; `typed` collects what was put in."""

    def __init__(self, paragraphs: Paragraphs, styles: Styles) -> None:
        self._paragraphs, self._styles = paragraphs, styles
        self.typed: list[str] = []

    def tick(self, ticks: Iterable[Tick]) -> None:
        """Tick boxes, all of one paragraph together."""
        for number, boxes in groupby(sorted(ticks, key=attrgetter("number")), attrgetter("number")):
            self.typed += tick(self._paragraphs.all[number], boxes)

    def fill(self, place: Room | Beside | Rows) -> None:
        """Put in one answer, or the rows of a table. Raises NoRoom where that can't be done."""
        if place.span.after < 0:
            raise NoRoom(place.tag)
        match place:
            case Room():
                self._room(place)
            case Beside():
                self._beside(place)
            case Rows(heads=()):
                self._typed_rows(place)
            case _:
                self._rows(place)

    def _room(self, place: Room) -> None:
        room = self._paragraphs.within(place.span)
        if not self._into_what_waits(waiting_in(room), room, place.text):
            self._type(self._line(place.tag, place.span, room), place.text)

    def _into_what_waits(self, waiting: Element | None, room: Sequence[Element], text: str) -> bool:
        """Whether there is a control, a field or a rule for an answer, which it then stands in."""
        if waiting is not None and waiting.tag == w("sdt"):
            self.typed.append(type_into_control(waiting, text))
        elif waiting is not None:
            type_into_field(waiting, in_one(text))
            self.typed.append(in_one(text))
        elif lines := ruled(room):
            for line in lines:
                without_rule(letters(line))
            self._type(lines[0], text)
            drop(lines[1:])
        else:
            return False
        return True

    def _line(self, tag: str, span: Span, room: Sequence[Element]) -> Element:
        """The empty paragraph for an answer, a new one where there is none."""
        if span.before == span.after:
            raise NoRoom(tag)
        last = self._paragraphs.all[span.after]
        following = None if span.before is None else self._paragraphs.all[span.before]
        found = line_in(room, last, following)
        return self._new_below(last) if found is None else found

    def _new_below(self, last: Element) -> Element:
        style = last.find(f"{w('pPr')}/{w('pStyle')}")
        return new_below(last, keeps_style=style is not None and self._styles.is_for_text(style.get(w("val"), "")))

    def _type(self, paragraph: Element, text: str) -> Element:
        lines = lines_of(text)
        self.typed += lines
        return type_below(paragraph, lines)

    def _beside(self, place: Beside) -> None:
        """Behind a prompt: in what waits there, in an empty cell beside it, else on the same line."""
        prompt = self._paragraphs.all[place.span.after]
        room = self._paragraphs.within(place.span)
        found = letters(prompt)
        start = shown(found).find(place.prompt)
        if not found or (start < 0 and place.span.before == place.span.after):
            raise NoRoom(place.tag)
        end = len(found) if start < 0 else start + len(place.prompt)
        others = (letter for letter in found[end:] if not letter.shown.isspace() and letter.shown != "_")
        waiting = waiting_behind(found[end - 1], next(others, None), prompt)
        if self._into_what_waits(waiting if waiting is not None else waiting_in(room), room, place.text):
            return
        beside = None if RULE.search(shown(found), end) else cell_beside(room, prompt)
        if beside is None:
            self._on_line(prompt, end, in_one(place.text))
        else:
            self._type(beside, place.text)

    def _on_line(self, prompt: Element, end: int, text: str) -> None:
        """A text behind a prompt's last letter and the spaces there, in place of a rule."""
        found = letters(prompt)
        if rule := _RULE_BEHIND.match(shown(found), end):
            without_rule(found[rule.end(1) : rule.end()])
            found, end = letters(prompt), rule.end(1)
        while end < len(found) and found[end].shown in _SPACES:
            end += 1
        before = "" if found[end - 1].shown.isspace() else " "
        behind = "" if end == len(found) or found[end].shown.isspace() else " "
        put_behind(found[end - 1], f"{before}{text}{behind}")
        self.typed.append(text)

    def _rows(self, place: Rows) -> None:
        """In the rows of a table, and in new ones once these are full."""
        rows = [[self._paragraphs.all[number] for number in numbers] for numbers in (place.heads, *place.cells)]
        while len(rows) <= len(place.rows):
            rows.append(_new_row(rows[-1], of_heads=len(rows) == 1))
        for texts, row in zip(place.rows, rows[1:], strict=False):
            for text, paragraph in zip(texts, row, strict=True):
                room = list(_around(paragraph, "tc").iter(w("p")))
                if text.strip() and not self._into_what_waits(waiting_in(room), room, text):
                    self._type(paragraph, text)

    def _typed_rows(self, place: Rows) -> None:
        """In empty paragraphs, one after the other, and in new ones once there are no more."""
        free = [paragraph for paragraph in self._paragraphs.within(place.span) if is_free(paragraph)]
        last = self._paragraphs.all[place.span.after]
        for text in (text for row in place.rows for text in row if text.strip()):
            last = self._type(free.pop(0) if free else self._new_below(last), text)


def _new_row(above: Sequence[Element], *, of_heads: bool) -> list[Element]:
    """The first paragraphs of cells in a new row, below those of another one."""
    row = _around(above[0], "tr")
    cells = [cell for cell in row.iter(w("tc")) if _around(cell, "tr") is row]
    columns = [cells.index(_around(paragraph, "tc")) for paragraph in above]
    new = list(row_below(row, of_heads=of_heads))
    below = [cell for cell in new if cell.tag == w("tc")]
    return [next(below[column].iter(w("p"))) for column in columns]


def _around(element: Element, name: str) -> Element:
    return next(element.iterancestors(w(name)))
