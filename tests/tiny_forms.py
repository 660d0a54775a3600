"""Documents of a few lines, filled in one or two places."""

import io
from collections.abc import Sequence

import docx
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from qis_tool.readers.places import Beside, Places, Room, Rows, Tick
from qis_tool.readers.word import read_word
from qis_tool.readers.word.names import MARKUP, W14, W, w
from qis_tool.writers.word.onto import filled
from tests.foreign.pieces import begun, saved

Answer = Room | Beside | Rows
PROMPT = "<w:p><w:r><w:t>Prompt:</w:t></w:r></w:p>"
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput/></w:ffData></w:fldChar></w:r>'
TOLD = "<w:r><w:instrText> FORMTEXT </w:instrText></w:r>"
SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))


def word(body: str) -> bytes:
    """A document with this text."""
    package = begun()
    package.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    end = package.element.body.sectPr
    spaces = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MARKUP}"'
    for element in etree.fromstring(f"<body {spaces}>{body}</body>"):
        end.addprevious(element)
    return saved(package)


def fill(body: str, answers: Sequence[Answer] = (), ticks: Sequence[Tick] = ()) -> etree._Element:
    """The text of a document once these are put in; its paragraphs without text are those that are empty."""
    content = word(body)
    file = read_word(content, "form.docx")
    empty = frozenset(line.number for line in file.lines if not line.text.replace("_", "").strip())
    made = filled(content, "form.docx", file, Places(tuple(answers), tuple(ticks), empty))
    root: etree._Element = docx.Document(io.BytesIO(made.content)).element.body
    return root


def texts(root: etree._Element) -> list[str]:
    """The text of each paragraph, breaks and tabs as signs."""
    signs = {w("br"): "\n", w("tab"): "\t"}
    return [
        "".join(signs.get(str(part.tag), part.text or "") for part in line.iter(w("t"), w("br"), w("tab")))
        for line in root.iter(w("p"))
    ]
