"""The record that travels in a document as a custom XML part: what its reader sees anyway, and how it was made."""

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from qis_tool.document.blocks import Document
from qis_tool.readers.word.names import RECORD, Element, in_record
from qis_tool.readers.word.record import Recorded

_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_ID = "{5C1E0F0B-6B1B-4C55-9C3B-0D4B4F3A7E21}"


def add_record(main: Part, document: Document) -> None:
    """Put a document's record, if it is to carry one, beside its main part."""
    recorded = Recorded.of(document)
    if recorded is None:
        return
    part = _part(main, "/customXml/item%d.xml", CT.XML, _record(recorded))
    main.relate_to(part, RT.CUSTOM_XML)
    properties = _part(main, "/customXml/itemProps%d.xml", CT.OFC_CUSTOM_XML_PROPERTIES, _properties())
    part.relate_to(properties, RT.CUSTOM_XML_PROPS)


def _record(recorded: Recorded) -> Element:
    about = recorded.record
    root = etree.Element(
        in_record("record"),
        {"tool": about.tool, "form": about.form, "plan-year": str(about.plan_year), "plan-sha256": about.plan_sha256},
        nsmap={None: RECORD},  # type: ignore[dict-item]  # lxml's own way to name the default, unknown to its stubs
    )
    if about.draft:
        root.set("draft", "true")
    for path, text in recorded.answers.items():
        etree.SubElement(root, in_record("answer"), field=path).text = text
    for path, choice in sorted(recorded.ticks):
        etree.SubElement(root, in_record("ticked"), field=path, choice=choice)
    return root


def _properties() -> Element:
    root = etree.Element(f"{{{_STORE}}}datastoreItem", {f"{{{_STORE}}}itemID": _STORE_ID}, nsmap={"ds": _STORE})
    links = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(links, f"{{{_STORE}}}schemaRef", {f"{{{_STORE}}}uri": RECORD})
    return root


def _part(main: Part, name: str, kind: str, root: Element) -> Part:
    package = main.package
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI(package.next_partname(name)), kind, content, package)
