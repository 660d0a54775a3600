"""The form in another program's content controls, retyped, edited by many, in styles of another language."""

from functools import lru_cache

from docx.document import Document as Package
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from qis_tool.document.blocks import Answer, Box, Document, Heading, List, Table, Text, paragraphs
from tests.foreign.parts import ROWS, add_notes, add_numbering, number_by, refer_to
from tests.foreign.pieces import Group, add, begun, groups, long_date, saved, short_date
from tests.foreign.sdt import INVITING, around_paragraphs, check_box, day, short_text
from tests.foreign.traces import Traces, retyped

_TAB = "\t"
_HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3")
_CHARACTER_STYLES = {"Placeholder Text": INVITING, "annotation reference": "CommentReference"}
_LOCAL = {
    "Normal": "Standard",
    "Title": "Titel",
    "Heading1": "berschrift1",
    "Heading2": "berschrift2",
    "Heading3": "berschrift3",
    "ListBullet": "Aufzhlungszeichen",
    "ListNumber": "Listennummer",
}


@lru_cache
def in_controls_of_another_program(document: Document) -> bytes:
    """Controls without tags, several boxes in a line, marks behind labels, milestones as numbered paragraphs."""
    package = begun()
    _localise(package)
    add_numbering(package)
    add_notes(package, "footnote", map(retyped, document.footnotes))
    package.sections[0].header.paragraphs[0].text = document.subject
    writer = _Writer(package)
    for group in groups(document):
        writer.write(group)
    foot = package.sections[0].footer.paragraphs[0]
    foot.text = "\t".join(map(retyped, document.footer))
    return saved(package)


def _localise(package: Package) -> None:
    """Styles by the names that a German Word gives them within the file."""
    styles = package.styles.element
    for element in styles.iter(*map(qn, ("w:style", "w:basedOn", "w:next", "w:link"))):
        key = qn("w:styleId" if element.tag == qn("w:style") else "w:val")
        element.set(key, _LOCAL.get(element.get(key), element.get(key)))
    for name, style_id in _CHARACTER_STYLES.items():
        style = package.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=True)
        style.element.set(qn("w:styleId"), style_id)
    style = package.styles.add_style("annotation text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.element.set(qn("w:styleId"), "CommentText")


class _Writer:
    """Writes group after group; each list of boxes is laid out another way."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._traces = Traces()
        self._kinds: list[str] = []
        self._answers = 0

    def write(self, group: Group) -> None:
        """One group: its wording, its boxes, then the answer or what stands for a table."""
        self._wording(group)
        if group.boxes:
            self._boxes(group.boxes)
        match group.end:
            case Table():
                self._table(group.end)
            case Answer(prompt="") as answer:
                self._answer(answer)
            case Answer() as answer:
                self._short(answer)

    def _wording(self, group: Group) -> None:
        """Printed lines; a limit, and what stands below a heading of the third level, is on the same paragraph."""
        last: Paragraph | None = None
        before: object = None
        for block in group.wording:
            goes_on = isinstance(before, Heading) and before.level == len(_HEADINGS) - 1
            match block:
                case Heading():
                    last = self._heading(block)
                case Text(kind=kind) if last and (kind == "limit" or goes_on):
                    last.add_run().add_break()
                    add(last, retyped(block.text))
                case Text():
                    last = self._package.add_paragraph(retyped(block.text))
                case List(ordered=ordered, items=items):
                    style = "List Number" if ordered else "List Bullet"
                    for item in items:
                        last = self._package.add_paragraph(retyped(item), style)
            before = block

    def _heading(self, heading: Heading) -> Paragraph:
        if heading.new_page:
            self._package.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        paragraph = self._package.add_paragraph(retyped(heading.text), _HEADINGS[heading.level])
        if heading.footnote:
            refer_to(paragraph, "footnote", heading.footnote)
        return paragraph

    def _boxes(self, boxes: list[Box]) -> None:
        """All in one paragraph with tabs and marks behind, or with line breaks; or one in each, mark behind."""
        if boxes[0].path not in self._kinds:
            self._kinds.append(boxes[0].path)
        kind = self._kinds.index(boxes[0].path) % 3
        paragraph = self._package.add_paragraph()
        for at, box in enumerate(boxes):
            label = retyped(box.label)
            match kind:
                case 0:
                    add(paragraph, f"{label} [{'x' if box.ticked else ' '}]{_TAB if box is not boxes[-1] else ''}")
                case 1:
                    add(paragraph, "\n" * bool(at))
                    check_box(paragraph, ticked=box.ticked)
                    add(paragraph, f" {label}")
                case _:
                    paragraph = self._package.add_paragraph() if at else paragraph
                    add(paragraph, f"{label}\t")
                    check_box(paragraph, ticked=box.ticked)

    def _answer(self, answer: Answer) -> None:
        """In a control; every fourth without one, and then with no paragraph either where nothing is said."""
        self._answers += 1
        is_controlled = bool(self._answers % 4)
        written: list[Paragraph] = []
        for part in paragraphs(answer.text):
            paragraph = self._package.add_paragraph(style="List Bullet" if part.bullet else None)
            runs = self._traces.put(paragraph, part.text, clean=is_controlled and not written)
            written.append(paragraph)
            if not is_controlled and len(written) == 1:
                self._package.add_comment(runs[0], "Please check these figures.", "Reviewer", "R")
        if is_controlled:
            around_paragraphs(written or [self._package.add_paragraph()])

    def _short(self, answer: Answer) -> None:
        paragraph = self._package.add_paragraph(f"{retyped(answer.prompt)} ")
        if answer.path.endswith("date"):
            day(paragraph, answer.text, short_date(answer.text))
        else:
            short_text(paragraph, answer.text)

    def _table(self, table: Table) -> None:
        self._package.add_paragraph("\t".join(map(retyped, table.columns)))
        for row in table.rows:
            for column, answer in enumerate(row):
                parts = [long_date(part.text) for part in paragraphs(answer.text)]
                for at, text in enumerate(parts or [""]):
                    paragraph = self._package.add_paragraph()
                    self._traces.put(paragraph, text)
                    if not column and not at:
                        number_by(paragraph, ROWS)
