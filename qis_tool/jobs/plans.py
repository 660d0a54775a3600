"""Plans by the names of their files: folders walked, files read, a hundred and more judged on all processors."""

import datetime
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from qis_tool.checks.plan import Covered
from qis_tool.checks.together import rules_of
from qis_tool.errors import UserError
from qis_tool.finding import NOTHING_SET, Fact, Report, Settings
from qis_tool.form import known_editions, load_form
from qis_tool.report.tally import Unread
from qis_tool.source import Source, content_of, read_bytes, read_file
from qis_tool.validate import Together, covered_by, fields_of_survey, validate

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from qis_tool.intake import Returned

SUFFIXES = (".yaml", ".yml")
WORD = ".docx"
WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc")
MAX_INPUT = 20_000_000  # as much as either kind of file may hold
_ZIP = b"PK\x03\x04"
MANY = 100
CHUNK = 25

Result = TypeVar("Result")


class WordOptions(NamedTuple):
    """How Word documents are to be read."""

    tracked: str = "accepted"
    accept_form_changes: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """One plan to read: a file's name, or what is in it under the name to show for it.

    `word` says how, where it is in a Word document, and `settings` how it is to be judged.
    """

    name: str
    content: bytes | None = None
    word: WordOptions | None = None
    settings: Settings = NOTHING_SET

    def read(self, only: frozenset[str] = frozenset()) -> Source:
        """The plan, with `only` read no further than these fields. Raises UserError where it can't be read."""
        return read_file(self.name, only) if self.content is None else read_bytes(self.content, self.name, only)

    def judged(self, only: frozenset[str] = frozenset()) -> Source:
        """As `read`, and the plan in a Word document too."""
        if not self.is_word:
            return self.read(only)
        return self.returned().source

    def returned(self) -> "Returned":
        """The filled form in a Word document. Raises UserError where it can't be read."""
        from qis_tool.intake import read_document

        content = content_of(self.name, MAX_INPUT + 1) if self.content is None else self.content
        return read_document(content, self.name, **(self.word or WordOptions())._asdict())

    @property
    def is_word(self) -> bool:
        """True for a file that is a Word document, or is called like one; never for one that is called a plan."""
        if self.content is None and self.name.endswith(SUFFIXES):
            return False
        start = content_of(self.name, len(_ZIP)) if self.content is None else self.content[: len(_ZIP)]
        return start == _ZIP or Path(self.name).suffix.lower() in WORD_SUFFIXES


Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]


def named(names: Iterable[str], word: WordOptions | None = None, *, documents: bool = False) -> Iterator[Input]:
    """The plans that these files and folders stand for. Raises UserError for a folder without one.

    With `documents`, the Word documents in a folder are plans too.
    """
    for name in names:
        if Path(name).is_dir():
            yield from (Input(file, word=word) for file in _plans_in(name, (*SUFFIXES, *[WORD] * documents)))
        else:
            yield Input(name, word=word)


def each_once(plans: Iterable[Input], settings_for: Callable[[str], Settings] | None = None) -> list[Input]:
    """The plans, one of each file; `settings_for` gives the settings for each by its file's name."""
    by_place: dict[str, Input] = {}
    for plan in plans:
        by_place.setdefault(os.path.realpath(plan.name) if plan.content is None else "", plan)
    settled = by_place.values()
    return [replace(plan, settings=settings_for(plan.name)) for plan in settled] if settings_for else list(settled)


def read_for(plans: Sequence[Input]) -> list[str]:
    """The files that are read for these plans: their own, and those of their settings."""
    return [*(plan.name for plan in plans), *dict.fromkeys(p.settings.file for p in plans if p.settings.file)]


def judged(
    plans: Sequence[Input], today: datetime.date | None, facts: Mapping[str, Fact] = MappingProxyType({})
) -> Iterator[Report | Unread]:
    """The report of each plan in the order given, or why it could not be read; `facts` are those of evidence."""
    return worked(plans, partial(_judge, today=today, facts=dict(facts)), many=MANY, chunk=CHUNK)


def worked(
    plans: Sequence[Input], work: Callable[[Input, Together], Result], *, many: int, chunk: int
) -> Iterator[Result]:
    """What `work` makes of each plan in the order given, knowing what all of them cover together.

    From `many` plans on, all processors are used and take them in chunks.
    """
    together, issuers = Together(len(plans)), [()] * len(plans)
    with _workers(len(plans), many, chunk) as each:
        if len(plans) > 1:
            issuers = []
            for covered in each(_covered, plans):
                together.add(covered)
                issuers.append(tuple(covered))
        jobs = ((plan, together.about(keys)) for plan, keys in zip(plans, issuers, strict=True))
        yield from each(partial(_with, work), jobs)


def _with(work: Callable[[Input, Together], Result], job: tuple[Input, Together]) -> Result:
    return work(*job)


def _judge(plan: Input, together: Together, today: datetime.date | None, facts: Mapping[str, Fact]) -> Report | Unread:
    try:
        return validate(plan.judged(), replace(together, facts=facts), today, plan.settings)
    except UserError as fault:
        return Unread(plan.name, str(fault))


def _covered(plan: Input) -> Covered:
    try:
        if plan.is_word and not documents_tell_issuers():
            return {}
        return covered_by(plan.judged(fields_of_survey()))
    except UserError:
        return {}


@lru_cache
def documents_tell_issuers() -> bool:
    """Whether some form prints the issuer by which plans are taken together; else no document need be read for it."""
    from qis_tool.intake.editions import blank
    from qis_tool.intake.plan import not_shown

    forms = [load_form(*edition) for edition in known_editions()]
    issuers = [(form, rule.options["issuer"]) for form in forms for rule in rules_of(form)]
    return any(not not_shown(form, blank(form)).issuperset(fields) for form, fields in issuers)


def _plans_in(folder: str, suffixes: tuple[str, ...]) -> list[str]:
    walked = ((at, sorted(names)) for at, _, names in sorted(os.walk(folder)))
    found = [str(Path(at, name)) for at, names in walked for name in names if _is_plan(name, suffixes)]
    if not found:
        kinds = ", ".join(f"*{suffix}" for suffix in suffixes)
        raise UserError(f"{folder}: there is no plan ({kinds}) in this folder.")
    return found


def _is_plan(name: str, suffixes: tuple[str, ...]) -> bool:
    """By the ending of a file's name; not one of those by which Word marks a document as open."""
    return name.lower().endswith(suffixes) and not name.startswith("~$")


@contextmanager
def _workers(number: int, many: int, chunk: int) -> Iterator[Each]:
    """A `map` over plans, which uses all processors where there are many; results come in order, few at a time."""
    processors = os.cpu_count() or 1
    if number < many or processors == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processors) as pool:
        yield partial(_spread, pool, processors, chunk)


def _spread(
    pool: "ProcessPoolExecutor", processors: int, chunk: int, work: Callable[[Any], Any], things: Iterable[Any]
) -> Iterator[Any]:
    waiting: deque[Future[list[Any]]] = deque()
    left = iter(things)
    while some := list(islice(left, chunk)):
        waiting.append(pool.submit(_several, work, some))
        if len(waiting) > 2 * processors:
            yield from waiting.popleft().result()
    for done in waiting:
        yield from done.result()


def _several(work: Callable[[Any], Any], things: Sequence[Any]) -> list[Any]:
    return [work(thing) for thing in things]
