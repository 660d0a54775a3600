"""Whatever a file holds, it is read or refused: never is there another exception than UserError."""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qis_tool.errors import UserError
from qis_tool.report.verification import VERIFICATION_REPORTERS
from qis_tool.verify import verify
from tests.readers.files import packed

SMALL = '{"form": "k2", "part_c": {"goal_1": "Fewer.\\n\\n- One\\n- Two"}, "part_a": {"product_types": ["HMO"]}}'
examples = settings(max_examples=25)


@pytest.fixture(scope="module")
def parts(write: Callable[..., bytes]) -> dict[str, bytes]:
    """The parts of a rendered document, by name."""
    with zipfile.ZipFile(io.BytesIO(write(SMALL))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def told(content: bytes) -> None:
    """Verify a file and write the reports on it, or be told why not."""
    with suppress(UserError):
        found = verify(content, "k2.docx")
        for reporter in VERIFICATION_REPORTERS.values():
            "".join(piece.text for piece in reporter(found)).encode()


@examples
@given(st.binary(max_size=300))
def test_any_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        verify(content, "k2.docx")


@pytest.mark.usefixtures("untraced")
@examples
@given(data=st.data())
def test_any_bytes_in_a_package_are_read_or_refused(parts: dict[str, bytes], data: st.DataObject) -> None:
    whole = bytearray(packed(parts))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    told(bytes(whole))
    told(bytes(whole[: data.draw(st.integers(0, len(whole)))]))


@pytest.mark.usefixtures("untraced")
@examples
@given(data=st.data())
def test_any_part_replaced_by_any_bytes_is_read_or_refused(parts: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(parts)))
    told(packed({**parts, name: data.draw(st.binary(max_size=200) | st.sampled_from(sorted(parts.values())))}))


@pytest.mark.usefixtures("untraced")
@examples
@given(data=st.data())
def test_any_part_left_out_or_renamed_is_read_or_refused(parts: dict[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(parts)))
    others = {other: content for other, content in parts.items() if other != name}
    new = data.draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20))
    told(packed(others))
    told(packed({**others, new: parts[name]}))


@pytest.mark.usefixtures("untraced")
@settings(max_examples=50)
@given(data=st.data())
def test_any_elements_taken_out_or_doubled_or_moved_are_read_or_refused(
    parts: dict[str, bytes], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(part for part in parts if part.endswith((".xml", ".rels")))))
    root = etree.fromstring(parts[name])
    for _ in range(data.draw(st.integers(1, 5))):
        elements = list(inside(root))
        if elements:
            place, other = (data.draw(st.sampled_from(elements)) for _ in range(2))
            data.draw(st.sampled_from([take_out, double, unwrap, move, rename]))(place, other)
    told(packed({**parts, name: etree.tostring(root)}))


def inside(root: etree._Element) -> Iterator[etree._Element]:
    yield from (element for element in root.iter() if element is not root)


def parent(element: etree._Element) -> etree._Element:
    found = element.getparent()
    assert found is not None
    return found


def take_out(element: etree._Element, _: etree._Element) -> None:
    parent(element).remove(element)


def double(element: etree._Element, _: etree._Element) -> None:
    element.addnext(etree.fromstring(etree.tostring(element)))


def unwrap(element: etree._Element, _: etree._Element) -> None:
    for child in list(element):
        element.addprevious(child)
    parent(element).remove(element)


def move(element: etree._Element, other: etree._Element) -> None:
    if element is not other and element not in other.iterancestors():
        other.append(element)


def rename(element: etree._Element, other: etree._Element) -> None:
    element.tag = other.tag
    element.attrib.update(other.attrib)
