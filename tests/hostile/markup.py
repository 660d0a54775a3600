"""Markup that costs time or memory, hides text, or leads out of the file."""

from collections.abc import Callable, Mapping
from functools import partial

from tests.hostile.sound import (
    FOOTER,
    FOOTNOTES,
    MAIN,
    RECORD,
    STYLES,
    Files,
    control,
    document,
    in_place_of_body,
    line,
    named,
    nested,
    parts,
    with_body,
    with_parts,
    with_text,
    word_of,
)

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_TAGS = {
    "rows": "part_d.timeline.milestones[999999999].date",
    "class": "__class__",
    "class-of-class": "part_c.__class__.__mro__[1]",
    "long": "x" * 10_000,
    "empty": "",
    "path": "../../etc/passwd",
    "choice": "part_a.product_types=",
    "choices": "part_a.product_types==HMO=PPO",
    "template": "{{ 7*7 }}{% raw %}",
    "markup": "[/red][link=http://a.example]x",
    "codes": "part_c.goal_1&#9;&#10;",
    "other-digits": "part_d.timeline.milestones[\u0663].date",
    "deep": "a." * 5_000,
    "brackets": "[" * 5_000,
}
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
_FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_CHOICE = '<mc:AlternateContent><mc:Choice Requires="w14">'
_FALLBACK = "</mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>"
_SHAPE = "<w:p><w:r><w:drawing><wps:txbx><w:txbxContent>"
_SHAPE_END = "</w:txbxContent></wps:txbx></w:drawing></w:r></w:p>"
_TABLE, _TABLE_END = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"


def markup() -> Files:
    """Documents with markup of each of these kinds."""
    yield from named("xml", _as_text())
    yield from named("tag", {name: partial(_tagged, tag) for name, tag in _TAGS.items()})
    yield from named("tag", _tags())
    yield from named("body", {name: partial(with_body, xml) for name, xml in _bodies().items()})
    yield from named("field", {name: partial(_field, code) for name, code in _codes().items()})
    yield from named("nested", {name: partial(with_body, xml) for name, xml in _nested().items()})
    yield from named("many", _many(), large=True)


def _as_text() -> Mapping[str, Callable[[], bytes]]:
    """Ways to write a part that a parser may trip over."""
    main = parts()[MAIN].decode()
    start, root = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n", main.partition("?>\n")[2]
    texts: dict[str, bytes | str] = {
        "laughs": f"{start}<!DOCTYPE d [<!ENTITY l0 'ha'>{_LAUGHS}]>{document(line('&l9;'))}",
        "laughs-in-attribute": f"<!DOCTYPE d [<!ENTITY l0 'ha'>{_LAUGHS}]><d a='&l9;'/>",
        "entity-of-file": f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>{document(line("&e;"))}',
        "entity-of-web": f'<!DOCTYPE d [<!ENTITY e SYSTEM "http://e.example/">]>{document(line("&e;"))}',
        "entity-of-parameters": f'<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>{root}',
        "entity-unknown": root.replace("<w:body>", "<w:body>&nbsp;", 1),
        "doctype": f"<!DOCTYPE d>{root}",
        "doctype-of-web": f'<!DOCTYPE d SYSTEM "http://elsewhere.example/d.dtd">{root}',
        "doctype-utf-16": f"<!DOCTYPE d [<!ENTITY l0 'ha'>{_LAUGHS}]><d>&l9;</d>".encode("utf-16"),
        "include": root.replace(
            "<w:body>", '<w:body><x:include xmlns:x="http://www.w3.org/2001/XInclude" href="/a"/>', 1
        ),
        "style-sheet": f'<?xml-stylesheet href="http://e.example/a.xsl"?>{root}',
        "utf-16": root.encode("utf-16"),
        "utf-16-big": b"\xfe\xff" + root.encode("utf-16-be"),
        "utf-32": root.encode("utf-32"),
        "utf-7": f"<?xml version='1.0' encoding='UTF-7'?>{root}",
        "latin-1": f"<?xml version='1.0' encoding='ISO-8859-1'?>{root}",
        "code-unknown": f"<?xml version='1.0' encoding='x-none'?>{root}",
        "utf-8-mark": b"\xef\xbb\xbf" + main.encode(),
        "utf-8-bad": main.encode().replace(b"Applicant", b"\xff\xfe\xc0\x80", 1),
        "utf-8-half": main.encode().replace(b"Applicant", b"\xed\xa0\x80", 1),
        "zero": main.replace("Applicant", "\0", 1),
        "zero-as-number": main.replace("Applicant", "&#0;", 1),
        "control": main.replace("Applicant", "\x1b", 1),
        "number-most": main.replace("Applicant", "&#x110000;", 1),
        "version": main.replace("version='1.0'", "version='9.9'", 1),
        "two-roots": root + root,
        "text-after": f"{root}text",
        "comments": root.replace("<w:body>", f"<w:body>{'<!-- x -->' * 2_000}", 1),
        "instructions": root.replace("<w:body>", f"<w:body>{'<?x y?>' * 2_000}", 1),
        "sections": root.replace("Applicant must", "<![CDATA[Applicant]]> must", 1),
        "names-unbound": root.replace("<w:body>", "<w:body><x:a/>", 1),
        "names-other": root.replace("wordprocessingml/2006/main", "wordprocessingml/2006/other", 1),
        "attribute-twice": root.replace("<w:body>", "<w:body a='1' a='2'>", 1),
        "deep": nested("<a>", "</a>", 100_000),
        "deep-unclosed": "<a>" * 100_000,
        "not-closed": root[:-20],
    }
    return {name: partial(with_parts, {MAIN: text}) for name, text in texts.items()} | {
        "laughs-in-record": lambda: with_parts({RECORD: f"<!DOCTYPE d [<!ENTITY l0 'ha'>{_LAUGHS}]><d>&l9;</d>"}),
        "laughs-in-styles": lambda: with_parts({STYLES: f"<!DOCTYPE d [<!ENTITY l0 'ha'>{_LAUGHS}]><d>&l9;</d>"}),
        "foot-doctype": lambda: with_text(FOOTER, "<w:ftr", "<!DOCTYPE d><w:ftr"),
    }


def _tagged(tag: str) -> bytes:
    return with_body(control(tag, line()) + f"<w:p>{control(tag, word_of('two'))}</w:p>")


def _tags() -> Mapping[str, Callable[[], bytes]]:
    goal = "part_c.goal_1"
    begin = control(goal, "|").partition("|")[0]
    return {
        "one-for-two": lambda: with_body(control(goal, line("Other.")) + control(goal, line("Another."))),
        "one-in-another": lambda: with_body(control(goal, control("part_c.goal_2", line()))),
        "one-in-itself": lambda: with_body(nested(begin, "</w:sdtContent></w:sdt>", 30, line())),
        "on-everything": lambda: in_place_of_body(control(goal, parts()[MAIN].decode().split("body>")[1][:-2])),
        "thousands": lambda: with_body("".join(control(f"part_c.goal_{n}", line()) for n in range(1_500))),
        "bound": lambda: with_body(control(goal, line(), '<w:dataBinding w:xpath="/a" w:storeItemID="{x}"/>')),
        "many-in-one": lambda: with_body("<w:sdt><w:sdtPr>" + "<w:tag w:val='a'/>" * 500 + "</w:sdtPr></w:sdt>"),
        "choice-of-years": lambda: with_text(MAIN, f'w:val="{goal}"', f'w:val="{goal}[0]"'),
    }


def _bodies() -> Mapping[str, str]:
    cell = f"<w:tc><w:tcPr>{{}}</w:tcPr>{line()}</w:tc>"
    span, symbol = '<w:gridSpan w:val="{}"/>', '<w:sym w:font="Wingdings" w:char="FFFFF"/>'
    before, check = '<w:gridBefore w:val="999999999"/>', "<w14:checkbox><w14:checked w14:val='x'/></w14:checkbox>"
    merged = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return {
        "span": f"<w:tbl><w:tr>{cell.format(span.format(2_000_000_000))}</w:tr></w:tbl>",
        "span-negative": f"<w:tbl><w:tr>{cell.format(span.format(-5))}</w:tr></w:tbl>",
        "span-no-number": f"<w:tbl><w:tr>{cell.format(span.format('x'))}</w:tr></w:tbl>",
        "merged": f"<w:tbl>{''.join(f'<w:tr>{cell.format(mark)}</w:tr>' for mark in merged * 50)}</w:tbl>",
        "merged-first": f"<w:tbl><w:tr>{cell.format(merged[1])}</w:tr></w:tbl>",
        "before-most": f"<w:tbl><w:tr><w:trPr>{before}</w:trPr>{cell.format('')}</w:tr></w:tbl>",
        "rows-without-cells": f"<w:tbl>{'<w:tr/>' * 500}</w:tbl>",
        "cells-without-lines": f"<w:tbl><w:tr>{'<w:tc/>' * 500}</w:tr></w:tbl>",
        "lines-in-lines": nested("<w:p>", "</w:p>", 60, word_of("one")),
        "shape": f"{_SHAPE}{line()}{_SHAPE_END}",
        "old-shape": f"<w:p><w:r><w:pict><v:textbox>{line()}</v:textbox></w:pict></w:r></w:p>",
        "chunk": '<w:altChunk r:id="rId1"/>',
        "part-of-document": '<w:subDoc r:id="rId1"/>',
        "object": "<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>",
        "symbols": f"<w:p><w:r>{symbol * 500}</w:r></w:p>",
        "attribute-long": "<w:p w:rsidR='" + "x" * 1_000_000 + "'/>",
        "text-long": line("word " * 100_000),
        "text-one-word": line("x" * 500_000),
        "text-right-to-left": line("\u202eesrever\u2066\u200b\ufeff"),
        "tracked": f"<w:p><w:ins>{word_of('in')}</w:ins><w:del><w:r><w:delText>out</w:delText></w:r></w:del></w:p>",
        "tracked-within": nested("<w:ins>", "</w:ins>", 50, line()),
        "lists": '<w:p><w:pPr><w:numPr><w:numId w:val="99999999999"/></w:numPr></w:pPr></w:p>' * 100,
        "lines-2000": line() * 2_000,
        "lines-5001": "<w:p/>" * 5_001,
        "checks": f"<w:p><w:sdt><w:sdtPr>{check}</w:sdtPr></w:sdt></w:p>" * 50,
    }  # fmt: skip


def _codes() -> Mapping[str, str]:
    names = ("INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO", "LINK", "DATABASE", "MACROBUTTON", "FORMCHECKBOX", "FORMTEXT")
    return {name.lower(): f' {name} "c:\\\\windows\\\\a.exe" ' for name in names}


def _field(code: str) -> bytes:
    return with_body(f"<w:p>{_FIELD.format(code)}{word_of('one')}{_FIELD_END}</w:p>")


def _nested() -> Mapping[str, str]:
    within = {
        "tables": (_TABLE, _TABLE_END, 70),
        "tables-too-deep": (_TABLE, _TABLE_END, 200),
        "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120),
        "controls-too-deep": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 200),
        "shapes": (_SHAPE, _SHAPE_END, 35),
        "alternates": (_CHOICE, _FALLBACK, 100),
        "alternates-double": (_CHOICE + line(), _FALLBACK, 60),
        "hidden": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr>", "</w:r></w:p>", 100),
        "smart": ("<w:smartTag>", "</w:smartTag>", 230),
        "insertions": ("<w:ins><w:moveTo>", "</w:moveTo></w:ins>", 100),
        "runs": ("<w:r>", "</w:r>", 200),
    }
    fields = f"<w:p>{_FIELD.format('IF') * 2_000}{_FIELD_END * 2_000}</w:p>"
    open_ended = f"<w:p>{_FIELD.format('IF') * 2_000}</w:p>"
    made = {name: nested(begin, end, times, line()) for name, (begin, end, times) in within.items()}
    return made | {"fields": fields, "fields-open": open_ended, "field-ends": f"<w:p>{_FIELD_END * 2_000}</w:p>"}


def _many() -> Mapping[str, Callable[[], bytes]]:
    mark = '<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    row = f"<w:tr>{f'<w:tc>{line()}</w:tc>' * 63}</w:tr>"
    notes, end_of_note = parts()[FOOTNOTES].decode(), "</w:t></w:r></w:p></w:footnote>"
    long_note = f"{'word ' * 20_000}{end_of_note}"
    in_control = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    return {
        "runs": lambda: with_body(f"<w:p>{word_of('x') * 1_000_000}</w:p>"),
        "runs-most": lambda: with_body(f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 48_000}</w:p>"),
        "cells": lambda: with_body(f"<w:tbl>{row * 400}</w:tbl>"),
        "cells-most": lambda: with_body(f"<w:tbl>{row * 70}</w:tbl>"),
        "notes": lambda: with_body(mark * 10_000, footnotes=notes.replace(end_of_note, long_note)),
        "notes-in-one-line": lambda: with_body(f"<w:p>{mark[5:-6] * 10_000}</w:p>"),
        "attributes": lambda: with_body(f"<w:p {_attributes(400_000)}/>"),
        "elements": lambda: with_parts({MAIN: f"<a>{'<a/>x' * 1_900_000}</a>"}),
        "elements-most": lambda: with_body("<w:tab/>" * 95_000),
        "characters": lambda: with_body(line("x y" * 1_600_000)),
        "lines-4800": lambda: with_body(line("Goal 1 of the plan in so many words") * 4_800),
        "printed-lines": lambda: in_place_of_body(parts()[MAIN].decode().split("body>")[1][:-2] * 30),
        "controls": lambda: with_body(control("part_c.goal_1", line()) * 4_000),
        "styles": lambda: with_text(STYLES, "</w:styles>", '<w:style w:styleId="a"/>' * 90_000 + "</w:styles>"),
        "styles-in-a-chain": lambda: with_text(STYLES, "</w:styles>", f"{_chain(30_000)}</w:styles>"),
        "fields": lambda: with_body(f"<w:p>{_FIELD.format('IF') * 13_000}{_FIELD_END * 13_000}</w:p>"),
        "lines-alike": lambda: in_place_of_body("".join(map(_like_a_prompt, range(4_500)))),
        "answers-in-a-line": lambda: with_body(f"<w:p>{control('part_c.goal_1', word_of('x')) * 8_000}</w:p>"),
        "alternates": lambda: with_body(f"<w:p><w:r>{(_CHOICE + _FALLBACK) * 6_000}</w:r></w:p>"),
        "deep-alternates": lambda: with_body(nested(_CHOICE, _FALLBACK, 80, line()) * 100),
        "deep-runs": lambda: with_body(nested("<w:r>", "</w:r>", 240, line()) * 350),
        "deep-controls": lambda: with_body(nested(*in_control, 120, line()) * 350),
        "deep-lines": lambda: with_body(nested("<w:p>", "</w:p>", 240, word_of("x")) * 350),
        "deep-tables": lambda: with_body(nested(_TABLE, _TABLE_END, 80, line()) * 350),
        "words-in-answer": lambda: with_body(control("part_c.goal_1", line("word " * 900_000))),
    }  # fmt: skip


def _attributes(number: int) -> str:
    return " ".join(map("a{}=''".format, range(number)))


def _chain(number: int) -> str:
    styles = '<w:style w:styleId="C{}"><w:basedOn w:val="C{}"/></w:style>'
    return "".join(styles.format(at, at + 1) for at in range(number))


def _like_a_prompt(number: int) -> str:
    return line(f"QIS Goal {number}: describe the plan of hospitals, (200 words) " * 15)
