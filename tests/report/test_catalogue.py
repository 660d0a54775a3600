"""The catalogue of rules."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from qis_tool.finding import Finding
from qis_tool.report.catalogue import CATALOGUES, Entry, in_full
from qis_tool.report.tally import Styled

Shown = Callable[[Iterable[Styled]], str]

TEXT = """\
QIS108  error   too-many-words               A limit is inclusive: 200 words pass.
QIS108  error   too-many-words               A limit is inclusive: 200 words pass.
"""

MARKDOWN = """\
## QIS108 too-many-words

Level: error; can't be waived.

A limit is inclusive: 200 words pass. 201 do not.

The form says: “(200 words)”

Note: It means 200.

Good:

```yaml
goal_1: short
```

Bad:

```yaml
goal_1: |
  long
```
"""

IN_FULL = """\
QIS108 too-many-words (error; can't be waived)

A limit is inclusive: 200 words pass. 201 do not.

The form says: “(200 words)”
Note: It means 200.

Good:
  goal_1: short

Bad:
  goal_1: |
    long
"""


@pytest.fixture
def entry(finding: Callable[..., Finding]) -> Entry:
    return Entry(finding().rule, "(200 words)", ("It means 200.",))


def test_one_line_a_rule(shown: Shown, entry: Entry) -> None:
    assert shown(CATALOGUES["text"]([entry, Entry(entry.rule, "", ())])) == TEXT


def test_the_page_of_rules(shown: Shown, entry: Entry) -> None:
    page = shown(CATALOGUES["markdown"]([entry]))
    assert page.startswith("# Rules\n\n")
    assert page.endswith(f"\n{MARKDOWN}")


def test_a_rule_without_citation_has_none_on_the_page(shown: Shown, entry: Entry) -> None:
    page = shown(CATALOGUES["markdown"]([Entry(entry.rule, "", ())]))
    assert "The form says" not in page
    assert "Note: " not in page


def test_rules_as_json(shown: Shown, entry: Entry) -> None:
    told = json.loads(shown(CATALOGUES["json"]([entry, Entry(entry.rule, "", ())])))
    assert told["schema_version"] == 1
    assert [rule["cite"] for rule in told["rules"]] == ["(200 words)", None]
    assert told["rules"][0] == {
        "code": "QIS108",
        "name": "too-many-words",
        "level": "error",
        "waivable": False,
        "why": "A limit is inclusive: 200 words pass. 201 do not.",
        "cite": "(200 words)",
    }


def test_one_rule_in_full(shown: Shown, entry: Entry) -> None:
    assert shown(in_full(entry)) == IN_FULL


def test_what_to_do_is_told_where_it_needs_no_facts(shown: Shown, entry: Entry) -> None:
    rule = replace(entry.rule, help="Cut it.")
    assert shown(in_full(replace(entry, rule=rule))) == f"{IN_FULL}\nTo do: Cut it.\n"


def test_a_rule_without_citation_in_full(shown: Shown, entry: Entry) -> None:
    assert "The form says" not in shown(in_full(Entry(entry.rule, "", ())))
