"""Results as they come, counted on the way past."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from qis_tool.finding import LEVELS, Level, Report, Settings

METHOD = "words counted as Microsoft Word counts"
_FEW = 3


class Styled(NamedTuple):
    """A piece of output and the role that colors it on a terminal; the text alone says everything."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be read at all, and why."""

    file: str
    message: str


@dataclass
class Tally:
    """The results of one run, to be gone through once; the counts stand when that is done."""

    results: Iterable[Report | Unread]
    files: int = 0
    unread: int = 0
    failed: int = 0
    waived: int = 0
    levels: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    editions: dict[str, None] = field(default_factory=dict)
    changes: dict[str, None] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Report | Unread]:
        for result in self.results:
            self._count(result)
            yield result

    @property
    def passed(self) -> bool:
        """True where every file was read and none has a finding at the fail level or above."""
        return not self.failed and not self.unread and bool(self.files)

    def _count(self, result: Report | Unread) -> None:
        if isinstance(result, Unread):
            self.unread += 1
            return
        self.files += 1
        self.failed += result.fails
        self.waived += result.waived
        self.editions |= {f"{result.form_name} plan year {result.plan_year}": None} if result.form else {}
        self.changes |= {changed: None} if (changed := changed_by(result.settings)) else {}
        for level in LEVELS:
            self.levels[level] += result.count(level)


def plural(number: int, noun: str, several: str = "") -> str:
    """A number with its noun: 1 file, 2 files; `several` for a noun that takes more than an s."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"


def settings_line(changes: Iterable[str]) -> str:
    """What the settings of files leave out or change, so that nobody takes passing for more than it is."""
    said = list(changes)
    more = f"; {plural(len(said) - _FEW, 'more set')} of settings" if len(said) > _FEW else ""
    return f"Settings: {'; '.join(said[:_FEW])}{more} (see qis config show)." if said else ""


def changed_by(settings: Settings) -> str:
    """What settings change in a form's rules, in words; empty where they leave out and change nothing."""
    off, figures = len(settings.off), [] if settings.near_limit is None else ["near_limit"]
    numbers = {"rule off": off, "level changed": len(settings.levels) - off, "threshold changed": len(figures)}
    said = [plural(number, what, what.replace(" ", "s ", 1)) for what, number in numbers.items() if number]
    places = dict.fromkeys(settings.sources[what] for what in (*settings.levels, *figures) if what in settings.sources)
    return " by ".join(filter(None, [", ".join(said), ", ".join(places)]))
