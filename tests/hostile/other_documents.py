"""Sound Word documents that are not this form."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

import docx

from tests.hostile.sound import MAIN, RECORD, Files, in_place_of_body, line, named, packed, parts, with_parts, with_text

_LETTER = ("Dear Dr. Example,", "Thank you for your letter of March 3.", "", "Sincerely,", "A. Example")
_OTHER_FORM = ("Attachment Z9 – Work Plan", "1. Name of issuer", "☐ HMO", "☒ PPO", "2. Describe your goals (200 words)")
_ARABIC = "تلتزم الخطة بخفض معدل العمليات القيصرية غير الضرورية طبياً."
_CHINESE = "该计划致力于降低非医学必需的剖宫产率。"
_PICTURE = "<w:p><w:r><w:drawing/></w:r></w:p>"


def other_documents() -> Files:
    """Documents of other kinds, with and without this form's record."""
    yield from named("other", _by_python_docx())
    yield from named("other", _bodies())


def _by_python_docx() -> Mapping[str, Callable[[], bytes]]:
    return {
        "empty": lambda: _saved([]),
        "letter": lambda: _saved(_LETTER),
        "form": lambda: _saved(_OTHER_FORM),
        "arabic": lambda: _saved([_ARABIC] * 20),
        "chinese": lambda: _saved([_CHINESE] * 20),
        "long": lambda: _saved(f"Paragraph {n} of a long report on something else." for n in range(1_000)),
    }


def _saved(texts: Iterable[str]) -> bytes:
    """A document saved by another program, without the time of day in its entries."""
    word, written = docx.Document(), io.BytesIO()
    for text in texts:
        word.add_paragraph(text)
    word.save(written)
    with zipfile.ZipFile(written) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _bodies() -> Mapping[str, Callable[[], bytes]]:
    row = f"<w:tr>{f'<w:tc>{line()}</w:tc>' * 4}</w:tr>"
    table = f"<w:tbl>{row * 20}</w:tbl>"
    return {
        "record-on-nothing": lambda: in_place_of_body(""),
        "record-on-letter": lambda: in_place_of_body("".join(map(line, _LETTER))),
        "record-on-tables": lambda: in_place_of_body(table * 5),
        "record-on-pictures": lambda: in_place_of_body(_PICTURE * 200),
        "record-on-arabic": lambda: in_place_of_body(line(_ARABIC) * 200),
        "record-on-half": lambda: in_place_of_body(_body()[: _body().rindex("<w:p>", 0, 30_000)]),
        "form-twice": lambda: in_place_of_body(_body() * 2),
        "form-without-spaces": lambda: with_parts({MAIN: parts()[MAIN].decode().replace(" </w:t>", "</w:t>")}),
        "record-of-another": lambda: with_text(RECORD, "part_c.goal_1", "part_c.goal_3"),
    }


def _body() -> str:
    return parts()[MAIN].decode().split("body>")[1].removesuffix("</w:")
