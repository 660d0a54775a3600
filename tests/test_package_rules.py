"""The package's rules, each on a fault planted in a sound document."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import NAMES, Change, Entries, add, drop, entries, give, packed, say, with_change
from tests.package_rules import PACKAGE_RULES
from tests.word_rules import broken

BODY, TYPES, CORE, RELATIONS = (
    "word/document.xml",
    "[Content_Types].xml",
    "docProps/core.xml",
    "word/_rels/document.xml.rels",
)
SETTINGS = "word/settings.xml"


def place(content: Entries) -> int:
    """Where the part stands that the faults are planted in."""
    return next(at for at, (entry, _) in enumerate(content) if entry.filename == SETTINGS)


def of_another_day(content: Entries) -> None:
    content[place(content)][0].date_time = (1981, 1, 1, 0, 0, 0)


def from_a_machine(content: Entries) -> None:
    content[place(content)][0].external_attr = 1


def out_of_order(content: Entries) -> None:
    content.append(content.pop(place(content)))


def there_twice(content: Entries) -> None:
    entry, part = content[place(content)]
    second = zipfile.ZipInfo(entry.filename, entry.date_time)
    second.create_system = 0
    content.insert(place(content), (second, part))


def with_a_blank_in_a_name(content: Entries) -> None:
    for at, (entry, part) in enumerate(content):
        entry.filename = entry.filename.replace("settings", "set tings")
        content[at] = entry, part.replace(b"settings.xml", b"set tings.xml")


def not_sound(content: Entries) -> None:
    content[place(content)] = content[place(content)][0], b"<a><b></a>"


def with_a_document_type(content: Entries) -> None:
    content[place(content)] = content[place(content)][0], b"<!DOCTYPE a><a/>"


PACKED = [
    ("in_order", out_of_order, "The entries stand in no fixed order: [Content_Types].xml, "),
    ("without_traces", of_another_day, "word/settings.xml: its date is not that of the others."),
    ("without_traces", from_a_machine, "word/settings.xml: it bears traces of the machine."),
    ("names_once", there_twice, "word/settings.xml: this entry is there 2 times."),
    ("names_once", with_a_blank_in_a_name, "word/set tings.xml: a part can't be called so."),
    ("sound_xml", not_sound, "word/settings.xml: this is not sound XML."),
    ("sound_xml", with_a_document_type, "word/settings.xml: it declares a document type."),
]
THE_MAIN_TYPE = "//t:Override[@PartName='/word/document.xml']"
OUTSIDE = '<o:Relationship Id="a" Target="styles.xml" TargetMode="External"/>'
FAULTS: dict[str, list[tuple[str, Change, str]]] = {
    "typed": [
        (TYPES, drop("//t:Default[@Extension='rels']"), "_rels/.rels: it has no content type."),
        (TYPES, add("/*", '<t:Override PartName="/a.xml"/>'), "/a.xml: it has a content type but is not there."),
        (TYPES, give(THE_MAIN_TYPE, "application/xml", "ContentType"), "its content type is not that of a document."),
    ],
    "related": [
        (RELATIONS, add("/*", '<o:Relationship Id="a" Target="a.xml"/>'), "word/a.xml is not there."),
        (RELATIONS, add("/*", OUTSIDE), "styles.xml lies outside."),
        (RELATIONS, drop("//o:Relationship[@Target='settings.xml']"), "settings.xml: nothing leads to it."),
    ],
    "relations_known": [
        (RELATIONS, add("/*", '<o:Relationship Id="rId1" Target="styles.xml"/>'), "two relationships have one id."),
        (
            BODY,
            give("//w:footerReference", "none", f"{{{NAMES['r']}}}id"),
            "relationship none, which is not there.",
        ),
    ],
    "told_of": [
        (CORE, say("//dc:title", " "), "the title is blank."),
        (CORE, drop("//dc:language"), "the language is blank."),
        (CORE, add("/*", "<dc:title>Again</dc:title>"), "title is there 2 times."),
        (CORE, add("/*", "<dc:colour>red</dc:colour>"), "colour is there 1 times."),
    ],
}
CASES = [(rule, *fault) for rule, faults in FAULTS.items() for fault in faults]
IDS = [f"{rule}-{number}" for number, (rule, *_) in enumerate(CASES)]


@pytest.fixture(scope="module")
def sound(write: Callable[[Path], bytes], samples: Path) -> bytes:
    """A document that breaks no rule."""
    package = write(samples / "good/full.yaml")
    assert not broken(package)
    return package


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("rule", "fault", "says"), PACKED, ids=[fault.__name__ for _, fault, _ in PACKED])
def test_a_fault_in_the_packing_is_found(rule: str, fault: Callable[[Entries], None], says: str, sound: bytes) -> None:
    content = entries(sound)
    fault(content)
    [found] = broken(packed(content))
    assert found.startswith(f"{rule}: {says}")


@pytest.mark.parametrize(
    ("rule", "part", "change", "says"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_a_fault_in_what_holds_the_parts_together_is_found(
    rule: str, part: str, change: Change, says: str, sound: bytes
) -> None:
    found = broken(with_change(sound, part, change))
    assert {sentence.partition(":")[0] for sentence in found} == {rule}
    assert any(sentence.endswith(says) for sentence in found)


def test_each_rule_has_a_fault() -> None:
    assert {rule for rule, *_ in PACKED} | FAULTS.keys() == {rule.__name__ for rule in PACKAGE_RULES}
