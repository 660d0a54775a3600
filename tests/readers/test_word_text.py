"""The characters of a paragraph in a Word file."""

import pytest

from tests.readers.files import control, run, text

INSERTED = '<w:ins w:author="Robin">{}</w:ins>'
DELETED = "<w:del><w:r><w:delText>gone</w:delText></w:r><w:r><w:t>gone</w:t></w:r></w:del>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:t>one</w:t><w:tab/><w:t>two</w:t>", "one\ttwo"),
        ("<w:t>one</w:t><w:ptab/><w:t>two</w:t>", "one\ttwo"),
        ("<w:t>one</w:t><w:br/><w:t>two</w:t>", "one\ntwo"),
        ('<w:t>one</w:t><w:br w:type="textWrapping"/><w:t>two</w:t>', "one\ntwo"),
        ('<w:t>one</w:t><w:br w:type="page"/><w:t>two</w:t>', "onetwo"),
        ('<w:t>one</w:t><w:br w:type="column"/><w:t>two</w:t>', "onetwo"),
        ("<w:t>one</w:t><w:cr/><w:t>two</w:t>", "one\ntwo"),
        ("<w:t>one</w:t><w:noBreakHyphen/><w:t>two</w:t>", "one\N{NON-BREAKING HYPHEN}two"),
        ("<w:t>one</w:t><w:softHyphen/><w:t>two</w:t>", "one\N{SOFT HYPHEN}two"),
        ("<w:t>one</w:t><w:lastRenderedPageBreak/><w:t>two</w:t>", "onetwo"),
        ("<w:t>R&amp;D &lt;b&gt; \N{BABY}</w:t>", "R&D <b> \N{BABY}"),
        ("<w:t/>", ""),
    ],
)
def test_every_kind_of_character_is_read_as_word_shows_it(inside: str, shown: str) -> None:
    assert text(f"<w:r>{inside}</w:r>") == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<w:t xml:space="preserve"> one  two </w:t>', " one  two "),
        ("<w:t> one  two </w:t>", "one  two"),
        ("<w:t>one\ntwo\r\n</w:t>", "one two"),
        ('<w:t xml:space="preserve">\N{NO-BREAK SPACE}one</w:t>', "\N{NO-BREAK SPACE}one"),
        ("<w:t>one<!-- no --> two<?no?></w:t>", "one two"),
        ("<w:t><![CDATA[a<b]]></w:t>", "a<b"),
    ],
)
def test_spaces_at_the_ends_count_where_the_file_says_so(written: str, shown: str) -> None:
    assert text(f"<w:r>{written}</w:r>") == shown


@pytest.mark.parametrize(
    ("symbol", "shown"),
    [
        ('w:font="Arial" w:char="004E"', "N"),
        ('w:font="Symbol" w:char="F061"', "α"),
        ('w:font="Symbol" w:char="F0FF"', "\N{OBJECT REPLACEMENT CHARACTER}"),
        ('w:font="Wingdings" w:char="F0FE"', "☑"),
        ('w:font="Wingdings" w:char="00FD"', "☒"),
        ('w:font="Wingdings 2" w:char="F0A8"', "☐"),
        ('w:font="Wingdings" w:char="F04A"', "\N{OBJECT REPLACEMENT CHARACTER}"),
        ('w:char="D800"', "\N{OBJECT REPLACEMENT CHARACTER}"),
        ('w:char="000A"', "\N{OBJECT REPLACEMENT CHARACTER}"),
        ('w:char="FFFFFFFFFF"', "\N{OBJECT REPLACEMENT CHARACTER}"),
        ("", "\N{OBJECT REPLACEMENT CHARACTER}"),
    ],
)
def test_a_symbol_is_a_character_like_any_other(symbol: str, shown: str) -> None:
    assert text(f"<w:r><w:sym {symbol}/></w:r>") == shown


@pytest.mark.parametrize(
    "around",
    [
        INSERTED,
        "<w:moveTo>{}</w:moveTo>",
        '<w:hyperlink r:id="rId9">{}</w:hyperlink>',
        '<w:smartTag w:element="place"><w:smartTag w:element="city">{}</w:smartTag></w:smartTag>',
        '<w:customXml w:element="a">{}</w:customXml>',
        control("{}"),
        control(control("{}", "inner"), "outer"),
    ],
)
def test_text_counts_whatever_stands_around_it(around: str) -> None:
    assert text(run("one ") + around.format(run("two")) + run(" three")) == "one two three"


@pytest.mark.parametrize(
    "mark",
    [
        DELETED,
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>",
        INSERTED.format(DELETED),
        '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/>',
        '<w:proofErr w:type="spellStart"/>',
        '<w:r><w:commentReference w:id="1"/></w:r>',
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    ],
)
def test_what_is_tracked_as_deleted_and_marks_are_no_text(mark: str) -> None:
    assert text(run("one ") + mark + run("two")) == "one two"


@pytest.mark.parametrize(
    ("content", "inside"),
    [
        ("<w:r><w:drawing/></w:r>", ""),
        (f"<w:r><w:pict><w:txbxContent><w:p>{run('in a box')}</w:p></w:txbxContent></w:pict></w:r>", "in a box"),
        ("<w:r><w:object/></w:r>", ""),
        ("<w:subDoc/>", ""),
        (f'<w:bdo w:val="rtl">{run("321")}</w:bdo>', "321"),
        (f'<x:x xmlns:x="urn:x">{run("ignored")}</x:x>', "ignored"),
        ("<w:r><w:dayLong/></w:r>", ""),
        (f'<w:fldSimple w:instr="DATE">{run("today")}</w:fldSimple>', "today"),
        (f"{FIELD.format('begin')}{FIELD.format('separate')}{run('today')}{FIELD.format('end')}", "today"),
    ],
)
def test_what_is_no_text_stands_as_one_character_so_that_it_can_not_go_unseen(content: str, inside: str) -> None:
    assert text(run("one ") + content) == f"one \N{OBJECT REPLACEMENT CHARACTER}{inside}"


def test_an_equation_is_text() -> None:
    assert text(run("one ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>") == "one x=2"


@pytest.mark.parametrize(
    ("font", "typed", "shown"),
    [
        ("Symbol", "a 1.5%", "α 1.5%"),
        ("Symbol", "\uf0a3 2", "≤ 2"),
        ("Symbol", "q", "\N{OBJECT REPLACEMENT CHARACTER}"),
        ("Wingdings 3", "a", "\N{OBJECT REPLACEMENT CHARACTER}"),
        ("Arial", "a", "a"),
    ],
)
def test_text_is_what_its_font_shows(font: str, typed: str, shown: str) -> None:
    assert text(f'<w:r><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr><w:t>{typed}</w:t></w:r>') == shown
