"""A box is ticked in whatever way people and programs show it."""

from collections.abc import Callable, Mapping
from itertools import cycle

import pytest

from qis_tool.document.blocks import Box
from qis_tool.intake import read_document
from qis_tool.readers.word.names import Element, w
from tests.faults import with_change
from tests.foreign_forms import in_paragraphs
from tests.intake.conftest import Filled
from tests.intake.documents import filled_with
from tests.readers.files import control, run

W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
BOX = f'<w14:checkbox {W14}><w14:checked w14:val="{{}}"/></w14:checkbox>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
    '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
TAB = "<w:r><w:tab/></w:r>"
TICKED = {
    "a control with a sign of its own": control(run("\N{SNOWMAN}"), "", BOX.format(1)),
    "a control that says true": control(run("\N{BALLOT BOX WITH CHECK}"), "", BOX.format("true")),
    "a control with no sign": control("", "", BOX.format(1)),
    "a field that was ticked": FIELD.format('<w:default w:val="0"/><w:checked/>'),
    "a field ticked from the start": FIELD.format('<w:default w:val="1"/>'),
    "a symbol": SYMBOL.format("Wingdings", "F0FE"),
    "a symbol of another font": SYMBOL.format("Wingdings 2", "0052"),
    "a letter in a font of signs": run("\N{LATIN SMALL LETTER THORN}", WINGDINGS),
    "a cross in a font of signs": run("x", WINGDINGS),
    "brackets": run("[x]"),
    "brackets with spaces": run("[ X ]"),
    "round brackets": run("(x)"),
    "a check mark in brackets": run("[✓]"),
    "a mark on a line": run("__X__"),
    "a letter": run("x"),
    "a ballot box": run("\N{BALLOT BOX WITH X}"),
    "a check mark": run("✓"),
    "a black circle": run("●"),
}
BLANK = {
    "a control with a sign of its own": control(run("\N{SNOWMAN}"), "", BOX.format(0)),
    "a control without a state": control(run("\N{SNOWMAN}"), "", f"<w14:checkbox {W14}/>"),
    "a field that was unticked": FIELD.format('<w:default w:val="1"/><w:checked w:val="0"/>'),
    "a field that was never ticked": FIELD.format(""),
    "a symbol": SYMBOL.format("Wingdings", "F0A8"),
    "a letter in a font of signs": run("\N{DIAERESIS}", WINGDINGS),
    "brackets": run("[ ]"),
    "empty brackets": run("[]"),
    "a square": run("□"),
    "a circle": run("○"),
    "nothing": "",
}

PLACES: Mapping[str, Callable[[str, str], str]] = {
    "before": lambda mark, label: f"{mark}{run(f' {label}')}",
    "before a tab": lambda mark, label: f"{mark}{TAB}{run(label)}",
    "behind": lambda mark, label: f"{run(f'{label} ')}{mark}",
    "behind a tab": lambda mark, label: f"{run(label)}{TAB}{mark}",
}


@pytest.fixture(scope="module")
def typed(filled: Filled) -> bytes:
    """The full sample, typed."""
    return in_paragraphs(filled["full"])


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("marks", "ticked"), [(TICKED, True), (BLANK, False)], ids=["ticked", "blank"])
def test_a_box_is_ticked_by_any_mark_that_stands_beside_its_label(
    filled: Filled,
    typed: bytes,
    place: str,
    marks: Mapping[str, str],
    ticked: bool,  # noqa: FBT001
) -> None:
    boxes = list(filled["full"].boxes)
    shown = [(box, *mark) for box, mark in zip(boxes, cycle(marks.items()), strict=False)]

    def change(root: Element) -> None:
        for box, _, mark in shown:
            filled_with(labelled(root, box), PLACES[place](mark, box.label))

    ticks = read_document(with_change(typed, "word/document.xml", change), "k2.docx").found.ticks
    assert [name for box, name, _ in shown if ticks[box.path, box.choice] is not ticked] == []


def labelled(root: Element, box: Box) -> Element:
    """The paragraph with a box's label."""
    texts = ((paragraph, "".join(map(str, paragraph.itertext()))) for paragraph in root.iter(w("p")))
    return next(paragraph for paragraph, text in texts if text[2:] == box.label or text[1:].strip() == box.label)
