"""A review as one page that needs nothing but itself: complete as it is, sorted and filtered by its own script.

It is written piece by piece, so that any number of plans takes no more memory than one.
"""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from qis_tool import __version__
from qis_tool.finding import LEVELS
from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.review.page_findings import findings
from qis_tool.report.review.page_markup import Markup, around, element
from qis_tool.report.review.page_matrices import topics, words
from qis_tool.report.review.page_tables import Part, of_each_edition, plans, products, unread
from qis_tool.report.review.page_timeline import milestones, pictures
from qis_tool.report.tally import Styled

_MANY = 20  # plans: with more of them a table scrolls by itself, under its heads
_STRICT = "base-uri 'none'; form-action 'none'"
_CONFIDENTIAL = "It holds the answers of issuers: keep it as confidential as the plans."
_CHOICES = {
    "ready": ("Plans", ("ready", "not ready")),
    "issuer": ("Issuer", ()),
    "level": ("Level of findings", (*LEVELS, "waived")),
    "rule": ("Rule", ()),
}


class Section(NamedTuple):
    """A part of the page: its name in links, its heading, how to read it, and what makes it."""

    name: str
    heading: str
    intro: str
    part: Part


SECTIONS = (
    Section("plans", "Summary", "A plan's name leads to its findings. Waived findings count as waived only.", plans),
    Section(
        "words",
        "Words and limits",
        "Words and limit of each answer, over a bar that is as full as it is. One that is over says by how much.",
        of_each_edition(words),
    ),
    Section("topics", "Topics", "", of_each_edition(topics)),
    Section(
        "products",
        "Products",
        "What each issuer says that it sells, and which of the plans given here cover it.",
        products,
    ),
    Section(
        "timeline",
        "Timeline",
        "A full mark is past, a hollow one upcoming; a square is a single date such as the start, a dot a milestone. "
        "A number above a mark counts those of that day. The plan year is shaded, and the day of this review is the "
        "dashed line. The table of milestones below says the same in words.",
        of_each_edition(pictures),
    ),
    Section("milestones", "Milestones", "", milestones),
    Section("findings", "Findings", "", findings),
    Section("unread", "Not read", "", unread),
)


def page(review: Review, _: Shown) -> Iterator[Styled]:
    """The whole page, UTF-8; it always has all tables."""
    body = around(_body(review), "body", class_="many" if review.files > _MANY else "")
    whole = around(chain(_head(review), body), "html", lang="en")
    return (Styled(piece) for piece in chain(["<!doctype html>\n"], whole))


def _head(review: Review) -> Iterator[Markup]:
    style, script = _style(), _beside(".js")
    allowed = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; {_STRICT}"
    yield Markup("<head>\n")
    yield element("meta", charset="utf-8")
    yield element("meta", http_equiv="Content-Security-Policy", content=allowed)
    yield element("meta", name="viewport", content="width=device-width, initial-scale=1")
    yield element("meta", name="generator", content=f"qis {__version__}")
    yield element("title", wording.heading(review).removesuffix("."))
    yield Markup(f"<style>{style}</style>\n<script>{script}</script>\n</head>\n")


def _body(review: Review) -> Iterator[Markup]:
    yield element("a", "Skip to the tables", href="#content", class_="skip")
    yield from around(_top(review), "header")
    yield from around([_links(), _filters()], "div", class_="aside")
    sections = (around(_section(section, review), "section", id=section.name) for section in SECTIONS)
    yield from around(chain.from_iterable(sections), "main", id="content", tabindex="-1")
    yield element("footer", element("p", f"Made by qis {__version__}. {_CONFIDENTIAL}"))


def _top(review: Review) -> Iterator[Markup]:
    figures = {"ready": review.ready, "not ready": review.files - review.ready}
    figures |= {f"{level}s": review.levels[level] for level in LEVELS}
    figures |= {"waived": review.waived, "not read": len(review.unread)}
    listed = (element("div", element("dt", what), element("dd", f"{number:,}")) for what, number in figures.items())
    title, _, about = wording.heading(review).partition(": ")
    yield element("h1", title)
    yield element("p", about)
    yield element("dl", *listed, class_="figures")
    yield element("p", wording.meaning(review))


def _links() -> Markup:
    links = (element("li", element("a", section.heading, href=f"#{section.name}")) for section in SECTIONS)
    return element("nav", element("ul", *links), aria_label="Sections")


def _filters() -> Markup:
    """The controls, which the script brings out; it also finds the issuers and rules that can be chosen."""
    text = element("label", "Text in plan, issuer or finding", element("input", type="search", id="text"))
    choices = (_choice(name, label, options) for name, (label, options) in _CHOICES.items())
    again = element("button", "Show all", type="button", id="all")
    told = element("p", id="status", role="status"), element("p", id="order", role="status", class_="unseen")
    parts = (text, *choices, again, *told)
    return element("div", *parts, id="filters", role="search", aria_label="Filters", hidden="hidden")


def _choice(name: str, label: str, options: tuple[str, ...]) -> Markup:
    listed = (element("option", option) for option in options)
    return element("label", label, element("select", Markup('<option value="">all</option>'), *listed, id=name))


def _section(section: Section, review: Review) -> Iterator[Markup]:
    yield element("h2", section.heading)
    yield element("p", section.intro) if section.intro else Markup()
    body = section.part(review)
    yield next(body, element("p", "None."))
    yield from body


@cache
def _style() -> str:
    """The style sheet, with a rule for each percentage to which a cell can be filled."""
    return _beside(".css") + "".join(f".full-{share} {{ --full: {share}%; }}\n" for share in range(101))


@cache
def _beside(ending: str) -> str:
    return Path(__file__).with_suffix(ending).read_text("utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
