"""Rules for what stands in a Word document's parts, many of which Microsoft's own validator does not know."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.package_rules import PACKAGE_RULES, Element, Package, Rule, W, opened, texts, w

_LONGEST_NAME = 64
_CONTROL = ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr", "dataBinding", "label")
_SHOWN = "parent::w:t or parent::w:delText or parent::w:instrText"
_LOST_TEXT = etree.XPath(f"//text()[normalize-space() and not({_SHOWN})]", namespaces={"w": W})
_TRACKED = ("ins", "del", "pPrChange")
_NO_CONTENT = {w(name) for name in ("tcPr", "bookmarkStart", "bookmarkEnd")}
_NO_NUMBER = "0"


def broken(package: bytes) -> list[str]:
    """What a document breaks of the package's rules and Word's."""
    found = opened(package)
    return [f"{rule.__name__}: {sentence}" for rule in (*PACKAGE_RULES, *WORD_RULES) for sentence in rule(found)]


def value(element: Element, path: str) -> str:
    """The w:val of what a path of w: names leads to; empty where there is none."""
    found = element.find("/".join(map(w, path.split("/"))))
    return "" if found is None else found.get(w("val"), "")


def controls_are_one_of_a_kind(package: Package) -> Iterator[str]:
    for kind in ("id", "tag"):
        values = Counter(value(properties, kind) for _, properties in package.each("sdtPr"))
        for shared in (value for value, times in values.items() if value and times > 1):
            yield f"{values[shared]} content controls have the {kind} {shared}."


def controls_have_names(package: Package) -> Iterator[str]:
    for part, properties in package.each("sdtPr"):
        is_passing = properties.find(w("temporary")) is not None
        for kind in () if is_passing else ("alias", "tag"):
            if not 0 < len(value(properties, kind)) <= _LONGEST_NAME:
                yield f"{part}: a content control's {kind} is {value(properties, kind)!r}."
        if not re.fullmatch(r"-?\d{1,10}|", value(properties, "id")) or value(properties, "id") == "0":
            yield f"{part}: a content control's id is {value(properties, 'id')!r}."


def controls_are_in_schema_order(package: Package) -> Iterator[str]:
    for part, properties in package.each("sdtPr"):
        names = [etree.QName(child).localname for child in properties]
        places = [_CONTROL.index(name) if name in _CONTROL else len(_CONTROL) for name in names]
        if places != sorted(places) or places.count(len(_CONTROL)) > 1:
            yield f"{part}: a content control's properties stand in the order {', '.join(names)}."


def controls_have_content(package: Package) -> Iterator[str]:
    for part, control in package.each("sdt"):
        content = control.find(w("sdtContent"))
        if content is None or not len(content):
            yield f"{part}: the content control {value(control, 'sdtPr/tag')!r} is empty."


def bookmarks_have_names(package: Package) -> Iterator[str]:
    starts = [(part, start.get(w("name"), "")) for part, start in package.each("bookmarkStart")]
    names = Counter(name.lower() for _, name in starts)
    for part, name in starts:
        if not re.fullmatch(r"[A-Za-z_]\w{0,39}", name, re.ASCII):
            yield f"{part}: a bookmark can't be called {name!r}."
    for name in (name for name, times in names.items() if times > 1):
        yield f"{names[name]} bookmarks are called {name}."
    for part, link in package.each("hyperlink"):
        if (anchor := link.get(w("anchor"))) and anchor.lower() not in names:
            yield f"{part}: a link leads to the bookmark {anchor}, which is not there."


def bookmarks_are_paired(package: Package) -> Iterator[str]:
    starts, ends = (
        Counter(mark.get(w("id")) for _, mark in package.each(name)) for name in ("bookmarkStart", "bookmarkEnd")
    )
    for number in starts.keys() | ends.keys():
        if (starts[number], ends[number]) != (1, 1):
            yield f"Bookmark {number} has {starts[number]} starts and {ends[number]} ends."


def fields_are_whole(package: Package) -> Iterator[str]:
    for part, root in package.stories:
        left = "".join(mark.get(w("fldCharType"), "")[0] for mark in root.iter(w("fldChar")))
        while (fewer := re.sub("bs?e", "", left)) != left:
            left = fewer
        if left:
            yield f"{part}: a field is not whole."


def tables_are_whole(package: Package) -> Iterator[str]:
    for part, row in package.each("tr"):
        if row.find(w("tc")) is None:
            yield f"{part}: a row has no cells."
    for part, cell in package.each("tc"):
        content = [child for child in cell if child.tag not in _NO_CONTENT]
        if not content or not _ends_a_cell(content[-1]):
            yield f"{part}: a cell does not end with a paragraph."
    for part, table in package.each("tbl"):
        columns = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
        if any(len(row.findall(w("tc"))) not in {0, columns} for row in table.findall(w("tr"))):
            yield f"{part}: a row has not as many cells as the table has columns."


def _ends_a_cell(last: Element) -> bool:
    return last.tag == w("p") or (last.tag == w("sdt") and bool(last.findall(f"{w('sdtContent')}/{w('p')}")))


def tables_have_header_rows(package: Package) -> Iterator[str]:
    for part, table in package.each("tbl"):
        marked = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in table.findall(w("tr"))]
        if marked != [True, *([False] * (len(marked) - 1))]:
            yield f"{part}: the first row of a table, and no other, should be marked as its header."


def text_is_where_it_shows(package: Package) -> Iterator[str]:
    for part, root in package.stories:
        yield from (f"{part}: {text.strip()!r} stands where no text is shown." for text in texts(_LOST_TEXT, root))
    for part, text in package.each("t"):
        if re.search(r"[\t\n\r]", text.text or ""):
            yield f"{part}: a tab or line end in w:t is shown as a space."


def changes_are_tracked(package: Package) -> Iterator[str]:
    """Each has a number of its own and an author, what is deleted is marked so, and an end leads to a paragraph."""
    numbers = Counter(change.get(w("id")) for _, change in package.each(*_TRACKED))
    for number in (number for number, times in numbers.items() if times > 1):
        yield f"{numbers[number]} tracked changes have the number {number}."
    for part, change in package.each(*_TRACKED):
        if not change.get(w("author")):
            yield f"{part}: a tracked change has no author."
    for part, text in package.each("t", "delText"):
        if (text.tag == w("delText")) is (next(text.iterancestors(w("del")), None) is None):
            yield f"{part}: {text.text!r} is deleted or it is not."
    for part, line in package.each("p"):
        mark = line.find(f"{w('pPr')}/{w('rPr')}")
        is_tracked = mark is not None and any(mark.find(w(kind)) is not None for kind in ("ins", "del"))
        rows = [
            row
            for row in line.iterancestors(w("tr"))
            for kind in ("ins", "del")
            if row.find(f"{w('trPr')}/{w(kind)}") is not None
        ]
        if is_tracked and not rows and next(line.itersiblings(w("p")), None) is None:
            yield f"{part}: the tracked end of a paragraph leads nowhere."


def lists_are_defined(package: Package) -> Iterator[str]:
    numbering = package.part("word/numbering.xml")
    kinds = {kind.get(w("abstractNumId")) for kind in numbering.iter(w("abstractNum"))}
    lists = Counter(number.get(w("numId")) for number in numbering.iter(w("num")))
    for number in numbering.iter(w("num")):
        if lists[number.get(w("numId"))] > 1 or value(number, "abstractNumId") not in kinds:
            yield f"word/numbering.xml: list {number.get(w('numId'))} is there twice, or its kind is not."
    styles = (("word/styles.xml", number) for number in package.part("word/styles.xml").iter(w("numId")))
    for part, number in (*package.each("numId"), *styles):
        if number.get(w("val")) not in {*lists, _NO_NUMBER}:
            yield f"{part}: list {number.get(w('val'))} is not defined."


def styles_are_defined(package: Package) -> Iterator[str]:
    styles = list(package.part("word/styles.xml").iter(w("style")))
    known = Counter(style.get(w("styleId"), "") for style in styles)
    named = {(part, element.get(w("val"), "")) for part, element in package.each("pStyle", "rStyle", "tblStyle")}
    named |= {
        ("word/numbering.xml", value(level, "pStyle")) for level in package.part("word/numbering.xml").iter(w("lvl"))
    }
    named |= {("word/styles.xml", value(style, link)) for style in styles for link in ("basedOn", "next", "link")}
    for part, name in sorted(named):
        if name and name not in known:
            yield f"{part}: the style {name} is not defined."
    yield from (
        f"word/styles.xml: the style {name} is defined {known[name]} times." for name in known if known[name] > 1
    )


def styles_end(package: Package) -> Iterator[str]:
    based = {s.get(w("styleId"), ""): value(s, "basedOn") for s in package.part("word/styles.xml").iter(w("style"))}
    for name, below in based.items():
        for _ in based:
            below = based.get(below, "")  # noqa: PLW2901
        if below:
            yield f"word/styles.xml: the style {name} rests on itself."


def footnotes_are_there(package: Package) -> Iterator[str]:
    notes = {note.get(w("id")): note for _, note in package.each("footnote")}
    named = Counter(reference.get(w("id")) for _, reference in package.each("footnoteReference"))
    for number in named.keys() - notes.keys():
        yield f"Footnote {number} is not there."
    for number, note in notes.items():
        if note.find(w("p")) is None:
            yield f"Footnote {number} has no paragraph."
        if named[number] != (0 if note.get(w("type")) else 1):
            yield f"Footnote {number} is referred to {named[number]} times."


def the_section_ends_the_body(package: Package) -> Iterator[str]:
    for part, body in package.each("body"):
        if not len(body) or body[-1].tag != w("sectPr"):
            yield f"{part}: the body does not end with its section."


WORD_RULES: tuple[Rule, ...] = (
    controls_are_one_of_a_kind,
    controls_have_names,
    controls_are_in_schema_order,
    controls_have_content,
    bookmarks_have_names,
    bookmarks_are_paired,
    fields_are_whole,
    tables_are_whole,
    tables_have_header_rows,
    text_is_where_it_shows,
    changes_are_tracked,
    lists_are_defined,
    styles_are_defined,
    styles_end,
    footnotes_are_there,
    the_section_ends_the_body,
)
