"""A zip archive from anyone: unpacked within bounds, or refused in one plain sentence."""

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from qis_tool.errors import UserError
from qis_tool.readers.word import archive
from qis_tool.readers.word.archive import sound_archive
from tests.readers.files import packed

DAMAGED = "it is damaged and can't be read. Open and save it in Word first, or use an earlier copy of it."
CUT_SHORT = "it is cut short: its end is missing. Copy or download it again."
PARTS = {"a.xml": "<a/>" * 100, "b.xml": "<b/>"}
BEFORE = "something else stands before its parts"
ENTRY, LISTED = b"PK\x03\x04", b"PK\x01\x02"


def refused(content: bytes) -> str:
    """The sentence in which a file is refused, without its name."""
    with pytest.raises(UserError) as told:
        sound_archive(content, "plan.docx")
    name, _, sentence = str(told.value).partition(": ")
    assert name == "plan.docx"
    assert "\n" not in sentence
    return sentence


def odd(what: str) -> str:
    return f"no word processor saves a file like this: {what}. Ask its sender for a copy newly saved in Word."


def with_fields(content: bytes, layout: str, at: Mapping[bytes, int], value: int) -> bytes:
    """An archive with another number so far behind each mark of an entry."""
    changed = bytearray(content)
    for mark, offset in at.items():
        place = -1
        while (place := changed.find(mark, place + 1)) >= 0:
            struct.pack_into(layout, changed, place + offset, value)
    return bytes(changed)


def stored(parts: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive packed in another way."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content, method)
    return written.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_is_sound_is_opened(method: int) -> None:
    parts = {"a/": b"", "a/empty": b"", "a/b": bytes(200_000), "c..d/.e": b"x", "[Content_Types].xml": b"<a/>"}
    assert sound_archive(stored(parts, method), "plan.docx").namelist() == list(parts)


def test_an_empty_part_may_be_called_deflated() -> None:
    content = with_fields(stored({"a": b""}), "<H", {ENTRY: 8, LISTED: 10}, zipfile.ZIP_DEFLATED)
    assert sound_archive(content, "plan.docx").namelist() == ["a"]


def test_an_archive_cut_short_anywhere_is_told_so() -> None:
    whole = packed(PARTS)
    sentences = [refused(whole[:length]) for length in range(4, len(whole))]
    assert set(sentences) == {CUT_SHORT, DAMAGED}
    assert sentences[:-20].count(CUT_SHORT) == len(sentences[:-20])


def test_a_bit_turned_in_a_part_or_its_name_is_found() -> None:
    for content in (packed(PARTS), stored({"a.xml": b"text"})):
        for at in (30, 36):
            whole = bytearray(content)
            whole[at] ^= 1
            assert refused(bytes(whole)) == DAMAGED


def test_far_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PARTS", 2)
    assert sound_archive(packed(PARTS), "plan.docx").namelist() == list(PARTS)
    told = "it has more than 2 parts, far more than this form. Copy its text into a new document."
    assert refused(packed({**PARTS, "c": ""})) == told


def test_what_would_be_far_too_large_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 2_000_000)
    half = bytes(1_000_000)
    assert len(sound_archive(packed({"a": half, "b": half}), "plan.docx").namelist()) == 2
    bomb = packed({"a": half, "b": half, "c": "x"})
    assert len(bomb) < 10_000
    told = "unpacked it is larger than 2 MB, far too large for this form."
    assert refused(bomb) == f"{told} Take the pictures out of it in Word and save it."


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("said", [0, 1, 500, 2_999_999, 3_000_001])
def test_a_part_that_holds_more_or_less_than_it_says_is_refused(method: int, said: int) -> None:
    content = stored({"a.png": b" " * 3_000_000}, method)
    assert refused(with_fields(content, "<L", {ENTRY: 22, LISTED: 24}, said)) == DAMAGED


def test_a_part_of_which_more_is_packed_than_unpacks_is_refused() -> None:
    whole = packed({"a": "x" * 100, "b": "y"})
    longer = struct.unpack_from("<L", whole, whole.index(LISTED) + 20)[0] + 3
    assert refused(whole[: whole.index(LISTED) + 20] + struct.pack("<L", longer) + whole[whole.index(LISTED) + 24 :])


@pytest.mark.parametrize(
    ("layout", "at"),
    [
        ("<L", {LISTED: 42}),  # where an entry begins
        ("<L", {LISTED: 20}),  # its size as packed
        ("<H", {ENTRY: 26}),  # how long its name is
        ("<H", {ENTRY: 28}),  # and what else stands before it
        ("<L", {LISTED: 16}),  # its checksum
    ],
)
@pytest.mark.parametrize("value", [3, 0x7FFF])
def test_an_entry_that_is_not_where_it_is_said_to_be_is_refused(layout: str, at: dict[bytes, int], value: int) -> None:
    assert refused(with_fields(stored({"a": b"text"}), layout, at, value)) in (
        DAMAGED,
        odd(BEFORE),
    )


@pytest.mark.parametrize("offset", [2**31, 2**63 - 1, 2**64 - 1])
def test_an_entry_beyond_any_file_is_refused(offset: int) -> None:
    """A number of eight bytes stands among what else is said of an entry."""
    whole = bytearray(stored({"a": b"text"}))
    at = whole.index(LISTED)
    more = struct.pack("<HHQ", 1, 8, offset)
    struct.pack_into("<H", whole, at + 30, len(more))
    struct.pack_into("<L", whole, at + 42, 0xFFFFFFFF)
    whole[at + 47 : at + 47] = more
    end = whole.index(b"PK\x05\x06")
    struct.pack_into("<L", whole, end + 12, struct.unpack_from("<L", whole, end + 12)[0] + len(more))
    assert refused(bytes(whole)) in (DAMAGED, odd(BEFORE))


def test_an_archive_behind_another_is_refused() -> None:
    """Programs may begin at either."""
    assert refused(packed(PARTS) + packed(PARTS)) == odd(BEFORE)
    assert sound_archive(packed(PARTS) + b"\r\n", "plan.docx").namelist() == list(PARTS)


def test_parts_that_lie_over_each_other_are_refused() -> None:
    """So a few bytes become many parts."""
    whole = bytearray(stored({"a": b"x" * 60, "b": b"y" * 60}))
    second = whole.index(LISTED, whole.index(LISTED) + 1)
    struct.pack_into("<L", whole, second + 42, 0)
    assert refused(bytes(whole)) == odd("its parts lie over each other")


@pytest.mark.parametrize("names", [("a", "A"), ("word/document.xml", "Word/document.XML")])
def test_two_parts_of_one_name_are_refused(names: tuple[str, str]) -> None:
    """Which of them a program shows is up to the program."""
    assert refused(packed(dict.fromkeys(names, "x"))) == odd("two of its parts have one name")


@pytest.mark.parametrize(
    "name", ["../a", "a/../../b", "..", "a/..", "a/./b", "/etc/passwd", "\\a", "a\\..\\b", "C:/a", "c:a", "\\\\a\\b"]
)
def test_names_that_lead_out_of_a_folder_are_refused(name: str, tmp_path: Path) -> None:
    assert refused(packed({"x": "x", name: "x"})) == odd("the name of a part leads out of it")


def test_a_name_that_ends_before_its_end_is_refused() -> None:
    """Programs end a name at a zero, or not."""
    whole = stored({"ab.xml": b"x"}).replace(b"ab.xml", b"a\0.xml")
    assert refused(whole) == odd("the name of a part leads out of it")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_part_packed_as_word_never_does_is_refused(method: int) -> None:
    assert refused(stored({"a": b"x"}, method)) == odd("a part is packed in another way")


@pytest.mark.parametrize("flags", [1, 0x41])
def test_parts_behind_a_password_are_refused(flags: int) -> None:
    told = "its parts are locked by a zip program's password. Ask its sender for a copy without one."
    assert refused(with_fields(packed(PARTS), "<H", {ENTRY: 6, LISTED: 8}, flags)) == told
