"""The page's tables: what all of them share, and those of plans, products and files that could not be read."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from qis_tool.report.review import wording
from qis_tool.report.review.desk import Review
from qis_tool.report.review.page_markup import Markup, around, element, joined
from qis_tool.report.tally import changed_by, settings_line
from qis_tool.reviewing.values import Edition, IssuerProducts, PlanReview, Product

Numbered = tuple[int, PlanReview]
Part = Callable[[Review], Iterator[Markup]]


def table(caption: str, heads: Iterable[str], rows: Iterable[Markup], **attributes: str) -> Iterator[Markup]:
    """A table in a region that scrolls by keyboard too, or nothing where there are no rows.

    A head that is a mere text gets its element here.
    """
    cells = (head if isinstance(head, Markup) else element("th", head, scope="col") for head in heads)
    top = (element("caption", caption), element("thead", element("tr", *cells)))
    rows = iter(rows)
    if not (first := next(rows, None)):
        return
    inside = around(chain(top, around(chain([first], rows), "tbody")), "table", **attributes)
    yield from around(inside, "div", class_="pane", role="region", aria_label=caption, tabindex=0)


def row(number: int, *cells: str) -> Markup:
    """A row about the plan of this number, by which the script finds it."""
    return Markup(f"{element('tr', *cells, data_plan=number)}\n")


def head(number: int, plan: PlanReview) -> Markup:
    """The head of a plan's row, a link to its findings where there are any."""
    name = named(plan)
    return _row_head(element("a", name, href=f"#findings-{number}") if has_more(plan) else name)


def named(plan: PlanReview) -> Markup:
    """A plan's file, which may be broken after a folder's name."""
    return joined(plan.file.split("/"), Markup("/<wbr>"))


def _row_head(text: str) -> Markup:
    return element("th", text, scope="row")


def numbers(*heads: str) -> Iterator[Markup]:
    """The heads of columns of numbers."""
    return (element("th", text, scope="col", class_="number") for text in heads)


def number_cell(number: int) -> Markup:
    """A number, quieter where there is none of it."""
    return element("td", f"{number:,}", class_="number" if number else "number none")


def has_more(plan: PlanReview) -> bool:
    """Whether there is more to read about a plan: a finding, waived or not, or a remark."""
    return bool(plan.errors or plan.warnings or plan.notes or plan.waived or remarks(plan))


def remarks(plan: PlanReview) -> list[str]:
    """What the findings of a plan rest on, its settings too."""
    return [*plan.remarks, *filter(None, [settings_line(filter(None, [changed_by(plan.settings)]))])]


def of_each_edition(part: Callable[[Review, Edition], Iterator[Markup]]) -> Part:
    """A part of the page that is made for one edition, made for each; under their titles if there are several."""

    def parts(review: Review) -> Iterator[Markup]:
        for edition in review.editions.values():
            if len(review.editions) > 1:
                yield element("h3", edition.title)
            yield from part(review, edition)

    return parts


def numbered(review: Review, edition: Edition) -> Iterator[Numbered]:
    """The plans of one edition, each with its number among all."""
    return ((number, plan) for number, plan in enumerate(review.plans(), 1) if plan.edition == edition.title)


def plans(review: Review) -> Iterator[Markup]:
    """A row a plan."""
    counts = numbers("Errors", "Warnings", "Notes", "Waived")
    heads = ("Plan", "Issuer", "Ready", *counts, "Fullest answers", *_if_several(review, "Edition"))
    rows = (_plan(review, number, plan) for number, plan in enumerate(review.plans(), 1))
    yield from table("Summary", heads, rows, id="plan-table")


def _if_several(review: Review, cell: str) -> tuple[str, ...]:
    """A cell of a column that only plans of several editions need."""
    return (cell,) if len(review.editions) > 1 else ()


def _plan(review: Review, number: int, plan: PlanReview) -> Markup:
    ready = wording.readiness(plan)
    return row(
        number,
        head(number, plan),
        element("td", wording.issuer(plan.issuer)),
        element("td", ready, class_=ready.replace(" ", "-")),
        *map(number_cell, (plan.errors, plan.warnings, plan.notes, plan.waived)),
        element("td", wording.fullest(plan)),
        *_if_several(review, element("td", plan.edition or wording.NO_EDITION)),
    )


def products(review: Review) -> Iterator[Markup]:
    """A row for each product of an issuer, with the plans that cover it."""
    heads = ("Issuer", "Product", "Sold", "Covered by", *_if_several(review, "Edition"))
    rows = (_product(review, issuer, product) for issuer in review.products for product in issuer.products)
    yield from table("Products", heads, rows, id="product-table")


def _product(review: Review, issuer: IssuerProducts, product: Product) -> Markup:
    sold = "yes" if product.sold else "no" if issuer.sold_known else "not known"
    covered = ", ".join(product.covered_by) or "none of the plans given"
    cells = (
        element("td", product.name),
        element("td", sold),
        element("td", covered, class_="" if product.covered_by else "missing"),
        *_if_several(review, element("td", issuer.edition)),
    )
    return Markup(f"{element('tr', _row_head(wording.issuer(issuer.issuer)), *cells)}\n")


def unread(review: Review) -> Iterator[Markup]:
    """The files that could not be read, and why."""
    rows = (element("tr", _row_head(file.file), element("td", wording.why(file))) for file in review.unread)
    yield from table("Not read", ("File", "Why"), rows)
