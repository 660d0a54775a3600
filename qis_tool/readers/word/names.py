"""The names by which a Word file's parts and elements are known, to those who write and to those who read."""

from collections.abc import Callable
from functools import cache
from typing import cast

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
SYMBOL_EX = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RECORD = "urn:qis-tool:record:1"
ANSWER_BULLET, TABLE_BULLET = "Answer Bullet", "Table Bullet"

Element = etree._Element  # noqa: SLF001 - the name lxml gives its elements


@cache
def w(name: str) -> str:
    """The qualified name of a w: element or attribute."""
    return f"{{{W}}}{name}"


def within(*names: str) -> Callable[[Element], list[Element]]:
    """Finds the w: elements of the last of these names, each in one of the name before, as `findall` but quicker."""
    return cast("Callable[[Element], list[Element]]", etree.XPath("/w:".join(("", *names))[1:], namespaces={"w": W}))


@cache
def w14(name: str) -> str:
    """The qualified name of a w14: element or attribute."""
    return f"{{{W14}}}{name}"


@cache
def in_record(name: str) -> str:
    """The qualified name of an element of the record that a document carries."""
    return f"{{{RECORD}}}{name}"
