"""Compare qis with its peers, side by side in one run, and print the ratios.

usage: compare.py [--quick]     --quick: fewer runs and plans, half a minute
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from importlib.util import find_spec
from math import nan
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from made_plans import FULL, plans, with_answer  # type: ignore[import-not-found]  # it lies beside this file

HERE = Path(__file__).resolve().parent
SCHEMA = str(HERE.parent / "schemas" / "k2" / "2024" / "plan.schema.json")
TAGGER = str(HERE / "docxtpl_template.py")
PYTHON = sys.executable
UNFIT = ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PYTHONPROFILEIMPORTTIME")
KILOBYTES = 1 / 1024 if sys.platform == "darwin" else 1  # in one unit of ru_maxrss
TEN_MS = 0.01
LINE = "{:<50}{:>9}{:>9}{:>8}{:>8}  {:<7} {:<8}{:>12}"

Command = Sequence[str]


class Figures(NamedTuple):
    """One run, or the medians of several: wall and processor time in seconds, the largest process in MB."""

    seconds: float
    processor: float
    megabytes: float
    code: int


class Bench:
    """A temporary folder with what is measured: plans, the peer's template, and compiled modules."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder, self.quick = folder, quick
        self.runs, self.slow_runs = (3, 1) if quick else (9, 2)
        kept = {name: value for name, value in os.environ.items() if name not in UNFIT}
        self.environment = {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
        self.qis = script("qis", "qis_tool")
        self.check_jsonschema = script("check-jsonschema", "check_jsonschema")

    def once(self, command: Command) -> Figures:
        """Run a command to its end; of its workers the processor time is added, of memory the most told."""
        started = time.perf_counter()
        with self.started(command) as child:
            _, status, used = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
        megabytes = used.ru_maxrss * KILOBYTES / 1024
        return Figures(seconds, used.ru_utime + used.ru_stime, megabytes, child.returncode)

    @cached_property
    def plans(self) -> list[str]:
        """The plans' names: 4,000, or 400 for a quick run."""
        return list(plans(self.folder / "plans", 400 if self.quick else 4000))

    def in_turn(self, *commands: Command, runs: int = 0, warm: bool = True) -> list[Figures]:
        """The median figures of commands run in turn; with `warm`, after a run each that fills the caches."""
        for command in commands if warm else ():
            self.once(command)
        rounds = [[self.once(command) for command in commands] for _ in range(runs or self.runs)]
        return [typical(of_one) for of_one in zip(*rounds, strict=True)]

    def inside(self, *arguments: str) -> dict[str, Any]:
        """What in_process.py measured."""
        with self.started([PYTHON, str(HERE / "in_process.py"), *arguments], subprocess.PIPE) as child:
            return dict(json.loads(child.communicate()[0]))

    def memory(self, command: Command) -> float:
        """The most MB a command and its workers used at once, peaks added; 0 off Linux, nan if it failed."""
        most = 0
        with self.started(command) as child:
            while child.poll() is None:
                most = max(most, sum(peaks_in_session(child.pid)))
                time.sleep(0.03)
        return nan if child.returncode else most / 1024

    def started(self, command: Command, output: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """A command under way, in a session of its own; what it says goes to `output` or nowhere."""
        errors = None if output == subprocess.PIPE else output
        return subprocess.Popen(  # noqa: S603  # commands of our own
            command, env=self.environment, stdout=output, stderr=errors, start_new_session=True
        )


def typical(runs: Sequence[Figures]) -> Figures:
    """Median times, the most memory, and an exit code that tells if any run went wrong."""
    seconds, processor, megabytes, codes = zip(*runs, strict=True)
    return Figures(median(seconds), median(processor), max(megabytes), max(codes, key=abs))


def script(name: str, module: str) -> list[str]:
    """A program as it is installed beside this interpreter, or else as a module."""
    installed = Path(PYTHON).parent / name
    return [str(installed)] if installed.exists() else [PYTHON, "-m", module]


def peaks_in_session(session: int) -> Iterable[int]:
    """The peak memory in kB of each process in a session, as Linux tells it."""
    for process in Path("/proc").glob("[1-9]*"):
        with suppress(OSError):
            if os.getsid(int(process.name)) == session:
                peak = re.search(r"^VmHWM:\s*(\d+)", (process / "status").read_text(), re.MULTILINE)
                yield int(peak[1]) if peak else 0


def row(what: str, own: Figures, peer: Figures | None = None, goal: float = 0, unit: str = "") -> None:
    """One line of the table. A goal is for the ratio or, with the unit s, for the seconds.

    A command that did not end well is no measurement, however fast it was.
    """
    ratio = own.seconds / peer.seconds if peer else 0
    met = "met" if (own.seconds if unit else ratio) <= goal else "not met"
    if own.code or (peer and peer.code):
        met = "FAILED"
    elif not goal:
        met = ""
    by_processor = f"{own.processor / peer.processor:.2f}" if peer and peer.processor else ""
    memory = f"{own.megabytes:.0f} / {peer.megabytes:.0f} MB" if peer else f"{own.megabytes:.0f} MB"
    times = (shown(own.seconds), shown(peer.seconds) if peer else "", f"{ratio:.2f}" if peer else "")
    aim = f"<= {goal:g} {unit}".rstrip() if goal else ""
    told = (what, *times, by_processor, aim, met, memory if own.megabytes else "")
    print(LINE.format(*told).rstrip(), flush=True)


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.{0 if seconds >= TEN_MS else 2}f} ms"


def starts(bench: Bench) -> None:
    """A whole process, to say its version and to check one plan."""
    version, nothing = bench.in_turn([*bench.qis, "--version"], [PYTHON, "-c", "pass"])
    row("1 qis --version : python -c pass", version, nothing, 7)
    check = [*bench.check_jsonschema, "--schemafile", SCHEMA, FULL]
    own, peer = bench.in_turn([*bench.qis, "validate", FULL], check)
    row("2 qis validate full.yaml : check-jsonschema", own, peer, 0.6)


def many(bench: Bench) -> None:
    """Many plans in one call."""
    files, validate, review = bench.plans, [*bench.qis, "validate"], [*bench.qis, "review", "--format", "json"]
    thousand = len(files) // 4
    check = [*bench.check_jsonschema, "--schemafile", SCHEMA, *files[:thousand]]
    judging = ([*command, *files[:thousand]] for command in (validate, review))
    own, reviewed, peer = bench.in_turn(*judging, check, runs=bench.slow_runs, warm=False)
    row(f"3 qis validate, {thousand:,} plans : check-jsonschema", own, peer, 0 if bench.quick else 0.1)
    row(f"8 qis review, {thousand:,} plans : check-jsonschema", reviewed, peer, 0 if bench.quick else 0.2)
    for number in (thousand // 4, thousand // 2, thousand, 2 * thousand):
        taken = bench.once([*validate, *files[:number]])
        row(f"6 qis validate, {number:,} plans: {shown(taken.seconds / number)} each", taken)
    for number in (thousand, len(files)):
        taken = bench.once([*review, *files[:number]])
        row(f"8 qis review, {number:,} plans: {shown(taken.seconds / number)} each", taken)
    for command in (validate, review):
        print(f"    memory of all processes together, at most, qis {command[len(bench.qis)]}:", end="")
        for number in (thousand // 10, thousand, len(files)):
            print(f"  {number:,} plans {bench.memory([*command, *files[:number]]):.0f} MB", end="", flush=True)
        print()
    print(f"    the same of check-jsonschema:  {thousand:,} plans {bench.memory(check):.0f} MB", flush=True)


def documents(bench: Bench) -> None:
    """The Word document, by a whole process and within one."""
    own_file, peer_file, template = (str(bench.folder / f"{name}.docx") for name in ("qis", "peer", "tagged"))
    render = [*bench.qis, "render", FULL, "-o", own_file, "--force"]
    ready = [bench.once(command).code for command in (render, [PYTHON, TAGGER, own_file, template])]
    if any(ready):
        print(f"4, 5 qis render or the making of the template from it FAILED, exit codes {ready}")
        return
    own, peer = bench.in_turn(render, [PYTHON, str(HERE / "docxtpl_peer.py"), template, FULL, peer_file])
    row("4 qis render full.yaml : docxtpl", own, peer, 1.8)
    found = bench.inside("documents", template, FULL, str(bench.folder), "10" if bench.quick else "50")
    own, peer = (Figures(median(found[side]), 0, 0, 0) for side in ("qis", "peer"))
    row("5 each document within one process : docxtpl", own, peer, 1)
    print(f"    both documents have the same text and ticks: {'yes' if found['same'] else 'NO'}")


def many_documents(bench: Bench) -> None:
    """Many documents in one call, against a call for each of them."""
    number = 20 if bench.quick else 200
    render = [*bench.qis, "render", "--force", "--out-dir", str(bench.folder / "documents")]
    alone = [bench.once([*render, file]) for file in bench.plans[:number]]
    at_once = bench.once([*render, *bench.plans[:number]])
    each = at_once._replace(seconds=at_once.seconds / number, processor=at_once.processor / number)
    row(f"7 qis render, {number} plans at once, each : alone", each, typical(alone))
    print("    memory of all processes together, at most:", end="")
    for n in (number // 2, number, 2 * number):
        print(f"  {n} plans {bench.memory([*render, *bench.plans[:n]]):.0f} MB", end="", flush=True)
    print()


def long_answers(bench: Bench) -> None:
    """Linear cost in the length of an answer."""
    numbers = (200, 2000, 20000)
    counted = bench.inside("words", *map(str, numbers))
    for number in numbers:
        taken = Figures(counted[str(number)], 0, 0, 0)
        row(f"6 count {number:,} words: {taken.seconds / number * 1e9:,.0f} ns each", taken)
    for number in numbers:
        [taken] = bench.in_turn([*bench.qis, "validate", with_answer(bench.folder, number)], runs=bench.slow_runs)
        row(f"6 qis validate, {number:,} words in one answer", taken._replace(code=taken.code not in (0, 1)))
    [taken] = bench.in_turn([*bench.qis, "validate", with_answer(bench.folder, 560_000)], runs=bench.slow_runs)
    row("6 qis validate, an answer of 5 MB, refused", taken._replace(code=taken.code != 1), goal=1, unit="s")


def main() -> None:
    """Measure and print; no figure makes it fail."""
    missing = [name for name in ("qis_tool", "check_jsonschema", "docxtpl") if not find_spec(name)]
    if missing:
        sys.exit(f"compare: this interpreter lacks {', '.join(missing)}. Run: sh scripts/setup.sh --dev")
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="qis-bench-") as folder:
        bench = Bench(Path(folder), quick="--quick" in sys.argv[1:])
        print(LINE.format("", "qis", "peer", "ratio", "by cpu", "goal", "", "memory"))
        for part in (starts, many, documents, many_documents, long_answers):
            part(bench)
    print(f"Run in turn, medians of {bench.runs}. {time.perf_counter() - started:.0f} s in all.")


if __name__ == "__main__":
    main()
