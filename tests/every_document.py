"""Holds every Word document the tests make to the rules, and shows Microsoft's validator one of each kind."""

import json
import os
import pickle
import re
import subprocess
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.outside_tools import found_validator
from tests.package_rules import opened
from tests.word_rules import broken

Make = Callable[[bytes], bytes]
_NAMES = re.compile(rb"</?[\w:]+|\s[\w:]+=")


class Watch:
    """Sees each document as it is made; keeps the first of every kind."""

    def __init__(self) -> None:
        self._seen: set[object] = set()
        self.kept: list[bytes] = []

    def over(self, make: Make) -> Make:
        """The same function, its documents seen. A document that breaks a rule fails the test."""

        def watched(given: bytes) -> bytes:
            package = make(given)
            if wrong := broken(package):
                pytest.fail("\n".join(wrong))  # no Exception, which the command line would keep from the test
            self._keep(package)
            return package

        return watched

    def _keep(self, package: bytes) -> None:
        shape = shapes(package)
        if not shape <= self._seen:
            self._seen |= shape
            self.kept.append(package)


def shapes(package: bytes) -> set[object]:
    """What elements and attributes follow one another in a package's parts, which is what a schema has rules for."""
    return set().union(*(_shapes(*part) for part in opened(package).content.items()))


@lru_cache(maxsize=100)
def _shapes(name: str, content: bytes) -> set[object]:
    return {(name, *pair) for pair in pairwise(_NAMES.findall(content))}


def fewest(packages: Iterable[bytes]) -> list[bytes]:
    """As many of the packages as it takes to show every shape there is."""
    chosen, left = [], {package: shapes(package) for package in packages}
    while left:
        best = max(left, key=lambda package: len(left[package]))
        shown = left.pop(best)
        chosen.append(best)
        left = {package: rest for package, shape in left.items() if (rest := shape - shown)}
    return chosen


def not_shown(packages: list[bytes], record: Path | None) -> list[bytes]:
    """Those of the packages it takes to show what no other process of this run shows the validator, if there is one."""
    if record is None:
        return packages
    taken: set[object] = pickle.loads(record.read_bytes()) if record.exists() else set()  # noqa: S301 - it is ours
    left = [package for package in packages if not shapes(package) <= taken]
    taken = taken.union(*map(shapes, left))
    new = record.with_name(f"{record.name}-{os.getpid()}")
    new.write_bytes(pickle.dumps(taken))
    new.replace(record)
    return left


def faults(validator: str, package: bytes, folder: Path, name: str = "document.docx") -> list[str]:
    """What Microsoft's validator says of a document; the ending of its name says which kind it is."""
    file = folder / name
    file.write_bytes(package)
    # It ends as if all were well whatever it finds: what it prints is what counts.
    done = subprocess.run([validator, str(file)], capture_output=True, encoding="utf-8", check=False, timeout=60)
    told = json.loads(done.stdout)
    errors = [f"{error['path']} {error['xPath']}: {error['description']}" for error in told["errors"]]
    return errors or ([] if told["ok"] else [done.stdout])


def all_faults(packages: Iterable[bytes], folder: Path) -> list[str]:
    """What the validator says of these documents; nothing where it is not installed."""
    validator = found_validator()
    return [fault for package in fewest(packages) for fault in faults(validator, package, folder)] if validator else []
