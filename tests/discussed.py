"""A document that was already discussed, as Word saves it, and what comments a document has and where."""

from collections.abc import Iterator

from tests.faults import add, entries, packed, with_change
from tests.package_rules import Element, W, opened, w

_MAIN = "word/document.xml"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.microsoft.com/office/word"
_NAMES = f"""xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"\
 xmlns:w14="{_WORD}/2010/wordml" xmlns:w15="{_WORD}/2012/wordml" xmlns:w16cid="{_WORD}/2016/wordml/cid"\
 mc:Ignorable="w14 w15 w16cid\""""
_BY = 'w:author="Ann Lee" w:initials="AL" w:date="2023-05-04T10:00:00Z"'
_SAID = '<w:r><w:annotationRef/></w:r><w:r><w:t xml:space="preserve">{}</w:t></w:r>'
_PARTS = {
    "comments": f"""<w:comments {_NAMES}><!-- kept --><?kept too?>
<w:comment w:id="3" {_BY}><w:p w14:paraId="1A2B3C4D" w14:textId="77777777">{_SAID.format("Is it so?")}</w:p></w:comment>
<w:comment w:id="7" {_BY}><w:p w14:paraId="1A2B3C4E" w14:textId="77777777">{_SAID.format("Yes &lt;it&gt; is")}</w:p>
</w:comment></w:comments>""",
    "commentsExtended": f"""<w15:commentsEx {_NAMES}><w15:commentEx w15:paraId="1A2B3C4D" w15:done="0"/>
<w15:commentEx w15:paraId="1A2B3C4E" w15:paraIdParent="1A2B3C4D" w15:done="0"/></w15:commentsEx>""",
    "commentsIds": f"""<w16cid:commentsIds {_NAMES}>
<w16cid:commentId w16cid:paraId="1A2B3C4D" w16cid:durableId="2B3C4D5E"/>
<w16cid:commentId w16cid:paraId="1A2B3C4E" w16cid:durableId="2B3C4D5F"/></w16cid:commentsIds>""",
    "people": f"""<w15:people {_NAMES}><w15:person w15:author="Ann Lee"><w15:presenceInfo w15:providerId="None"
 w15:userId="Ann Lee"/></w15:person></w15:people>""",
}
_KINDS = {
    "comments": f"{_LINKS}/comments",
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
    "people": "http://schemas.microsoft.com/office/2011/relationships/people",
}
_MARKS = {w("commentRangeStart"): "[{}", w("commentRangeEnd"): "{}]", w("commentReference"): "#{}"}


def discussed(package: bytes, called: str = "comments") -> bytes:
    """The document with a comment and a reply on its first paragraph; the part that holds them is called so."""
    names = {kind: called if kind == "comments" else kind for kind in _PARTS}
    for kind, name in names.items():
        override = f'<t:Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>'
        link = f'<o:Relationship Id="d{name}" Type="{_KINDS[kind]}" Target="{name}.xml"/>'
        package = with_change(package, "[Content_Types].xml", add("/t:Types", override))
        package = with_change(package, "word/_rels/document.xml.rels", add("/o:Relationships", link))
    for number in (3, 7):
        first = f"//w:p[1][not(.//w:commentRangeStart[@w:id={number}])]"
        end = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        package = with_change(package, _MAIN, add(first, f'<w:commentRangeStart w:id="{number}"/>', 1))
        package = with_change(package, _MAIN, add("//w:p[1]", end, 999))
    given = entries(package)
    model = given[0][0]
    for kind, name in names.items():
        entry = type(model)(f"word/{name}.xml", model.date_time)
        entry.create_system = 0
        given.append((entry, _PARTS[kind].encode()))
    return packed(sorted(given, key=lambda one: (one[0].filename[0] not in "[_", one[0].filename)))


def said(package: bytes) -> dict[str, list[str]]:
    """The paragraphs of each comment by its number."""
    comments = (element for _, element in opened(package).each("comment"))
    return {comment.get(w("id"), ""): [_text(line) for line in comment.iter(w("p"))] for comment in comments}


def marked(package: bytes) -> list[str]:
    """The text of each paragraph of the body, with [1 where comment 1 starts, 1] where it ends, and its mark #1."""
    body = opened(package).part(_MAIN)
    return [_text(line) for line in body.iter(w("p")) if next(line.iterancestors(w("p")), None) is None]


def _text(paragraph: Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in paragraph.iter(*_MARKS, w("t"), w("delText")):
        yield _MARKS.get(str(element.tag), "{}").format(element.get(w("id")) or element.text)
