"""Compare qis episodes build with a bare scan of its columns and with pandas, at several sizes, in one run.

usage: episodes.py [MILLIONS ...]     millions of claims, one delivery for each fifty; 1 and 10 without any
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from made_claims import make  # type: ignore[import-not-found]  # it lies beside this file

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent / "samples" / "evidence" / "building-contract.yaml"
MILLION = 1_000_000
KILOBYTES = 1 / 1024 if sys.platform == "darwin" else 1  # in one unit of ru_maxrss
LINE = "{:<28}{:>14}{:>9}{:>9}{:>10}  {}"


class Figures(NamedTuple):
    """Wall and processor time in seconds, the peak of memory in MB, and what was printed."""

    seconds: float
    processor: float
    megabytes: float
    out: str


def once(command: Sequence[str]) -> Figures:
    """Run a command to its end."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603 - commands of ours
        out = child.stdout.read() if child.stdout else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    megabytes = used.ru_maxrss * KILOBYTES / 1024
    return Figures(time.perf_counter() - started, used.ru_utime + used.ru_stime, megabytes, out.strip())


def compare(folder: Path, claims: int) -> Figures:
    """Print the lines of one size; the figures of qis."""
    files = [str(file) for file in make(folder, claims)]
    options = ["--deliveries", files[1], "--contract", str(CONTRACT), "--format", "json", "--force"]
    output = ["-o", str(folder / "episodes.csv")]
    qis = once([sys.executable, "-m", "qis_tool", "episodes", "build", files[0], *options, *output])
    found = json.loads(qis.out)
    counted = found["claims"]["went"][0]["dollars"]
    told = f"{found['episodes']:,} episodes, ${counted} in them"
    peers = {name: once([sys.executable, str(HERE / "episodes_peers.py"), name, *files]) for name in ("scan", "pandas")}
    for name, figures in {"qis episodes build": qis, **peers}.items():
        seen = (f"{figures.seconds:.1f} s", f"{figures.processor:.1f} s", f"{figures.megabytes:.0f} MB")
        print(LINE.format(name, f"{claims:,}", *seen, told if figures is qis else figures.out), flush=True)
    return qis


def main() -> None:
    """All sizes, and whether the cost grows no faster than the number of claims."""
    print(LINE.format("", "claims", "time", "by cpu", "memory", "found"))
    sizes = [int(float(size) * MILLION) for size in sys.argv[1:]] or [MILLION, 10 * MILLION]
    with tempfile.TemporaryDirectory() as folder:
        costs = [(size, compare(Path(folder), size)) for size in sizes]
    for size, figures in costs:
        print(f"{size:>12,} claims: {figures.processor / size * MILLION:.2f} s of processor time a million")


if __name__ == "__main__":
    main()
