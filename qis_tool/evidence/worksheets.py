"""What the worksheets on paper are for, as schemas/evidence/worksheets.yaml says it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

from qis_tool.errors import DataFault
from qis_tool.evidence.facts import Fact
from qis_tool.form import read_data
from qis_tool.resources import find


@dataclass(frozen=True, slots=True)
class Purpose:
    """A worksheet: the question it is for, its title, what it says of itself, and which facts and tables it shows.

    `glance` has heads by names of facts whose figures stand first, `facts` patterns of names of those that are said;
    `look` is the base document of the Word file.
    """

    question: str
    title: str
    about: str
    glance: Mapping[str, str]
    facts: tuple[str, ...]
    tables: tuple[str, ...]
    look: Path

    def said(self, facts: Iterable[Fact]) -> Iterator[str]:
        """Those of the facts that it says, in words and in its own order."""
        every = tuple(facts)
        return (fact.words for name in self.facts for fact in every if fnmatchcase(fact.key, name))


@lru_cache
def purpose_of(name: str) -> Purpose:
    """A worksheet by the name of its command. Raises DataFault where its data lacks something."""
    file = find("schemas/evidence/worksheets.yaml")
    data = read_data(file)
    try:
        row = data[name]
        question, title, about = (row[word].strip() for word in ("for", "title", "about"))
        facts, tables = tuple(row["facts"]), tuple(row["tables"])
        return Purpose(question, title, about, dict(row["glance"]), facts, tables, find(row["look"]))
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        raise DataFault(f"{file}: the worksheets' data lacks or misuses {fault}.") from None
