"""A sound document whose parts are lost, swapped, or lead where they should not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from tests.hostile.sound import (
    FOOTER,
    FOOTNOTES,
    LINKS_OF_MAIN,
    LINKS_OF_PACKAGE,
    MAIN,
    RECORD,
    SETTINGS,
    STYLES,
    TYPES,
    Files,
    line,
    link,
    links,
    named,
    parts,
    with_body,
    with_links,
    with_parts,
    with_text,
)

_TARGETS = {
    "nowhere": "nowhere.xml",
    "nothing": "",
    "up": "../../../../etc/passwd",
    "file": "file:///etc/passwd",
    "web": "http://elsewhere.example/a.xml",
    "drive": "C:\\a.xml",
    "share": "\\\\server\\share\\a.xml",
    "itself": "document.xml",
    "links": "_rels/document.xml.rels",
    "types": "/[Content_Types].xml",
    "query": "styles.xml?a=b#c",
    "escaped": "%2e%2e/styles.xml",
    "endless": "a/" * 50_000,
    "letters": "\u202e\U0001f476.xml",
}
_KINDS = ("styles", "footnotes", "header", "customXml")
_OUTSIDE = ("attachedTemplate", "image", "oleObject", "subDocument", "aFChunk", "footer", "styles", "frame", "x")
_RECORDS = {
    "empty": "",
    "other-root": "<a/>",
    "other-form": '<record xmlns="urn:qis-tool:record:1" tool="qis 9" form="../../etc" plan-year="2024"/>',
    "latest-year": '{open} plan-year="9999">',
    "long-tool": '{open} tool="qis {long}">',
    "path-of-rows": '{record}<answer field="part_d.timeline.milestones[999999999].date">x</answer>',
    "path-of-class": '{record}<answer field="__class__.__init__">x</answer>',
    "path-of-list": '{record}<answer field="part_c[0].goal_1">x</answer>',
    "path-twice": '{record}<answer field="part_c.goal_1">x</answer>',
    "path-deep": '{record}<answer field="{deep}">x</answer>',
    "path-long": '{record}<answer field="{long}">x</answer>',
    "path-empty": '{record}<answer field="">x</answer><answer>x</answer>',
    "path-number": '{record}<answer field="part_d.timeline.milestones[{digits}].date">x</answer>',
    "path-other-digits": '{record}<answer field="part_d.timeline.milestones[\u0663\u00b2].date">x</answer>',
    "tick-of-text": '{record}<ticked field="part_c.goal_1" choice="HMO"/>',
    "tick-unknown": '{record}<ticked field="part_a.product_types" choice="{long}"/>',
    "answer-code": "{record}<answer field='x'>{{{{ 7*7 }}}} {{% for %}} &#x1b;</answer>",
    "answer-long": '{record}<answer field="part_c.goal_2b">{long}</answer>',
    "elements-within": '{record}<answer field="part_c.x"><b>x</b>y</answer>',
    "in-other-names": "{other}",
}


def structure() -> Files:
    """Sound documents with parts that are not as they were."""
    for way, content in {"lost": None, "empty": b"", "text": b"no xml", "other": b"<a/>", "cut": b"<w:a"}.items():
        made = {f"{way}-{name.replace('/', '-')}.docx": partial(with_parts, {name: content}) for name in parts()}
        yield from named("part", made)
    yield from named("link", dict(_links()))
    yield from named("link", _mains())
    yield from named("types", _types())
    yield from named("record", {name: partial(_record, given) for name, given in _RECORDS.items()})
    yield from named("part", _swapped())


def _links() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for kind in _KINDS:
        yield f"dangling-{kind}", partial(with_links, link(kind, "nowhere.xml"))
        yield f"cyclic-{kind}", partial(with_links, link(kind, "document.xml"))
    for name, target in _TARGETS.items():
        yield f"styles-{name}", partial(with_links, link("styles", target))
        yield f"main-{name}", partial(_main, target)
    for kind in _OUTSIDE:
        outer = link(kind, "http://elsewhere.example/a", more=' TargetMode="External"')
        yield f"outside-{kind}", partial(with_links, outer)
    template = link("attachedTemplate", "http://elsewhere.example/a", more=' TargetMode="External"')
    yield "template", lambda: with_parts({"word/_rels/settings.xml.rels": links(template)})
    yield "same-number", lambda: with_links(*(link("styles", "styles.xml", "rId1") for _ in range(3)))
    yield "thousands", lambda: with_links(*(link("styles", "styles.xml", f"rId{n}") for n in range(9_000)))
    yield "of-no-kind", lambda: with_links('<Relationship Id="a"/>', "<Relationship/>", "<other/>")
    yield "without-names", lambda: with_parts({LINKS_OF_MAIN: "<Relationships/>"})


def _main(target: str) -> bytes:
    return with_text(LINKS_OF_PACKAGE, 'Target="word/document.xml"', f'Target="{target}"')


def _mains() -> Mapping[str, Callable[[], bytes]]:
    also = link("officeDocument", "word/other.xml")
    return {
        "two-mains": lambda: with_links(also, part=LINKS_OF_PACKAGE),
        "two-mains-alike": lambda: with_links(link("officeDocument", "/word/document.xml"), part=LINKS_OF_PACKAGE),
        "main-styles": partial(_main, STYLES),
        "main-record": partial(_main, RECORD),
        "main-links-of-package": partial(_main, LINKS_OF_PACKAGE),
        "main-footer": partial(_main, FOOTER),
        "main-outside": lambda: with_text(LINKS_OF_PACKAGE, 'Target="word/', 'TargetMode="External" Target="word/'),
    }


def _types() -> Mapping[str, Callable[[], bytes]]:
    default = "<Default Extension='a' ContentType='b'/>"
    more = '<Override PartName="/word/document.xml" ContentType="text/plain"/>'
    return {
        "twice": lambda: with_text(TYPES, "</Types>", f"{more}</Types>"),
        "swapped": lambda: with_text(TYPES, "/word/styles.xml", "/word/other.xml"),
        "main-and-styles": lambda: with_text(TYPES, "/word/document.xml", "/word/a.xml"),
        "of-nothing": lambda: with_parts({TYPES: "<Types/>"}),
        "strange": lambda: with_text(TYPES, "</Types>", "<Override/><Default/><a/></Types>"),
        "thousands": lambda: with_text(TYPES, "</Types>", default * 20_000 + "</Types>"),
    }  # fmt: skip


def _record(given: str) -> bytes:
    before = parts()[RECORD].decode()
    start, _, rest = before.partition("<record ")
    names, _, content = rest.partition(">")
    pieces = {
        "record": f"{start}<record {names}>{content.removesuffix('</record>')}",
        "open": f"<record {names}",
        "long": "x" * 100_000,
        "deep": ".".join("abc" * 3_000),
        "digits": "9" * 5_000,
        "other": before.replace("urn:qis-tool:record:1", "urn:qis-tool:record:2"),
    }
    whole = given.format(**pieces)
    return with_parts({RECORD: whole if whole.endswith(("/>", "</record>")) or not whole else f"{whole}</record>"})


def _swapped() -> Mapping[str, Callable[[], bytes]]:
    every = list(parts())
    swaps = {f"swapped-{n}": partial(_exchanged, every[n], every[-n - 2]) for n in range(len(every) // 2)}
    based_on_itself = '<w:basedOn w:val="Prompt"/>'
    loop = (
        f'<w:style w:styleId="L1"><w:basedOn w:val="L2"/></w:style><w:style w:styleId="L2">{based_on_itself}</w:style>'
    )
    chain = "".join(f'<w:style w:styleId="C{n}"><w:basedOn w:val="C{n + 1}"/></w:style>' for n in range(5_000))
    template = '<w:attachedTemplate r:id="rId1" xmlns:r="urn:x"/>'
    return swaps | {
        "style-loop": lambda: with_text(STYLES, "</w:styles>", f"{loop}</w:styles>"),
        "style-chain": lambda: with_text(STYLES, "</w:styles>", f"{chain}</w:styles>"),
        "styles-alike": lambda: with_text(STYLES, "</w:styles>", '<w:style w:styleId="Prompt"/>' * 3 + "</w:styles>"),
        "attached-template": lambda: with_text(SETTINGS, "</w:settings>", f"{template}</w:settings>"),
        "notes-of-one-number": lambda: with_text(FOOTNOTES, 'w:id="2"', 'w:id="1"'),
        "notes-without-numbers": lambda: with_text(FOOTNOTES, "w:id=", "w:no=", 9),
        "note-nowhere": lambda: with_body(f"<w:p><w:r><w:footnoteReference w:id='{'9' * 5000}'/></w:r></w:p>{line()}"),
        "foot-in-notes": lambda: _exchanged(FOOTER, MAIN),
    }  # fmt: skip


def _exchanged(one: str, other: str) -> bytes:
    before = parts()
    return with_parts({one: before[other], other: before[one]})
