"""A review for programs: JSON (schemas/meta/review.schema.json), written plan by plan."""

import json
from collections.abc import Iterator
from typing import Any

from qis_tool.finding import pointer
from qis_tool.report.machine import envelope_start, finding_json, settings_json
from qis_tool.report.review.desk import Review, Shown
from qis_tool.report.tally import Styled
from qis_tool.report.words import field_json
from qis_tool.reviewing.values import IssuerProducts, Milestone, Reviewed, TopicPlaces


def as_json(review: Review, _: Shown) -> Iterator[Styled]:
    """Everything there is; products of all plans together, unread files and the summary come last."""
    yield Styled(envelope_start())
    for number, plan in enumerate(review.reviewed()):
        yield Styled(f"{',' if number else ''}\n{_json(_file(plan, review))}")
    yield Styled('],\n"products": [')
    for number, issuer in enumerate(review.products):
        yield Styled(f"{',' if number else ''}\n{_json(_products(issuer, review))}")
    unread = [{"file": unread.file, "message": unread.message} for unread in review.unread]
    yield Styled(f'],\n"unread": {_json(unread)},\n"summary": {_json(_summary(review))}}}\n')


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _summary(review: Review) -> dict[str, Any]:
    return {
        "files": review.files,
        "unread": len(review.unread),
        **{f"{level}s": count for level, count in review.levels.items()},
        "waived": review.waived,
        "ready": review.ready,
        "passed": review.passed,
        "as_of": review.as_of.isoformat(),
    }


def _file(reviewed: Reviewed, review: Review) -> dict[str, Any]:
    plan, findings = reviewed
    edition = review.editions.get(plan.edition)
    return {
        "file": plan.file,
        "form": edition.form if edition else None,
        "plan_year": edition.year if edition else None,
        "issuer": plan.issuer or None,
        "issuer_shown": plan.issuer is not None,
        "ready": plan.ready,
        "errors": plan.errors,
        "warnings": plan.warnings,
        "notes": plan.notes,
        "waived": plan.waived,
        "fields": [field_json(row) for row in plan.words],
        "topics": [_topic(places) for places in plan.topics],
        "milestones": [_milestone(milestone, review) for milestone in plan.milestones],
        "findings": [finding_json(found.finding) for found in findings],
        "answers": {pointer(found.finding.path): found.answer for found in findings if found.answer},
        "remarks": list(plan.remarks),
        **({"settings": settings_json(plan.settings)} if plan.settings.sources else {}),
    }


def _topic(places: TopicPlaces) -> dict[str, Any]:
    return {
        "topic": places.topic,
        "result": places.state,
        "stated": [{"field": home.path, "place": home.place or None, "state": home.state} for home in places.stated],
        "found": list(places.found),
    }


def _milestone(milestone: Milestone, review: Review) -> dict[str, Any]:
    return {
        "path": pointer(milestone.path),
        "item": milestone.item,
        "label": milestone.label,
        "text": milestone.text or None,
        "date": milestone.day.isoformat() if milestone.day else None,
        "written": milestone.written or None,
        "state": milestone.state(review.as_of),
    }


def _products(found: IssuerProducts, review: Review) -> dict[str, Any]:
    edition = review.editions[found.edition]
    return {
        "form": edition.form,
        "plan_year": edition.year,
        "issuer": found.issuer or None,
        "plans": list(found.plans),
        "sold_known": found.sold_known,
        "products": [
            {"product": product.name, "sold": product.sold, "covered_by": list(product.covered_by)}
            for product in found.products
        ],
    }
