"""The catalogue of rules: as a list, as the page docs/rules.md, as JSON, and one rule in full."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qis_tool.finding import Rule
from qis_tool.report.tally import Styled


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule with what its form says: the printed line it rests on, and what that line means where it slips."""

    rule: Rule
    cite: str
    slips: tuple[str, ...]


def text(entries: Iterable[Entry]) -> Iterator[Styled]:
    """One line a rule."""
    for entry in entries:
        yield Styled(f"{entry.rule.code:<7} ")
        yield Styled(f"{entry.rule.level:<8}", entry.rule.level)
        yield Styled(f"{entry.rule.name:<28} ", "code")
        yield Styled(f"{first_sentence(entry.rule.why)}\n")


def markdown(entries: Iterable[Entry]) -> Iterator[Styled]:
    """The page of all rules."""
    yield Styled("# Rules\n\nWritten by `qis rules --format markdown`; a test keeps it current.\n")
    for entry in entries:
        rule = entry.rule
        yield Styled(f"\n## {rule.code} {rule.name}\n\nLevel: {rule.level}{_waivable(rule)}.\n\n{rule.why}\n")
        yield Styled(f"\nThe form says: “{entry.cite}”\n" if entry.cite else "")
        yield Styled("".join(f"\nNote: {slip}\n" for slip in entry.slips))
        yield Styled(f"\nGood:\n\n{fenced(rule.good)}\nBad:\n\n{fenced(rule.bad)}")


def as_json(entries: Iterable[Entry]) -> Iterator[Styled]:
    """A list of rules for programs."""
    rows = [
        {
            "code": e.rule.code,
            "name": e.rule.name,
            "level": e.rule.level,
            "waivable": e.rule.waivable,
            "why": e.rule.why,
            "cite": e.cite or None,
        }
        for e in entries
    ]
    yield Styled(json.dumps({"schema_version": 1, "rules": rows}, ensure_ascii=False, indent=1) + "\n")


def in_full(entry: Entry) -> Iterator[Styled]:
    """One rule: what it is, why, the form's line, and a good and a bad example."""
    rule = entry.rule
    yield Styled(f"{rule.code} {rule.name}", "code")
    yield Styled(f" ({rule.level}{_waivable(rule)})\n\n{rule.why}\n")
    if entry.cite:
        yield Styled("\nThe form says: ", "quiet")
        yield Styled(f"“{entry.cite}”\n")
    for slip in entry.slips:
        yield Styled("Note: ", "quiet")
        yield Styled(f"{slip}\n")
    for title, example in (("Good", rule.good), ("Bad", rule.bad)):
        yield Styled(f"\n{title}:\n", "passed" if title == "Good" else "error")
        yield Styled("".join(f"  {line}\n" for line in example.splitlines()))
    yield Styled(f"\nTo do: {rule.help}\n" if "{" not in rule.help else "")


def _waivable(rule: Rule) -> str:
    return "; can be waived" if rule.waivable else "; can't be waived"


def first_sentence(prose: str) -> str:
    """The first sentence of a rule's reason, which says the rule itself."""
    sentence, _, _ = prose.partition(". ")
    return sentence.rstrip(".") + "."


def fenced(example: str) -> str:
    """An example as Markdown shows code."""
    return f"```yaml\n{example}\n```\n"


CATALOGUES: Mapping[str, Callable[[Iterable[Entry]], Iterator[Styled]]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
