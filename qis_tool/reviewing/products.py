"""Which products an issuer's plans cover, of those it says it sells."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qis_tool.checks.plan import Plan
from qis_tool.checks.together import issuer_of, rules_of
from qis_tool.reviewing.values import IssuerProducts, Offer, PlanReview, Product


def offers(plan: Plan, not_shown: frozenset[str]) -> Iterator[Offer]:
    """What the plan says of products, by each rule on what plans cover together."""
    for rule in rules_of(plan.form):
        sold, covered = rule.options["sold"], rule.options["covered"]
        known = None if sold in not_shown else tuple(plan.ticked(sold))
        yield Offer(rule.code, issuer_of(plan, rule), known, tuple(plan.ticked(covered)))


@dataclass(slots=True)
class _Gathered:
    """What the plans of one issuer say so far."""

    issuer: str | None
    plans: list[str] = field(default_factory=list)
    sold: dict[str, None] = field(default_factory=dict)
    covered: dict[str, list[str]] = field(default_factory=dict)

    def add(self, plan: PlanReview, offer: Offer) -> None:
        self.issuer = self.issuer or plan.issuer
        self.plans.append(plan.file)
        self.sold |= dict.fromkeys(offer.sold or ())
        for product in offer.covered:
            self.covered.setdefault(product, []).append(plan.file)

    def products(self) -> Iterator[Product]:
        for name in {**self.sold, **self.covered}:
            yield Product(name, name in self.sold, tuple(self.covered.get(name, ())))


def by_issuer(plans: Iterable[PlanReview]) -> Iterator[IssuerProducts]:
    """The products of each issuer and edition, in the order in which they first appear."""
    found: dict[tuple[str, ...], _Gathered] = {}
    for plan in plans:
        for offer in plan.offers:
            stands_for = (offer.issuer,) if offer.issuer else ("", plan.file)
            key = (plan.edition, offer.rule, *stands_for)
            found.setdefault(key, _Gathered(plan.issuer)).add(plan, offer)
    for (edition, *_), gathered in found.items():
        products = tuple(gathered.products())
        yield IssuerProducts(edition, gathered.issuer, tuple(gathered.plans), bool(gathered.sold), products)
