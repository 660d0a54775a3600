"""What became of a rendered document, for people and for programs."""

import json
from collections.abc import Iterator
from itertools import takewhile
from textwrap import shorten

from qis_tool import __version__
from qis_tool.finding import pointer
from qis_tool.readers.placing import Change
from qis_tool.report.tally import Styled, plural
from qis_tool.verify import Difference, Verification

_EXCERPT = 60
_AFTER = 3


def verification_text(found: Verification) -> Iterator[Styled]:
    """What the document says of itself, then each difference on a line, then one word that sums up."""
    yield Styled(f"{found.file}: {found.form_name} plan year {found.plan_year}{_origin(found)}.\n")
    if found.draft:
        yield Styled("  It is marked DRAFT: not for submission.\n", "warning")
    if found.plan and found.same_plan is not None:
        kept = (
            "is the plan it was rendered from, byte for byte"
            if found.same_plan
            else "is another plan, or was changed since"
        )
        yield Styled(f"  {found.plan} {kept}.\n")
    for change in found.wording:
        yield from _line("wording", _change(change))
    for difference in found.changed:
        yield from _line("changed", f"{_name(difference)}: {_difference(difference, 'was')}")
    for difference in found.unlike:
        yield from _line("unlike the plan", f"{_name(difference)}: {_difference(difference, 'the plan has')}")
    yield from _summary(found)


def verification_json(found: Verification) -> Iterator[Styled]:
    """One JSON value (schemas/meta/verification.schema.json)."""
    record = found.record and {"tool": found.record.tool, "plan_sha256": found.record.plan_sha256}
    value = {
        "schema_version": 1,
        "tool": {"name": "qis", "version": __version__},
        "file": found.file,
        "form": found.form,
        "plan_year": found.plan_year,
        "draft": found.draft,
        "record": record,
        "plan": {"file": found.plan, "same": found.same_plan} if found.plan else None,
        "wording": {"lines": found.lines, "changes": [change._asdict() for change in found.wording]},
        "answers": {
            "compared": found.answers,
            "changed": [_as_json(difference) for difference in found.changed],
            "unlike_plan": [_as_json(difference) for difference in found.unlike],
        },
        "intact": found.intact,
    }
    yield Styled(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


VERIFICATION_REPORTERS = {"text": verification_text, "json": verification_json}


def _origin(found: Verification) -> str:
    if found.record is None:
        return ", with no record of how it was rendered"
    return f", rendered by {found.record.tool} from a plan with SHA-256 {found.record.plan_sha256[:12]}…"


def _line(kind: str, text: str) -> Iterator[Styled]:
    yield Styled(f"  {kind}", "error")
    yield Styled(f"  {text}\n")


def _name(difference: Difference) -> str:
    name = f"{difference.label} (item {difference.item})" if difference.item else difference.label
    return f"{name}, “{shorten(difference.choice, _EXCERPT, placeholder='…')}”" if difference.choice else name


def _change(change: Change) -> str:
    if not change.was:
        return f"a line was added: {_quoted(change.now)}"
    if not change.now:
        return f"a line is missing: {_quoted(change.was)}"
    return f"{_quoted(change.was)}: {_apart(change.was, change.now, 'the form has')}"


def _difference(difference: Difference, before: str) -> str:
    if difference.choice:
        return f"now {difference.now}, {before} {difference.was}"
    if not (difference.was and difference.now):
        return f"now {_quoted(difference.now)}, {before} {_quoted(difference.was)}"
    return _apart(difference.was, difference.now, before)


def _apart(was: str, now: str, before: str) -> str:
    """From which word on two texts part, and what each has there, with a few words that follow."""
    old, new = was.split(), now.split()
    if old == new:
        return "the same words, with other spaces, lines, paragraphs or bullets"
    same = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), len(old) - same, len(new) - same)
    place = f"from word {same + 1}, " if same else ""
    own, theirs = (_quoted(" ".join(words[same : len(words) - max(tail - _AFTER, 0)])) for words in (new, old))
    return f"{place}now {own}, {before} {theirs}"


def _alike(one: list[str], other: list[str]) -> int:
    """How many words two texts begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _quoted(text: str) -> str:
    shown = shorten(
        text.replace("\N{OBJECT REPLACEMENT CHARACTER}", "[picture, field or object]"), _EXCERPT, placeholder="…"
    )
    return f"“{shown}”" if shown else "nothing"


def _summary(found: Verification) -> Iterator[Styled]:
    recorded = found.record and not found.same_plan
    compared = ["the form", *(["the record in it"] if recorded else []), *([found.plan] if found.plan else [])]
    counts = f"{plural(found.lines, 'printed line')} and {plural(found.answers, 'answer')} and boxes"
    if found.intact:
        yield Styled(f"Unchanged: {counts}, compared with {' and with '.join(compared)}.\n", "passed")
        return
    if since := len(found.wording) + len(found.changed):
        yield Styled(f"Not as it was: {plural(since, 'difference')} in {counts}.\n", "error")
    elif found.record:
        yield Styled("As it was rendered.\n")
    if found.unlike:
        yield Styled(f"Unlike {found.plan}: {plural(len(found.unlike), 'difference')} in {counts}.\n", "error")


def _as_json(difference: Difference) -> dict[str, str | None]:
    return {
        "path": pointer(difference.path),
        "item": difference.item or None,
        "label": difference.label,
        "choice": difference.choice or None,
        "was": difference.was,
        "now": difference.now,
    }
