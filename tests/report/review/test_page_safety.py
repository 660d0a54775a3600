"""The page of a review as a document: safe to open, open to everyone, and written as it is asked for."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from qis_tool.finding import Finding, Settings
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.page import page
from qis_tool.report.tally import Unread
from qis_tool.reviewing.values import IssuerProducts, PlanReview, Product, Reviewed, ReviewedFinding
from tests.report.review.pages import found, opened, parsed, said, values, written
from tests.report.review.plans import ANSWER, EDITION, FULL, WAIVER, WORD

Lay = Callable[..., Review]
Make = Callable[..., Finding]
HOSTILE = "</td></details><script>alert(1)</script><b onclick='x()'>&amp;\"'--><!--]]>"


def hostile_plan(finding: Make) -> Reviewed:
    """A plan with markup in every text that an issuer, a file's name or a setting can bring in."""
    text = HOSTILE
    plan = replace(
        FULL,
        file=f"{text}\x00\ud800.yaml",
        issuer=text,
        topics=tuple(places._replace(found=(text,), stated=()) for places in FULL.topics),
        milestones=tuple(m._replace(label=text, text=text, written=text, item=text) for m in FULL.milestones),
        words=tuple(replace(row, label=text) for row in FULL.words),
        remarks=(text,),
        settings=Settings(levels={"K2-204": "off"}, sources={"K2-204": text}),
    )
    told = {"message": text, "help": text, "cite": text, "label": text, "item": text, "place": text}
    return Reviewed(plan, (ReviewedFinding(finding(waived=replace(WAIVER, reason=text), **told), text),))


def test_nothing_that_comes_in_is_markup(desk: Lay, finding: Make) -> None:
    hostile = hostile_plan(finding)
    sold = Product(HOSTILE, sold=True, covered_by=(HOSTILE,))
    products = (IssuerProducts(EDITION.title, HOSTILE, (), sold_known=True, products=(sold,)),)
    review = desk(hostile, unread=(Unread(HOSTILE, HOSTILE),))
    root = opened(replace(review, products=products))
    assert len(found(root, "//script")) == 1
    assert not found(root, "//b | //comment() | //*[@onclick or @style]")
    assert said(root).count(HOSTILE) > 20
    assert f"{HOSTILE}\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.yaml" in said(root)
    harmless = opened(desk())
    assert {element.tag for element in root.iter()} == {element.tag for element in harmless.iter()}


def test_only_its_own_style_and_script_may_run(desk: Lay) -> None:
    text = written(desk())
    hashes = {kind: re.findall(rf"<{kind}>(.*?)</{kind}>", text, re.DOTALL) for kind in ("style", "script")}
    [policy] = values(parsed(text), "//meta[@http-equiv='Content-Security-Policy']/@content")
    own = {kind: b64encode(sha256(inside.encode()).digest()).decode() for kind, [inside] in hashes.items()}
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{own['style']}'",
        f"script-src 'sha256-{own['script']}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert text.index("Content-Security-Policy") < text.index("<style>")


def test_it_needs_nothing_but_itself(desk: Lay) -> None:
    root = opened(desk())
    assert not values(root, "//@src")
    assert {reference[0] for reference in values(root, "//@href")} == {"#"}
    names = values(root, "//@id")
    assert len(names) == len(set(names))
    assert {reference[1:] for reference in values(root, "//@href")} <= set(names)


def test_every_table_is_explained_and_can_be_scrolled_by_keyboard(desk: Lay) -> None:
    root = opened(desk())
    for table in found(root, "//table"):
        [caption] = found(table, "caption")
        pane = table.getparent()
        assert pane is not None
        assert [pane.get(name) for name in ("role", "tabindex", "aria-label")] == ["region", "0", said(caption)]
        assert {head.get("scope") for head in found(table, "thead//th")} == {"col"}
        width = len(found(table, "thead//th"))
        for row in found(table, "tbody/tr"):
            assert [cell.tag for cell in row] == ["th", *["td"] * (width - 1)]
            assert row[0].get("scope") == "row"
    captions = [said(caption) for caption in found(root, "//caption")]
    assert len(captions) == len(set(captions)) == len(found(root, "//section")) - 1
    assert [svg for svg in found(root, "//svg") if not (said(svg[0]) and svg[0].tag == "title")] == []


def test_headings_step_down_one_by_one_and_the_links_name_them(desk: Lay) -> None:
    root = opened(desk())
    levels = [int(str(head.tag)[1]) for head in found(root, "//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(level <= above + 1 for above, level in pairwise(levels))
    links = {said(link): link.get("href") for link in found(root, "//nav//a")}
    heads = {said(head): f"#{values(head, '../@id')[0]}" for head in found(root, "//h2")}
    assert links == heads
    assert root.get("lang") == "en"


def test_controls_are_hidden_until_the_script_brings_them_out(desk: Lay) -> None:
    root = opened(desk())
    for control in found(root, "//input | //select | //button"):
        assert found(control, "ancestor::*[@hidden]")
    assert all(found(control, "ancestor::label") for control in found(root, "//input | //select"))


def test_the_same_review_makes_the_same_page(desk: Lay) -> None:
    assert written(desk()) == written(desk())


def test_plans_are_asked_for_one_by_one_as_the_page_is_written(desk: Lay) -> None:
    asked: list[int] = []

    def many() -> Iterator[PlanReview]:
        for number in range(1000):
            asked.append(number)
            yield replace(WORD, file=f"plan-{number}.yaml")

    pieces = page(replace(desk(), plans=many, files=1000), Shown())
    assert asked == []
    assert next(piece for piece in pieces if "plan-3.yaml" in piece.text)
    assert len(asked) == 4


def test_no_piece_of_it_grows_with_the_plans(desk: Lay, finding: Make) -> None:
    def longest(number: int) -> int:
        plan = Reviewed(FULL, (ReviewedFinding(finding(), ANSWER),))
        return max(len(piece.text) for piece in page(desk(*[plan] * number), Shown()))

    assert longest(2) == longest(40)


def test_a_long_review_scrolls_within_its_tables(desk: Lay) -> None:
    assert [values(opened(replace(desk(), files=files)), "//body/@class") for files in (20, 21)] == [[], ["many"]]
