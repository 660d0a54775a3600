"""The styles of a base document that the writer relies on, by the names that Word shows."""

from collections.abc import Mapping
from enum import StrEnum

from qis_tool.readers.word.names import ANSWER_BULLET, TABLE_BULLET, Element, w


class Style(StrEnum):
    """Every style in use; a base document must have them all."""

    TITLE = "Title"
    PART = "heading 1"
    ITEM = "heading 2"
    SUBITEM = "heading 3"
    TEXT = "Body Text"
    PROMPT = "Prompt"
    LIMIT = "Limit Note"
    NUMBERED = "List Number"
    BULLETS = "List Bullet"
    BOX = "Check Box"
    BOX_LINE = "Check Box Text"
    ANSWER = "Answer"
    ANSWER_BULLET = ANSWER_BULLET
    ANSWER_BLANK = "Answer Blank"
    ANSWER_LINE = "Answer Line"
    SHORT_ANSWER = "Short Answer"
    TABLE = "Milestone Table"
    TABLE_HEADING = "Table Heading"
    TABLE_TEXT = "Table Text"
    TABLE_BULLET = TABLE_BULLET
    TABLE_NUMBER = "Table Number"
    DRAFT = "Draft Mark"
    FOOTER = "footer"
    FOOTNOTE = "footnote text"
    FOOTNOTE_MARK = "footnote reference"
    PLACEHOLDER = "Placeholder Text"


def ids_by_name(styles: Element) -> dict[str, str]:
    """The id of each style by its name in small letters, as Word compares names."""
    named = ((style.find(w("name")), style) for style in styles.iter(w("style")))
    return {name.get(w("val"), "").casefold(): style.get(w("styleId"), "") for name, style in named if name is not None}


def settle(element: Element, ids: Mapping[str, str]) -> Element:
    """Turn the names of styles in an element into the ids that the base document knows them by."""
    for mark in element.iter(w("pStyle"), w("rStyle"), w("tblStyle")):
        mark.set(w("val"), ids[mark.get(w("val"), "").casefold()])
    return element
